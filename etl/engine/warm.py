"""What every process that extracts needs, loaded once: model, registers, gazetteer, vocabularies.

On one machine the workers of a build are forked from a process that has imported this module (`etl.engine.spread`), so that all of them together
load what one does, and share its memory.
"""

from __future__ import annotations

import gc
from functools import lru_cache

TEXT = """Envoys of two islands meet

HARBOUR TOWN — Foreign Minister Johan Ludwig Mowinckel met Ambassador Mary Smith of the United Kingdom in Oslo on Tuesday. They signed a treaty.
"""


@lru_cache(maxsize=1)
def warm() -> None:
    """Load it all, once in a process, by extracting an article; the collector of garbage need not look at it again."""
    from etl.engine.work import together
    from etl.pages import read

    together([read(TEXT.encode(), None, "warm.txt")])
    gc.collect()
    gc.freeze()
