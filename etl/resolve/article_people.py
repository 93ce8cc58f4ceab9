"""The people of articles: each joined with whom a register or another article knows, or somebody new.

Registers are resolved before, and by themselves: nothing that an article says changes who is who in them. An article says less than a
register, and what is read from it can be wrong; above all the country for whom an official acts is often a guess. So the name decides,
whole and in order; days and offices must allow it; and the country helps where it is known. A family name alone goes to who held that
office in those days, or to the only one of that name who is in the news then; else it stays by itself and is offered for review.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations, groupby

from etl.resolve import judge
from etl.resolve.article_names import Index, known_by, names_near, opposed
from etl.resolve.clusters import Apart, Cluster, People, block_name
from etl.resolve.names import parse
from etl.resolve.references import FIRST_DAY, SINGLE, Reference, block_of, years

QUIET = 12  # years of silence after which a full name in an article may be a namesake's
RECALLED = 40  # the same, where the article gives the office that the person held
NEWS = 2  # years around an article in which somebody who is named by the family name alone must have been named in full
NEAR = 0.905  # of names that are not equal: one word at least is, or all are spellings of another alphabet
DOMINANT = 4  # how many times more often than the next one somebody is called by an office, to be meant by office and family name


def place_articles(people: People, references: list[Reference], apart: Apart) -> None:
    """Put every reference of the articles. Their order does not matter."""
    index = Index(people.live())
    frequency = Counter(r.name for r in references)
    full = [r for r in references if parse(r.name).strong]
    full.sort(
        key=lambda r: (-min(len(parse(r.name).words), 3), -frequency[r.name], r.name, block_name(r) == "-", r.first, r.anchor)
    )  # fmt: skip
    known = [*index.names(), *(name for r in references for name in (r.name, *r.claim.names))]
    asked = list(dict.fromkeys(r.name for r in full))
    for (_, alike), near in zip(groupby(full, lambda r: r.name), names_near(asked, known), strict=True):
        for reference in alike:
            _place_full_name(people, index, reference, index.holders(near), apart)
    _gather(people, index, apart)
    single = [r for r in references if not parse(r.name).strong]
    for reference in sorted(single, key=lambda r: (r.name, r.first, r.anchor)):
        _place_single_name(people, index, reference, apart)


def _place_full_name(people: People, index: Index, reference: Reference, near: Iterable[Cluster], apart: Apart) -> None:
    scored = []
    for cluster in near:
        score = full_name_in_article(cluster, reference, index)
        if score and not apart.between(cluster, reference):
            scored.append((score, cluster))
    if not scored:
        known = _known_by_family_name(index, reference, apart)
        if known:
            people.put(reference, known, "family_name_and_office", 0.9)
        index.add(known or people.new(reference))
        return
    scored.sort(key=lambda s: (-round(s[0], 2), judge.silence(s[1], reference), -len(s[1].members), s[1].serial))
    score, cluster = scored[0]
    days = (cluster.first, cluster.last) if judge.silence(cluster, reference) > QUIET else None
    people.put(reference, cluster, "full_name", round(min(score, 1.0), 4))
    if days:  # recalled, long after: that a new article names Truman does not bring him back into the news
        cluster.first, cluster.last = days
    index.add(cluster)


def _known_by_family_name(index: Index, reference: Reference, apart: Apart) -> Cluster | None:
    """The one whom a register names by the family name alone, in that office of that state on that day: Premier Khrushchev is Nikita Khrushchev."""
    found = [
        cluster
        for cluster in index.cited(reference)
        if cluster.registered
        and not cluster.strong_names
        and not apart.between(cluster, reference)
        and judge.lived(cluster, reference)
        and _office_on_the_day(cluster, reference)[0] == 3.0
    ]
    return found[0] if len(found) == 1 else None


def full_name_in_article(cluster: Cluster, reference: Reference, index: Index) -> float:
    """How well a full name in an article is this person's; 0 where it is not. Above 1 where office and country speak for it too."""
    agreed, same = known_by(cluster, reference)
    if agreed < 0.85 or (cluster.born and reference.last[:4] < cluster.born[:4]):
        return 0.0
    block = block_name(reference)
    here = block != "-" and block in cluster.blocks
    if not same and (opposed(cluster, reference) or agreed < (NEAR if here else 0.97)):
        return 0.0
    quiet, fit = judge.silence(cluster, reference), judge.office_fit(cluster, reference)
    said, known = {r.role_type for r in reference.roles}, {r.role_type for r in cluster.roles}
    office = bool(said & known & SINGLE) or (bool(said & known) and "ambassador" in said & known)
    if quiet > QUIET and not (fit >= 1.0 or (same and _recalled(cluster, said, office, block, quiet))):
        return 0.0
    if not here and not office and _other_person(cluster, reference, said, index):
        return 0.0
    return agreed + (0.1 if here else 0.0) + (0.05 if same else 0.0) + 0.05 * max(fit, 0.0) + (0.02 if office else 0.0)


def _recalled(cluster: Cluster, said: set[str], office: bool, block: str, quiet: int) -> bool:
    """Whether somebody long silent can be meant: a holder of a high office, called by it or by nothing; or another, by their office."""
    high = any(r.role_type in SINGLE for r in cluster.registered)
    if high and (office or not said or (block == "-" and "legislator" not in said)):
        return office or quiet <= 300
    return office and quiet <= RECALLED


def _other_person(cluster: Cluster, reference: Reference, said: set[str], index: Index) -> bool:
    """Whether offices or a common name speak against it, where the article has them act for another country, or for none."""
    high = {r.role_type for r in cluster.registered if r.role_type in SINGLE}
    abroad = {r.role_type for r in reference.roles if r.country and r.role_type in SINGLE}
    if high and abroad and not said & high:
        return True
    unsure = bool(said) and not (high and block_name(reference) == "-")
    return bool(cluster.registered) and unsure and index.common(reference.name)


def _gather(people: People, index: Index, apart: Apart) -> None:
    """Bring together people of articles who were made apart, because their names were read with words that are not theirs."""
    by_name: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in sorted(people.live(), key=lambda c: c.serial):
        keys = {tuple(sorted(parse(n).words)) for n in cluster.strong_names}
        for key in keys:
            if len(key) > 1:
                by_name[key].append(cluster)
    for key in sorted(by_name):
        for a, b in combinations(by_name[key], 2):
            if not a.members or not b.members or (a.registered and b.registered):
                continue
            into, other = (a, b) if (not a.registered, -len(a.members), a.serial) <= (not b.registered, -len(b.members), b.serial) else (b, a)  # fmt: skip
            if not all(m.published for m in other.members):
                continue
            if all(full_name_in_article(into, m, index) and not apart.between(into, m) for m in other.members):
                people.merge(into, other, "full_name", 0.95)
                index.add(into)


def _place_single_name(people: People, index: Index, reference: Reference, apart: Apart) -> None:
    held: list[tuple[float, int, Cluster]] = []
    named: list[Cluster] = []
    alike: list[tuple[int, int, Cluster]] = []
    for cluster in index.cited(reference):
        if apart.between(cluster, reference) or not judge.lived(cluster, reference):
            continue
        fit, times = _office_on_the_day(cluster, reference)
        near = judge.silence(cluster, reference) <= NEWS
        if not cluster.strong_names and not cluster.registered:
            if near and _compatible(cluster, reference):
                alike.append((judge.silence(cluster, reference), cluster.serial, cluster))
        elif fit:
            held.append((fit, times, cluster))
        elif near and (
            called := max((cluster.titles[r.title.casefold()] for r in reference.roles if r.title), default=0)
        ):
            held.append((0.5, called, cluster))
        elif near and _compatible(cluster, reference):
            named.append(cluster)
    found, rule, score = _meant(held, named, [c for _, _, c in sorted(alike, key=lambda a: a[:2])])
    if found is not None:
        people.put(reference, found, rule, score)
        index.add(found)
        return
    rivals = [c for _, _, c in held] or named
    if reference.prominent and 1 < len(rivals) <= 6:
        people.doubtful.append((reference.anchor, sorted(c.anchor for c in rivals), "family name fits several"))
    index.add(people.new(reference))


def _meant(
    held: list[tuple[float, int, Cluster]], named: list[Cluster], alike: list[Cluster]
) -> tuple[Cluster | None, str, float]:
    """Who is meant by a family name: who holds that office; the only one in the news; the same name read before."""
    if held:
        held.sort(key=lambda h: (-h[0], -h[1], h[2].serial))
        clear = len(held) == 1 or held[0][0] > held[1][0] or held[0][1] >= DOMINANT * held[1][1]
        return (held[0][2] if clear else None), "family_name_and_office", 0.95
    if len(named) == 1:
        return named[0], "family_name_in_the_news", 0.75
    if not named and alike:
        return alike[0], "family_name_in_the_news", 0.7
    return None, "", 0.0


def _office_on_the_day(cluster: Cluster, reference: Reference) -> tuple[float, int]:
    """3 where a register has the person in that office of that country then, 2 where articles do, 1 where the country is not the one
    said, 0 where they are not in it; and how often articles have them in it."""
    best, times = 0.0, 0
    for role in reference.roles:
        if role.role_type not in SINGLE or role.first == FIRST_DAY:
            continue
        for known, fit in (*((r, 3.0) for r in cluster.registered), *((r, 2.0) for r in cluster.roles)):
            if judge.office(known.role_type) != judge.office(role.role_type) or known.first == FIRST_DAY:
                continue
            if (known.first > role.last and years(known.first, role.last) > 1) or (
                role.first > known.last and years(role.first, known.last) > 1
            ):
                continue
            here = block_of(known.country) == block_of(role.country)
            best = max(best, fit if here else 1.0)
            times = max(times, cluster.held[known.role_type])
    return best, times


def _compatible(cluster: Cluster, reference: Reference) -> bool:
    """Whether no office speaks against it: of which there is one in a state, none is said that the person does not hold."""
    said = {r.role_type for r in reference.roles if r.role_type in SINGLE}
    return not said or not cluster.roles or any(r.role_type in said for r in cluster.roles)
