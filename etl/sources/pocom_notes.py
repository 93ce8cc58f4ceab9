"""What the notes of *Principal Officers and Chiefs of Mission* say, as words of a fixed list and dates: never a sentence.

A note stands before a date ("Left post on", "Died at post", "Officially recognized on") or after the whole appointment ("Commissioned
during a recess of the Senate; recommissioned on …").
"""

from __future__ import annotations

import re

from etl.claims import DateStep
from etl.edtf import valid

_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DAY = r"((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.? (\d{1,2}),? (\d{4})"

# How an appointment ended; the first that is found counts.
_ENDINGS = [
    (r"\bassassinated|\bkilled|\bmurdered", "killed"),
    (r"\bdied\b|\bdeath\b", "died"),
    (
        r"\bpersona non grata|recall (was )?requested|departure requested|refused to have|expelled|not allowed",
        "expelled",
    ),
    (r"\bpromoted\b|raised to|presented credentials as ambassador", "promoted"),
    (r"\brecommission|\breaccredited|\bcommissioned\b|\breappointed", "recommissioned"),
    (r"\bsuperseded|\breplaced", "superseded"),
    (
        r"\bdeclared war|\bwar\b|severed|interrupted|\boccup|annex|anticipation of|broke relations|(suspended|no further|were) .*relations|relations .*suspended|passports",
        "relations_interrupted",
    ),
    (r"ceased to exist|assumed direction|dissol|incorporated into|absorbed into|transferred to", "state_ended"),
    (r"(embassy|legation|mission|office|consulate).*(closed|suspended|terminated)|closed at", "mission_closed"),
    (r"closing of|suspended operations", "mission_closed"),
    (r"abolished|eliminated", "abolished"),
    (r"title changed", "title_changed"),
    (r"recess appointment expired|\bexpired", "expired"),
    (r"\bresign", "resigned"),
    (r"\bdismiss|\bremoved", "dismissed"),
    (r"\bbecame\b|\bappointed (?!ment)", "reassigned"),
    (r"recall\b|recalled|farewell|final interview", "recalled"),
    (r"relinquished|turned over", "relinquished_charge"),
    (r"terminat|relieved|ceased", "terminated"),
    (r"\bleft\b|\bdeparted|\bdeparture\b|\bleave\b|withdr[ae]w", "left_post"),
]

# What came of an appointment that was never taken up.
_OUTCOMES = [
    (r"\bdeclined\b|refused", "declined"),
    (r"\bdied\b|assassination|\bdeath\b", "died"),
    (r"\bwithdrawn\b|withdrew", "withdrawn"),
    (r"\brejected\b", "rejected"),
    (r"\btabled\b|not acted|not (re)?submitted|no final action|not confirmed|reconsidered|postponed", "not_acted_upon"),
    (r"(nomina\w+|was) returned|\breturned (by|to)\b", "returned"),
    (r"cancell?ed|revoked|superseded|reassigned|nullity", "cancelled"),
    (r"not (proceed|return to post)|before \w+ proceeded", "did_not_proceed"),
    (r"not present|not (formally |officially )?received|no record", "did_not_present_credentials"),
    (r"not (to have )?serve|not take (the )?oath|not take up|not assume", "did_not_serve"),
]

_STEPS = [
    (rf"recommissioned (?:after confirmation )?on {_DAY}", "recommissioned"),
    (rf"\brenominated (?:on )?{_DAY}", "nominated"),
    (rf"\b[Nn]omina(?:ted|tion|aion)(?: of| on)? {_DAY}", "nominated"),
    (rf"\bwithdrawn(?: by the [Pp]resident)?(?: on)? {_DAY}", "withdrawn"),
    (rf"\breturned (?:by the Senate|to the President)(?: on)? {_DAY}", "returned"),
    (rf"\brejected(?: by the Senate)?(?: on)? {_DAY}", "rejected"),
    (rf"\b[Ee]lected on {_DAY}", "elected"),
]

# Words before a date that make it a near one. "On or soon after" is as near as "about".
_ABOUT = re.compile(
    r"\babout\b|approximat|probably|or soon|soon after|shortly (before|after)|or before|or after|between|\bor$|or immediately",
    re.IGNORECASE,
)


def approximate(date: str, note: str) -> str:
    """The date as EDTF, marked `~` where the note before it says that it is only near."""
    return f"{date}~" if _ABOUT.search(note) else date


def ending(note: str) -> str | None:
    """A word for how an appointment ended; `other` for a note that fits none, None without a note."""
    return _first(_ENDINGS, note)


def outcome(note: str) -> str | None:
    """A word for what came of a nomination or an appointment that was not taken up."""
    return _first(_OUTCOMES, note)


def _first(rules: list[tuple[str, str]], note: str) -> str | None:
    if not note:
        return None
    for pattern, word in rules:
        if re.search(pattern, note, re.IGNORECASE):
            return word
    return "other"


def only_nominated(note: str) -> bool:
    """Whether the note says that the person was named for the office but never commissioned to it."""
    if re.search(r"not commissioned|not appointed", note, re.IGNORECASE):
        return True
    nominated = re.search(r"nominat|nominaion|intention to nominate", note, re.IGNORECASE)
    return bool(nominated) and not re.search(r"\b(re)?commissioned\b|took oath|appointed", note, re.IGNORECASE)


def start_kind(note: str, presents_credentials: bool) -> tuple[str, str | None]:
    """The kind of step by which someone took up a post, and a word on its manner."""
    if re.search(r"recognized|received", note, re.IGNORECASE):
        return "recognized", None
    if re.search(
        r"entered on duty|assumed charge|initial call|opened|established|raised to|returned to post",
        note,
        re.IGNORECASE,
    ):
        return "started", None
    if re.search(r"transmitted|by (note|mail|telegram)", note, re.IGNORECASE):
        return "presented_credentials", "by_note"
    return ("presented_credentials", None) if presents_credentials else ("started", None)


def steps_in(note: str) -> list[DateStep]:
    """The dated steps that a note tells, in the order of their dates: nominated, recommissioned, withdrawn, returned, …"""
    found: set[tuple[str, str]] = set()
    for pattern, kind in _STEPS:
        for match in re.finditer(pattern, note):
            month, day, year = match.groups()
            date = f"{year}-{_MONTHS[month[:3].lower()]:02d}-{int(day):02d}"
            if valid(date):
                found.add((date, kind))
    return [DateStep(kind, date) for date, kind in sorted(found)]
