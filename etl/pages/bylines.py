"""Bylines and picture credits: who wrote it, who took the picture, for whom."""

from __future__ import annotations

import re

from etl.pages.clean import tidy
from etl.pages.days import day_in, without_dates
from etl.pages.document import Byline
from etl.pages.names import is_name, leading, untitled, written

BY = re.compile(
    r"^(?:(?:story|words?|text|written|reported|reporting|report|compiled|analysis|opinion|review|interview|edited\s+and\s+compiled)\s+)?by\b[:\s]*",
    re.I,
)
# "(Reporting by A and B; editing by C)", "Additional reporting by D": only the first kind are authors.
REPORTING = re.compile(
    r"^\(?\s*((?:additional\s+)?(?:reporting|writing|written|compiled|reported)(?:\s+and\s+(?:writing|editing))?)\s+by\s+(.+?)\)?\.?$",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:,\s*and\b|\band\b|&|\bwith\b|;|,|\||•|·|/)\s*", re.I)
_HANDLE = re.compile(r"(?:\b(?:twitter|x|email|follow|instagram)\s*:?\s*)?@\w[\w.]*", re.I)
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_NOT_AUTHORED = re.compile(r"\b(?:edit|photograph|illustrat|translat|produc)\w*\s+by\b", re.I)

AGENCIES = {
    name.lower(): name
    for name in (
        "Reuters", "Associated Press", "The Associated Press", "AP", "AFP", "Agence France-Presse", "Xinhua", "Bloomberg", "UPI",
        "TASS", "Interfax", "dpa", "ANSA", "EFE", "Kyodo", "Yonhap", "PTI", "ANI", "IANS", "PA", "PA Media", "Press Association", "CNA",
        "Getty Images", "Getty", "EPA", "Anadolu", "Anadolu Agency", "Canadian Press", "The Canadian Press", "AAP", "CNN", "BBC",
    )
}  # fmt: skip


_GLUED_BY = re.compile(r"^(?:by|By|BY)(?=[A-Z][a-z])")
_GENERIC = re.compile(
    r"\b(?:staff|reporters?|editors?|editorial|correspondents?|writers?|desk|team|admin\w*|newsroom|agenc(?:y|ies)|contributors?|guest|author|board|"
    r"columnists?|service|bureau|online|sponsored|our|the|special|partner|promoted)\b",
    re.I,
)


_WITHIN = re.compile(
    r"[|•·]\s*(?:written |words |story )?by:?\s+(.+)$", re.I
)  # "News | 5 hours ago | Written by A. Name"


def unglued(text: str) -> str:
    """A byline whose "by" sticks to the name ("bySauli Giliard"), with a space between; any other text tidied."""
    return _GLUED_BY.sub("By ", tidy(text))


def _undated(text: str) -> str:
    return (
        without_dates(text)
        if day_in(text)
        or re.search(r"\b(?:published|updated|posted)\b|\bago\b|\b\d+ (?:hour|day|minute)s?$", text, re.I)
        else text
    )


def split_authors(text: str) -> list[str]:
    """The person names in a byline such as "By A. B. Carter and Dana de Vries, Foreign Desk", in order, as a reader writes them.

    What is no name (a job, a paper, a place, an agency, a handle) is left out.
    """
    text = unglued(text)[:1000]
    if (match := _WITHIN.search(text)) and not BY.match(text):
        text = match.group(1)
    text = _undated(BY.sub("", text))
    text = _EMAIL.sub(" ", text)
    text = _HANDLE.sub(" ", text)
    text = _NOT_AUTHORED.split(text)[0]
    text = re.sub(r"\(([^()]*)\)", " ", text)
    text = re.sub(r"\s+(?:in|for|at|from|of)\s+(?:the\s+)?(?=[A-Z]).*$", "", text) if not is_name(text) else text
    names: list[str] = []
    for part in _SPLIT.split(text):
        part = BY.sub("", part.strip(" .,:;-–—|"))
        if not is_name(part) or re.search(r"[a-z]The\b", part):
            part = leading(part) or ""
        if part:
            name = untitled(written(part))
            if name not in names:
                names.append(name)
    return names


def is_within(text: str) -> bool:
    """Whether a line of several fields has a byline among them ("News | 5 hours ago | Written by A. Name")."""
    return _WITHIN.search(text) is not None and bool(split_authors(text))


def is_only_names(text: str) -> bool:
    """Whether a line is a byline: it says "by", or holds nothing but names (and commas, "and", bars)."""
    text = _undated(unglued(text))
    if BY.match(text) or _WITHIN.search(text):
        return True
    parts = [p for p in _SPLIT.split(text) if p]
    named = [p for p in parts if is_name(p) or leading(p)]
    return 0 < len(parts) <= 6 and bool(named) and all(is_name(p) or agency(p) or leading(p) for p in parts)


def agency(text: str) -> str | None:
    """The agency that a byline or a source note names, in its own spelling, or None."""
    bare = _undated(BY.sub("", unglued(text))).strip(" .()")
    return AGENCIES.get(bare.lower())


def body(text: str) -> str | None:
    """The body that a line credits as its author by name ("By Norlys"): an agency, or capitalised words that are no desk and no staff."""
    if name := agency(text):
        return name
    text = unglued(text)
    if not (match := BY.match(text)):
        return None
    rest = _undated(text[match.end() :]).split(",")[0].strip(" .")
    parts = rest.split()
    if 0 < len(parts) <= 3 and len(rest) > 1 and all(p[:1].isupper() for p in parts) and not _GENERIC.search(rest):
        return rest
    return None


def authors(text: str, paragraph: int | None = None) -> list[Byline]:
    """The bylines in a line of byline: its people, else the body that it names."""
    found = [Byline(name, tidy(text), paragraph=paragraph) for name in split_authors(text)]
    if not found and (name := body(text)):
        found = [Byline(name, tidy(text), "organization", "author", None, paragraph)]
    return found


_CREDIT = re.compile(
    r"^\(?\s*(?:(?:photo(?:graph)?|picture|image|illustration)s?(?:\s+(?:credit|source|courtesy))?|credits?|main image|pictured)\s*"
    r"(?:by\b|:|/|\bof\b|\||\bcourtesy of\b)\s*(?:by\s+)?(?P<who>\S.*?)\)?\.?$",
    re.I,
)
_AGENCY_PHOTO = re.compile(r"^\(?(?P<org>[A-Z][A-Za-z]+)(?:\s+(?:Photo|File Photo|Images))?\s*/\s*(?P<who>[^/()]+)\)?$")
_ORG_WORDS = re.compile(
    r"\b(?:images?|photos?|pictures?|press|agency|pool|handout|news|reuters|afp|ap|epa|getty|via|twitter|x)\b", re.I
)


def is_credit(text: str) -> bool:
    """Whether a line is a picture's credit and nothing else: "Photo: A. Name/AFP", "(AP Photo/A. Name)", "NAME / POOL"."""
    if len(text) > 200 or len(text := tidy(text)) > 150 or len(text.split()) > 14:
        return False
    if _CREDIT.match(text):
        return True
    bare = text.strip("()")
    if "/" in bare and not re.search(r"https?:|[a-z]{3}\.\s", bare):
        parts = [p.strip() for p in bare.split("/")]
        return (
            any(agency(p) or _ORG_WORDS.search(p) for p in parts)
            and all(p and len(p.split()) <= 5 for p in parts)
            and (all(is_name(p) or agency(p) or _ORG_WORDS.search(p) or p.isupper() for p in parts))
        )
    return bool(
        re.fullmatch(r"(?:[A-Z][\w.'-]+ ){1,4}via (?:[A-Z]\w+ ?){1,3}|Getty Images?|AFP|Reuters|AP(?: Photo)?", bare)
    )


def credit(text: str, paragraph: int | None = None) -> Byline | None:
    """A picture's credit as a byline: photographer with organization, or the agency alone. None for an empty one."""
    text = tidy(text)
    match = _CREDIT.match(text)
    who = (match.group("who") if match else text).strip(" ().")
    if not who:
        return None
    if m := re.match(r"^(?:AP|EPA|REX|PA)\s+Photo\s*/\s*(.+)$", who, re.I):
        who = f"{m.group(1)}/{who[: m.start(1)].split()[0]}"
    parts = [p.strip() for p in re.split(r"\s*/\s*|\s+via\s+|\s+[-–—|]\s+|,\s+", who) if p.strip()]
    people = [p for p in parts if is_name(p) and not _ORG_WORDS.search(p)]
    if people:
        rest = [p for p in parts if p != people[0] and not re.fullmatch(r"file(?: photo| image)?", p, re.I)]
        return Byline(written(people[0]), text, "person", "photographer", "/".join(rest) or None, paragraph)
    return Byline("/".join(parts), text, "organization", "agency", None, paragraph)


_CREDIT_SIGNS = ("/", "photo", "picture", "image", "getty", "handout", "pool", "credit", "illustration", "(")


def split_caption(text: str) -> tuple[str, str | None]:
    """A caption and the credit glued to its end, if it has one: "(J. Silva/ABC)", "REUTERS/Name", "NAME/AGENCY", "Photo by Name"."""
    text = tidy(text)
    low = text.lower()
    if not any(sign in low for sign in _CREDIT_SIGNS):
        return text, None
    if (m := re.match(r"^(?P<caption>.*\S)\s*\((?P<credit>[^()]{2,40})\)\.?$", text)) and agency(m.group("credit")):
        return m.group("caption"), m.group("credit")
    for pattern in (
        r"^(?P<caption>.*\S)\s+(?P<credit>(?:AP|EPA|REX|PA) Photo\s?/\s?.{2,60})$",
        r"^(?P<caption>.*[.!?”\"'’)])\s+(?P<credit>(?:[A-Z][\w.'’-]+\s){1,3}[A-Z]?[\w.'’-]*\s?/\s?[A-Z][\w /.&-]{1,40})$",
        r"^(?P<caption>.*\S)\s*\((?P<credit>[^()]*(?:/|Photo|photo|Image|Getty)[^()]*)\)\.?$",
        r"^(?P<caption>.*?[.!?”\"'’)])\s*(?P<credit>(?:Photo(?:graph)?|Picture|Image|Illustration|Credit)s?(?:\s+credits?)?(?:\s+by|\s*:)\s*.{2,80})$",
        r"^(?P<caption>.*[.!?”\"'’)])\s*(?P<credit>(?:REUTERS|AFP|EPA|AP(?: Photo)?)/.{2,60})$",
        r"^(?P<caption>.*[a-z][.!?”\"'’)]*)\s+(?P<credit>[^\Wa-z][^a-z]{4,60})$",
    ):
        if (
            (m := re.match(pattern, text))
            and len(m.group("caption")) > 8
            and (
                re.search(r"[^\W\d_]\s*/\s*[^\W\d_]", m.group("credit"))
                or re.search(r"photo|image|picture|getty|handout|pool", m.group("credit"), re.I)
            )
        ):
            return m.group("caption"), m.group("credit").strip()
    return text, None
