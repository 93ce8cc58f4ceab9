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

__all__ = ["extract", "extract_all", "gold_form", "together"]

BATCH = 20_000  # words of documents read together


def extract(document: Document, published: str | None = None) -> Item:
    """What one document says. `published` is the ISO day to use where the page does not tell its own.

    The item's `source` is the publisher's slug, its key the address or else the text's hash; a caller that knows better replaces
    them. A document that is not in English gives its authors alone.
    """
    return together([document], published)[0]


def extract_all(documents: Iterable[Document], published: str | None = None) -> Iterator[Item]:
    """The items of many documents, in order, some documents at a time."""
    batch: list[Document] = []
    words = 0
    for document in documents:
        batch.append(document)
        words += document.words
        if words > BATCH:
            yield from together(batch, published)
            batch, words = [], 0
    yield from together(batch, published)


def together(documents: Iterable[Document], published: str | None = None) -> list[Item]:
    """The items of these documents, as `extract` gives them, faster: the model is asked about all of them at once."""
    from etl.extract import event_tellings, nlp, people
    from etl.extract.context import Context

    nlp.renew()
    contexts = [Context(document, published) for document in documents]
    people.read(contexts)
    event_tellings.prepare(contexts)
    items = []
    for context in contexts:
        items.append(item(context))
        context.forget()
    return items
