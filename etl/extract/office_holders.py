"""Who holds an office that a text names alone: "the Russian foreign minister", "the Chinese leader", "the Prime Minister".

The article's own words come first, then what the registers know of the people it names. An office whose holder nobody names is its
state's.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from etl.extract import gazetteer
from etl.extract.capacity import Capacity
from etl.extract.context import Context
from etl.extract.titles import Title
from etl.extract.tokens import tokenize
from etl.extract.view import View
from etl.geo.countries import COUNTRIES

_LEADERS = frozenset(("head_of_state", "monarch", "head_of_government", "vice_president"))
_MINISTERS = frozenset(("foreign_minister", "defense_minister", "minister", "head_of_government"))
_SINGLE = frozenset(("head_of_state", "monarch", "head_of_government", "foreign_minister", "defense_minister"))
# What a bare title may stand for, beside its own kind.
WIDER: dict[str, frozenset[str]] = {
    "leader": _LEADERS,
    "leaders": _LEADERS | {"royal", "foreign_minister"},
    "minister": _MINISTERS,
    "ministers": _MINISTERS,
    "secretary": frozenset(("foreign_minister", "defense_minister", "minister", "official")),
    "envoy": frozenset(("envoy", "ambassador")),
    "envoys": frozenset(("envoy", "ambassador")),
    "diplomat": frozenset(("ambassador", "envoy", "official", "foreign_minister")),
    "president": frozenset(("head_of_state", "international_official", "executive")),
    "presidents": frozenset(("head_of_state",)),
    "chairman": frozenset(("official", "international_official", "head_of_state")),
    "adviser": frozenset(("national_security_adviser", "official")),
    "advisor": frozenset(("national_security_adviser", "official")),
}
# Bodies that speak for their state.
GOVERNMENT = frozenset(("government_office", "ministry", "government", "cabinet", "embassy", "navy", "army"))
_HEAD = 8  # sentences at the beginning that tell whose government speaks


class Holders:
    """The offices of a document's people."""

    def __init__(self, context: Context, views: list[View], found: list[Capacity]) -> None:
        self.context = context
        self.offices: dict[str, list[Capacity]] = {}
        for c in found:
            self.offices.setdefault(c.person, []).append(c)
        self.seen: dict[str, tuple[int, int]] = {}  # person -> (sentence, offset) of their last mention so far
        self.home = _home(views) or _site(context.document.url) or self._host(views)
        self._unnamed: set[str] = set()  # titles that the text uses for its own state's holder without naming him
        self._registered: dict[tuple[str, str], str | None] = {}

    def _host(self, views: list[View]) -> str | None:
        """The state of a text that calls an office by nothing but its name from the first: the one it speaks of and nobody named is of.

        "The Prime Minister spoke to Kenyan President Novak … the support that the UK is providing": British.
        """
        if not any(_alone(t, t.role_type(None)) for v in views[:_HEAD] for t in v.titles):
            return None
        theirs = {self.context.country_of(p.id) for p in self.context.people}
        said = Counter(
            m.code for v in views for m in v.marks if m.code and m.kind in ("country", "demonym", "metonym", "capital")
        )
        others = [(n, code) for code, n in said.items() if code not in theirs]
        best = max(others, default=(0, None))
        alone = sum(n == best[0] for n, _ in others) == 1
        return best[1] if best[0] > 1 and alone else None

    def last(self, who: str) -> tuple[int, int]:
        """Where somebody was mentioned last."""
        return self.seen.get(who, (-1, -1))

    def kinds(self, who: str) -> set[str | None]:
        """The kinds of office that somebody has here."""
        return {c.kind() for c in self.offices.get(who, ())}

    def fits(self, person: str, title: Title, kind: str | None, country: str | None) -> bool:
        """Whether the article gives somebody this office."""
        for c in self.offices.get(person, ()):
            own = c.kind()
            if c.qualifier in ("former", "first") and title.qualifier != "former":
                continue
            if own != kind and own not in WIDER.get(title.text, ()):
                continue
            if country and c.country and c.country != country:
                continue
            if title.org is not None and c.organization and title.org.name != c.organization:
                continue
            return True
        return False

    def holder(self, v: View, title: Title, kind: str | None, country: str | None) -> str | None:
        """The person, the last mentioned first; else "country:XX" where the text's own state is meant; else None."""
        own = f"country:{self.home}" if self.home and _alone(title, kind) else None
        if own and title.text in self._unnamed:
            return own
        at = v.sentence.index, v.tokens[title.start].start
        fitting = [w for w in self.offices if self.fits(w, title, kind, country)]
        fitting.sort(
            key=lambda w: self.last(w) if self.last(w) < at else (-1, -1), reverse=True
        )  # who is named by then
        if not fitting and country and title.qualifier != "former":
            fitting = [
                p.id for p in self.context.people if p.id in self.seen and self._known(p.id, title, kind, country)
            ]
            fitting.sort(key=self.last, reverse=True)
        if not fitting:
            return own if title.qualifier != "former" else None
        if own and self._apart(v, title, fitting[0]):
            self._unnamed.add(title.text)
            return own
        return fitting[0]

    def _apart(self, v: View, title: Title, who: str) -> bool:
        """Whether the sentence names the other holder himself, so that the bare office is the text's own state's: "The Prime Minister
        hosted Prime Minister Novak"."""
        named = any(m.who == who and m.outer >= title.end for m in v.named)
        return named and self.context.country_of(who) not in (None, self.home)

    def _known(self, who: str, title: Title, kind: str | None, country: str) -> bool:
        """Whether the registers have somebody in such an office of a state about the day."""
        if self.offices.get(who) or self.context.country_of(who) not in (None, country):
            return False
        wanted = sorted(({kind} if kind else set()) | WIDER.get(title.text, frozenset()))
        return any(self._register(who, k) == country for k in wanted)

    def _register(self, who: str, kind: str) -> str | None:
        if (who, kind) not in self._registered:
            person = self.context.person(who)
            words = tuple(t.low for t in tokenize(person.name) if t.word) if person else ()
            known = gazetteer.country(words, self.context.published, kind) if len(words) > 1 else None
            self._registered[who, kind] = known
        return self._registered[who, kind]


def _alone(title: Title, kind: str | None) -> bool:
    """Whether a title stands with nothing but "the", as a government's own texts have it: "the Prime Minister"."""
    return bool(
        title.determiner == "the"
        and title.capital
        and not title.countries
        and title.org is None
        and kind in _SINGLE
        and title.text != "president"
    )


_GOVERNMENT_HOST = re.compile(r"(?:^|\.)(?:gov|gob|gouv|gc|go|govt|government|gub)\.([a-z]{2})$")
_DOMAINS = {"uk": "GB"}  # domains that are not the country's code


def _site(url: str | None) -> str | None:
    """The state whose government's site an address is on: gov.uk, pm.gc.ca, mfa.gov.sg, elysee.gouv.fr."""
    host = (urlsplit(url).hostname or "") if url else ""
    found = _GOVERNMENT_HOST.search(host)
    if found is None:
        return None
    code = _DOMAINS.get(found[1], found[1].upper())
    return code if code in COUNTRIES else None


def _home(views: list[View]) -> str | None:
    """The state whose offices the beginning of the text names, if it is one: "A Downing Street spokesperson said"."""
    codes = Counter(
        m.code for v in views[:_HEAD] for m in v.marks if m.kind == "org" and m.code and m.body in GOVERNMENT
    )
    return next(iter(codes)) if len(codes) == 1 else None
