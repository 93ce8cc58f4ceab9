"""Who is named where: the runs of every sentence become people and mentions of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.extract import credits, identity, nlp
from etl.extract.context import Context, Mention, Person
from etl.extract.name_words import NOT_A_PERSON
from etl.extract.names import Run
from etl.extract.titles import honorifics
from etl.extract.tokens import tokenize
from etl.extract.view import Named, View
from etl.extract.weigh import weigh
from etl.extract.words import common, given_names

ENOUGH = 2.0  # a run's score from which it is a person
DOUBT = (0.0, 3.2)  # scores between which the model is asked


@dataclass(slots=True, eq=False)
class _Someone:
    """A person while names are being gathered."""

    forms: list[tuple[list[str], str]] = field(default_factory=list)  # (folded words, as written)
    where: list[tuple[View, Run]] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    distinct: set[tuple[str, ...]] = field(default_factory=set)  # the forms' words

    def name(self, words: list[str], text: str, people: _People) -> None:
        """Take in one form of the name."""
        self.forms.append((words, text))
        if tuple(words) not in self.distinct:
            self.distinct.add(tuple(words))
            people.index(self, words)

    @property
    def fullest(self) -> list[str]:
        return max((words for words, _ in self.forms), key=lambda w: (len(identity.pieces(w)), len(w)))

    def display(self) -> str:
        """The fullest form as written, in mixed case."""
        _words, text = max(
            self.forms,
            key=lambda f: (len(identity.pieces(f[0])), sum(len(w) == 1 for w in f[0]), not f[1].isupper(), len(f[1])),
        )
        return (
            " ".join(w if len(w) < 3 and "." in w else w.title() for w in text.split())
            if text.isupper() and len(text) > 4
            else text
        )


_Row = dict[int, "_Someone"]  # by identity, in the order in which they came
_MANY = 200  # people whose names begin alike: more are in no article, but in a text of a book's length


class _People:
    """Everybody found so far, to be looked up by their names and by the beginnings of the words of these."""

    def __init__(self) -> None:
        self.all: list[_Someone] = []
        self._exact: dict[tuple[str, ...], _Someone] = {}
        self._by_start: dict[str, _Row] = {}  # of any word
        self._by_last: dict[str, _Row] = {}
        self._by_word: dict[str, _Row] = {}

    def new(self) -> _Someone:
        """A person of whom nothing is known yet."""
        self.all.append(_Someone())
        return self.all[-1]

    def index(self, someone: _Someone, words: list[str]) -> None:
        """Enter one form of somebody's name."""
        self._exact.setdefault(tuple(words), someone)
        pieces = identity.pieces(words)
        parts = sorted({p for w in pieces for p in (w, *w.split("-"))})
        for index, keys in ((self._by_word, parts), (self._by_start, sorted({p[:2] for p in parts})), (self._by_last, [pieces[-1][:2]])):  # fmt: skip
            for key in keys:
                index.setdefault(key, {})[id(someone)] = someone

    def near(self, word: str) -> list[_Someone]:
        """Those with a word that begins as this one does; of very many, those who have the word and the last that came."""
        piece = identity.pieces([word])[-1]
        return self._some(self._by_start.get(piece[:2], {}), piece)

    def _some(self, row: _Row, word: str) -> list[_Someone]:
        if len(row) <= _MANY:
            return list(row.values())
        exact = [p for i, p in self._by_word.get(word, {}).items() if i in row]
        last = list(itertools.islice(reversed(row.values()), _MANY))[::-1]
        return list({id(p): p for p in (*exact[-_MANY:], *last)}.values())

    def same(self, words: list[str]) -> _Someone | None:
        """Whoever has this full name already: the last word of one of the two names is in the other."""
        pieces = identity.pieces(words)
        if len(pieces) < 2:
            return None
        if (exact := self._exact.get(tuple(words))) is not None:
            return exact
        rows = [self.near(pieces[-1]), *(self._some(self._by_last.get(w[:2], {}), w) for w in pieces)]
        for p in {id(p): p for row in rows for p in row}.values():
            if any(identity.same_full(words, list(other)) for other in p.distinct if len(other) > 1):
                return p
        return None

    def add(self, someone: _Someone, v: View, run: Run) -> None:
        """One more place at which somebody is named."""
        someone.name(run.words, v.text(run.start, run.end), self)
        someone.where.append((v, run))
        if run.honorific and (gender := honorifics().get(run.honorific)):
            someone.genders.append(gender)


def resolve(context: Context, views: list[View]) -> None:
    """Fill `context.people`, each view's `named`, and the name mentions of the context, whose views are weighed."""
    people = _People()
    for byline in context.document.bylines:
        if byline.kind == "person":
            words = [t.low for t in tokenize(byline.name) if t.word]
            if len(words) < 2 or words[0] in honorifics() or any(w in NOT_A_PERSON for w in words):
                continue
            if words and people.same(words) is None:
                people.new().name(words, byline.name, people)
    for name in credits.people(context):
        words = [t.low for t in tokenize(name) if t.word]
        if words and people.same(words) is None:
            people.new().name(words, name, people)
    order = sorted(range(len(views)), key=lambda k: views[k].sentence.zone == "title")
    candidates = [(k, run) for k in order for run in views[k].runs if not run.excluded]
    for v in views:
        for a, b in zip(v.runs, v.runs[1:], strict=False):
            if a.score >= ENOUGH and b.start == a.end + 1 and v.low(a.end) in ("and", "&") and len(b.parts) > 1:
                b.score += 1.0  # in one list with a person
    for k, run in candidates:  # full names first
        if run.score >= ENOUGH and len(identity.pieces(run.words)) > 1:
            _enter(people, views[k], run)
    singles = [(k, run) for k, run in candidates if len(identity.pieces(run.words)) == 1]
    for k, run in singles:
        if run.score >= ENOUGH:
            _enter_single(people, views[k], run)
    for k, run in candidates:
        if run.score < ENOUGH:
            _attach(people, views[k], run)
    _publish(context, people.all, views)


def weigh_all(views: list[View]) -> None:
    """How much speaks for each name of these sentences being a person's; where that leaves doubt, with the model's vote."""
    for v in views:
        for run in v.runs:
            weigh(run, v.tokens, v.titles)
    doubtful = [v for v in views if any(DOUBT[0] <= r.score <= DOUBT[1] and not r.excluded for r in v.runs)]
    for v, found in zip(doubtful, nlp.entities(v.sentence.text for v in doubtful), strict=True):
        ents = [(a + v.sentence.start, b + v.sentence.start, label) for a, b, label in found]
        for run in v.runs:
            if DOUBT[0] <= run.score <= DOUBT[1] and not run.excluded:
                a, b = v.tokens[run.start].start, v.tokens[run.end - 1].end
                labels = [label for x, y, label in ents if x < b and a < y and (y - x) <= 2 * (b - a) + 6]
                weigh(run, v.tokens, v.titles, "PERSON" if "PERSON" in labels else labels[0] if labels else "")


def _headed(people: _People, v: View, run: Run) -> bool:
    """Whether a headline's run is the family name of somebody in the story and a verb: "Teller Struck at Parade"."""
    if v.sentence.zone != "title" or len(run.words) != 2 or run.words[0] in given_names():
        return False
    return people.same(run.words) is None and any(
        identity.one_word_of(run.words[0], list(form)) == 3 for p in people.near(run.words[0]) for form in p.distinct
    )


def _enter(people: _People, v: View, run: Run) -> None:
    if _headed(people, v, run):
        run.words, run.end = run.words[:1], run.start + 1
        _enter_single(people, v, run)
        return
    someone = people.same(run.words)
    if someone is None:
        someone = people.new()
    people.add(someone, v, run)


def _fitting(people: _People, run: Run) -> list[_Someone]:
    """Those whom this one word may name, the best first."""
    word = identity.pieces(run.words)[-1]
    scored = []
    for p in people.near(word):
        fit = max((identity.one_word_of(word, list(words)) for words in p.distinct), default=0)
        gender = honorifics().get(run.honorific or "", "")
        if gender and p.genders and gender not in p.genders:
            fit = 0
        if fit:
            scored.append((fit, p))
    best = max((fit for fit, _ in scored), default=0)
    return [p for fit, p in scored if fit == best]


def _enter_single(people: _People, v: View, run: Run) -> None:
    fitting = _fitting(people, run)
    if not fitting:
        people.add(people.new(), v, run)
    else:
        people.add(_nearest(fitting, v, run), v, run)


def _nearest(fitting: list[_Someone], v: View, run: Run) -> _Someone:
    """Of several with this name, the one with the same title before it, or else the one last named."""
    if len(fitting) == 1:
        return fitting[0]
    if run.title:
        for p in fitting:
            if any(r.title and r.title.text == run.title.text for _, r in p.where[-50:]):
                return p

    def last(p: _Someone) -> int:
        return max((w.sentence.index for w, _ in p.where[-200:] if w.sentence.index <= v.sentence.index), default=-1)

    return max(fitting, key=last)


def _attach(people: _People, v: View, run: Run) -> None:
    """A run that is no person by itself, as a short form of one that is."""
    if len(run.words) == 1:
        fitting = _fitting(people, run)
        if not fitting:
            return
        before = v.low(run.start - 1)
        if (before == "the" and not run.honorific) or (
            run.words[0] in common() and run.words[0] not in given_names() and run.start == 0
        ):
            return
        fit = max(identity.one_word_of(run.words[0], list(w)) for w in fitting[0].distinct)
        if fit == 1 or (fit == 2 and run.words[0] in given_names() and len(fitting) > 1):
            return
        people.add(_nearest(fitting, v, run), v, run)
        return
    # several words, of which some are a known name: "Readout Biden", "Ukraine's Zelensky"
    if (same := people.same(run.words)) is not None:
        people.add(same, v, run)


def _publish(context: Context, people: Iterable[_Someone], views: list[View]) -> None:
    def first(p: _Someone) -> tuple[int, int]:
        return min(((v.sentence.index, r.start) for v, r in p.where), default=(10**9, 0))

    for number, someone in enumerate(sorted(people, key=first), 1):
        person = Person(f"p{number}", someone.display())
        person.names = list(dict.fromkeys(text for _, text in someone.forms))
        person.gender = _gender(someone)
        context.people.append(person)
        for v, run in someone.where:
            tokens = v.tokens
            mention = Mention(
                v.sentence.paragraph,
                tokens[run.start].start,
                tokens[run.end - 1].end,
                v.text(run.start, run.end),
                "name",
                (person.id,),
                outer_start=tokens[run.outer].start,
                outer_end=tokens[run.end - 1].end,
                title=run.title.text if run.title else None,
            )
            if context.add(mention):
                v.named.append(Named(run.start, run.end, person.id, run.outer, run))
    _scan(context, views)
    for v in views:
        v.named.sort(key=lambda m: m.start)


def _scan(context: Context, views: list[View]) -> None:
    """Names in capitals or in titles where runs mislead: single words that are somebody's last (or only) name."""
    index: dict[str, list[str]] = {}
    for person in context.people:
        for form in person.names:
            words = identity.pieces([t.low for t in tokenize(form) if t.word])
            if words and len(words[-1]) > 2:
                index.setdefault(words[-1], []).append(person.id)
    for v in views:
        for k, token in enumerate(v.tokens):
            ids = sorted(set(index.get(token.low, ())))
            if len(ids) != 1 or not token.capital or token.low in common():
                continue
            if (
                any(m.start <= k < m.end for m in v.named)
                or any(m.start <= k < m.end for m in v.marks)
                or any(t.core_start <= k < t.end for t in v.titles)
            ):
                continue
            if (
                any(r.excluded and r.start <= k < r.end for r in v.runs)
                or v.low(k + 1) in NOT_A_PERSON
                or v.low(k - 1) == "the"
            ):
                continue
            run = next((r for r in v.runs if r.start <= k < r.end), None)
            if run is not None and not (
                v.sentence.text.isupper() or v.sentence.zone == "title" or run.end - run.start == 1
            ):
                continue
            mention = Mention(v.sentence.paragraph, token.start, token.end, token.text, "name", (ids[0],))
            if context.add(mention):
                v.named.append(Named(k, k + 1, ids[0], k))


def _gender(someone: _Someone) -> str | None:
    if someone.genders:
        return max(sorted(set(someone.genders)), key=someone.genders.count)
    given = given_names()
    for word in someone.fullest[:2]:
        if given.get(word):
            return given[word]
        if len(word) > 1:
            break
    return None
