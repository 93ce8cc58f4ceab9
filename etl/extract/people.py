"""Who is in a document: names, then whom they stand for, then in what capacity."""

from __future__ import annotations

from etl.extract import mentions
from etl.extract.context import Context
from etl.extract.view import view


def read(context: Context) -> None:
    """Fill `context.people` with their affiliations, and the context's mentions."""
    views = [view(sentence, context.published) for sentence in context.sentences]
    mentions.resolve(context, views)
