"""Marks on the lines of a dump: furniture, other stories, copies, captions, dates, bylines, bios; and where the body begins.

Every step takes a `State` and leaves in it the lines that remain, each with the zone it was found to have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from etl.pages import bylines, days, furniture, tail
from etl.pages.clean import key
from etl.pages.document import Byline, Related
from etl.pages.names import is_job, is_name

_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
_SENTENCES = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(]?[^\Wa-z\d_])")
_EMPTY_BY = re.compile(r"^by\s*(?:,|and\s*,|and\s+,)\s*(?P<what>.*)$", re.I)
_EMPTY_BY_PAIR = re.compile(r"^by\s+and\s*,\s*(?P<what>.*)$", re.I)
_FILE_PHOTO = re.compile(
    r"^(?:file (?:photo|image|picture)|(?:archive|handout|stock) (?:photo|image|picture)|(?:photo|image|picture) caption|caption)\b\s*[:.–—-]\s*",
    re.I,
)
_PLACE_ONLY = re.compile(r"^[^\Wa-z\d_]{3,}(?:[ -][^\Wa-z\d_]{2,})*(?:, [^\W\d_][\w .]{2,25})?\.?$")
_LONE_BY = re.compile(r"^(?:written |words |story )?by\s*:?$", re.I)
_CONTACT = re.compile(r"^(?:tips|got a tip|contact|feedback|comments|questions|e-?mail|write to)\b[^.]{0,80}$", re.I)
_ENDMARK = re.compile(r"^(?:-+\s*)?(?:ends|\#+|\\?\#(?:\s*\\?\#)+|-?30-?|\*+)(?:\s*-+)?$", re.I)


@dataclass(slots=True)
class Marked:
    """A line of a dump with the zone it was given."""

    text: str
    gap: bool
    zone: str = ""  # one of document.ZONES, or "date", "place", "furniture"; "" is not yet known


@dataclass(slots=True)
class State:
    """The lines of a dump while they are marked, and what was learnt from those taken off."""

    lines: list[Marked]
    more: list[str] = field(default_factory=list)
    more_name: str | None = None
    bylines: list[Byline] = field(default_factory=list)  # of lines that are dropped
    related: list[Related] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)  # what a byline without names says of its authors
    published: str | None = None
    published_from: str | None = None
    dateline: str | None = None
    notes: list[str] = field(default_factory=list)
    noise: int = 0  # lines of furniture taken off: how much of the page came along


def count(text: str) -> int:
    return len(text.split())


def _is_prose(text: str) -> bool:
    return (count(text) >= 8 and bool(_ENDS.search(text) or text.endswith(":"))) or count(text) >= 40


def _is_long(text: str) -> bool:
    n = count(text)
    return n >= 40 or (
        n >= 16 and len(_SENTENCES.findall(text)) >= 1 and bool(_ENDS.search(text) or text.endswith(":"))
    )


def drop_furniture(state: State) -> None:
    """Take off what is no part of the article, keeping who is credited in it and where the full text stands."""
    kept: list[Marked] = []
    gap = False
    copies = Counter(key(line.text) for line in state.lines if count(line.text) <= 5)
    for line in state.lines:
        line.gap = line.gap or gap
        gap = False
        title = furniture.pointer(line.text)
        if title and copies[key(title)] == 0:
            state.more.append(title)
        elif (address := furniture.full_text_at(line.text)) is not None and len(line.text.split()) <= 30:
            if address.startswith("http"):
                state.related.append(Related(None, address, "republishes"))
        elif (source := furniture.source_note(line.text)) is not None:
            state.bylines.append(Byline(source, line.text, "organization", "agency"))
        elif (
            furniture.is_file_name(line.text)
            or _ENDMARK.match(line.text)
            or (copies[key(line.text)] >= 3 and not _ENDS.search(line.text))  # a label that comes back
            or (furniture.is_furniture(line.text) and not furniture.is_more_header(line.text))
        ):
            state.noise += 1
        else:
            kept.append(line)
            continue
        gap = line.gap
    state.lines = _joined_by(kept)


def _joined_by(lines: list[Marked]) -> list[Marked]:
    """A "By" that stands alone, joined with the name on the next line."""
    out: list[Marked] = []
    for line in lines:
        if out and _LONE_BY.match(out[-1].text) and count(line.text) <= 12 and not _ENDS.search(line.text):
            out[-1].text = f"By {line.text}"
        else:
            out.append(line)
    return [line for line in out if not _LONE_BY.match(line.text)]


def cut_stories(state: State) -> None:
    """Take lists of other stories off: from a heading such as "Related" to the end, or to where the article goes on."""
    lines, kept = state.lines, list[Marked]()
    copies = Counter(key(line.text) for line in lines)
    prose, index = 0, 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if prose and furniture.is_more_header(line.text):
            end = _end_of_stories(lines, index, copies)
            if m := re.match(r"^more (?:from|in) (?P<name>.+)$", line.text.strip(" .:"), re.I):
                state.more_name = m.group("name")
            state.more += [entry.text for entry in lines[index:end]]
            index = end
        else:
            kept.append(line)
            prose += _is_prose(line.text)
    state.lines = kept


def _end_of_stories(lines: list[Marked], start: int, copies: Counter[str]) -> int:
    """Where a list of other stories ends: at a long paragraph, or where prose stands in the place of a title."""
    expecting = True
    for index in range(start, len(lines)):
        text = lines[index].text
        words = count(text)
        if words >= 55 or len(_SENTENCES.findall(text)) >= 3:
            return index
        if copies[key(text)] > 1 or tail.bio(text) or furniture.is_more_header(text):
            expecting = True
        elif not expecting and _ENDS.search(text) and not _is_long(text):
            expecting = True  # a dek; a title comes next
        elif words > 24 or (words > 12 and re.search(r"[.!…][\"'”’)]*$", text)) or re.match(r"[\"“].*[,.][\"”]", text):
            return index
        else:
            expecting = False
    return len(lines)


def unglue_day(state: State) -> None:
    """A day glued before the first words is taken off (from each copy of them) and kept as the day of publication."""
    for line in state.lines[:12]:
        if days.date_line(line.text):
            continue
        day, rest = days.glued(line.text)
        if day and state.published in (None, day):
            line.text = rest
            state.published, state.published_from = day, "text"


def mark_copies(state: State) -> None:
    """Recognise copies: a short line twice in a row is a caption; any longer paragraph that stands twice is kept once."""
    gaps = sum(line.gap for line in state.lines) > 2
    seen: dict[str, int] = {}
    out: list[Marked] = []
    for line in state.lines:
        own = key(line.text)
        before = out[-1] if out else None
        if before is not None and before.zone in ("", "caption"):
            base = key(before.text)
            if own == base and own:
                n = count(line.text)
                if ((not line.gap and n <= 45) if gaps else n <= 22) or (line.gap and n <= 12 and len(out) <= 8):
                    before.zone = "caption"
                continue
            rest = line.text[len(before.text) :].strip()
            if base and own.startswith(base + " ") and line.text.startswith(before.text) and bylines.is_credit(rest):
                before.zone = "caption"
                out.append(Marked(rest, False, "credit"))
                continue
            if (
                rest
                and own.startswith(base + " ")
                and not line.gap
                and gaps
                and count(before.text) >= 3
                and count(rest) <= 8
                and rest.isupper()
            ):
                before.zone = "caption"
                out.append(Marked(rest, False, "credit"))
                continue
        if own in seen and count(line.text) >= 6:
            first = out[seen[own]] if seen[own] < len(out) else None
            if first is not None and count(line.text) <= 30 and bylines.is_credit(line.text):
                first.zone = "credit"
            continue
        seen.setdefault(own, len(out))
        out.append(line)
    state.lines = _without_teasers(out)


def _without_teasers(lines: list[Marked]) -> list[Marked]:
    """Leave out a paragraph that is only the cut-off beginning of another ("… said on Monday that the …")."""
    ordered = sorted({key(line.text) for line in lines})
    out = []
    for line in lines:
        if line.text.rstrip().endswith(("…", "...")) and count(line.text) >= 8:
            own = key(line.text)
            after = bisect_right(ordered, own)
            if after < len(ordered) and ordered[after].startswith(own):
                continue
        out.append(line)
    return out


def mark_captions(state: State) -> None:
    """Captions and credits by their own form, anywhere."""
    out: list[Marked] = []
    for line in state.lines:
        if not line.zone:
            if m := _FILE_PHOTO.match(line.text):
                line.zone, line.text = "caption", line.text[m.end() :] or line.text
            elif bylines.is_credit(line.text):
                line.zone = "credit"
        if (
            line.zone in ("", "caption")
            and len(line.text) <= 1000
            and count(line.text) <= 70
            and (line.zone or not _is_long(line.text))
        ):
            caption, credit = bylines.split_caption(line.text)
            if credit:
                out.append(Marked(caption, line.gap, "caption"))
                out.append(Marked(credit, False, "credit"))
                continue
        out.append(line)
    state.lines = out


def byline_roles(text: str) -> list[str] | None:
    """What a byline that lost its names says of each author ("By , a columnist, and , an editor"); None for any other line."""
    if m := _EMPTY_BY_PAIR.match(text):
        return [m.group("what"), m.group("what")]
    if m := _EMPTY_BY.match(text):
        return [part.strip(" .,") for part in re.split(r",?\s+and\s*,\s+", m.group("what"))]
    return None


def is_byline(text: str) -> bool:
    """Whether a line is a byline: "By …" with a name or a body; or names with a day and nothing else."""
    if count(text) > 40 or len(text) > 300:
        return False
    if byline_roles(text) is not None:
        return True
    text = bylines.unglued(text)
    if not (m := bylines.BY.match(text)):
        if count(text) <= 25 and bylines.is_within(text):
            return True
        return days.day_in(text) is not None and count(text) <= 16 and _names_only(text)
    rest = text[m.end() :]
    if not rest or (count(text) > 14 and _ENDS.search(text) and not text[m.end() :][:1].isupper()):
        return False
    return bool(bylines.authors(text)) or (count(text) <= 6 and not _ENDS.search(text))


def _names_only(text: str) -> bool:
    rest = days.without_dates(text)
    first = re.split(r"\s*[|/•·,]\s*", rest)[0]
    return bool(rest) and (bylines.is_only_names(rest) or is_name(first) or bylines.agency(rest) is not None)


def mark_head(state: State, known_title: bool = False) -> int:
    """Mark dates, bylines and datelines of the head; return the index at which the body begins."""
    lines = state.lines
    short = [line.text for line in lines if len(line.text) <= 60 and any(c.isdigit() for c in line.text)]
    chronology = len(short) > 3 and sum(days.date_line(text) is not None for text in short) > 3
    last_mark, body = -1, None
    for index, line in enumerate(lines[: 8 if known_title else 40]):
        if line.zone:
            continue
        stated = None if chronology and index > 3 else days.date_line(line.text)
        if stated:
            line.zone, last_mark = "date", index
            if stated.day and not stated.updated and not state.published:
                state.published, state.published_from = stated.day, "text"
            if stated.month:
                state.notes.append(f"published in {stated.month}")
            if stated.place:
                state.dateline = days.place_name(stated.place)
        elif is_byline(line.text):
            line.zone, last_mark = "byline", index
            state.roles += byline_roles(line.text) or []
            if (day := days.day_in(line.text)) and not state.published:
                state.published, state.published_from = day, "text"
        elif (
            last_mark == index - 1
            and index
            and _PLACE_ONLY.match(line.text)
            and lines[index - 1].zone == "byline"
            and count(line.text) <= 5
        ):
            line.zone, last_mark = "place", index
            state.dateline = days.place_name(line.text.split(",")[0].strip(" ."))
        elif (
            ((known_title and index < 6) or any(not x.zone for x in lines[:index]))
            and count(line.text) <= 10
            and (lines[index - 1].zone == "byline" or not any(x.zone == "byline" for x in lines[:index]))
            and (bylines.is_only_names(line.text) or (bylines.agency(line.text) and index))
            and _followed_by_mark(lines, index)
        ) or (last_mark == index - 1 and index and lines[index - 1].zone == "byline" and is_job(line.text)):
            line.zone, last_mark = "byline", index
        elif index <= 5 and _is_long(line.text) and not days.dateline(line.text) and _mark_follows(lines, index):
            continue  # a dek of two sentences
        elif _is_long(line.text) or days.dateline(line.text):
            body = index
            break
    if known_title:
        return body if body is not None else last_mark + 1
    head = [i for i, line in enumerate(lines[: last_mark + 1]) if not line.zone]
    start = last_mark + 1 if head else _unmarked_start(lines, last_mark + 1)
    if body is not None and start > body:
        start = body
    return start


def _mark_follows(lines: list[Marked], index: int) -> bool:
    """Whether a byline or a date stands within the next three lines, so that what stands here is still the head."""
    return any(
        days.date_line(line.text) is not None or is_byline(line.text)
        for line in lines[index + 1 : index + 4]
        if not line.zone
    ) and not any(days.dateline(line.text) for line in lines[index + 1 : index + 3])


def _followed_by_mark(lines: list[Marked], index: int) -> bool:
    """Whether a line of names stands where bylines do: a date, a job, a dateline or the text follows within a few lines."""
    following = [line.text for line in lines[index + 1 : index + 8] if line.zone not in ("caption", "credit")][:5]
    if bylines.BY.match(lines[index].text) or " and " in lines[index].text:
        return bool(following)
    for at, text in enumerate(following):
        if days.date_line(text) or is_job(text) or days.dateline(text):
            return at <= 2
        if _is_prose(text):
            return True
    return False


def _unmarked_start(lines: list[Marked], start: int) -> int:
    """Where the body begins when no byline or date says so: at the first prose that is no dek."""
    first = True
    for index in range(start, len(lines)):
        line = lines[index]
        if line.zone:
            continue
        text = line.text
        if days.dateline(text) or _is_long(text):
            return index
        if _is_prose(text) and _ENDS.search(text) and count(text) >= 12:
            following = [x.text for x in lines[index + 1 : index + 3] if not x.zone]
            asks = re.match(r"(?:how|why|what|who|where|when|will|can|is|are|do|does)\b", text, re.I)
            is_dek = (
                not first
                and following
                and count(text) <= 32
                and (asks or days.dateline(following[0]) or len(following[0].split()) >= 3 * count(text))
            )
            if not is_dek:
                return index
        elif not first and index - start >= 4 and not any(_is_prose(x.text) for x in lines[index:]):
            return index
        first = False
    return min(len(lines), start + 1)


def _cut_noise(state: State, start: int) -> None:
    """Of a dump that brought much of its page along, leave out what follows the article's text: headlines, labels, teasers.

    Prose counts for the text and anything else against it; the text ends where the sum is highest.
    """
    total = best = 0
    end = len(state.lines)
    for index in range(start, len(state.lines)):
        line = state.lines[index]
        if line.zone:
            continue
        cut_off = line.text.endswith(("…", "..."))
        total += min(count(line.text), 30) if _is_prose(line.text) and not cut_off else -12
        if total >= best:
            best, end = total, index + 1
    after = [line for line in state.lines[end:] if not line.zone]
    prose = sum(count(line.text) for line in after if _is_prose(line.text))
    if prose > 0.5 * sum(count(line.text) for line in after):
        return  # a list within the article, and the article goes on
    for line in after:
        if not tail.bio(line.text):
            line.zone = "furniture"


def mark_tail(state: State, start: int) -> None:
    """Bios, credits and notes after the body, from the end upwards; bios that an empty byline describes, anywhere near the end."""
    lines = state.lines
    if state.noise >= 4:
        _cut_noise(state, start)
    index = len(lines) - 1
    while index >= start:
        line = lines[index]
        if line.zone in ("credit", "caption", "furniture"):
            pass
        elif _CONTACT.match(line.text) and count(line.text) <= 12 and index > start:
            line.zone = "furniture"
        elif tail.is_about(line.text):
            line.zone = "bio"
        elif bylines.REPORTING.match(line.text) or (is_byline(line.text) and index > start):
            line.zone = "byline"
        elif tail.bio(line.text) and index > start:
            line.zone = "bio"
        elif (stated := days.date_line(line.text)) and index > start:
            line.zone = "date"
            if re.match(r"(?i)(first )?(published|posted)", line.text) and stated.day and not state.published:
                state.published, state.published_from = stated.day, "text"
        else:
            break
        index -= 1
    for line in lines[max(start + 1, len(lines) - 8) :]:
        if not line.zone and tail.bio(line.text) and any(tail.describes(role, line.text) for role in state.roles):
            line.zone = "bio"
