"""How the tests of the people side read a text of their own."""

from __future__ import annotations

from etl.claims import AffiliationClaim
from etl.extract import people
from etl.extract.context import Context
from etl.pages.document import Byline, Document, paragraphs


def read(
    *texts: str,
    published: str | None = "2010-05-05",
    title: str | None = None,
    bylines: tuple[Byline, ...] = (),
    zones: tuple[tuple[str, str], ...] = (),
) -> Context:
    """A read context of body paragraphs, with a title and paragraphs of other zones where given."""
    zoned = [("title", title)] if title else []
    document = Document(
        form="text",
        title=title,
        language="en",
        bylines=bylines,
        published=published,
        paragraphs=paragraphs(*zoned, *(("body", t) for t in texts), *zones),
    )
    context = Context(document)
    people.read([context])
    return context


def names(context: Context) -> list[str]:
    return [p.name for p in context.people]


def offices(context: Context, name: str) -> list[tuple[str, str | None, str]]:
    """(role_type, country, qualifier) of everybody of that name, in order."""
    return [(a.role_type, a.country, a.qualifier) for p in context.people if p.name == name for a in p.affiliations]


def titles(context: Context) -> list[AffiliationClaim]:
    return [a for p in context.people for a in p.affiliations]


def who(context: Context, text: str) -> tuple[str, ...]:
    """Names (or state and body keys) of whom the first mention with this text stands for; () without one."""
    for mention in context.all_mentions():
        if mention.text.casefold() == text.casefold():
            return tuple(p.name if (p := context.person(w)) else w for w in mention.who)
    return ()
