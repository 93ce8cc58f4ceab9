"""Names in articles against those of people known: an index of candidates, and how well a name is somebody's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from etl.resolve import judge
from etl.resolve.blocking import Columns, lists, pairs
from etl.resolve.clusters import Cluster
from etl.resolve.names import Name, agreement, given_keys, parse, same_word, skeleton, word_keys
from etl.resolve.references import Reference

COMMON = 12  # people among whom a given name makes a full name say little, where the family name is shared too


class Index:
    """Clusters by their names, and by the words by which they are cited, whatever their country."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._holders: dict[str, dict[int, Cluster]] = defaultdict(dict)
        self._cited: dict[str, dict[int, Cluster]] = defaultdict(dict)
        self._given: Counter[str] = Counter()
        self._family: Counter[str] = Counter()
        self._seen: dict[int, int] = {}
        for cluster in clusters:
            self.add(cluster)
            for name in cluster.strong_names[:1]:
                words = parse(name).words
                self._given[words[0]] += 1
                self._family[words[-1]] += 1

    def add(self, cluster: Cluster) -> None:
        """Note a cluster, or the names that it has got since."""
        if self._seen.get(id(cluster)) == len(cluster.names):
            return
        self._seen[id(cluster)] = len(cluster.names)
        for name in cluster.names:
            self._holders[name][id(cluster)] = cluster
            for word in _cited_by(cluster, parse(name)):
                self._cited[skeleton(word)][id(cluster)] = cluster

    def names(self) -> list[str]:
        """All names that somebody has."""
        return list(self._holders)

    def holders(self, names: Iterable[str]) -> list[Cluster]:
        """Clusters that have one of these names, in a stable order."""
        found = {i: cluster for name in names for i, cluster in self._holders.get(name, {}).items()}
        return sorted((c for c in found.values() if c.members), key=lambda c: c.serial)

    def cited(self, reference: Reference) -> list[Cluster]:
        """Clusters that are cited by this single name, in a stable order."""
        name = parse(reference.name)
        if not name.words:
            return []
        found = self._cited.get(skeleton(name.words[-1]), {})
        return sorted(
            (c for c in found.values() if c.members and any(agreement(reference.name, n) for n in c.names)),
            key=lambda c: c.serial,
        )

    def common(self, name: str) -> bool:
        """Whether the full name is one that many could have: John Brown."""
        words = parse(name).words
        return len(words) == 2 and self._given[words[0]] >= COMMON and self._family[words[-1]] > 1


def names_near(asked: Sequence[str], known: Iterable[str]) -> Iterator[list[str]]:
    """For each full name in turn, those of the known names that share two words with it, or nearly (one, where a number follows it)."""
    held = sorted(set(known))
    keys: dict[str, list[Any]] = {"number": [], "place": [], "key": [], "need": []}
    for number, text in enumerate(asked):
        name = parse(text)
        need = 1 if name.ordinal is not None or len(name.words) < 2 else 2
        for place, word in enumerate(name.words):
            for key in given_keys(word) if place == 0 else word_keys(word):
                for column, value in zip(keys.values(), (number, place, key, need), strict=True):
                    column.append(value)
    theirs = [(n, key) for n, text in enumerate(held) for key in {k for w in parse(text).words for k in word_keys(w)}]
    table: Columns = {"number": [n for n, _ in theirs], "key": [key for _, key in theirs]}
    for near in lists(pairs("names_sharing", asked=keys, known=table), len(asked)):
        yield [held[n] for n in near]


def _cited_by(cluster: Cluster, name: Name) -> tuple[str, ...]:
    """The words by which somebody of this name is cited: the last; the first too where the family's is first, or a throne's."""
    if not name.words:
        return ()
    if name.ordinal is not None and cluster.roles and all(r.role_type in judge.THRONE for r in cluster.roles):
        return name.words[:1]
    if name.ordered or (cluster.roles and all(r.role_type in judge.THRONE for r in cluster.roles)):
        return (name.words[0], name.words[-1])
    if cluster.blocks & judge.FAMILY_FIRST:
        return (name.words[0], name.words[-1])
    return name.words[-2:] if len(name.words) > 2 else name.words[-1:]


def forms(reference: Reference) -> list[str]:
    """The full names that the item has for the person: the longest, and the shorter ones that agree with it."""
    main = reference.name
    others = (n for n in reference.claim.names if n != main and len(parse(n).words) > 1 and agreement(main, n))
    return [main, *others]


def known_by(cluster: Cluster, reference: Reference) -> tuple[float, bool]:
    """The best agreement of the reference's full names with the person's, of names whose family names agree; and whether two are equal."""
    best, same = 0.0, False
    for form in forms(reference):
        name = parse(form)
        for known in cluster.strong_names:
            score = agreement(form, known)
            if score < 0.85 or (score <= best - 0.001 and same):
                continue
            other = parse(known)
            if equal(name, other):
                same = True
            elif (name.ordinal is None and other.ordinal is None and not same_family(name, other, cluster)) or (
                name.ordinal is not None
                and len(name.words) == 1
                and not any(r.role_type in judge.THRONE for r in (*cluster.roles, *reference.roles))
            ):
                continue
            best = max(best, score)
    return best, same


def opposed(cluster: Cluster, reference: Reference) -> bool:
    """Whether the person's names that contradict the reference's are as frequent as those that agree with it."""
    agree = against = 0
    for known in cluster.strong_names:
        if agreement(reference.name, known):
            agree += max(1, cluster.names[known])
        else:
            against += max(1, cluster.names[known])
    return against * 2 >= agree


def equal(a: Name, b: Name) -> bool:
    """The same words, but for short forms of given names; initials may be left out, if they do not contradict."""
    if a.ordinal != b.ordinal or len(a.words) != len(b.words) or len(a.words) < 2:
        return bool(a.ordinal is not None and a.ordinal == b.ordinal and a.words == b.words)
    if a.initials and b.initials and a.initials[0] != b.initials[0]:
        return False
    if a.generation and b.generation and a.generation != b.generation:
        return False
    if sorted(a.words) == sorted(b.words):
        return True
    return a.words[1:] == b.words[1:] and same_word(a.words[0], b.words[0]) >= 0.9 and a.words[0][0] == b.words[0][0]


def same_family(a: Name, b: Name, cluster: Cluster) -> bool:
    """Whether the last word of the shorter name is a family name of the longer: its last word, or in the Spanish manner the last but one."""
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if short.ordered or long.ordered or cluster.blocks & judge.FAMILY_FIRST:
        return True
    if len(short.words) > 2 and short.words == long.words[: len(short.words)]:
        return True  # Luis Carlos Soto, Luis Carlos Soto Vega, whatever country the article has them act for
    last = (
        long.words[-2:]
        if len(long.words) > len(short.words) and not cluster.blocks & judge.ENGLISH
        else long.words[-1:]
    )
    if any(same_word(short.words[-1], w) for w in last):
        return True
    turned = len(short.words) == len(long.words) and bool(same_word(short.words[0], long.words[-1]))
    together = same_word("".join(short.words[-2:]), long.words[-1]) or same_word(
        "".join(long.words[-2:]), short.words[-1]
    )
    return turned or bool(together)
