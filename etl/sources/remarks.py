"""The prose of the registers: a remark to who was met, accompanied or attended with, and on what occasion.

A remark is sentences, a sentence is clauses, each with one verb (`etl/lexicon/remark_verbs.csv`) or none ("Audience with …"). In a
clause, what stands before a party decides its part: "met with X" and "briefed X" meet X; "accompanied X" and "with X," at its head make
X a companion; "the funeral of X" and "a visit by X" are no encounter with X.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.geo.countries import COUNTRIES
from etl.sources.remarks_clauses import Clause, clauses, headless
from etl.sources.remarks_dates import days_in
from etl.sources.remarks_names import Party
from etl.sources.remarks_parties import Parser
from etl.sources.remarks_titles import head_at
from etl.sources.remarks_tokens import END, MONTHS, Token, join, tokens
from etl.sources.remarks_words import ADJECTIVES, MODIFIERS, STYLES, respelt_nation


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone in a part: met, companion, attendee (there too), subject (spoken of only). `date` is EDTF where the clause tells it."""

    party: Party
    part: str
    clause: int
    status: str = "occurred"
    date: str | None = None
    place: str = ""
    governor: str = ""


@dataclass(slots=True)
class Remark:
    """All that a remark says."""

    clauses: list[Clause]
    contacts: list[Contact]
    capacities: list[Party]  # "as President of the European Council": another capacity of the entry's own person
    notes: list[str]  # in square brackets
    left: list[str]  # parties whose part is not clear: for the reader of the report, no claim is made of them


_SUBJECTS = frozenset(
    "funeral inauguration memorial service services ceremonies ceremony death passing wedding birthday party grave tomb statue return "
    "assassination honor memory enthronement coronation museum library home birthplace life crown anniversary celebration trial "
    "release friends investigation disappearance wife daughter son widow".split()
)
_GATHERINGS = frozenset(
    "meeting meetings conference consultation consultations summit session gathering talks council conferences luncheon dinner "
    "discussions delegation reception".split()
)
_CONTRACTS = frozenset(
    "agreement agreements treaty treaties convention conventions relations protocol memorandum border cooperation understanding "
    "pact compact crossing trade war disagreement differences issues dispute normalization partnership declaration".split()
)
_TALKS = frozenset(
    "talks negotiations dialogue consultations discussions dialogues negotiation meeting meetings summit".split()
)
_ADVERBS = frozenset(
    "separately informally again briefly privately also first later afterward afterwards twice formally jointly".split()
)


def parse(text: str, start: str, end: str) -> Remark:
    """Parse a remark of an entry whose stay is `start` to `end` (ISO days)."""
    notes = re.findall(r"\[([^\]]*)\]", text)
    body = re.sub(r"\[[^\]]*\]", " ", text)
    found = clauses(tokens(body))
    remark = Remark(found, [], [], notes, [])
    for number, clause in enumerate(found):
        clause.days = days_in(clause.parts, start, end)
        _read(remark, number, start)
    return remark


def _read(remark: Remark, number: int, on: str) -> None:
    clause = remark.clauses[number]
    parser = Parser(clause.parts, on)
    act = clause.act
    if not act and number and not clause.fresh:
        act = remark.clauses[number - 1].inherited
    clause.inherited = act
    status = _status(clause)
    i = 0
    if number == 0 and headless(clause):  # "Orsi and Foreign Minister Valle.": the beginning is lost
        named, end = parser.list_at(0, untitled=True)
        if len(named) > 1 and named[-1].titles:
            _assign(remark, number, act, named, 0, end, "^", status)
            i = end
    while i < len(clause.parts):
        token = clause.parts[i]
        if token.text == "(":
            i = _aside(clause, i)
            continue
        governor = _governor(clause, i)
        untitled = token.kind != "mark" and governor in ("with", "including")
        if not _may_begin(clause, i, governor, on):
            i += 1
            continue
        parties, end = parser.list_at(i, untitled)
        if not parties:
            i += 1
            continue
        _assign(remark, number, act, parties, i, end, governor, status)
        i = max(end, i + 1)


def _aside(clause: Clause, i: int) -> int:
    while i < len(clause.parts) and clause.parts[i].text != ")":
        i += 1
    return i + 1


def _may_begin(clause: Clause, i: int, governor: str, on: str) -> bool:
    token = clause.parts[i]
    if token.kind != "word" or i == clause.verb:
        return token.kind == "number" and governor == "with"
    before = clause.parts[i - 1] if i else END
    if (
        before.capital
        and before.kind == "word"
        and i - 1 != clause.verb
        and not (before.low in ("with", "by", "of", "and", "to") or head_at(clause.parts, i)[0])
    ):
        return False
    return (
        token.capital
        or token.low in ADJECTIVES
        or token.low in MODIFIERS
        or token.low in STYLES
        or token.low
        in (
            "the",
            "a",
            "an",
            "his",
            "her",
            "members",
            "representatives",
            "leaders",
            "officials",
            "delegations",
            "counterparts",
            "participants",
            "ministers",
            "both",
            "delegates",
            "heads",
            "presidents",
            "various",
            "leadership",
            "foreign",
            "European",
        )
    )


def _governor(clause: Clause, i: int) -> str:
    """The word that governs a party at `i`: the preposition or verb before it, articles and adverbs left out."""
    j = i - 1
    while j >= 0 and (
        clause.parts[j].low in ("the", "a", "an", "both", "his", "her", "their") or clause.parts[j].low in _ADVERBS
    ):
        j -= 1
    if j < 0:
        return "^"
    if j == clause.verb:
        return "!"
    for day in clause.days:  # "met May 11 with"
        if day.end == j + 1:
            return "!" if day.start - 1 == clause.verb else "date"
    return clause.parts[j].low


def _noun_before(clause: Clause, i: int) -> str:
    """The noun that a preposition before the party at `i` hangs on: "agreement" in "signed an agreement with the President"."""
    j = i - 1
    while j >= 0 and clause.parts[j].low in ("the", "a", "an", "both", "his", "her"):
        j -= 1
    j -= 1  # the preposition
    for day in clause.days:
        if day.end == j + 1:
            j = day.start - 1
            while j >= 0 and (clause.parts[j].text in "(," or clause.parts[j].low == "on"):
                j -= 1
    while j >= 0 and (clause.parts[j].text in ")," or clause.parts[j].low in _ADVERBS):
        if clause.parts[j].text == ")":
            while j >= 0 and clause.parts[j].text != "(":
                j -= 1
        j -= 1
    return clause.parts[j].low if j >= 0 else ""


def _status(clause: Clause) -> str:
    words = [t.low for t in clause.parts]
    if "cancelled" in words or "canceled" in words:
        return "cancelled"
    if "was to have" in " ".join(words):
        return "not_occurred"
    return "occurred"


def _part(clause: Clause, act: str, party: Party, governor: str, noun: str, at: int, number: int) -> str:
    """What part the first party of a list plays."""
    words = [t.low for t in clause.parts[:at]]
    titled = bool(party.titles) or party.named
    text = clause.parts
    possessive = (
        any(t.possessive for t in text[at : at + 12] if t.bare and party.name.endswith(t.bare)) if party.name else False
    )
    if governor == "^":
        if not party.named:
            return "met" if not act and party.titles and party.countries else "subject"
        return "met" if not act or act == "meet" else "subject"
    if possessive:
        return "companion" if act in ("attend", "join", "accompany", "support") else "subject"
    if governor == "with":
        first = words[: len(words) - words[::-1].index("with")] if "with" in words else words
        if first[:1] == ["with"] and len(first) <= 2 and words.count("with") == 1:
            return "companion"
        if "invitation" in words:
            return "subject"
        if not titled and not party.several:
            return "met"
        if party.several and not party.titles and party.countries and not _group_word(party):
            if act == "meet" and noun in ("met", "conferred", "consulted", "and", "also", "counterparts", ""):
                return "met"
            return "attendee" if noun in _TALKS else "subject"
        if act == "travel" or (act == "visit" and noun in ("visited", "traveled")):
            return "companion" if party.named else "met"
        if act == "attend" and noun not in _TALKS and noun not in ("counterpart", "counterparts"):
            return "attendee"
        if noun in ("along", "together"):
            return "companion" if noun == "along" else "met"
        if noun in _CONTRACTS and not party.titles and act != "discuss":
            return "subject"
        return "met"
    if governor in ("between", "including", "among", "included", "present"):
        return "attendee"
    if governor == "by":
        if noun in ("accompanied", "joined", "led", "headed"):
            return "companion"
        if noun in ("hosted", "received", "invited", "convened", "greeted", "welcomed", "briefed"):
            return "met"
        return "subject"
    if governor == "!":
        if act in ("accompany", "join"):
            return "companion"
        if act == "meet" or (act == "visit" and party.named and party.titles):
            return "met"
        if act == "be":
            return "attendee"
        if act == "address" and party.several and (_group_word(party) or party.titles):
            return "addressed"
        return "subject"
    if governor == "to":
        if (
            act in ("present",)
            or (act == "address" and noun == "spoke")
            or "condolences" in words
            or "courtesy" in words
        ):
            return "met" if party.titles else "subject"
        return "subject"
    if governor == "of":
        if noun in _SUBJECTS:
            return "subject"
        if noun in _GATHERINGS and (party.named or party.titles or party.countries or party.body):
            return "attendee"
        return "subject"
    if governor == "for":
        return (
            "attendee"
            if noun in ("dinner", "luncheon", "lunch", "meeting", "meetings") and act != "accompany"
            else "subject"
        )
    if governor == "from":
        return "met" if party.titles and "received" in words else "subject"
    return ""


def _group_word(party: Party) -> bool:
    """Whether a group is told by a noun ("officials"), not by its country alone."""
    return any(w.islower() and w not in ("the", "and", "of", "both") for w in re.findall(r"\w+", party.text))


def _assign(
    remark: Remark, number: int, act: str, parties: list[Party], start: int, end: int, governor: str, status: str
) -> None:
    clause = remark.clauses[number]
    noun = _noun_before(clause, start)
    if governor == "as":
        remark.capacities += [p for p in parties if not p.named]
        return
    inherited = number and not clause.act
    if (
        governor in ("^", "and")
        and inherited
        and not clause.parts[start - 1 :][:0]
        and act in ("meet", "discuss", "attend")
    ):
        part = "met" if act != "attend" else "attendee"
    elif governor == "and" and start and act in ("meet",):
        part = "met"
    else:
        part = _part(clause, act, parties[0], governor, noun, start, number)
    if not part:
        if any(p.named for p in parties):
            remark.left.append(f"{governor}: {clause.text}")
        return
    date = _date(clause, start, end)
    place = place_after(clause, end)
    for party in parties:
        own = "companion" if party.joined == "along" and part in ("met", "companion") else part
        remark.contacts.append(Contact(party, own, number, status, date, place, governor))


def _date(clause: Clause, start: int, end: int) -> str | None:
    """The day told right after a list of parties, or right before it."""
    for day in clause.days:
        gap = [t.low or t.text for t in clause.parts[end : day.start]]
        if day.start >= end and set(gap) <= {",", "on", "(", "in"} and len(gap) <= 3:
            after = [t.low for t in clause.parts[day.end : day.end + 2]]
            if "with" not in after:
                return day.edtf
    for day in clause.days:
        if day.end <= start and day.end >= start - 4:
            between = [t.low or t.text for t in clause.parts[day.end : start]]
            if set(between) <= {",", ")", "with", "the", "met", "attended", "also", "informally"}:
                return day.edtf
    if len(clause.days) == 1:
        return clause.days[0].edtf
    return None


def place_after(clause: Clause, i: int) -> str:
    """The place told after a list of parties: "in Houston, Texas", "at Camp David, MD"; empty when none."""
    while i < len(clause.parts):
        token = clause.parts[i]
        if token.low in ("in", "at") and i + 1 < len(clause.parts):
            j = i + 1
            words: list[Token] = []
            while j < len(clause.parts):
                word = clause.parts[j]
                ahead = clause.parts[j + 1] if j + 1 < len(clause.parts) else END
                if word.low in MONTHS or (word.text in ",(" and ahead.low in MONTHS):
                    break
                if (
                    (word.kind == "word" and (word.capital or (words and word.low in ("of", "de", "el", "es", "sur"))))
                    or (words and word.text in ",(" and j + 1 < len(clause.parts) and clause.parts[j + 1].capital)
                    or (words and word.text == ")" and any(w.text == "(" for w in words))
                ):
                    words.append(word)
                else:
                    break
                j += 1
            text = join(words)
            if words and not re.search(r"\b(?:Summit|Meeting|Conference|Session|Assembly|Museum|U\.N\.|UN)\b", text):
                return text.rstrip(",")
            i = max(j, i + 1)
            continue
        i += 1
    return ""


def respelt(party: Party) -> list[tuple[str, str]]:
    """What of a party the register misspells: (the defect's rule, the word as it stands and what is expected)."""
    found = [("misspelt-title", f"{t.misspelt}, for {t.head.capitalize()}") for t in party.titles if t.misspelt]
    for word in party.misspelt:
        if nation := respelt_nation(word):
            found.append(("misspelt-country", f"{word}, for a word of {COUNTRIES[nation.countries[0]].name}"))
    return found
