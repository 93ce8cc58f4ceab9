"""One event however often the article tells it: frames to happenings.

Two frames tell the same when their kinds are of one family, they share participants, and neither their dates nor their places
contradict. A mere "the meeting" joins the latest happening of its kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from etl import edtf
from etl.extract.actors import Party
from etl.extract.event_places import Where
from etl.extract.frame import Frame
from etl.extract.status_nouns import governor

_FAMILY = {
    **dict.fromkeys(("meeting", "talks", "summit"), "meeting"),
    **dict.fromkeys(("visit", "dispatch"), "visit"),
    **dict.fromkeys(("agreement", "statement_joint", "ceasefire"), "agreement"),
    **dict.fromkeys(("appointment", "inauguration"), "office+"),
    **dict.fromkeys(("resignation", "dismissal"), "office-"),
    **dict.fromkeys(("strike", "attack"), "force"),
}
_RANK = {
    "summit": 3,
    "talks": 1,
    "meeting": 2,
    "statement_joint": 2,
    "visit": 2,
    "attack": 2,
    "inauguration": 3,
    "election": 2,
}
_OPEN = frozenset(("planned", "proposed", "cancelled"))
_DONE = frozenset(("occurred", "ongoing", "alleged"))


@dataclass(slots=True)
class Happening:
    """An event under construction, with the frames that tell it."""

    type: str
    status: str
    parties: list[tuple[str, Party]]
    places: list[Where]
    frames: list[Frame] = field(default_factory=list)
    date: str | None = None
    date_basis: str | None = None
    date_said: str | None = None
    anchor: str | None = None
    mode: str | None = None
    subtype: str | None = None
    host_country: bool = False
    crowd: bool = False
    country: str | None = None  # where no place is told

    @property
    def who(self) -> set[str]:
        """The participants."""
        return {p.who for _, p in self.parties}


def family(type_: str) -> str:
    """The family of event types within which two tellings can be of one happening."""
    return _FAMILY.get(type_, type_)


def merge(frames: list[Frame]) -> list[Happening]:
    """The happenings that the frames tell, by first telling. `frames` are in order of the text, the title's last."""
    happenings = _Told()
    out = happenings.all
    for frame in frames:
        told = (frame.date or frame.places) and frame.status.status == "occurred"
        if not frame.parties and told and family(frame.type) in ("meeting", "agreement"):
            frame.parties = _heirs(frame, out) if frame.type != "summit" or _margins(frame) else []
        if not frame.parties and frame.definite and frame.type == "visit":
            _received(frame, out)
        happening = happenings.find(frame)
        if happening is None:
            if (
                not _bare(frame)
                and not (frame.joins and not (frame.type == "summit" and (frame.places or frame.date)))
                and (_tells(frame) or not any(h.frames[0].sentence.zone == "body" for h in out))
            ):
                happenings.enter(_new(frame))
        else:
            _join(happening, frame)
            happenings.enter(happening)
    return out


def _tells(frame: Frame) -> bool:
    """Whether an event may be told here first: in the text, or whole in the line under the title, which may be a text's first."""
    return frame.sentence.zone == "body" or (frame.sentence.zone == "dek" and len(frame.who) > 1)


def _bare(frame: Frame) -> bool:
    """A definite noun without anybody: it points back, and where there is nothing to point to it says nothing."""
    own = bool(frame.places) and not frame.place_inherited
    alone = own and (
        frame.type == "summit"
        or (frame.type in ("meeting", "talks") and frame.date is not None and frame.predicate.pos == "NOUN")
    )
    return not frame.parties and not alone


def _heirs(frame: Frame, out: list[Happening]) -> list[tuple[str, Party]]:
    """Whom an encounter without names is of: "Earlier rounds had been held in Iraq" is of those who just met; what another did with talks
    ("Iran halted negotiations") is not."""
    verb, how = governor(frame.token) if frame.predicate.pos == "NOUN" else (None, "")
    if verb is not None and how == "obj" and any(c.dep_ == "nsubj" and c.pos_ == "PROPN" for c in verb.children):
        return []
    for event in reversed(out):
        if frame.sentence.index - event.frames[-1].sentence.index > 3:
            return []
        if family(event.type) in ("meeting", "agreement") and len(event.parties) >= 2 and event.type != "summit":
            return list(event.parties)
    return []


def _margins(frame: Frame) -> bool:
    """ "It took place on the sidelines of the Lima summit": who met there attended it."""
    over = frame.token.head
    return frame.token.dep_ == "pobj" and over.head.lemma_.lower() in ("sideline", "margin", "fringe")


def _received(frame: Frame, out: list[Happening]) -> None:
    """ "Novak will welcome Holm to Prague on Friday. The visit …": whose visit it is, where no visit was told, only the reception."""
    if any(family(e.type) == "visit" for e in out):
        return
    for event in reversed(out):
        if frame.sentence.index - event.frames[-1].sentence.index > 2:
            return
        if event.type == "meeting" and event.places and {r for r, _ in event.parties} == {"host", "visitor"}:
            frame.parties, frame.places = list(event.parties), list(event.places)
            frame.date, frame.date_basis = event.date, "inferred" if event.date else None
            frame.status = event.frames[-1].status
            return


def _new(frame: Frame) -> Happening:
    return Happening(
        frame.type, frame.status.status, list(frame.parties), list(frame.places), [frame], frame.date, frame.date_basis,
        frame.date_said, frame.anchor, frame.mode, frame.subtype, frame.host_country, frame.crowd,
    )  # fmt: skip


class _Told:
    """The happenings told so far, and by whom they are: of a long text, not all are looked at for each frame."""

    def __init__(self) -> None:
        self.all: list[Happening] = []
        self._of: dict[str, list[int]] = {}  # participant -> numbers of happenings
        self._numbers: dict[int, int] = {}

    def enter(self, happening: Happening) -> None:
        """A new happening, or one to which a frame has brought people."""
        number = self._numbers.setdefault(id(happening), len(self.all))
        if number == len(self.all):
            self.all.append(happening)
        for who in happening.who:
            known = self._of.setdefault(who, [])
            if number not in known[-_REACH:]:
                known.append(number)

    def find(self, frame: Frame) -> Happening | None:
        """The one that the frame tells again, the latest of the likeliest: among the last told, and those of its participants."""
        last = len(self.all)
        numbers = set(range(max(0, last - _REACH), last))
        for who in frame.who:
            numbers.update(self._of.get(who, ())[-_REACH:])
        best: tuple[float, int] | None = None
        for n in numbers:
            score = _same(frame, self.all[n])
            if score > 0 and (best is None or (score, n) > best):
                best = (score, n)
        return self.all[best[1]] if best else None


_REACH = 200  # happenings


def _compatible_status(a: str, b: str) -> bool:
    if {a, b} == {"cancelled", "proposed"}:
        return False  # what is called off is not what is offered instead
    if a == b or (a in _DONE and b in _DONE) or (a in _OPEN and b in _OPEN):
        return True
    return {a, b} <= {"cancelled", "not_occurred"} or {a, b} == {"planned", "ongoing"}


def _same(frame: Frame, event: Happening) -> float:
    general = frame.predicate.lemma == "meeting"  # "also present were": at whatever was told last
    if frame.joins and (
        (general and family(event.type) in ("meeting", "call")) or family(frame.type) == family(event.type)
    ):
        return (
            1.5
            if 0 <= frame.sentence.index - event.frames[-1].sentence.index <= 5 and edtf.overlap(frame.date, event.date)
            else 0
        )
    if family(frame.type) != family(event.type):
        return 0
    pointing = frame.definite and frame.predicate.pos == "NOUN" and frame.date is None and not frame.places
    pointing = pointing and frame.status.status in ("occurred", "planned", "ongoing", "proposed")
    if not (pointing or _compatible_status(frame.status.status, event.status)):
        return 0
    if (
        "summit" in (frame.type, event.type)
        and frame.type != event.type
        and frame.sentence.index == event.frames[-1].sentence.index
    ):
        return 0  # talks at a summit are not the summit
    if (
        frame.type == "summit"
        and event.type in ("meeting", "talks")
        and (frame.places or not frame.definite or frame.named or frame.name)
    ):
        return 0  # "the Madrid Summit" is not the meeting at which it was spoken of
    if event.type == "summit" and frame.type != "summit" and not frame.definite and any(f.name for f in event.frames):
        return 0  # nor is it what two of its guests did there, or elsewhere
    if frame.type == event.type == "summit" and not set(frame.who) & event.who and _is_another(frame, event):
        return 0
    if frame.predicate.lemma == "take" and frame.type == event.type == "visit" and set(frame.who) & event.who:
        return 2.0  # "the visit will take him to Ottawa"
    if not edtf.overlap(frame.date, event.date):
        return 0
    if _other_place(frame.places, event.places):
        return 0
    a, b = set(frame.who), event.who
    gap = frame.sentence.paragraph - event.frames[-1].sentence.paragraph
    if not a:
        near = frame.sentence.index - event.frames[-1].sentence.index
        return 0.5 if frame.definite and 0 <= near <= 6 else 0
    shared = a & b
    if not shared:
        near = frame.sentence.index - event.frames[-1].sentence.index
        if frame.definite and family(frame.type) == "agreement" and frame.predicate.pos == "VERB" and 0 <= near <= 3:
            return 0.8  # "the text was signed by A": the agreement just told
        return 0
    same_date = frame.date is not None and frame.date == event.date
    if frame.crowd and frame.sentence is event.frames[-1].sentence and frame.predicate.pos == "VERB" and a != b:
        return 0  # "met officials and called on Holm" are two
    if a <= b or b <= a:
        if frame.again and not same_date and frame.predicate.pos != "NOUN":
            return 0
        if (
            (frame.type in ("visit",))
            and frame.places
            and event.places
            and not same_date
            and gap > 3
            and frame.date is None
        ):
            return 0.6
        if (
            min(len(a), len(b)) == 1
            and max(len(a), len(b)) > 1
            and family(frame.type) in ("meeting", "call")
            and not (frame.definite or frame.crowd or same_date)
        ):
            return 0.4 if frame.sentence.index == event.frames[-1].sentence.index else 0
        return 2 + len(shared) + same_date
    if len(shared) >= 2 and len(shared) * 2 >= min(len(a), len(b)):
        return 1 + len(shared) + same_date
    return 0


def _is_another(frame: Frame, event: Happening) -> bool:
    """Whether of two conferences one has a name and the other is told by its town: "the summit to be held in Paris" and "the Democracy Summit"."""
    named = any(f.name for f in event.frames)
    return (bool(frame.name) and not named and bool(event.places)) or (named and not frame.name and bool(frame.places))


def _other_place(a: list[Where], b: list[Where]) -> bool:
    if not a or not b:
        return False
    x, y = a[0], b[0]
    if x.country and y.country and x.country != y.country:
        return True
    return bool(x.name and y.name and x.name.casefold() != y.name.casefold())


def _join(event: Happening, frame: Frame) -> None:
    event.frames.append(frame)
    if _RANK.get(frame.type, 0) > _RANK.get(event.type, 0) and not (
        event.type == "summit" or frame.predicate.lemma == "meeting"
    ):
        event.type = frame.type
    seen = event.who
    for role, party in frame.parties:
        if party.who not in seen:
            event.parties.append((role, party))
            seen.add(party.who)
    if not event.places or (event.places[0].name is None and frame.places and frame.places[0].name):
        event.places = list(frame.places) or event.places
    if _finer(frame.date, event.date):
        event.date, event.date_basis, event.date_said, event.anchor = (
            frame.date,
            frame.date_basis,
            frame.date_said,
            None,
        )
    if "cancelled" in (event.status, frame.status.status):
        event.status = "cancelled"
    elif event.status == "proposed" and not frame.definite and frame.status.status == "planned":
        event.status = "planned"
    event.mode = event.mode or frame.mode
    event.subtype = event.subtype or frame.subtype
    event.host_country = event.host_country or frame.host_country


def _finer(a: str | None, b: str | None) -> bool:
    """Whether date a says more than date b."""
    if a is None:
        return False
    if b is None:
        return True
    (a1, a2), (b1, b2) = edtf.bounds(a), edtf.bounds(b)
    return bool(a1 and a2 and (not b1 or a1 >= b1) and (not b2 or a2 <= b2) and a != b)
