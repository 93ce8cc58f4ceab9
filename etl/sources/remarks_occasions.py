"""Occasions told in a remark: summits, conferences, ministerials, ceremonies, talks; and the kind of stay.

The name of an occasion is kept so that everyone who attended the same one can be brought together: without articles, ordinals kept,
"G-7", "G–7" and "G7" one, "Summit Meeting" a "Summit".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.sources.remarks import place_after
from etl.sources.remarks_clauses import Clause
from etl.sources.remarks_occasion_names import ceremony_name, names_of, object_of
from etl.sources.remarks_tokens import END, MONTHS, Token
from etl.sources.remarks_words import nation_at


@dataclass(frozen=True, slots=True)
class Occasion:
    """A gathering or act told in a clause. `name` is None where it has none of its own."""

    type: str
    subtype: str | None
    name: str | None
    clause: int
    bodies: tuple[str, ...] = ()
    date: str | None = None
    status: str = "occurred"
    place: str = ""  # as told: "Chicago, IL"


_HEADS = {
    "summit": "summit", "summits": "summit", "conference": "conference", "conferences": "conference", "forum": "conference",
    "assembly": "conference", "ministerial": "ministerial", "ministerials": "ministerial", "session": "conference",
    "meeting": "meeting", "meetings": "meeting", "dialogue": "talks", "consultations": "talks", "consultation": "talks",
    "talks": "talks", "negotiations": "talks", "funeral": "funeral", "inauguration": "inauguration", "memorial": "memorial",
    "ceremony": "ceremony", "ceremonies": "ceremony", "dedication": "dedication", "signing": "signing", "congress": "conference",
    "convention": "conference", "symposium": "conference", "celebrations": "ceremony", "commission": "conference",
    "council": "conference", "committee": "conference", "wedding": "ceremony", "coronation": "ceremony", "roundtable": "conference",
    "commemoration": "ceremony", "initialling": "signing", "reception": "meeting", "dinner": "meeting", "luncheon": "meeting",
    "brunch": "meeting", "enthronement": "ceremony",
}  # fmt: skip
_RIGHT = frozenset("of on for in with the and to from a an between against at".split())
_LEFT_STOPS = frozenset(
    "to for at in on during of from with a an the attended and attend attending after before while as by his its their".split()
)


def occasions(clause: Clause, number: int, on: str) -> list[Occasion]:
    """The occasions that a clause tells of, in order."""
    parts = clause.parts
    words = [t.low for t in parts]
    status = (
        "cancelled"
        if "cancelled" in words or "canceled" in words
        else "not_occurred"
        if "was to have" in " ".join(words)
        else "occurred"
    )
    if clause.act in ("leave", "return", "arrive", "stop", "repay") or words[clause.verb : clause.verb + 2] == [
        "spoke",
        "to",
    ]:
        return []
    out: list[Occasion] = []
    date = clause.days[0].edtf if len(clause.days) == 1 else None
    if clause.act in ("sign", "dedicate", "address", "open"):
        kind = {"sign": "signing", "dedicate": "dedication", "address": "address", "open": "dedication"}[clause.act]
        name = object_of(parts, clause.verb + 1)
        return [Occasion("ceremony", kind, name, number, (), date, status)]
    seen_until = -1
    spans: list[tuple[int, int]] = []  # of each occasion: its first word, and how many there were before it
    stop = _elsewhere(words)
    for i, token in enumerate(parts):
        kind = _HEADS.get(token.low, "")
        if not kind or i <= seen_until or i == clause.verb or i >= stop:
            continue
        nxt = parts[i + 1] if i + 1 < len(parts) else END
        if (_HEADS.get(nxt.low) and token.low != "memorial") or (
            kind == "conference" and token.low in ("council", "committee", "commission") and nxt.capital
        ):
            continue  # "Summit Meeting": the last word of a compound is the head
        if token.low in ("council", "committee", "commission", "assembly", "congress") and not _attends(clause):
            continue
        left = _left(parts, i, clause.verb, on, clause.act == "attend")
        if (
            clause.act in ("meet", "discuss", "present", "visit", "announce", "other", "travel")
            and _leads(words, left) not in _AT
        ):
            continue
        if any(t.low in ("president", "chairman") for t in parts[left:i]) and _leads(words, left) == "as":
            continue  # "as President of the EU Council": an office
        compound = {_HEADS.get(t.low, "") for t in parts[left:i]} - {""}
        kind = _kind(kind, compound, [t.low for t in parts[left : i + 8]])
        services = kind == "memorial" and nxt.low in ("service", "services")
        if kind == "memorial" and not services:
            continue
        end = _right(parts, i + 1 + services, on)
        while spans and spans[-1][0] >= left:  # "the Euro-Atlantic Partnership Council and NATO Summit Meetings"
            del out[spans.pop()[1] :]
        spans.append((left, len(out)))
        seen_until = end - 1
        if kind in ("funeral", "memorial", "inauguration", "ceremony", "dedication", "signing"):
            name = ceremony_name(parts, left, i, end)
            sub = {"funeral": "funeral", "memorial": "funeral", "dedication": "dedication", "signing": "signing"}.get(
                kind
            )
            out.append(Occasion("ceremony", sub, name, number, (), date, status, place_after(clause, end)))
            continue
        names = names_of(parts, left, i, end, on)
        if not any(name for name, _ in names) and kind in ("meeting", "talks"):
            continue
        kind_type, sub = {
            "summit": ("summit", None), "conference": ("summit", "conference"), "ministerial": ("summit", "ministerial"),
            "talks": ("talks", None), "meeting": ("summit", "conference"),
        }[kind]  # fmt: skip
        for name, bodies in names:
            out.append(Occasion(kind_type, sub, name or None, number, bodies, date, status, place_after(clause, end)))
    return out


_AT = frozenset("at during attending for in attended before after".split())
_ELSEWHERE = (("en", "route"), ("on", "way"), ("on", "the", "way"), ("while", "returning"), ("to", "discuss"), ("returning", "from"), ("prior", "to"),
              ("after", "attending"), ("after", "a"), ("after", "the"), ("before", "the"), ("preliminary", "to"), ("following", "the"))  # fmt: skip


def _elsewhere(words: list[str]) -> int:
    """Where a clause begins to tell of another place or time: "en route to the conference in Lima"."""
    for i in range(1, len(words)):
        if any(tuple(words[i : i + len(phrase)]) == phrase for phrase in _ELSEWHERE):
            return i
    return len(words)


def _leads(words: list[str], left: int) -> str:
    """The word before an occasion, articles left out."""
    i = left - 1
    while i >= 0 and words[i] in ("the", "a", "an", "his"):
        i -= 1
    return words[i] if i >= 0 else ""


def _attends(clause: Clause) -> bool:
    return clause.act in ("attend", "accompany", "join", "be", "")


def _kind(kind: str, compound: set[str], words: list[str]) -> str:
    text = " ".join(words)
    if kind in ("funeral", "inauguration", "dedication", "signing", "memorial"):
        return kind
    if kind == "ceremony" and "funeral" in compound:
        return "funeral"
    if "signing" in compound or "signing" in words[:3]:
        return "signing"
    if "memorial" in compound:
        return "memorial"
    if kind == "ceremony":
        return kind
    if (
        "summit" in compound
        or "leaders" in words[:6]
        or "heads of state" in text
        or "heads of government" in text
        or kind == "summit"
    ):
        return "summit"
    if "ministerial" in compound or "ministerial" in words or "ministers" in words or kind == "ministerial":
        return "ministerial"
    if "conference" in compound:
        return "conference"
    return kind


def _nation_ends(parts: list[Token], k: int, verb: int, on: str) -> bool:
    """Whether the name of a country or body ends at token `k`."""
    return any((n := nation_at(parts, b, on)) and b + n.length - 1 == k for b in range(max(verb + 1, k - 4), k + 1))


def _left(parts: list[Token], i: int, verb: int, on: str, own_object: bool) -> int:
    """Where the words before an occasion's head begin. `own_object`: the verb's own object, in which no party can stand before it."""
    j = i
    whose = False
    while j - 1 > verb:
        token = parts[j - 1]
        left, right = parts[j - 2] if j > 1 else END, parts[j]
        if (
            token.low in ("and", "to", "in", "of", "for", "on", "the")
            and j - 2 > verb
            and right.capital
            and not _HEADS.get(left.low)
        ):
            k = j - 2
            if token.low == "the" and left.low in ("in", "of", "for", "on"):
                k -= 1
            if (
                k > verb
                and parts[k].capital
                and parts[k].low not in _HEADS
                and not whose
                and not (token.low == "and" and _nation_ends(parts, k, verb, on))
                and (token.low == "and" or own_object)
            ):
                j = k + 1
                continue
        if token.text in (",", "/") or token.low == "and":
            # a list of bodies before one head: "NATO, NACC, and Contact Group Ministerial Meetings"
            k = j - 2
            if parts[k].text == ",":
                k -= 1
            if k > verb and _nation_ends(parts, k, verb, on):
                j = k + 1
                continue
            break
        if token.text == ")" and j - 3 > verb and parts[j - 3].text == "(":
            j -= 3  # "Association of Southeast Asian Nations (ASEAN) Ministerial"
            continue
        if token.kind == "mark" and token.text not in '“”‘’"-':
            break
        if token.kind == "word" and not token.capital and (token.low in _LEFT_STOPS or token.low.endswith("ed")):
            break
        j -= 1
    while j < i and (parts[j].kind == "mark" or parts[j].low in ("and", "the")):
        j += 1
    return j


_LINKS = frozenset("of on for between to".split())
_MARKING = frozenset("commemorating inaugurating honoring marking".split())
_ENDS = frozenset(
    "while during before after which where hosted including about led by with coinciding convened".split()
)


def _right(parts: list[Token], i: int, on: str) -> int:
    """Where the words after an occasion's head end: its complements, without place, date and company."""
    j = i
    while j < len(parts):
        token, nxt = parts[j], parts[j + 1] if j + 1 < len(parts) else END
        linked = any(p.low in _LINKS or p.low.endswith("ing") for p in parts[i:j])
        if token.text in "(;" or token.low in _ENDS or (token.low in MONTHS and nxt.kind == "number"):
            break
        if token.low in ("in", "at") and nxt.low not in ("support", "europe"):
            break
        if token.kind == "number" and j > i and parts[j - 1].capital:
            break
        if token.text == ",":
            after = j + 1 + (nxt.low == "and") + (nxt.low == "the")
            if not (linked and nation_at(parts, after, on)):
                break
        elif token.low == "and":
            if not _goes_on(parts, j, linked, on):
                break
        elif (
            token.kind == "word"
            and not token.capital
            and not linked
            and token.low not in (_LINKS | _MARKING if j == i else _RIGHT)
        ):
            break
        j += 1
    while j > i and (parts[j - 1].kind == "mark" or (parts[j - 1].low in _RIGHT and not parts[j - 1].capital)):
        j -= 1
    return j


def _goes_on(parts: list[Token], j: int, linked: bool, on: str) -> bool:
    """Whether the name of an occasion goes on after the "and" at `j`: "Council on Trade and Technology", not "… and the Lima Forum"."""
    nxt = parts[j + 1] if j + 1 < len(parts) else END
    more = any(t.low in _HEADS for t in parts[j + 1 : j + 6])
    if nxt.low in ("a", "an"):
        return False
    if nxt.low == "the":
        return not more and nation_at(parts, j + 2, on) is not None
    return nxt.capital and (not more or (linked and not _nation_ends(parts, j - 1, -1, on)))


_STAYS = (
    ("official_working", re.compile(r"\bofficial(?: select)? working visit|official select visit", re.I)),
    ("state", re.compile(r"(?<!’s )(?<!'s )\bstate visit", re.I)),
    ("private", re.compile(r"\b(?:private|personal|unofficial)[\w, ]* (?:visits?|meeting|trip|ceremony)|\bprivate visit|honeymoon|\bunofficial", re.I)),
    ("official", re.compile(r"\boffici?al visit", re.I)),
    ("working", re.compile(r"\bworking (?:visit|lunch|luncheon|meeting)", re.I)),
    ("vacation", re.compile(r"\bvacation|fishing trip|hunting trip|\bvacationed", re.I)),
    ("stopover", re.compile(r"\bstop(?:ped)?\b (?:en route|while|during|on|before|at|in)|\bstopover|\bstop (?:en|before|while)|\bdisembark|\bre-?embark|\bembarked|\brested before", re.I)),
)  # fmt: skip


def stay(text: str) -> str | None:
    """The subtype of the visit that a remark tells, the first one it names; None where it names none.

    A stop counts where the first sentence tells of it: later ones tell of stops on the way.
    """
    first = re.split(r"(?<=[a-z\d)])\. ", text, maxsplit=1)[0]
    found = [
        (m.start(), -len(m.group()), name)
        for name, pattern in _STAYS
        if (m := pattern.search(first if name == "stopover" else text))
    ]
    return min(found)[2] if found else None
