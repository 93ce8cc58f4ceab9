"""One person per human being, over all sources and spellings.

Three things bring references together, in this order: an id that a register gives; a full name that agrees within one country (or one
body) and one career; a family name alone, where one person of that country held that office on that day, or near it. Nothing is
merged on a family name where two people would do: such a reference stays by itself and is offered for review.

The thresholds (years of a career, of a gap) were chosen on the registers, where offices and dates are known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from etl.resolve.names import agreement, parse, skeleton
from etl.resolve.references import FIRST_DAY, LAST_DAY, Reference, Role, block_of

CAREER = 65  # years from the first to the last time that one person is named
GAP = 30  # years of silence after which a full name may be another person's
WEAK_GAP = 8  # years between an office known and a family name alone with the same office
OTHER_OFFICE_GAP = 16  # the same, with another office


@dataclass(slots=True)
class Merge:
    """Why a name was taken for this person."""

    name: str
    rule: str
    score: float
    decided_by: str = "rule"


@dataclass(slots=True)
class Cluster:
    """One person: all references to them."""

    members: list[Reference] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    first: str = LAST_DAY
    last: str = FIRST_DAY
    names: Counter[str] = field(default_factory=Counter)
    roles: list[Role] = field(default_factory=list)
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    born: str | None = None
    died: str | None = None
    serial: int = 0  # the order of making, which follows from the references alone
    blocks: set[str] = field(default_factory=set)
    anchor: str = "~"  # the least anchor of its members
    _strong: list[str] | None = None

    def add(self, reference: Reference) -> None:
        self.members.append(reference)
        if reference.first != FIRST_DAY:
            self.first = min(self.first, reference.first)
        if reference.last != LAST_DAY:
            self.last = max(self.last, reference.last)
        if reference.name not in self.names or any(n not in self.names for n in reference.claim.names):
            self._strong = None
        self.names[reference.name] += 1
        for other in reference.claim.names:
            self.names[other] += 0
        self.blocks.add(_block(reference))
        self.anchor = min(self.anchor, reference.anchor)
        for role in reference.roles:
            self._hold(role)
        self.identifiers.update(reference.claim.identifiers)
        self.born = self.born or reference.claim.born
        self.died = self.died or reference.claim.died

    def _hold(self, role: Role) -> None:
        """Note a capacity; one that overlaps what is known of the same office only widens it."""
        for i, known in enumerate(self.roles):
            if known.role_type == role.role_type and known.country == role.country:
                if known.first <= role.first and role.last <= known.last:
                    return
                if years(known.last, role.first) <= 1 or (known.first <= role.last and role.first <= known.last):
                    self.roles[i] = Role(
                        role.role_type, role.country, min(known.first, role.first), max(known.last, role.last)
                    )
                    return
        self.roles.append(role)

    def absorb(self, other: Cluster) -> None:
        for member in other.members:
            self.add(member)
        self.merges += other.merges

    @property
    def strong_names(self) -> list[str]:
        """Its full names, the most telling first."""
        if self._strong is None:
            self._strong = sorted((n for n in self.names if parse(n).strong), key=lambda n: (-len(parse(n).words), n))
        return self._strong


def years(a: str, b: str) -> int:
    """Whole years between two ISO days."""
    return abs(int(a[:4]) - int(b[:4]))


class People:
    """The clusters, and which reference is in which."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self.of: dict[str, Cluster] = {}
        self.doubtful: list[tuple[str, list[str], str]] = []  # anchor, anchors it could be, why

    def new(self, reference: Reference) -> Cluster:
        cluster = Cluster(serial=len(self.clusters))
        self.clusters.append(cluster)
        self.put(reference, cluster)
        return cluster

    def put(
        self, reference: Reference, cluster: Cluster, rule: str | None = None, score: float = 1.0, by: str = "rule"
    ) -> None:
        if rule and reference.name not in cluster.names:
            cluster.merges.append(Merge(reference.name, rule, score, by))
        cluster.add(reference)
        self.of[reference.anchor] = cluster

    def merge(self, into: Cluster, other: Cluster, rule: str, score: float, by: str = "rule") -> None:
        if into is other:
            return
        for name in sorted(set(other.names) - set(into.names)):
            into.merges.append(Merge(name, rule, score, by))
        for member in other.members:
            self.of[member.anchor] = into
        into.absorb(other)
        other.members = []

    def live(self) -> list[Cluster]:
        return [c for c in self.clusters if c.members]


@dataclass(frozen=True)
class Decision:
    """A human decision that two references are, or are not, one person."""

    anchor_a: str
    anchor_b: str
    same: bool


def resolve_people(references: Iterable[Reference], decisions: Iterable[Decision] = ()) -> People:
    """Bring the references together. The order in which they come does not matter."""
    ordered = sorted(references, key=lambda r: r.anchor)
    decided = list(decisions)
    apart = {frozenset((d.anchor_a, d.anchor_b)) for d in decided if not d.same}
    people = People()
    rest = _by_identifier(people, ordered)
    blocks: dict[str, tuple[list[Reference], list[Reference]]] = defaultdict(lambda: ([], []))
    for reference in rest:
        blocks[_block(reference)][0 if parse(reference.name).strong else 1].append(reference)
    index = _BlockIndex(people)
    _link_registers(people, index)
    index = _BlockIndex(people)
    for block in sorted(blocks):
        for reference in _telling_first(blocks[block][0]):
            _place_full_name(people, index, block, reference, apart)
    _across_blocks(people, apart)
    index = _BlockIndex(people)
    for block in sorted(blocks):
        for reference in sorted(blocks[block][1], key=lambda r: (r.first, r.anchor)):
            _place_family_name(people, index, block, reference, apart)
    for d in decided:
        if d.same and d.anchor_a in people.of and d.anchor_b in people.of:
            people.merge(people.of[d.anchor_a], people.of[d.anchor_b], "curation", 1.0, "curation")
    return people


def _telling_first(references: list[Reference]) -> list[Reference]:
    """Longer names first, and the more frequent before the rare: a cluster should start from its fullest name."""
    frequency = Counter(r.name for r in references)
    return sorted(references, key=lambda r: (-len(parse(r.name).words), -frequency[r.name], r.name, r.first, r.anchor))


def _block(reference: Reference) -> str:
    """The country whose person they are; for officers of a body, "-"."""
    countries = Counter(block_of(r.country) for r in reference.roles if r.country)
    if reference.claim.country:
        return block_of(reference.claim.country)
    return min(countries, key=lambda c: (-countries[c], c)) if countries else "-"


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
                for key in _word_keys(word):
                    for block in blocks:
                        self.by_word[block, key][id(cluster)] = cluster

    def near(self, block: str, name: str) -> list[Cluster]:
        """Clusters of the block that share a word with the name, or nearly, in a stable order."""
        found: dict[int, Cluster] = {}
        for word in parse(name).words:
            for key in _word_keys(word):
                found.update(self.by_word.get((block, key), {}))
        return sorted((c for c in found.values() if c.members), key=lambda c: c.serial)


def _word_keys(word: str) -> set[str]:
    """Keys that spellings one edit apart share: the skeleton's beginning and its end."""
    s = skeleton(word)
    return {s[:3] + "-", "-" + s[-3:]} if len(s) > 3 else {s}


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


def _lived(cluster: Cluster, reference: Reference) -> bool:
    """Whether the reference's days lie within a life: not before birth, not long after death, within one career."""
    if reference.first == FIRST_DAY:
        return True
    if cluster.born and reference.last[:4] < cluster.born[:4]:
        return False
    if cluster.died and cluster.died != ".." and reference.first[:4] > cluster.died[:4]:
        return False
    if cluster.first == LAST_DAY or cluster.last == FIRST_DAY:
        return True
    return (
        years(min(cluster.first, reference.first), max(cluster.last, reference.last)) <= CAREER
        and _silence(cluster, reference) <= GAP
    )


def _silence(cluster: Cluster, reference: Reference) -> int:
    """Years between the reference and the nearest day on which the person is known; 0 within their career."""
    if reference.first == FIRST_DAY or cluster.first == LAST_DAY or cluster.last == FIRST_DAY:
        return 0
    if reference.first > cluster.last:
        return years(reference.first, cluster.last)
    if reference.last < cluster.first:
        return years(reference.last, cluster.first)
    return 0


def _place_full_name(
    people: People, index: _BlockIndex, block: str, reference: Reference, apart: set[frozenset[str]]
) -> None:
    scored = []
    for cluster in index.near(block, reference.name):
        if _kept_apart(cluster, reference, apart) or not _lived(cluster, reference):
            continue
        # One name that contradicts among the full ones is enough to keep apart: a chain of likenesses is no likeness.
        scores = [agreement(reference.name, name) for name in cluster.strong_names]
        if not scores or min(scores) == 0.0 or max(scores) < 0.85:
            continue
        scored.append((round(max(scores) + 0.05 * _office_fit(cluster, reference), 4), cluster))
    if not scored:
        index.add(people.new(reference))
        return
    scored.sort(key=lambda pair: (-pair[0], _silence(pair[1], reference), pair[1].serial))
    score, cluster = scored[0]
    people.put(reference, cluster, "full_name", min(score, 1.0))
    index.add(cluster)


def _kept_apart(cluster: Cluster, reference: Reference, apart: set[frozenset[str]]) -> bool:
    return bool(apart) and any(frozenset((m.anchor, reference.anchor)) in apart for m in cluster.members)


def _office_fit(cluster: Cluster, reference: Reference) -> float:
    """2 where the cluster holds one of the reference's offices on that day, 1 near it, 0 where nothing is known, -1 far from it."""
    best: float | None = None
    for role in reference.roles:
        for known in cluster.roles:
            if known.role_type != role.role_type or block_of(known.country) != block_of(role.country):
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


def _across_blocks(people: People, apart: set[frozenset[str]]) -> None:
    """The same full name in two blocks: one person where one block is a body's (or unknown), and the days allow it."""
    by_name: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in people.live():
        for name in cluster.strong_names:
            if len(parse(name).words) > 1:
                by_name[tuple(sorted(parse(name).words))].append(cluster)
    for key in sorted(by_name):
        for a, b in combinations(by_name[key], 2):
            if not a.members or not b.members or a is b:
                continue
            if a.blocks & b.blocks:
                continue  # compared before, and kept apart for a reason
            blocks = a.blocks | b.blocks
            same_schemes = {s for s, _ in a.identifiers} & {s for s, _ in b.identifiers}
            if same_schemes or ("-" not in blocks and len(blocks) > 1):
                continue
            if not all(_lived(a, m) and not _kept_apart(a, m, apart) for m in b.members):
                continue
            into, other = (a, b) if (-len(a.members), a.anchor) <= (-len(b.members), b.anchor) else (b, a)
            people.merge(into, other, "full_name_across_bodies", 0.95)


def _place_family_name(
    people: People, index: _BlockIndex, block: str, reference: Reference, apart: set[frozenset[str]]
) -> None:
    scored = []
    for cluster in index.near(block, reference.name):
        if _kept_apart(cluster, reference, apart) or not _lived(cluster, reference):
            continue
        score = max((agreement(reference.name, name) for name in cluster.names), default=0.0)
        if score == 0.0:
            continue
        fit = _office_fit(cluster, reference)
        silence = _silence(cluster, reference)
        if fit < 1.0 and (silence > OTHER_OFFICE_GAP or cluster.identifiers):
            # A name in a register of officers says little: many share it, and each has known offices.
            continue
        if fit < 0 and silence > WEAK_GAP:
            continue
        scored.append((fit, score, -silence, cluster))
    if not scored:
        index.add(people.new(reference))
        return
    scored.sort(key=lambda s: (-s[0], -s[2], -s[1], s[3].serial))
    best = scored[0]
    rivals = [s for s in scored[1:] if s[0] == best[0] and s[2] == best[2] and abs(s[1] - best[1]) < 0.05]
    if rivals:
        people.doubtful.append((reference.anchor, [s[3].anchor for s in [best, *rivals]], "family name fits several"))
        index.add(people.new(reference))
        return
    people.put(
        reference,
        best[3],
        "family_name_and_office" if best[0] >= 1 else "family_name_and_country",
        round(best[1] * (0.95 if best[0] >= 1 else 0.8), 4),
    )
    index.add(best[3])
