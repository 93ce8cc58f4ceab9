"""Where the telling stands: what a sentence leaves unsaid because the one before it said it.

"He arrived in Ankara on Monday. The prime minister received him" tells a meeting in Ankara on Monday. Only within a paragraph, only
from an encounter to one that shares a person with it, and only for what happened, or is planned, as the other.
"""

from __future__ import annotations

from etl import edtf
from etl.extract.context import Context
from etl.extract.event_merge import family
from etl.extract.event_places import Where
from etl.extract.frame import Frame

_ENCOUNTERS = frozenset("meeting talks visit summit agreement statement_joint ceremony dispatch".split())
_PLANNED = frozenset(("planned", "proposed"))


class Scene:
    """The last place and day that each person was told to be at, within a paragraph."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._paragraph = -1
        self._frames: list[Frame] = []

    def enter(self, frame: Frame) -> None:
        """Give a frame the place and the date of the telling before it where it has none, and remember it."""
        if frame.sentence.paragraph != self._paragraph:
            self._paragraph, self._frames = frame.sentence.paragraph, self._frames[-8:]
        if _is_encounter(frame):
            people = {w for w in frame.who if ":" not in w}
            for before in reversed(self._frames):
                if (
                    not people & set(before.who)
                    or not same_time(frame, before)
                    or not edtf.overlap(frame.date, before.date)
                ):
                    continue
                if frame.sentence.index - before.sentence.index > 4:
                    break
                if not frame.places and before.places and frame.type != "visit":
                    frame.places = list(before.places[-1:])
                    frame.place_inherited = True
                if (
                    frame.date is None
                    and frame.date_said is None
                    and before.date
                    and (before.status.status in _PLANNED) == (frame.status.status in _PLANNED)
                    and (frame.status.direction != "future" or before.status.direction == "future")
                    and _same_place(frame.places, before.places)
                ):
                    frame.date, frame.date_basis = before.date, "inferred"
                if frame.places and frame.date:
                    break
            self._frames.append(frame)


def _is_encounter(frame: Frame) -> bool:
    """Whether people come together; a pact that is only kept or reaffirmed was made at another time and place."""
    return frame.type in _ENCOUNTERS and frame.predicate.status != "occurred"


def share(frames: list[Frame]) -> None:
    """Within a sentence a later clause may tell the place: "The accord was signed after a meeting of the two in New Delhi"."""
    told = [f for f in frames if f.places and not f.place_inherited and f.type in _ENCOUNTERS]
    for frame in frames:
        if frame.places or not _is_encounter(frame) or frame.type == "visit":
            continue
        for other in told:
            close = family(other.type) != "visit" and (set(frame.who) & set(other.who) or not frame.who)
            if close and other.date in (frame.date, None) and same_time(frame, other):
                frame.places, frame.place_inherited = list(other.places[:1]), True
                break


def same_time(frame: Frame, other: Frame) -> bool:
    """Whether both are ahead or neither; what is planned may be planned for a visit that has begun ("is in Oslo to meet Holm")."""
    planned, before = frame.status.status in _PLANNED, other.status.status in _PLANNED
    return planned == before or (planned and other.status.status == "ongoing" and frame.sentence is other.sentence)


def _same_place(a: list[Where], b: list[Where]) -> bool:
    if not a or not b:
        return not a
    return any(x.country == y.country and (x.name == y.name or not x.name or not y.name) for x in a for y in b)
