"""Whether a reference can be a person: names, lives, offices. Nothing here knows of more than one reference and one person.

The thresholds (years of a career, of a gap) were chosen on the registers, where offices and dates are known.
"""

from __future__ import annotations

from collections.abc import Iterable

from etl.resolve.clusters import Cluster
from etl.resolve.names import agreement, parse, same_word
from etl.resolve.references import FIRST_DAY, LAST_DAY, Reference, block_of, years

CAREER = 65  # years from the first to the last time that one person is named
REIGN = 60  # years of silence within one reign
GAP = 30  # years of silence after which a full name may be another person's
WEAK_GAP = 8  # years between an office known and a family name alone with the same office
OTHER_OFFICE_GAP = 12  # the same, with another office
LESSER_OFFICE_GAP = (
    7  # the same, where a head of state is seen as a minister later: rather a namesake, often of the family
)
SAME_OFFICE_GAP = 16  # years between two people known by one family name in one office, where nobody else has that name
RISE = 7  # years between two offices of one who is known by a family name alone
THRONE = frozenset({"monarch", "royal"})
NUMBERED = THRONE | {"religious_leader"}  # kings and popes
ONE_AT_A_TIME = frozenset({"head_of_state", "monarch", "head_of_government", "foreign_minister"})
MINISTERS = frozenset({"head_of_government", "foreign_minister", "defense_minister", "minister"})
# States where the family name comes first, so that it is the first word that is cited; and few names serve many people.
ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})  # where the family name is the last word
FAMILY_FIRST = frozenset({"CN", "TW", "HK", "MO", "KR", "KP", "x-korea-joseon", "VN", "SG", "JP", "KH", "HU"})
FEW_NAMES = FAMILY_FIRST - {"JP", "HU"}  # of those, where few names serve many people


def lived(cluster: Cluster, reference: Reference) -> bool:
    """Whether the reference's days lie within a life: not before birth, not after the year of death, within one career."""
    if reference.first == FIRST_DAY:
        return True
    if cluster.born and reference.last[:4] < cluster.born[:4]:
        return False
    if cluster.died and cluster.died != ".." and reference.first[:4] > cluster.died[:4]:
        return False
    if cluster.first == LAST_DAY or cluster.last == FIRST_DAY:
        return True
    span = years(min(cluster.first, reference.first), max(cluster.last, reference.last))
    reign = any(r.role_type == "monarch" for r in reference.roles) and any(
        r.role_type == "monarch" for r in cluster.roles
    )
    return span <= CAREER and silence(cluster, reference) <= (REIGN if reign else GAP)


def silence(cluster: Cluster, reference: Reference) -> int:
    """Years between the reference and the nearest day on which the person is known; 0 within their career."""
    if reference.first == FIRST_DAY or cluster.first == LAST_DAY or cluster.last == FIRST_DAY:
        return 0
    if reference.first > cluster.last:
        return years(reference.first, cluster.last)
    if reference.last < cluster.first:
        return years(reference.last, cluster.first)
    return 0


def throne_name(reference: Reference) -> bool:
    """A king's, a sheikh's or a prince's own name, which is cited alone."""
    return bool(reference.roles) and all(r.role_type in THRONE for r in reference.roles)


def office_fit(cluster: Cluster, reference: Reference) -> float:
    """2 where the person holds one of the reference's offices on that day, 1 to 1.5 near it, 0 where nothing is known, -1 far from it."""
    best: float | None = None
    for role in reference.roles:
        for known in cluster.roles:
            if office(known.role_type) != office(role.role_type) or block_of(known.country) != block_of(role.country):
                continue
            if FIRST_DAY in (role.first, known.first):
                fit = 0.5
            elif known.first <= role.last and role.first <= known.last:
                fit = 2.0
            else:
                gap = min(years(known.first, role.last), years(role.first, known.last))
                fit = 1.5 if gap <= 2 else 1.0 if gap <= WEAK_GAP else -1.0
            best = fit if best is None else max(best, fit)
    return best or 0.0


def office(role_type: str) -> str:
    """The office, with kings and princes as one."""
    return "throne" if role_type in THRONE else role_type


def full_name(cluster: Cluster, reference: Reference) -> float:
    """How well a full name agrees with all full names of a person; 0 where one of them contradicts.

    One that contradicts is enough: a chain of likenesses is no likeness. What an entry itself gives as another form of the name
    ("Willem (Wim) Kok") contradicts nothing.
    """
    scores = [agreement(reference.name, name) for name in cluster.strong_names]
    if not scores:
        return 0.0
    if max(scores) == 1.0 and len(parse(reference.name).words) > 1 and _said_together(cluster, reference):
        return 1.0
    if min(scores) == 0.0 and not (
        # Henrique Cardoso contradicts Fernando Cardoso; but Fernando Henrique Cardoso, who holds that office that day, is both.
        max(scores) >= 0.9 and not parse(reference.name).initials and office_fit(cluster, reference) >= 1.5
    ):
        return 0.0
    if (
        max(scores) < 1.0
        and not _same_first(cluster, reference)
        and office_fit(cluster, reference) < 1.5
        and not _surnames(cluster, reference)
    ):
        return 0.0  # a name without its first word: Ziaur Rahman is not Khaleda Ziaur Rahman
    if cluster.identifiers and max(scores) < 0.95 and office_fit(cluster, reference) < 1.0:
        return 0.0  # a register of officers holds many names: Harry Hopkins is not Harold Hoskins
    name = parse(reference.name)
    if name.ordinal is not None and len(name.words) == 1 and not any(r.role_type in NUMBERED for r in cluster.roles):
        return 0.0
    return max(scores)


def _said_together(cluster: Cluster, reference: Reference) -> bool:
    """Whether one member of the person has both the reference's name and every name that it does not agree with."""
    others = {n for n in cluster.strong_names if agreement(reference.name, n) == 0.0}
    return any(
        reference.name in (names := {m.name, *m.claim.names}) and others <= names
        for m in cluster.members
        if m.claim.names
    )


def _surnames(cluster: Cluster, reference: Reference) -> bool:
    """Whether the reference is both surnames of a person seen within two years: Laugerud Garcia, Kjell Laugerud Garcia."""
    name = parse(reference.name)
    return (
        len(name.words) > 1
        and not name.ordered
        and silence(cluster, reference) <= 2
        and any(parse(n).words[1:] == name.words for n in cluster.strong_names)
    )


def _same_first(cluster: Cluster, reference: Reference) -> bool:
    """Whether the reference's first word is the first of one of the person's names, or its order is turned round."""
    first = parse(reference.name).words[0]
    return any(
        same_word(first, words[0]) or len(words) == len(parse(reference.name).words)
        for words in (parse(n).words for n in cluster.strong_names)
        if words
    )


def one_family_name(a: Cluster, b: Cluster, shared: bool) -> float:
    """A person known by a family name alone against another of that country: the same office not far apart in time, or another next to it.

    `shared`: several people of the country are known to have that name, so that only the same office within a few years will do.
    """
    if a.strong_names and b.strong_names:
        return 0.0
    first_too = bool(a.blocks & FAMILY_FIRST)
    scores = [_cited(x, y, first_too) for x in a.names for y in b.names] + [
        _cited(y, x, first_too) for x in a.names for y in b.names
    ]
    best = max(scores, default=0.0)
    if best < 0.9:
        return 0.0
    gap = _years_between_offices(a, b)
    if gap is not None:
        dynasty = any(parse(n).ordered for n in (*a.names, *b.names)) or bool(a.blocks & FEW_NAMES)
        slip = best < 0.95  # names an edit apart are two names more often, the longer ago
        limit = (2 if dynasty else 5) if shared else 10 if slip or dynasty else SAME_OFFICE_GAP
        return best if gap <= limit else 0.0
    return best if best >= 0.95 and not shared and _next_office(a, b) else 0.0


def namesakes(one: Cluster, near: Iterable[Cluster]) -> list[Cluster]:
    """People known in full who can be cited by a name of `one`."""
    first_too = bool(one.blocks & FAMILY_FIRST)
    names = _family_names(one)
    return [
        c
        for c in near
        if c.members and c.strong_names and any(_cited(n, m, first_too) >= 0.95 for n in names for m in c.strong_names)
    ]


def _family_names(one: Cluster) -> list[str]:
    """The names by which somebody is cited in short: of those known by one name, that; of others, the last word."""
    return sorted(n for n in one.names if len(parse(n).words) == 1) or sorted(
        parse(n).words[-1] for n in one.strong_names
    )


def _years_between_offices(a: Cluster, b: Cluster) -> int | None:
    """Years between the times of two people in one office; None where they have none in common."""
    gaps = [
        0 if r.first <= s.last and s.first <= r.last else min(years(r.first, s.last), years(s.first, r.last))
        for r in a.roles
        for s in b.roles
        if r.role_type == s.role_type
        and (r.role_type in ONE_AT_A_TIME or (r.title and r.title == s.title))
        and block_of(r.country) == block_of(s.country)
        and FIRST_DAY not in (r.first, s.first)
    ]
    return min(gaps, default=None)


def _next_office(a: Cluster, b: Cluster) -> bool:
    """Whether two people of one name can be one who rose: one's time in office ends, the other's begins, within a career's usual pause."""
    early, late = (a, b) if a.last <= b.first else (b, a)
    if early.last > late.first or years(early.last, late.first) > RISE or not (early.roles and late.roles):
        return False
    known = {r.role_type for r in (*early.roles, *late.roles)}
    if known & THRONE:
        return False  # they are cited by their own names
    lesser = all(r.role_type == "head_of_state" for r in early.roles) and all(
        r.role_type in MINISTERS for r in late.roles
    )
    return bool(known & ONE_AT_A_TIME) and not (lesser and years(early.last, late.first))


def family_name(cluster: Cluster, reference: Reference) -> tuple[float, float] | None:
    """(office fit, agreement of names) where a single name can be this person's; None where it cannot."""
    fit = office_fit(cluster, reference)
    if throne_name(reference) or all(r.role_type in THRONE for r in cluster.roles):
        if fit < 1.0:
            return None
        score = max((_own_name(reference.name, name) for name in cluster.names), default=0.0)
    else:
        first_too = fit >= 1.0 or reference_block(reference) in FAMILY_FIRST
        score = max((_cited(reference.name, name, first_too) for name in cluster.names), default=0.0)
    if score == 0.0:
        return None
    quiet = silence(cluster, reference)
    if fit < 1.0 and (
        quiet > (LESSER_OFFICE_GAP if _lesser(cluster, reference) else OTHER_OFFICE_GAP)
        or cluster.identifiers
        or reference_block(reference) in FEW_NAMES
    ):
        # A name in a register of officers says little: many share it, and each has known offices.
        return None
    if fit < 0 and quiet > WEAK_GAP:
        return None
    if fit < 1.0 and (score < 0.95 or _otherwise_in_office(cluster, reference)):
        return None  # names an edit apart and another office are two people: Markovic, Marovic
    if fit < 1.0 and any(parse(n).ordered for n in cluster.names):
        return None  # the name of a dynasty: al-Khalifa, al-Thani
    return fit, score


def _lesser(cluster: Cluster, reference: Reference) -> bool:
    """Whether one of the two is a head of state, and the other a minister years later."""
    early, late = (
        (cluster.roles, reference.roles) if cluster.last < reference.first else (reference.roles, cluster.roles)
    )
    return (
        any(r.role_type == "head_of_state" for r in early)
        and bool(late)
        and all(r.role_type in MINISTERS for r in late)
    )


def _otherwise_in_office(cluster: Cluster, reference: Reference) -> bool:
    """Whether the person is known in another office of those that one person holds, before and after the reference's days."""
    return any(
        r.role_type != known.role_type and known.first <= r.first and r.last <= known.last
        for r in reference.roles
        for known in cluster.roles
        if r.role_type in ONE_AT_A_TIME and known.role_type in ONE_AT_A_TIME and known.first != FIRST_DAY
    )


def reference_block(reference: Reference) -> str:
    """The country whose person they are, by the group of states that count as one; "-" for officers of a body."""
    if reference.claim.country:
        return block_of(reference.claim.country)
    countries = sorted({block_of(r.country) for r in reference.roles if r.country})
    return countries[0] if countries else "-"


def _own_name(single: str, full: str) -> float:
    """A throne name against another name of the throne: their first words, and numbers that do not contradict."""
    a, b = parse(single), parse(full)
    if not a.words or not b.words or (a.ordinal is not None and b.ordinal is not None and a.ordinal != b.ordinal):
        return 0.0
    return same_word(a.words[0], b.words[0])


def _cited(single: str, full: str, first_too: bool) -> float:
    """A single name against a full one: any word of it but the first, the first too where that is the custom."""
    a, b = parse(single), parse(full)
    if not a.words or not b.words:
        return 0.0
    if len(a.words) > 1 or len(b.words) == 1:
        return agreement(single, full)
    candidates = b.words if first_too else b.words[1:]
    best = max((same_word(a.words[0], word) for word in candidates), default=0.0)
    return best if best and agreement(single, full) else 0.0
