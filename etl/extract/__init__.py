"""A document's claims: people, their capacities, events, each with where it is said.

    from etl.extract import extract
    item = extract(document, published="2009-10-10")

Steps: `names` finds who is named, `coref` who else refers to them, `affiliations` in what capacity, `events` what happened. Every
step works on a `context.Context`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from etl.claims import Item
from etl.extract.item import gold_form, item
from etl.pages.document import Document

__all__ = ["extract", "extract_all", "gold_form"]


def extract(document: Document, published: str | None = None) -> Item:
    """What one document says. `published` is the ISO day to use where the page does not tell its own.

    The item's `source` is the publisher's slug, its key the address or else the text's hash; a caller that knows better replaces
    them. A document that is not in English gives its authors alone.
    """
    from etl.extract import people
    from etl.extract.context import Context

    context = Context(document, published)
    people.read(context)
    return item(context)


def extract_all(documents: Iterable[Document], published: str | None = None) -> Iterator[Item]:
    """The items of many documents, one at a time."""
    for document in documents:
        yield extract(document, published)
