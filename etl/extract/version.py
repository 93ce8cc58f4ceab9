"""What the claims of a document hang on besides the document."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def code() -> str:
    """A hash of our code and vocabularies for reading, and of the registers that help with names."""
    from etl.extract import gazetteer
    from etl.pipeline import ARTICLE_CODE, code_version

    return f"{code_version(*ARTICLE_CODE)} {gazetteer.digest()}"
