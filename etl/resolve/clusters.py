"""People in the making: all references that were taken for one human being, with what they tell together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.resolve.names import agreement, parse
from etl.resolve.references import FIRST_DAY, LAST_DAY, Reference, Role, block_of, years


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
    registered: list[Role] = field(default_factory=list)  # those that registers say
    held: Counter[str] = field(default_factory=Counter)  # how often each kind of office is said
    titles: Counter[str] = field(default_factory=Counter)  # how often each title is
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    born: str | None = None
    died: str | None = None
    serial: int = 0  # the order of making, which follows from the references alone
    blocks: set[str] = field(default_factory=set)
    anchor: str = "~"  # the least anchor of its members
    countries: set[str] = field(default_factory=set)  # for whom its members act
    family_name: str | None = None  # the first that a source gives
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
            if not reference.published or agreement(reference.name, other):  # "Jill Biden" is no name of Joe Biden
                self.names[other] += 0
        self.blocks.add(block_name(reference))
        self.anchor = min(self.anchor, reference.anchor)
        for role in reference.roles:
            _hold(self.roles, role)
            self.held[role.role_type] += 1
            self.titles[role.title.casefold()] += 1
            if not reference.published:
                _hold(self.registered, role)
        self.identifiers.update(reference.claim.identifiers)
        if reference.claim.country:
            self.countries.add(reference.claim.country)
        self.family_name = self.family_name or reference.claim.family_name
        self.born = self.born or reference.claim.born
        self.died = self.died or reference.claim.died

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


def _hold(roles: list[Role], role: Role) -> None:
    """Note a capacity; one that overlaps what is known of the same office only widens it."""
    for i, known in enumerate(roles):
        if known.role_type == role.role_type and known.country == role.country:
            if known.first <= role.first and role.last <= known.last:
                return
            if years(known.last, role.first) <= 1 or (known.first <= role.last and role.first <= known.last):
                roles[i] = Role(role.role_type, role.country, min(known.first, role.first), max(known.last, role.last))
                return
    roles.append(role)


def block_name(reference: Reference) -> str:
    """The group of states within which a reference is compared: its person's country's; for officers of a body, "-"."""
    if reference.claim.country:
        return block_of(reference.claim.country)
    countries = Counter(block_of(r.country) for r in reference.roles if r.country)
    return min(countries, key=lambda c: (-countries[c], c)) if countries else "-"


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


class Apart:
    """Decisions that two references are two people."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._from: dict[str, set[str]] = {}
        for d in decisions:
            if not d.same:
                self._from.setdefault(d.anchor_a, set()).add(d.anchor_b)
                self._from.setdefault(d.anchor_b, set()).add(d.anchor_a)

    def between(self, cluster: Cluster, reference: Reference) -> bool:
        """Whether somebody decided that the reference is not this person."""
        others = self._from.get(reference.anchor)
        return others is not None and any(m.anchor in others for m in cluster.members)
