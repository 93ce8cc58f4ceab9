"""Who else is meant: "the Russian foreign minister", "the two leaders", "his counterpart", "she"; and which states and bodies.

Roles and pronouns are resolved to a person of the article where that is safe, roles without a named holder to their state or body.
"""

from __future__ import annotations

from collections.abc import Iterator

from etl.extract.capacity import Capacity
from etl.extract.context import Context, Mention
from etl.extract.marks import Mark
from etl.extract.titles import Title
from etl.extract.view import View

_PRONOUNS = {"he": "male", "him": "male", "his": "male", "himself": "male"}
_PRONOUNS |= {"she": "female", "her": "female", "hers": "female", "herself": "female"}
_LEADERS = frozenset(("head_of_state", "monarch", "head_of_government", "vice_president"))
_MINISTERS = frozenset(("foreign_minister", "defense_minister", "minister", "head_of_government"))
# What a bare title may stand for, beside its own kind.
_WIDER: dict[str, frozenset[str]] = {
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
_GOVERNMENT = frozenset(("government_office", "ministry", "government", "cabinet", "embassy", "navy", "army"))
_DEFINITE = frozenset(("the", "his", "her", "its", "their", "this", "that", "poss", "both", "two", "our"))


class Coreference:
    """The mentions of one document beyond names, entered into its context sentence by sentence."""

    def __init__(self, context: Context, views: list[View], found: list[Capacity]) -> None:
        self.context, self.views, self.found = context, views, found
        self.used = {id(c.title) for c in found}
        self.offices: dict[str, list[Capacity]] = {}
        for c in found:
            self.offices.setdefault(c.person, []).append(c)
        self.seen: dict[str, tuple[int, int]] = {}  # person -> (sentence, offset) of their last mention so far
        self.titled: dict[int, list[Capacity]] = {}
        for c in found:
            self.titled.setdefault(c.view.sentence.index, []).append(c)
        self.history: list[list[Mention]] = []  # person mentions of each sentence read so far, by place

    def run(self) -> None:
        """Enter every mention."""
        for v in self.views:
            self._widen(v)
            here = self.context.mentions_between(v.sentence.paragraph, v.sentence.start, v.sentence.end)
            self.history.append(here)
            for m in here:
                for who in m.who:
                    self.seen[who] = max(self.seen.get(who, (-1, -1)), (len(self.history) - 1, m.start))
            todo: list[tuple[int, Title | int]] = [(t.core_start, t) for t in v.titles if self._free(v, t)]
            todo += [
                (k, k)
                for k, token in enumerate(v.tokens)
                if token.low in _PRONOUNS or token.low in ("they", "them", "their")
            ]
            todo += [(k, k) for k in self._pairs(v)]
            for _, thing in sorted(todo, key=lambda row: row[0]):
                mention = self._title(v, thing) if isinstance(thing, Title) else self._word(v, thing)
                if mention is not None and self.context.add(mention):
                    here.append(mention)
                    here.sort(key=lambda m: m.start)
                    for who in mention.who:
                        self.seen[who] = (len(self.history) - 1, mention.start)
            for mark in v.marks:
                self._mark(v, mark)

    def _free(self, v: View, title: Title) -> bool:
        """Whether a title stands for somebody by itself: no name has it."""
        if id(title) in self.used or any(m.run is not None and m.run.title is title for m in v.named):
            return False
        return not any(m.outer <= title.core_start < m.end for m in v.named)

    def _widen(self, v: View) -> None:
        """Let a name's outer span take in the title beside it."""
        for c in self.titled.get(v.sentence.index, ()):
            if c.title.plural:
                continue
            for m in v.named:
                beside = m.outer == c.title.end + 1 or m.end == c.title.start - 1
                if m.who != c.person or not (beside or (m.run is not None and m.run.title is c.title)):
                    continue
                mention = self.context.mention_at(
                    v.sentence.paragraph, v.tokens[m.start].start, v.tokens[m.end - 1].end
                )
                if mention is None:
                    continue
                if c.how == "comma" and m.outer == c.title.end + 1:
                    mention.outer_start = min(mention.outer_start, v.tokens[c.title.start].start)
                elif c.how == "apposition" and m.end == c.title.start - 1:
                    mention.outer_end = max(mention.outer_end, v.tokens[c.title.end - 1].end)
                if m.run is not None and m.run.title is c.title:
                    mention.role_type, mention.country = c.kind(), c.country

    def _mention(self, v: View, start: int, end: int, kind: str, who: tuple[str, ...]) -> Mention:
        return Mention(
            v.sentence.paragraph, v.tokens[start].start, v.tokens[end - 1].end, v.text(start, end), kind, who
        )

    # titles without a name

    def _title(self, v: View, title: Title) -> Mention | None:
        kind = title.role_type(title.countries[0] if len(title.countries) == 1 else None)
        if title.counterpart:
            who = self._counterparts(v, title)
        elif title.plural:
            who = self._plural(v, title, kind)
        else:
            if title.determiner not in _DEFINITE and not title.capital and not title.countries:
                return None
            who = self._side(title) if title.determiner in ("a", "an", "another") else self._holder(v, title, kind)
        if not who:
            return None
        mention = self._mention(v, title.start, title.end, "group" if len(who) > 1 else "role", who)
        mention.role_type, mention.title = kind, title.text
        mention.country = title.countries[0] if len(title.countries) == 1 else None
        return mention

    def _side(self, title: Title) -> tuple[str, ...]:
        if title.countries:
            return tuple(dict.fromkeys(f"country:{code}" for code in title.countries if code))
        return (f"org:{title.org.name}",) if title.org else ()

    def _fits(self, person: str, title: Title, kind: str | None, country: str | None) -> bool:
        for c in self.offices.get(person, ()):
            own = c.kind()
            if c.qualifier in ("former", "first") and title.qualifier != "former":
                continue
            if own != kind and own not in _WIDER.get(title.text, ()):
                continue
            if country and c.country and c.country != country:
                continue
            if title.org is not None and c.organization and title.org.name != c.organization:
                continue
            return True
        return False

    def _holder(self, v: View, title: Title, kind: str | None) -> tuple[str, ...]:
        """The person who holds the office here, the last named first; else whose office it is."""
        country = title.countries[0] if len(title.countries) == 1 else None
        if title.determiner in ("his", "her") and not country:
            owner = self._antecedent(v, title.start, {"his": "male", "her": "female"}[title.determiner])
            country = self.context.country_of(owner) if owner else None
        fitting = [who for who in self.offices if self._fits(who, title, kind, country)]
        if title.qualifier == "former" and not fitting:
            return ()
        if len(fitting) > 1:
            fitting.sort(key=lambda who: self._last(who), reverse=True)
        if fitting:
            return (fitting[0],)
        return self._side(title) or ((f"country:{country}",) if country else ())

    def _last(self, who: str) -> tuple[int, int]:
        return self.seen.get(who, (-1, -1))

    def _plural(self, v: View, title: Title, kind: str | None) -> tuple[str, ...]:
        if title.countries:
            out = []
            for code in title.countries:
                holder = next(
                    (
                        who
                        for who in self.offices
                        if self._fits(who, title, kind, code) and self.context.country_of(who) == code
                    ),
                    None,
                )
                out.append(holder or f"country:{code}")
            return tuple(dict.fromkeys(out))
        if title.determiner not in _DEFINITE and not (title.capital and title.start == 0):
            return ()
        fitting = [who for who in self.offices if who in self.seen and self._fits(who, title, kind, None)]
        fitting.sort(key=lambda who: self._last(who), reverse=True)
        if len(fitting) < 2 and title.text == "leader":
            fitting = self._recent(2)
        two = "two" in (v.low(k) for k in range(title.start, title.core_start)) or v.low(title.start) == "both"
        if len(fitting) > 2 and two:
            fitting = fitting[:2]
        return tuple(sorted(fitting, key=self._number)) if 2 <= len(fitting) <= 4 else ()

    def _number(self, who: str) -> int:
        return int(who[1:]) if who[1:].isdigit() else 0

    def _counterparts(self, v: View, title: Title) -> tuple[str, ...]:
        owner = self._antecedent(v, title.start, None)
        kinds = {c.kind() for c in self.offices.get(owner or "", ())}
        out = []
        for code in title.countries:
            holder = next(
                (
                    who
                    for who, row in self.offices.items()
                    if self.context.country_of(who) == code and any(c.kind() in kinds for c in row)
                ),
                None,
            )
            out.append(holder or f"country:{code}")
        return tuple(dict.fromkeys(out))

    # pronouns and pairs

    def _word(self, v: View, k: int) -> Mention | None:
        low = v.low(k)
        if low in _PRONOUNS:
            who = self._antecedent(v, k, _PRONOUNS[low])
            return self._mention(v, k, k + 1, "pronoun", (who,)) if who else None
        if low in ("they", "them", "their"):
            group = self._group(v, k)
            return self._mention(v, k, k + 1, "pronoun", group) if group else None
        end = k + 1
        while v.low(end) in (
            "two",
            "men",
            "women",
            "leaders",
            "sides",
            "countries",
            "presidents",
            "ministers",
            "pair",
            "of",
            "them",
        ):
            end += 1
        states = v.low(end - 1) in ("sides", "countries", "nations", "governments", "capitals")
        group = self._states(v) if states else self._group(v, k) or tuple(sorted(self._recent(2), key=self._number))
        return self._mention(v, k, end, "group", group) if len(group) == 2 else None

    def _pairs(self, v: View) -> Iterator[int]:
        """Where "the two", "both sides", "the pair" begin, when no title covers it."""
        for k, token in enumerate(v.tokens):
            if token.low in ("the", "both") and not any(t.start <= k < t.end for t in v.titles):
                follow = v.low(k + 1)
                if follow == "pair" or (
                    (follow == "two" or token.low == "both")
                    and v.low(k + 1 + (follow == "two"))
                    in (
                        "men",
                        "women",
                        "sides",
                        "countries",
                        "nations",
                        "met",
                        "discussed",
                        "agreed",
                        "will",
                        "spoke",
                        "had",
                        "governments",
                        "capitals",
                        "of",
                    )
                ):
                    yield k

    def _people_before(self, v: View, k: int) -> list[Mention]:
        at = v.tokens[k].start
        return [
            m for m in self.history[-1] if m.start < at and m.kind in ("name", "role", "pronoun") and len(m.who) == 1
        ]

    def _antecedent(self, v: View, k: int, gender: str | None) -> str | None:
        """The last subject that may be meant: of this sentence, or of one of the three before."""
        for m in self._people_before(v, k):
            if self._gender_fits(m.who[0], gender):
                return m.who[0]
        for back in range(2, 5):
            if back > len(self.history):
                break
            people = [m for m in self.history[-back] if len(m.who) == 1 and m.kind in ("name", "role", "pronoun")]
            for m in people:
                if self._gender_fits(m.who[0], gender):
                    return m.who[0]
        return None

    def _gender_fits(self, who: str, gender: str | None) -> bool:
        person = self.context.person(who)
        return person is not None and (gender is None or person.gender in (None, gender))

    def _group(self, v: View, k: int) -> tuple[str, ...]:
        """The last group, or the two people of this or the last sentences."""
        at = v.tokens[k].start
        for n, row in enumerate(reversed(self.history[-4:])):
            known = [m for m in row if n or m.start < at]
            groups = [m for m in known if len(m.who) > 1]
            if groups:
                return groups[-1].who
            single = list(dict.fromkeys(m.who[0] for m in known if len(m.who) == 1 and self.context.person(m.who[0])))
            if len(single) == 2:
                return tuple(single)
            if len(single) > 2:
                return ()
        return ()

    def _recent(self, count: int) -> list[str]:
        out: list[str] = []
        for row in reversed(self.history[-40:]):
            for m in reversed(row):
                for who in m.who:
                    if who not in out and self.context.person(who):
                        out.append(who)
                        if len(out) == count:
                            return out
        return out

    def _states(self, v: View) -> tuple[str, ...]:
        """The two states that the last sentences are about."""
        at = v.sentence.index
        for back in range(1, 4):
            if at - back < 0:
                break
            codes = list(
                dict.fromkeys(
                    m.code for m in self.views[at - back].marks if m.code and m.kind in ("country", "demonym")
                )
            )
            if len(codes) == 2:
                return tuple(f"country:{c}" for c in codes)
        people = self._recent(2)
        codes = [c for who in people if (c := self.context.country_of(who))]
        return tuple(f"country:{c}" for c in sorted(set(codes))) if len(set(codes)) == 2 else ()

    # states and bodies

    def _mark(self, v: View, mark: Mark) -> None:
        if mark.kind == "org":
            if mark.body == "publisher":
                return
            name = v.text(mark.start, mark.end)
            who = f"country:{mark.code}" if mark.code and mark.body in _GOVERNMENT else f"org:{name}"
            kind = "org"
        elif mark.code:
            who, kind = f"country:{mark.code}", "demonym" if mark.kind == "demonym" else "country"
        else:
            return
        self.context.add(self._mention(v, mark.start, mark.end, kind, (who,)))
