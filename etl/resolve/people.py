"""One person per human being, over all sources and spellings.

Three things bring references together, in this order: an id that a register gives; a full name that agrees within one country (or one
body) and one career; a family name alone, where one person of that country held that office on that day, or near it. Nothing is
merged on a family name where two people would do: such a reference stays by itself and is offered for review.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from etl.resolve import judge
from etl.resolve.across import across_blocks
from etl.resolve.article_people import place_articles
from etl.resolve.clusters import Apart, Cluster, Decision, People, block_name
from etl.resolve.holders import REIGN, Offices, one_holder
from etl.resolve.memory import Memory
from etl.resolve.names import agreement, parse, word_keys
from etl.resolve.references import Reference


def resolve_people(
    references: Iterable[Reference], decisions: Iterable[Decision] = (), memory: Memory | None = None
) -> People:
    """Bring the references together: those of registers first, then those of articles. Their order does not matter.

    `memory` may know those of the registers already, with the same decisions; else it is told.
    """
    ordered = sorted(references, key=lambda r: r.anchor)
    decided = list(decisions)
    apart = Apart(decided)
    registered = [r for r in ordered if not r.published or r.claim.identifiers]
    people = memory.recall(registered) if memory else None
    if people is None:
        people = People()
        _place_registers(people, registered, decided, apart)
        if memory:
            memory.keep(people, registered)
    place_articles(people, [r for r in ordered if r.published and not r.claim.identifiers], apart)
    _decide(people, decided)
    people.doubtful = [doubt for doubt in people.doubtful if not _settled(people, *doubt[:2])]
    return people


def _settled(people: People, anchor: str, candidates: list[str]) -> bool:
    """Whether a reference that could be several people's has become one of them since."""
    return any(c in people.of and people.of[c] is people.of[anchor] for c in candidates)


def _place_registers(people: People, references: list[Reference], decided: list[Decision], apart: Apart) -> None:
    rest = _by_identifier(people, references)
    blocks: dict[str, tuple[list[Reference], list[Reference]]] = defaultdict(lambda: ([], []))
    for reference in rest:
        blocks[block_name(reference)][0 if parse(reference.name).strong else 1].append(reference)
    index = _BlockIndex(people)
    _link_registers(people, index)
    index = _BlockIndex(people)
    for block in sorted(blocks):
        for reference in _telling_first(blocks[block][0]):
            _place_full_name(people, index, block, reference, apart)
    across_blocks(people, apart)
    index = _BlockIndex(people)
    for block in sorted(blocks):
        for reference in sorted(blocks[block][1], key=lambda r: (r.first, r.anchor)):
            _place_family_name(people, index, block, reference, apart)
    _decide(people, decided)
    _slips(people, apart)
    _slips(people, apart)  # whom a third stood between is free now
    _family_names_alone(people, apart)
    across_blocks(people, apart)
    _decide(people, decided)


def _decide(people: People, decided: list[Decision]) -> None:
    """Merge whom people took for one."""
    for d in decided:
        if d.same and d.anchor_a in people.of and d.anchor_b in people.of:
            people.merge(people.of[d.anchor_a], people.of[d.anchor_b], "curation", 1.0, "curation")


def _telling_first(references: list[Reference]) -> list[Reference]:
    """Longer names first, and the more frequent before the rare: a cluster should start from its fullest name."""
    frequency = Counter(r.name for r in references)
    return sorted(references, key=lambda r: (-len(parse(r.name).words), -frequency[r.name], r.name, r.first, r.anchor))


def _by_identifier(people: People, references: list[Reference]) -> list[Reference]:
    """Gather those who carry an id; return the others."""
    rest = []
    owner: dict[tuple[str, str], Cluster] = {}
    for reference in references:
        ids = reference.claim.identifiers
        if not ids:
            rest.append(reference)
            continue
        known = {id(owner[i]): owner[i] for i in ids if i in owner}
        clusters = list(known.values())
        if clusters:
            for other in clusters[1:]:
                people.merge(clusters[0], other, "same_identifier", 1.0)
                for key, value in owner.items():
                    if value is other:
                        owner[key] = clusters[0]
            people.put(reference, clusters[0], "same_identifier")
        else:
            clusters = [people.new(reference)]
        for i in ids:
            owner[i] = clusters[0]
    return rest


class _BlockIndex:
    """Clusters by block and by the skeleton of each word of their names, so that only those which share a word are compared."""

    def __init__(self, people: People) -> None:
        self.by_word: dict[tuple[str, str], dict[int, Cluster]] = defaultdict(dict)
        self.live: dict[int, Cluster] = {}
        for cluster in people.live():
            self.add(cluster)

    def add(self, cluster: Cluster) -> None:
        blocks = cluster.blocks
        for name in cluster.names:
            for word in parse(name).words:
                for key in word_keys(word):
                    for block in blocks:
                        self.by_word[block, key][id(cluster)] = cluster

    def near(self, block: str, name: str) -> list[Cluster]:
        """Clusters of the block that share a word with the name, or nearly, in a stable order."""
        found: dict[int, Cluster] = {}
        for word in parse(name).words:
            for key in word_keys(word):
                found.update(self.by_word.get((block, key), {}))
        return sorted((c for c in found.values() if c.members), key=lambda c: c.serial)


def _link_registers(people: People, index: _BlockIndex) -> None:
    """People with ids in several registers: the same name, and born in the same year or in the same office at the same time."""
    clusters = [c for c in people.live() if c.identifiers]
    for a in clusters:
        if not a.members or {scheme for scheme, _ in a.identifiers} == {"pocom"}:
            continue  # the officers are thousands; they are found from the few of the other registers
        for block in sorted(a.blocks):
            for name in a.strong_names[:3]:
                for b in index.near(block, name):
                    if b is a or not b.members or {s for s, _ in a.identifiers} & {s for s, _ in b.identifiers}:
                        continue
                    score = max((agreement(name, other) for other in b.strong_names), default=0.0)
                    if score < 0.85:
                        continue
                    same_birth = bool(a.born and b.born and a.born[:4] == b.born[:4])
                    if a.born and b.born and not same_birth:
                        continue
                    if same_birth or _same_office(a, b):
                        people.merge(a, b, "same_name_and_birth" if same_birth else "same_name_and_office", score)


def _same_office(a: Cluster, b: Cluster) -> bool:
    return any(
        r.role_type == s.role_type and r.country == s.country and r.first <= s.last and s.first <= r.last
        for r in a.roles
        for s in b.roles
        if r.role_type not in ("other", "official")
    )


def _place_full_name(people: People, index: _BlockIndex, block: str, reference: Reference, apart: Apart) -> None:
    scored = []
    for cluster in index.near(block, reference.name):
        if apart.between(cluster, reference) or not judge.lived(cluster, reference):
            continue
        score = judge.full_name(cluster, reference)
        if score >= 0.85:
            scored.append((round(score + 0.05 * judge.office_fit(cluster, reference), 4), cluster))
    if not scored:
        index.add(people.new(reference))
        return
    scored.sort(key=lambda pair: (-pair[0], judge.silence(pair[1], reference), pair[1].serial))
    score, cluster = scored[0]
    people.put(reference, cluster, "full_name", min(score, 1.0))
    index.add(cluster)


def _slips(people: People, apart: Apart) -> None:
    """Holders of one office at one time whose names differ by a slip of the pen."""
    by_block: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in people.live():
        holds = any(role.role_type in judge.ONE_AT_A_TIME for role in cluster.roles)
        if holds and not any(scheme == "pocom" for scheme, _ in cluster.identifiers):
            for block in cluster.blocks - {"-"}:
                by_block[block].append(cluster)
    offices = Offices(people.live())
    for block in sorted(by_block):
        for a, b in combinations(sorted(by_block[block], key=lambda c: c.serial), 2):
            if not a.members or not b.members or a.identifiers & b.identifiers or not _spans_meet(a, b):
                continue
            if not offices.alike(a, b):
                continue
            score = one_holder(a, b, offices)
            if score and not any(apart.between(a, m) for m in b.members):
                into, other = (a, b) if (-len(a.members), a.anchor) <= (-len(b.members), b.anchor) else (b, a)
                people.merge(into, other, "one_holder_and_similar_name", score)
                offices.merged(into, other)


def _family_names_alone(people: People, apart: Apart) -> None:
    """People known by a family name alone, each with the only other one of that name and office."""
    index = _BlockIndex(people)
    for a in sorted(people.live(), key=lambda c: c.serial):
        if not a.members or a.strong_names or a.blocks & {"-"}:
            continue
        block = min(a.blocks)
        near = {id(c): c for name in sorted(a.names) for c in index.near(block, name)}.values()
        shared = len(judge.namesakes(a, near)) > 1
        found = []
        for b in near:
            if b is not a and b.members and all(judge.lived(b, m) and not apart.between(b, m) for m in a.members):
                score = judge.one_family_name(a, b, shared)
                if score:
                    found.append((score, b))
        if len(found) == 1:
            people.merge(found[0][1], a, "family_name_and_office", round(found[0][0] * 0.85, 4))
        elif found and a.anchor not in {anchor for anchor, _, _ in people.doubtful}:
            people.doubtful.append((a.anchor, sorted(b.anchor for _, b in found), "family name fits several"))


def _spans_meet(a: Cluster, b: Cluster) -> bool:
    return int(a.first[:4]) <= int(b.last[:4]) + REIGN and int(b.first[:4]) <= int(a.last[:4]) + REIGN


def _place_family_name(people: People, index: _BlockIndex, block: str, reference: Reference, apart: Apart) -> None:
    scored = []
    near = index.near(block, reference.name)
    for cluster in near:
        if apart.between(cluster, reference) or not judge.lived(cluster, reference):
            continue
        if found := judge.family_name(cluster, reference):
            scored.append((*found, -judge.silence(cluster, reference), cluster))
    if not scored:
        index.add(people.new(reference))
        return

    def next_in_office(found: tuple[float, float, int, Cluster]) -> bool:
        return found[2] >= -2 and found[3].first > reference.last

    # of two who are as near in time, who was in office just before, not who is seen in it soon after
    scored.sort(key=lambda s: (-s[0], -s[2], next_in_office(s), -s[1], s[3].serial))
    fit, score, quiet, cluster = scored[0]
    rivals = [
        s
        for s in scored[1:]
        if s[0] == fit and s[2] == quiet and abs(s[1] - score) < 0.05 and next_in_office(s) == next_in_office(scored[0])
    ]
    if fit < 1.0:
        # nothing but the name speaks for it: anyone else of that name is a rival, whenever they lived
        rivals = scored[1:] or [(0.0, 0.0, 0, c) for c in judge.namesakes(cluster, near) if c is not cluster]
    if rivals:
        candidates = [s[3].anchor for s in [scored[0], *rivals]]
        people.doubtful.append((reference.anchor, candidates, "family name fits several"))
        index.add(people.new(reference))
        return
    rule, weight = ("family_name_and_office", 0.95) if fit >= 1 else ("family_name_and_country", 0.8)
    people.put(reference, cluster, rule, round(score * weight, 4))
    index.add(cluster)
