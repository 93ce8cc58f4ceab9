"""Who signs a page: the people its metadata state, else those of the byline that a reader sees, else an agency that is credited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from etl.pages import bylines, dom, headline, marks
from etl.pages.clean import key
from etl.pages.document import Byline, Document
from etl.pages.metadata import Metadata
from etl.pages.names import is_name, written

_NO_PERSON = re.compile(
    r"\b(?:staff|news|desk|team|editor|reporter|agency|correspondent|press|wire|service|online|media|times|the|and)\b",
    re.I,
)


class _Signatures:
    """People and agencies, as lines name them; the site itself is none."""

    def __init__(self, sites: frozenset[str]) -> None:
        self._sites = sites
        self.people: list[Byline] = []
        self.agencies: list[Byline] = []

    def take(self, text: str, kind: str = "") -> None:
        """Add whom a text names; `kind` is the schema.org type that the page states for it, if any."""
        own = bylines.agency(text)
        if headline.is_site(text, self._sites) and not own:
            return
        names = [] if "Organization" in kind else bylines.split_authors(text)
        if not names and re.fullmatch(r"[a-z]+(?:-[a-z]+){1,3}", text):  # an address' part: "jonas-ekholt"
            names = [n for n in [written(text.replace("-", " "))] if is_name(n)]
        if not names and kind.startswith("Person") and _is_plain_name(text):
            names = [written(text)]
        self.people += [Byline(n, text) for n in names if not headline.is_site(n, self._sites)]
        if not names and own:
            self.agencies.append(Byline(own, text, "organization", "author"))


def people(meta: Metadata, aside: dom.Aside, tree: _Element, document: Document, sites: frozenset[str]) -> list[Byline]:
    """The authors in order, each once; an agency where nobody is named."""
    found = _Signatures(sites)
    for text, kind in meta.authors:
        if kind != "meta" or not found.people:
            found.take(text, kind)
    if not found.people:
        found.people = [b for b in document.bylines if b.role == "author" and b.kind == "person"]
    for text in () if found.people else _visible(tree):
        found.take(text)
        if found.people:
            break
    for text in () if found.people else aside.bylines:
        if bylines.is_only_names(text):
            found.take(text)
        if found.people:
            break
    unique = {key(b.name): b for b in reversed(found.people or found.agencies)}
    return list(reversed(unique.values()))


def _visible(tree: _Element) -> Iterator[str]:
    """Lines that are bylines by their own words, between the headline and the first long paragraph."""
    for element in dom.under_headline(tree):
        shown = dom.text_of(element, 400)
        if 5 <= len(shown) <= 200 and marks.is_byline(shown) and not dom.within_related(element):
            yield shown


def _is_plain_name(text: str) -> bool:
    """A stated person's name that has no usual shape: two to five words, letters only, the first capitalised."""
    parts = text.split()
    letters = all(re.fullmatch(r"[^\W\d_][\w.'’-]*", p) for p in parts)
    return 2 <= len(parts) <= 5 and letters and text[0].isupper() and not _NO_PERSON.search(text)
