"""What stands on pages and belongs to no article: pitches, prompts, counters, navigation, rights. By general form, not by site."""

from __future__ import annotations

import re

_I = re.I
# Whole lines of these kinds are no part of the article. Each is anchored, and short lines only are tried.
_LINES = [
    re.compile(pattern, _I)
    for pattern in (
        r"(?:sign ?up|subscribe|register|join|log ?in|sign ?in|get)\b.{0,120}\b(?:newsletters?|inbox|free|account|alerts?|emails?|briefing|app|"
        r"today|subscribers?|channel|membership|unlimited|access)\b.{0,120}",
        r"(?:sign up|subscribe|log ?in|sign ?in|register|menu|search|home|close|share|print|email|comments?|save|listen|watch|play|mute|"
        r"advertisement|advert|ad|sponsored|promoted|skip(?: to (?:main )?content)?|back to top|loading\.*|facebook|twitter|linkedin|"
        r"whatsapp|reddit|pinterest|telegram|copy link|link copied|x|bookmark|gift|follow|following|reprints|donate|next|previous|newsletter|newsletters)",
        r"(?:share|send|post|tweet)(?: (?:this|on|via|to|with|by|article|story|link|facebook|twitter|linkedin|whatsapp|email|x|reddit|pinterest|"
        r"telegram|your|friends|it|a|the))+",
        r"(?:read|see|learn|find out|discover|watch|listen|continue)\b(?: (?:more|also|next|on|the full (?:article|story|text|report|interview)|full story|now|reading))+\s*[:|»>…]*"
        r"(?: (?:at|on|here|in|below|from)\b.{0,200})?",
        r"(?:read|see) (?:the )?(?:full|whole|original|entire|complete) (?:article|story|text|report|piece|interview)\b.{0,200}",
        r"(?:this|the) (?:article|story|piece|post|report) (?:was|has been|is|first|originally)?\s*(?:also |first |originally )*(?:published|appeared|posted)\b.{0,200}",
        r"\d+ (?:comments?|shares?|views?|replies|min(?:ute)?s?(?: read)?|min read)",
        r"(?:estimated )?reading time:?.{0,40}",
        r"(?:©|\(c\)|copyright).{0,200}|all rights reserved.{0,200}|.{0,160}\ball rights reserved\.?",
        r"(?:follow|like|find|join) (?:us|me|him|her|them|the (?:author|writer))\b.{0,120}",
        r"(?:click|tap) (?:here|to)\b.{0,160}",
        r"(?:getting your trinity audio player ready|listen to (?:this )?article|your browser does not support).{0,120}",
        r"(?:story|article) continues (?:below|after).{0,60}|(?:advertisement|ad) feedback|continue reading.{0,60}|scroll (?:down|to continue).{0,60}",
        r"(?:do you have|got|have) (?:a|any) (?:story|news tip|tip|question)s?\b.{0,200}",
        r"(?:download|get) (?:the|our) .{0,40}\bapp\b.{0,120}",
        r"(?:thank you|thanks) for (?:subscribing|reading|signing up).{0,80}",
        r"(?:by signing up|by subscribing|by clicking|by registering|this site is protected)\b.{0,300}",
        r"(?:tags|topics|filed under|categories|keywords|in this (?:article|story)|more (?:stories|news))\s*:?.{0,160}",
        r"this (?:content|video|website|site) (?:is|uses|requires)\b.{0,160}",
        r"(?:we use cookies|accept (?:all )?cookies|cookie (?:policy|settings)|privacy policy|terms (?:of (?:use|service)|and conditions)).{0,120}",
    )
]
_FILE_NAME = re.compile(r"^[\w%()@+~ .,-]{1,150}\.(?:jpe?g|png|gif|webp|svg|tiff?|bmp|heic|mp4|pdf)$", _I)
_SOURCE = re.compile(
    r"^\(?\s*(?:source|with (?:inputs|files|reports?) from|via|agencies)\s*[:：-]?\s*(?P<who>[A-Z][\w .&/,'-]{1,60}?)\s*[.)]*$",
    _I,
)
_READ_AT = re.compile(r"https?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+", _I)
_FULL_AT = re.compile(
    r"^(?:read|see|find|view)\b.{0,40}\b(?:full|whole|original|entire|complete|rest)\b.{0,40}\b(?:at|on|here|in|from)\b",
    _I,
)
_MORE = re.compile(
    r"^(?:more (?:from|on|in|by|about|stories|news|like this)\b.{0,80}|related(?: (?:articles?|stories|content|news|topics|posts|coverage|links))?\s*:?|"
    r"you (?:may|might) (?:also )?(?:like|be interested in|enjoy).{0,40}|(?:most|trending|popular|top|latest|recommended|editor'?s?|editors’?|also|other|further)\b"
    r"(?: (?:read|viewed|popular|now|news|stories|articles|reading|picks?|posts|for you|in|on|headlines|this week|today|shared|commented|s))+.{0,40}|"
    r"recommended(?: for you| reading| stories)?\s*:?|read (?:next|also|more on this(?: story)?|these next)\s*:?|up next|don'?t miss\s*:?|"
    r"(?:see|also) also\s*:?|see more\s*:?|what to read next|in other news\s*:?|elsewhere on\b.{0,60}|from around the web|promoted stories)$",
    _I,
)


def is_furniture(text: str) -> bool:
    """Whether the whole line is page furniture: a newsletter's pitch, a prompt, a counter, a rights line."""
    if len(text) > 320:
        return False
    bare = text.strip(" .!|>»›→:*•-–—[](){}")
    return bool(bare) and any(pattern.fullmatch(bare) for pattern in _LINES)


def is_file_name(text: str) -> bool:
    """Whether the line is the name of a picture's or another file, as dumps give for a missing caption."""
    return bool(_FILE_NAME.match(text)) and len(text.split()) <= 8


def source_note(text: str) -> str | None:
    """The agency in a line such as "Source: Xinhua." or "(With inputs from PTI)"; None for any other line."""
    if len(text) > 90 or not (match := _SOURCE.match(text)):
        return None
    return match.group("who").strip(" .,")


def full_text_at(text: str) -> str | None:
    """The address in "Read the full article at …", or "" when it names none; None for any other line."""
    if len(text) > 400 or not _FULL_AT.match(text):
        return None
    match = _READ_AT.search(text)
    return match.group().rstrip(".,;") if match else ""


def is_more_header(text: str) -> bool:
    """Whether the line heads a list of other stories: "More from …", "Related stories", "Most read"."""
    return (
        len(text) <= 110 and len(text.split()) <= 12 and bool(_MORE.match(text.strip(" .:*|>»-–—").replace("’", "'")))
    )
