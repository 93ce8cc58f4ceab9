"""One holder of an office, whose name is written in ways that do not agree.

Two people do not hold such an office at once. So a name that nearly agrees is the same holder's where the times in office meet, and, if
the names are nearer, where nobody else is seen in the office in between. The nearer in time, the further apart the names may be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA, JaroWinkler

from etl.resolve.clusters import Cluster
from etl.resolve.judge import FAMILY_FIRST, ONE_AT_A_TIME
from etl.resolve.names import Name, agreement, given_forms, parse, same_word, skeleton
from etl.resolve.references import FIRST_DAY, block_of, years

FEW = 3  # entries in which a slip of the pen may stand; two well-attested people are two
NEAR = 3  # years between two times in office that still may be one
PAUSE = 8  # the same, where all words of the shorter name are in the longer
FAR = 12  # the same, where the names leave no doubt
ALIKE = 0.7  # of two words by Jaro and Winkler, below what any rule asks
REIGN = 30  # the same, for a throne, and for a family name that nobody else of the country has

Office = tuple[str, str]


class Offices:
    """Who was seen in each office that one person holds at a time, when."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._seen: dict[Office, list[tuple[str, str, int]]] = defaultdict(list)
        self._family: Counter[tuple[str, str]] = Counter()  # people known in full, by country and last word of the name
        for cluster in clusters:
            for role in cluster.roles:
                if role.role_type in ONE_AT_A_TIME and role.first != FIRST_DAY:
                    self._seen[role.role_type, block_of(role.country)].append((role.first, role.last, cluster.serial))
            for block in cluster.blocks:
                self._family.update((block, word) for word in {parse(n).words[-1] for n in cluster.strong_names})
        for spans in self._seen.values():
            spans.sort()
        self._absorbed: dict[int, int] = {}
        self._named: dict[int, tuple[int, list[str], set[str]]] = {}  # of how many names; see `_words`

    def merged(self, into: Cluster, other: Cluster) -> None:
        """Note that two were found to be one."""
        self._absorbed[other.serial] = into.serial

    def _who(self, serial: int) -> int:
        while serial in self._absorbed:
            serial = self._absorbed[serial]
        return serial

    def unshared(self, block: str, word: str) -> bool:
        """Whether no two people of the country known in full have that family name."""
        return self._family[block, word] < 2

    def alike(self, a: Cluster, b: Cluster) -> bool:
        """Whether any word of the one's names could be a word of the other's: else no rule of `one_holder` can hold, and it need not be asked."""
        (words, keys), (others, other_keys) = self._words(a), self._words(b)
        return not keys.isdisjoint(other_keys) or any(
            JaroWinkler.similarity(v, w, score_cutoff=ALIKE) for v in words for w in others
        )

    def _words(self, cluster: Cluster) -> tuple[list[str], set[str]]:
        """The words of somebody's names, and what each of them may be another spelling or another form of."""
        known = self._named.get(cluster.serial)
        if known is None or known[0] != len(cluster.names):
            words = {w for n in cluster.names for w in parse(n).words}
            keys = {skeleton(form) for w in words for form in given_forms(w)}
            known = self._named[cluster.serial] = (len(cluster.names), sorted(words), keys)
        return known[1:]

    def between(self, office: Office, first: str, last: str, a: Cluster, b: Cluster) -> bool:
        """Whether anybody but these two is seen in the office between two days."""
        spans = self._seen[office]
        for begin, _, serial in spans[bisect_left(spans, (first, "", 0)) :]:
            if begin > last:
                return False
            if self._who(serial) not in (a.serial, b.serial):
                return True
        return False


def one_holder(a: Cluster, b: Cluster, offices: Offices) -> float:
    """How well two people can be one holder of an office; 0 where they cannot."""
    mine = {(r.role_type, block_of(r.country)) for r in a.roles}
    common = mine & {(r.role_type, block_of(r.country)) for r in b.roles}
    best = 0.0
    for office in sorted(o for o in common if o[0] in ONE_AT_A_TIME):
        x, y = _time_in(a, office), _time_in(b, office)
        if x is None or y is None:
            continue
        gap = 0 if x[0] <= y[1] and y[0] <= x[1] else min(years(x[1], y[0]), years(y[1], x[0]))
        early, late = (x[1], y[0]) if x[1] < y[0] else (y[1], x[0])
        if gap > REIGN or (early < late and offices.between(office, early, late, a, b)):
            continue
        within = x[0] <= y[0] <= y[1] <= x[1] or y[0] <= x[0] <= x[1] <= y[1]
        few = min(len(a.members), len(b.members)) <= FEW
        family_first = bool((a.blocks | b.blocks) & FAMILY_FIRST)
        names = [(parse(m), parse(n)) for m in sorted(a.names) for n in sorted(b.names)]
        if any(_numbers_contradict(m, n) for m, n in names):
            continue
        bare = bool(a.strong_names) != bool(b.strong_names)
        throne = office[0] == "monarch" or any(r.role_type == "religious_leader" for r in (*a.roles, *b.roles))
        princes = all(any(r.role_type == "royal" for r in c.roles) for c in (a, b))
        for m, n in names:
            if (throne and (gap <= FAR or (gap <= REIGN and m.words == n.words))) or (princes and gap <= NEAR):
                best = max(best, _own_names(m, n))
            if office[0] == "monarch" and within and few:
                best = max(best, _any_word(m, n))
            if within and few:
                best = max(best, _family_agrees(m, n))
            if gap <= 1:
                best = max(best, _slip(m, n), _one_odd_word(m, n) if few else 0.0)
            if gap == 0 and few:
                best = max(best, _both_near(m, n))
            if few and (gap <= 2 or (gap <= PAUSE and (m.words[1:] == n.words or n.words[1:] == m.words))):
                best = max(best, _contained(m, n))
            if gap <= NEAR and few and not family_first:
                best = max(best, _ends_agree(m, n))
            if gap <= NEAR and few:
                best = max(best, _given_agrees(m, n))
            if gap <= 2 and few and bare:
                best = max(best, _bare(m, n))
            if gap <= FAR and few:
                best = max(best, _family_equal(m, n))
            if (
                gap <= REIGN
                and bare
                and not family_first
                and all(offices.unshared(office[1], v.words[-1]) for v in (m, n))
            ):
                best = max(best, _bare_equal(m, n))
            if gap <= 1 and few:
                best = max(best, _clipped(m, n))
    return round(best, 4)


def _time_in(cluster: Cluster, office: Office) -> tuple[str, str] | None:
    """First and last day on which a person is seen in an office; None where no day is known."""
    spans = [(r.first, r.last) for r in cluster.roles if (r.role_type, block_of(r.country)) == office]
    if not spans or any(FIRST_DAY in span for span in spans):
        return None
    return min(first for first, _ in spans), max(last for _, last in spans)


def _numbers_contradict(x: Name, y: Name) -> bool:
    return bool(
        (x.ordinal and y.ordinal and x.ordinal != y.ordinal)
        or (x.generation and y.generation and x.generation != y.generation)
    )


def _ancestors_contradict(x: Name, y: Name) -> bool:
    """Names of which each word is another ancestor's: Hamad bin Khalifa, Hamad bin Jassim."""
    return (x.ordered or y.ordered) and any(
        JaroWinkler.similarity(v, w) < 0.8 for v, w in zip(x.words[:2], y.words[:2], strict=False)
    )


def _own_names(x: Name, y: Name) -> float:
    """The first words of two names of a throne; the name of a dynasty is nobody's own."""
    if not x.words or not y.words or any(n.text.casefold().startswith(("al-", "al ")) for n in (x, y)):
        return 0.0
    a, b = x.words[0], y.words[0]
    if same_word(a, b) >= 0.9 or (len(a) > 5 and OSA.distance(a, b) <= 1):
        return 0.95
    if x.ordered or y.ordered or min(len(x.words), len(y.words)) < 2:
        return 0.0
    return 0.9 if a in y.words[1:] or b in x.words[1:] else 0.0  # Hassanal Bolkiah, Haji Hassanal Bolkiah


def _family_agrees(x: Name, y: Name) -> float:
    """The best agreement of two words that are not the first of a full name."""
    if _ancestors_contradict(x, y):
        return 0.0
    mine, theirs = (n.words[1:] if len(n.words) > 1 else n.words for n in (x, y))
    best = max((same_word(v, w) for v in mine for w in theirs if len(v) > 3), default=0.0)
    if not best:
        pairs = [(v, w) for v in mine for w in theirs if min(len(v), len(w)) > 5]
        best = max((JaroWinkler.similarity(v, w) for v, w in pairs), default=0.0)
    return round(best * 0.9, 4) if best >= 0.88 else 0.0


def _slip(x: Name, y: Name) -> float:
    """Given names that begin alike, and the rest alike but for an edit or two; of names of three words and more, all of the rest."""
    if min(len(x.words), len(y.words)) < 2:
        return 0.0
    given = max(
        JaroWinkler.similarity(x.words[0], y.words[0]),
        0.9 if x.words[0].startswith(y.words[0][:5]) or y.words[0].startswith(x.words[0][:5]) else 0.0,
    )
    tail, other = "".join(x.words[1:]), "".join(y.words[1:])
    family = max(
        float(same_word(tail, other)), JaroWinkler.similarity(tail, other) if len(tail) > 6 < len(other) else 0.0
    )
    if len(x.words) == 2 or len(y.words) == 2:
        family = max(family, same_word(x.words[-1], y.words[-1]))
    return round(given * family, 4) if given >= 0.85 and family >= 0.9 else 0.0


def _one_odd_word(x: Name, y: Name) -> float:
    """Two names of which all words but one are equal, and that one is an edit away: Kin Dae-jung, Kim Dae-jung."""
    if len(x.words) != len(y.words) or len(x.words) < 2:
        return 0.0
    odd = [(v, w) for v, w in zip(x.words, y.words, strict=True) if not same_word(v, w)]
    alike = len(odd) == 1 and min(len(odd[0][0]), len(odd[0][1])) > 2 and OSA.distance(*odd[0]) <= 1
    return 0.9 if alike else 0.0


def _ends_agree(x: Name, y: Name) -> float:
    """Names of three words and more whose first and last words are the same: Juan Hernando Hernandez, Juan Orlando Hernandez."""
    if min(len(x.words), len(y.words)) < 3 or x.ordered or y.ordered:
        return 0.0
    same = min(same_word(x.words[0], y.words[0]), same_word(x.words[-1], y.words[-1]))
    return 0.85 if same >= 0.95 else 0.0


def _both_near(x: Name, y: Name) -> float:
    """Both names written by another ear: Serge Sarkisian, Serzh Sargsyan."""
    if len(x.words) != 2 or len(y.words) != 2 or x.ordered or y.ordered:
        return 0.0
    near = [JaroWinkler.similarity(v, w) for v, w in zip(x.words, y.words, strict=True)]
    return 0.85 if min(near) >= 0.8 else 0.0


def _contained(x: Name, y: Name) -> float:
    """All words of one name in the other: Ashraf Ghani, Mohamad Ashraf Ghani."""
    if min(len(x.words), len(y.words)) < 2 or x.ordered or y.ordered:
        return 0.0
    return 0.9 if agreement(x.text, y.text) >= 0.95 else 0.0


def _given_agrees(x: Name, y: Name) -> float:
    """The same rare given name, and family names that begin alike: Thaksin Chinnawat, Emomali Rakhmonov."""
    if min(len(x.words), len(y.words)) < 2 or x.ordered or y.ordered or len(x.words[0]) < 5:
        return 0.0
    alike = JaroWinkler.similarity(x.words[-1], y.words[-1])
    return round(0.95 * max(alike, 0.9), 4) if same_word(x.words[0], y.words[0]) >= 0.95 and alike >= 0.78 else 0.0


def _family_equal(x: Name, y: Name) -> float:
    """The same family name, and long given names of which one is an edit or two from the other: Ermando and Armando Guebuza."""
    if min(len(x.words), len(y.words)) < 2 or x.ordered or y.ordered or len(x.words[-1]) < 5:
        return 0.0
    a, b = x.words[0], y.words[0]
    near = min(len(a), len(b)) > 5 and JaroWinkler.similarity(a, b) >= 0.86
    return 0.85 if near and same_word(x.words[-1], y.words[-1]) >= 0.9 else 0.0


def _bare(x: Name, y: Name) -> float:
    """A bare family name against a full one."""
    full, bare = (x, y) if len(x.words) > len(y.words) else (y, x)
    if len(bare.words) != 1 or len(full.words) < 2 or full.ordered or len(bare.words[0]) < 5:
        return 0.0
    return 0.85 if same_word(full.words[-1], bare.words[0]) >= 0.9 else 0.0


def _bare_equal(x: Name, y: Name) -> float:
    """A bare family name of five letters and more, and a full one that ends in it, letter by letter."""
    full, bare = (x, y) if len(x.words) > len(y.words) else (y, x)
    if len(bare.words) != 1 or len(full.words) < 2 or full.ordered or len(bare.words[0]) < 5:
        return 0.0
    return 0.8 if full.words[-1] == bare.words[0] else 0.0


def _clipped(x: Name, y: Name) -> float:
    """One bare name that is the beginning of the other: Pibul, Pibulsonggram."""
    if len(x.words) != 1 or len(y.words) != 1:
        return 0.0
    short, long = sorted((x.words[0], y.words[0]), key=len)
    return 0.8 if len(short) > 4 and long.startswith(short) else 0.0


def _any_word(x: Name, y: Name) -> float:
    """A word in common: there is one ruler at a time, whatever of his name is cited."""
    return 0.85 if any(same_word(v, w) >= 0.95 for v in x.words for w in y.words) else 0.0
