"""Markdown with YAML front matter: what the front matter states is taken first, the rest is read as the paragraphs of a dump."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from etl.errors import InputError
from etl.pages import bylines, days
from etl.pages.clean import clipped, tidy, unescape
from etl.pages.document import Byline, Document, Paragraph
from etl.pages.layout import Line
from etl.pages.links import Anchor, place, safe_url
from etl.pages.text import arrange

_FRONT = re.compile(r"\A\s*---[ \t]*\r?\n(?P<yaml>.*?)(?:\r?\n)?^(?:---|\.\.\.)[ \t]*$(?:\r?\n)?", re.S | re.M)
_MAX_FRONT = 64 * 1024  # characters of front matter
_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


def has_front_matter(text: str) -> bool:
    """Whether a text opens with YAML front matter."""
    return text.lstrip("\ufeff \n\r\t").startswith("---") and _FRONT.match(text[: _MAX_FRONT + 16]) is not None


def front_matter(text: str, name: str | None = None) -> tuple[dict[str, Any], str]:
    """The front matter's fields as strings or lists of strings, and the text after it. Raises InputError when it is no YAML mapping."""
    match = _FRONT.match(text)
    if not match:
        return {}, text
    raw = match.group("yaml")
    # A document that nests is no front matter of an article; deep nesting exhausts the parser's stack.
    if (
        len(raw) > _MAX_FRONT
        or sum(map(raw.count, "[{")) > 200
        or raw.count("- - ") > 20
        or re.search(r"^ {60}", raw, re.M)
    ):
        raise InputError("front matter is too long or too deeply nested", file=name, remedy="keep to simple fields")
    try:
        fields = yaml.load(raw, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 2}" if mark else None
        raise InputError(
            "front matter is not valid YAML", file=name, place=where, remedy="mend it, or remove it"
        ) from error
    if fields is None or fields == "":
        return {}, text[match.end() :]
    if not isinstance(fields, dict):
        raise InputError("front matter is not a mapping of fields", file=name, remedy="write it as 'title: …' lines")
    return {str(k).strip().lower(): v for k, v in fields.items()}, text[match.end() :]


def _first(fields: dict[str, Any], *names: str, limit: int = 500) -> str | None:
    for key in names:
        value = fields.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and (short := clipped(unescape(value), limit)):
            return short
    return None


def _people(fields: dict[str, Any]) -> list[Byline]:
    out: list[Byline] = []
    for key in ("author", "authors", "byline", "by"):
        value = fields.get(key)
        for entry in value if isinstance(value, list) else [value]:
            text = entry.get("name") if isinstance(entry, dict) else entry
            if isinstance(text, str):
                out += bylines.authors(text[:500])
        if out:
            break
    return out


def read(text: str, *, url: str | None = None, name: str | None = None) -> Document:
    """Read Markdown that is already decoded. Raises InputError for front matter that is no YAML mapping."""
    fields, rest = front_matter(text, name)
    lines, anchors, heading = blocks(rest)
    title = _first(fields, "title", "headline") or heading
    address = url or safe_url(
        _first(fields, "source_url", "url", "link", "canonical", "canonical_url", "permalink", "source", limit=2000)
    )
    document = arrange(lines, title=title, url=address, name=name, form="markdown")
    published, origin = document.published, document.published_from
    for key in ("published_time", "published", "date", "pubdate", "publish_date"):
        if day := days.stamp_day(fields.get(key)):
            published, origin = day, "front_matter"
            break
    dek = (
        _first(fields, "dek", "description", "subtitle", "standfirst", "summary", "excerpt", limit=1000) or document.dek
    )
    paragraphs = document.paragraphs
    if dek and not any(p.zone == "dek" for p in paragraphs) and not any(p.text == dek for p in paragraphs):
        at = 1 if paragraphs and paragraphs[0].zone == "title" else 0
        zoned = [(p.zone, p.text) for p in paragraphs]
        zoned.insert(at, ("dek", dek))
        paragraphs = tuple(Paragraph(n, zone, value) for n, (zone, value) in enumerate(zoned))
    stated = _people(fields)
    return dataclasses.replace(
        document,
        dek=dek,
        section=_first(fields, "section", "category", "categories", "tags", limit=120) or document.section,
        bylines=(*stated, *(b for b in document.bylines if not (stated and b.role == "author"))),
        published=published,
        published_basis="stated" if published else "unknown",
        published_from=origin,
        language=_first(fields, "lang", "language", limit=12) or document.language,
        publisher=_first(fields, "publisher", "site", "site_name", "publication", limit=120) or document.publisher,
        paragraphs=paragraphs,
        links=place(paragraphs, anchors),
    )


FEW = 4  # lines of a list
LINE = 160  # characters of one, at most
_BLANK = re.compile(
    r"^[^\S\n]+$", re.M
)  # of spaces that do not break, too, which parts paragraphs to whoever looks at it


def blocks(text: str) -> tuple[list[Line], list[Anchor], str | None]:
    """The paragraphs of Markdown without its marks, the links in them, and its first heading of level one."""
    lines: list[Line] = []
    anchors: list[Anchor] = []
    title: str | None = None
    tokens = _PARSER.parse(_BLANK.sub("", text))
    for index, token in enumerate(tokens):
        if token.type == "inline" and token.children:
            before = tokens[index - 1]
            parts = _flat(token.children, anchors)
            if before.type == "heading_open" and before.tag == "h1" and title is None and not lines:
                title = clipped(" ".join(parts), 500)
                continue
            lines += [Line(part, True) for part in parts]
        elif token.type in ("fence", "code_block"):
            lines += [Line(shown, True) for part in token.content.split("\n\n") if (shown := tidy(part))]
        elif token.type == "html_block":
            bare = re.sub(r"<!--.*?-->|<[^<>]*>", " ", token.content, flags=re.S)
            lines += [Line(shown, True) for part in bare.split("\n\n") if (shown := tidy(unescape(part)))]
    return lines, anchors, title


def _is_list(children: list[Token]) -> bool:
    """Whether hard breaks part the lines of a list ("Ana Duarte, Norlys"): many short lines, few of which end as a sentence does."""
    lines = "".join("\n" if t.type == "hardbreak" else t.content or " " for t in children).split("\n")
    open_ended = [x for x in lines if len(x) <= LINE and not re.search(r"[.!?;:,][\"'”’)]*\s*$", x)]
    return len(lines) >= FEW and len(open_ended) >= 0.8 * len(lines)


def _flat(children: list[Token], anchors: list[Anchor]) -> list[str]:
    """The text of inline tokens, split where a hard break follows a full sentence, or a line that is all in bold, which is a heading, and at
    every one in a list; links are added to `anchors`."""
    listed = _is_list(children)
    parts = [""]
    opened: list[tuple[str | None, int]] = []
    bold, heading = 0, True
    for token in children:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        if token.type in ("text", "code_inline", "text_special"):
            parts[-1] += token.content
            heading = heading and (bold > 0 or not token.content.strip())
        elif token.type == "softbreak":
            parts[-1] += " "
        elif token.type == "hardbreak":
            titled = heading and bool(parts[-1].strip())
            if (listed or titled or re.search(r"[.!?:][\"'”’)]*\s*$", parts[-1])) and not opened:
                parts.append("")
                heading = True
            else:
                parts[-1] += " "
        elif token.type == "link_open":
            opened.append((safe_url(str(token.attrs.get("href", ""))), len(parts[-1])))
        elif token.type == "link_close" and opened:
            href, start = opened.pop()
            shown = tidy(parts[-1][start:])
            if href and shown:
                anchors.append(Anchor(shown, href))
    return [shown for part in parts if (shown := tidy(re.sub(r"\*{2,}", "", part)))]
