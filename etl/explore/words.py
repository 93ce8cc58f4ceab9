"""What a page says for a code of the vocabularies, and text from a source made fit to stand on a page."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

# Events in which people come together; what pages call an encounter. The others (appointments, strikes, sanctions …) are happenings.
ENCOUNTERS = ("meeting", "visit", "call", "talks", "summit")
# The groups of the charts, in drawing order: (name of the group, event types).
GROUPS = (("visit", ("visit",)), ("meeting", ("meeting", "talks")), ("summit", ("summit",)), ("call", ("call",)))

_SAID = {
    "statement_joint": "joint statement",
    "official_working": "official working",
    "head_of_state": "head of state",
    "not_occurred": "did not happen",
    "in_person": "in person",
    "other": "other event",
    "national_security_adviser": "national security adviser",
    "defense_minister": "defence minister",
}
_STANDING = {
    "disputed": "Disputed: a source contradicts it, or one says it happened and another denies it",
    "confirmed": "Confirmed: a register confirms it, or two independent sources tell it",
    "consistent": "Consistent: a register is consistent with it",
    "single": "Single: one source tells it, and nothing known speaks against it",
}
_OUTCOME = {
    "contradicts": "contradicts",
    "confirms": "confirms",
    "consistent": "is consistent",
    "not_covered": "does not cover this",
    "defect": "defect in the source",
}
_RELATION = {
    "part_of": "Part of",
    "follows": "Followed",
    "caused_by": "Caused by",
    "called_off_by": "Called off by",
    "accompanies": "Accompanied",
}
_INVERSE = {
    "part_of": "Included",
    "follows": "Was followed by",
    "caused_by": "Led to",
    "called_off_by": "Called off",
    "accompanies": "Was accompanied by",
}
# Characters that reorder or hide text (Unicode TR 9 and TR 36), and controls other than white space; none belongs in a name or a title.
_UNSAFE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_LINK = re.compile(r"https?://[^\s<>\"'\\^`{|}]+", re.IGNORECASE)


def clean(text: str) -> str:
    """The text without characters that reorder, hide or control what stands around it."""
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub("", text)


def words(code: str | None) -> str:
    """A code of the vocabularies in words: `foreign_minister` as "foreign minister"."""
    return _SAID.get(code, code.replace("_", " ")) if code else ""


def standing(code: str | None) -> str:
    """One sentence on what a standing means."""
    return _STANDING.get(code or "", "")


def outcome(code: str) -> str:
    return _OUTCOME.get(code, words(code))


def relation(code: str, inverse: bool = False) -> str:
    """How one event stands to another, as the head of a line."""
    return (_INVERSE if inverse else _RELATION).get(code, words(code).capitalize())


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 meeting", "1,204 meetings", "2 countries"."""
    if number == 1:
        return f"1 {noun}"
    return (
        f"{number:,} {plural or (noun[:-1] + 'ies' if noun.endswith('y') and noun[-2] not in 'aeiou' else noun + 's')}"
    )


def event_kind(kind: str, subtype: str | None = None, mode: str | None = None) -> str:
    """ "state visit", "phone call", "summit"."""
    if kind == "call" and mode in ("phone", "video"):
        return f"{mode} call"
    if subtype and kind == "visit":
        return f"{words(subtype)} visit" if subtype not in ("stopover", "vacation") else f"{words(subtype)}"
    if subtype and kind in ("ceremony", "summit"):
        return words(subtype)
    return words(kind)


def capital(text: str) -> str:
    """With a capital at the beginning; articles write "prime minister", registers "Prime Minister"."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=65536)
def capacity(
    title: str | None, role_type: str | None, country: str | None, accredited: str | None, organization: str | None
) -> str:
    """Somebody's capacity in one phrase: "Foreign Minister, Russia"; "Ambassador to Chile"; "Secretary General, NATO".

    `country`, `accredited` and `organization` are names; what the title says already is not said twice.
    """
    text = title or words(role_type)
    if not text:
        return ""
    text = capital(text)
    said = text.casefold()
    if accredited and accredited.casefold() not in said:
        return f"{text} to {accredited}" if role_type in ("ambassador", "envoy", None) else f"{text}, {accredited}"
    if country and not accredited and country.casefold() not in said:
        return f"{text}, {country}"
    if organization and not country and not accredited and organization.casefold() not in said:
        return f"{text}, {organization}"
    return text


def safe_url(url: str | None) -> str | None:
    """The address when it is plain http or https without user name or odd characters; None for everything else."""
    if not url:
        return None
    url = clean(url.strip())
    host = url.split("/", 3)[2] if url.count("/") >= 2 else ""
    return url if _LINK.fullmatch(url) and host and "@" not in host else None


def host(url: str) -> str:
    """The site's name in an address, as a reader knows it."""
    name = url.split("/", 3)[2].split(":")[0].lower()
    return name.removeprefix("www.")


def short_url(url: str | None) -> str:
    """An address as the name of what has no other: the site, and the end of the path; empty for what is no address."""
    known = safe_url(url)
    if not known:
        return ""
    path = unquote(urlsplit(known).path).strip("/")
    last = clean(path.rsplit("/", 1)[-1])
    return f"{host(known)}: {last}" if last else host(known)
