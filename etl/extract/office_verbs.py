"""Offices that a verb says of its subject.

predicate     Ana Teller is / became / was named foreign minister; served as ambassador to Chile; sworn in as premier
replaced      X was replaced as premier by Y
heading       Ana Teller, who chairs the council
since         no Indian leader has come since X
"""

from __future__ import annotations

from collections.abc import Iterator

from etl.extract.capacity import Capacity
from etl.extract.sayings import ADVERBS, BE, Pronouns, chain, saying, skip_aux, subject_far, subject_of
from etl.extract.titles import Title
from etl.extract.view import View
from etl.lexicon.roles import word_set

NAMING = word_set(
    "named appointed elected nominated chosen tapped inaugurated confirmed picked proclaimed crowned reelected re-elected"
)
_SERVING = word_set(
    "served serving serves serve worked works acted acting sworn takes took started began resigned quit"
)
_HEADING = {"heads": "head", "headed": "head", "leads": "leader", "chairs": "chair", "chaired": "chair", "runs": "head"}
_HEADING |= {"commands": "commander", "commanded": "commander"}


def predicate(v: View, title: Title, pronoun: Pronouns) -> Iterator[Capacity]:
    """A title that a verb says of its subject."""
    k = title.start - 1
    qualifier: str | None = None
    said_as = False
    former = False
    while k >= 0 and (v.low(k) in ADVERBS or v.low(k) in ("as", "to", "be", "the", "a", "next", "country")):
        said_as = said_as or v.low(k) == "as"
        former = former or v.low(k) in ("previously", "formerly", "once")
        k -= 1
    verb = v.low(k)
    subject: str | None = None
    if said_as and verb == "as":
        pass
    replaced = _replaced(v, title, k) if said_as else None
    if replaced:
        yield from replaced
        return
    if verb in ("himself", "herself") and v.low(k - 1) in ("made", "proclaimed", "declared", "crowned", "named"):
        verb, k = "became", k - 1
    if said_as and k < 0 and title.determiner is None:  # "As foreign minister from 1983 to 1991 he …"
        subject = _following(v, title.end, pronoun)
    elif verb in BE:
        j = k - 1
        while v.low(j) in ADVERBS or v.low(j) in ("has", "have", "had", "will", "would", "also", "expected", "to"):
            if v.low(j) in ("will", "to"):
                qualifier = "designate"
            j -= 1
        subject = subject_of(v, j, pronoun)
        if (
            (verb in ("was", "were") or (verb == "been" and v.low(k - 1) == "had"))
            and subject
            and title.qualifier is None
        ):
            qualifier = "former"
        if verb in ("became", "becomes") or v.low(k) == "remains":
            qualifier = None
    elif verb == "became":
        subject = subject_of(v, k - 1, pronoun)
    elif verb in NAMING:
        subject = subject_of(v, skip_aux(v, k - 1), pronoun)
        if v.low(k - 1) == "been" and v.low(k - 2) in ("has", "have") and verb not in ("reelected", "re-elected"):
            qualifier = "designate"  # "has been named ambassador": not there yet
        if verb == "nominated":
            qualifier = "candidate" if "expected" in [v.low(x) for x in range(max(0, k - 4), k)] else "designate"
    elif verb in _SERVING and said_as:
        subject = subject_of(v, skip_aux(v, k - 1), pronoun)
        qualifier = (
            "former"
            if verb in ("served", "worked", "acted", "resigned", "quit")
            else "acting"
            if verb == "acting"
            else None
        )
    elif said_as:
        if verb in ("in", "office", "over") or verb in NAMING or verb in ("and",):
            subject = subject_far(v, k, pronoun)
        else:
            m = next((m for m in v.named if m.end == k + 1), None)
            # "appointed Ana Teller as foreign minister"
            if m is not None and v.low(m.outer - 1) in ("succeeded", "replaced", "succeeds", "replaces", "succeed"):
                yield saying(v, m.who, title, "replaced", None, "former")
                subject = subject_of(v, skip_aux(v, m.outer - 2), pronoun)
            elif m is not None and v.low(m.outer - 1) in (
                NAMING | {"replaced", "succeeded", "names", "appoints", "recalled", "name", "appoint"}
            ):
                subject = m.who
            elif title.determiner is None and not title.plural:
                named = NAMING & {v.low(j) for j in range(max(0, k - 4), k)}
                subject = subject_far(v, k, pronoun, 20 if named else 14)
                if subject is None and v.sign(title.end) == ",":  # "On his first trip as leader, Mr. Orlov …"
                    subject = next((m.who for m in v.named if m.outer == title.end + 1), None)
    else:
        m = next((m for m in v.named if m.end == k + 1), None)
        if (
            m is not None
            and v.low(m.outer - 1) in (NAMING | {"names", "appoints", "name", "appoint"})
            and not title.determiner
        ):
            subject = m.who
    if subject:
        if former:
            qualifier = "former"
        yield saying(v, subject, title, "predicate", None, qualifier)
        for code, said in title.also:
            more = saying(v, subject, title, "predicate", None, qualifier)
            more.role, more.accredited = f"{title.head} {said}", code
            yield more


def _following(v: View, k: int, pronoun: Pronouns) -> str | None:
    """The subject after an opening "As foreign minister, …": the first name or pronoun, a few words on."""
    for j in range(k, min(len(v.tokens), k + 8)):
        if v.low(j) in ("he", "she"):
            return pronoun(v, j)
        m = next((m for m in v.named if m.outer <= j < m.end), None)
        if m is not None:
            return m.who
        if v.low(j) in ("the", "a", "it", "they", "we", "i"):
            return None
    return None


def successions(v: View, found: list[Capacity]) -> Iterator[Capacity]:
    """Whose office somebody takes: "was sworn in as premier, succeeding Hugo Barr", "takes over as premier from Hugo Barr"."""
    for c in found:
        if c.view is not v or c.how not in ("predicate", "apposition", "before") or c.qualifier == "former":
            continue
        for k in range(c.title.end, min(len(v.tokens), c.title.end + 14)):
            if v.sign(k) in (";", ":", "."):
                break
            after = (
                k + 1
                if v.low(k) in ("succeeding", "replacing")
                else k + 2
                if v.low(k + 1) == "from" and v.low(k) == "over"
                else -1
            )
            m = next((m for m in v.named if m.outer <= after <= m.start), None) if after > 0 else None
            if m is not None and m.who != c.person:
                former = saying(v, m.who, c.title, "succession", c.country, "former")
                former.role_type = c.role_type
                yield former
                break


def _replaced(v: View, title: Title, k: int) -> list[Capacity]:
    """ "X was replaced as T on Monday by Y": Y has the office now, X had it."""
    if v.low(k) not in ("replaced", "succeeded"):
        return []
    out = []
    old = subject_of(v, skip_aux(v, k - 1), lambda *_: None)
    if old:
        out.append(saying(v, old, title, "replaced", None, "former"))
    for j in range(title.end, min(len(v.tokens), title.end + 6)):
        if v.low(j) == "by":
            m = next((m for m in v.named if m.outer <= j + 1 <= m.start), None)
            if m:
                out.append(saying(v, m.who, title, "replaced", None, title.qualifier))
            break
    return out


def since(v: View, free: list[Title]) -> list[Capacity]:
    """ "the first Indian leader to visit since Rao", "no A has met a B since X and Y", "the last A to go there, X, …"."""
    for k, token in enumerate(v.tokens):
        if token.low != "since":
            continue
        people = chain(v, k + 1)
        before = [t for t in free if t.end <= k and not t.plural and (t.countries or t.text)]
        if people and before:
            offices = before[-len(people) :] if len(before) >= len(people) else [before[-1]] * len(people)
            return [saying(v, m.who, t, "since", None, "then") for m, t in zip(people, offices, strict=True)]
    for t in free:
        if v.low(t.end) == "to" and any(
            v.low(j) in ("last", "first", "only") for j in range(t.start, t.core_start + 1)
        ):
            m = next(
                (m for m in v.named if m.outer > t.end and v.sign(m.outer - 1) == "," and v.sign(m.end) == ","), None
            )
            if m is not None and m.outer - t.end < 14:
                last = any(v.low(j) == "last" for j in range(t.start, t.core_start + 1))
                return [saying(v, m.who, t, "since", None, "former" if last else None)]
    return []


def heading(v: View) -> Iterator[Capacity]:
    """ "who heads the Unasur bloc", "Ana Teller, who chairs the council": an office said by a verb."""
    for k, token in enumerate(v.tokens):
        noun = _HEADING.get(token.low)
        if noun is None:
            continue
        j = k + 1 + (v.low(k + 1) == "the")
        org = next((m for m in v.marks if m.start == j and m.kind == "org"), None)
        if org is None and noun != "commander":
            continue
        subject = subject_of(v, skip_aux(v, k - 1), lambda *_: None)
        if subject is None and v.low(k - 1) == "who":
            m = next((m for m in reversed(v.named) if m.end <= k), None)
            subject = m.who if m and k - m.end < 8 else None
        if subject:
            title = Title(k, k + 1, k, k + 1, noun, noun, org=org)
            if org is not None and org.code:
                title.countries = [org.code]
            past = token.low.endswith("ed") or token.low in ("led", "ran")
            yield saying(v, subject, title, "heading", None, "former" if past and v.low(k - 1) != "has" else None)
