"""Who else is meant: "the Russian foreign minister", "the two leaders", "his counterpart", "she"; and which states and bodies.

Roles and pronouns are resolved to a person of the article where that is safe, roles without a named holder to their state or body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract import gazetteer
from etl.extract.capacity import Capacity
from etl.extract.context import Context, Mention, Sentence
from etl.extract.marks import Mark
from etl.extract.office_holders import GOVERNMENT, Holders
from etl.extract.titles import Title
from etl.extract.tokens import fold
from etl.extract.view import View

_PRONOUNS = {"he": "male", "him": "male", "his": "male", "himself": "male"}
_PRONOUNS |= {"she": "female", "her": "female", "hers": "female", "herself": "female"}
_POSSESSIVES = frozenset(("his", "her", "their"))
_PERSONAL = frozenset(("name", "role", "pronoun"))
_AFTER_OBJECT = frozenset(
    "in on at to for with and that by from of as about when before after during since into".split()
)
_CLAUSE = re.compile(
    r"[;:]|,?\s(?:who|whom|which|that|when|while|where|because|although|though|but|if|before|after)\s", re.I
)
_UNDER = re.compile(
    r"\b(?:with|by|from|of|to|for|under|between|after|before|against|without|like|via|unlike|than|on|as|beside|alongside)\s+"
    r"(?:the\s+|an?\s+|[A-Z][\w.]*['’]s?\s+)?$",
    re.I,
)
_NUMBERS = frozenset("two three four five six seven eight nine ten dozen several some many few other".split())
# Verbs that turn to somebody, by their stems; how many words before a pronoun they count; and what begins another thought.
_TURNING = ("congratulat", "thank", "welcom", "prais", "commend", "applaud", "gratitude", "appreciation")
_NEAR = 14
_BREAKS = frozenset((",", ";", "and", "but", "that", "while", "he", "she"))
_DEFINITE = frozenset(("the", "his", "her", "its", "their", "this", "that", "poss", "both", "two", "our"))


class Coreference:
    """The mentions of one document beyond names, entered into its context sentence by sentence."""

    def __init__(self, context: Context, views: list[View], found: list[Capacity]) -> None:
        self.context, self.views, self.found = context, views, found
        self.used: dict[int, list[str]] = {}  # whose office each title was read as
        for c in found:
            self.used.setdefault(id(c.title), []).append(c.person)
        self.holders = Holders(context, views, found)
        self.offices, self.seen = self.holders.offices, self.holders.seen
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
        """Whether a title stands for somebody by itself: no name of the sentence has it."""
        if any(m.who in self.used.get(id(title), ()) or (m.run is not None and m.run.title is title) for m in v.named):
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
        if owners := self.used.get(id(title)):  # read as the office of somebody named in another sentence
            who = tuple(dict.fromkeys(owners))
        elif title.counterpart:
            who = self._counterparts(v, title)
        elif title.plural:
            who = self._plural(v, title, kind)
        else:
            if title.determiner not in _DEFINITE and not title.capital and not title.countries:
                return None
            who = self._side(title) if title.determiner in ("a", "an", "another") else self._holder(v, title, kind)
        if not who:
            return None
        start = title.start + (v.low(title.start) in _POSSESSIVES)  # "his" is a mention of its own
        mention = self._mention(v, start, title.end, "group" if len(who) > 1 else "role", who)
        mention.role_type, mention.title = kind, title.text
        mention.country = title.countries[0] if len(title.countries) == 1 else None
        return mention

    def _side(self, title: Title) -> tuple[str, ...]:
        if title.countries:
            return tuple(dict.fromkeys(f"country:{code}" for code in title.countries if code))
        return (f"org:{title.org.name}",) if title.org else ()

    def _holder(self, v: View, title: Title, kind: str | None) -> tuple[str, ...]:
        """The person who holds the office here, the last named first; else whose office it is."""
        country = title.countries[0] if len(title.countries) == 1 else None
        if title.determiner in ("his", "her") and not country:
            owner = self._antecedent(v, title.start, {"his": "male", "her": "female"}[title.determiner])
            country = self.context.country_of(owner) if owner else None
        who = self.holders.holder(v, title, kind, country)
        if who is not None:
            return (who,)
        return self._side(title) or ((f"country:{country}",) if country and title.qualifier != "former" else ())

    def _plural(self, v: View, title: Title, kind: str | None) -> tuple[str, ...]:
        if title.countries:
            if title.determiner not in _DEFINITE - _NUMBERS and _counted(
                v, title
            ):  # "two Czech diplomats" are nobody named
                return tuple(f"country:{code}" for code in dict.fromkeys(title.countries))
            out = []
            for code in title.countries:
                holder = next(
                    (
                        who
                        for who in self.offices
                        if self.holders.fits(who, title, kind, code) and self.context.country_of(who) == code
                    ),
                    None,
                )
                out.append(holder or f"country:{code}")
            return tuple(dict.fromkeys(out))
        bodies = [m for m in v.marks if m.kind == "org" and title.start <= m.start < title.core_start and not m.code]
        if bodies:  # "the G7 leaders", whoever they are
            return (f"org:{v.text(bodies[0].start, bodies[0].end)}",)
        if title.determiner not in _DEFINITE and not (title.capital and title.start == 0):
            return ()
        fitting = [who for who in self.offices if who in self.seen and self.holders.fits(who, title, kind, None)]
        fitting.sort(key=lambda who: self.holders.last(who), reverse=True)
        if len(fitting) < 2 and title.text == "leader" and title.determiner != "their":
            fitting = self._recent(2)
        two = "two" in (v.low(k) for k in range(title.start, title.core_start)) or v.low(title.start) == "both"
        if len(fitting) > 2 and two:
            fitting = fitting[:2]
        return tuple(sorted(fitting, key=self._number)) if 2 <= len(fitting) <= 4 else ()

    def _number(self, who: str) -> int:
        return int(who[1:]) if who[1:].isdigit() else 0

    def _counterparts(self, v: View, title: Title) -> tuple[str, ...]:
        owner = self._antecedent(v, title.start, None) or ""
        kinds = self.holders.kinds(owner)
        peers = sorted((w for w in self.offices if w != owner and self.holders.kinds(w) & kinds), key=self.holders.last)
        if not title.countries:  # "met his new counterpart": the one mentioned last
            home = self.context.country_of(owner)
            others = [w for w in peers if w in self.seen and self.context.country_of(w) not in (None, home)]
            return tuple(others[-1:])
        out = []
        for code in title.countries:
            holder = next((w for w in self.offices if self.context.country_of(w) == code and w in peers), None)
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
        return [m for m in self.history[-1] if m.start < at and m.kind in _PERSONAL and len(m.who) == 1]

    def _antecedent(self, v: View, k: int, gender: str | None) -> str | None:
        """The last subject that may be meant: of this sentence, or of one of the three before.

        Who stands under a preposition ("With Novak he signed") or owns something ("Novak's aides") gives way to whoever does not.
        """
        turned_to = self._turned_to(v, k)
        if turned_to is not None and self._gender_fits(turned_to, gender):
            return turned_to
        aside: str | None = None
        if (subject := self._subject_of(v, k)) is not None:  # "Novak was received by Holm and told him": who is nearest
            for m in reversed(self._people_before(v, k)):
                if m.who[0] != subject and self._gender_fits(m.who[0], gender):
                    return m.who[0]
        for back in range(1, min(5, len(self.history) + 1)):
            row = self._people_before(v, k) if back == 1 else self.history[-back]
            sentence = self.views[len(self.history) - back].sentence
            together = subject is not None and any(m.who == (subject,) for m in row)  # "He met with Holm. He told her"
            for m in row:
                if len(m.who) != 1 or m.kind not in _PERSONAL or not self._gender_fits(m.who[0], gender):
                    continue
                if m.who[0] == subject:
                    continue
                if together or not _aside(sentence, m):
                    return m.who[0]
                aside = aside or m.who[0]
        return aside

    def _turned_to(self, v: View, k: int) -> str | None:
        """Whom somebody congratulates, thanks or welcomes: "him" and "his" after such a verb are never its subject's."""
        verb = next((j for j in range(k - 1, max(-1, k - _NEAR), -1) if v.low(j).startswith(_TURNING)), None)
        if verb is None or any(v.low(j) in _BREAKS for j in range(verb + 1, k)):
            return None
        at = v.tokens[verb].start
        after = [m for m in self._people_before(v, k) if m.start > at]
        if after:
            return after[-1].who[0]
        before = [m.who[0] for m in self._people_before(v, verb)]
        return before[-1] if before and before[-1] != before[0] else None

    def _subject_of(self, v: View, k: int) -> str | None:
        """For "him", and "her" that owns nothing: the subject of its own clause, whom it cannot mean; None for other words."""
        low, follow = v.low(k), v.sign(k + 1)
        if low != "him" and not (low == "her" and (not follow[:1].isalpha() or v.low(k + 1) in _AFTER_OBJECT)):
            return None
        at = v.tokens[k].start
        clause = v.sentence.text[: at - v.sentence.start]
        cut = max((m.end() for m in _CLAUSE.finditer(clause)), default=0) + v.sentence.start
        mine = [m for m in self._people_before(v, k) if m.start >= cut and not _aside(v.sentence, m)]
        return mine[0].who[0] if mine else None

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

    def _governed(self, name: str) -> str | None:
        """The state that a government named by its head is of: "the Novak-Holm Administration"."""
        named = _ADMINISTRATION.fullmatch(name)
        return gazetteer.governed_by(fold(named[1]), self.context.published) if named else None

    def _mark(self, v: View, mark: Mark) -> None:
        if mark.kind == "org":
            if mark.body == "publisher":
                return
            name = v.text(mark.start, mark.end)
            state = mark.code if mark.body in GOVERNMENT else self._governed(name)
            who = f"country:{state}" if state else f"org:{name}"
            kind = "org"
        elif mark.code:
            who, kind = f"country:{mark.code}", "demonym" if mark.kind == "demonym" else "country"
        else:
            return
        self.context.add(self._mention(v, mark.start, mark.end, kind, (who,)))


_ADMINISTRATION = re.compile(r"(?:[Tt]he\s+)?([^\W\d_]+)(?:-[^\W\d_]+)?\s+(?:[Aa]dministration|[Gg]overnment)")


def _counted(v: View, title: Title) -> bool:
    """Whether a number or a word of number stands before a plural title."""
    words = [v.low(k) for k in range(max(0, title.start - 2), title.core_start)]
    return any(w in _NUMBERS or w.isdigit() for w in words)


def _aside(sentence: Sentence, m: Mention) -> bool:
    """Whether a mention stands under a preposition or owns something: no likely antecedent."""
    before = sentence.text[max(0, m.outer_start - sentence.start - 40) : max(0, m.outer_start - sentence.start)]
    after = sentence.text[m.end - sentence.start : m.end - sentence.start + 2]
    return bool(_UNDER.search(before)) or after in ("'s", "’s")
