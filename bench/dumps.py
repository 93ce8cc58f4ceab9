"""Plain-text dumps made out of news pages, to measure how dumps are read.

    dumps.py PAGES_DIR OUT_DIR [--seed N] [--variants N]

Writes NAME.N.txt (the dump) beside NAME.N.json: title, authors, published and body as a careful reader takes
them, and which of these survive in the dump. PAGES_DIR holds NAME.html.gz beside NAME.json, as ../shared/pages does.

A dump is made in one of two ways. "stripped": the page's region that holds title and text, all markup off, with
everything that stood between (buttons, captions, pitches, other stories). "composed": the parts a careful reader
takes, put into one column the way real dumps have them, with parts from the page around them. Then it suffers what
dumps suffer: no blank lines, bullets, lines wrapped at 72 columns, references left over, non-breaking spaces, a day
glued before the first words, a wire dateline, captions twice or as file names, the lead twice (once with straight,
once with curly quotes), names dropped from the byline that stand in the bios, pitches, source notes.

The seed is fixed: it was committed before any rule was tuned on what comes out.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html

SEED = 20170510
VARIANTS = 3

_SKIP = {
    "script",
    "style",
    "noscript",
    "svg",
    "template",
    "iframe",
    "form",
    "button",
    "select",
    "head",
    "nav",
    "footer",
    "object",
}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "ins",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "wbr",
}
_PLACES = ("LONDON", "BRUSSELS", "WASHINGTON", "GENEVA", "NAIROBI", "NEW DELHI", "MEXICO CITY")
_AGENCIES = ("Reuters", "AP", "AFP", "Xinhua")
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Dump:
    """A dump and what should be read in it: `authors` whose names survive, `title` or None where it does not."""

    name: str
    way: str
    text: str
    title: str | None
    authors: list[str]
    published: str | None
    body: str


def folded(text: str) -> str:
    """Text for comparing: lower case, straight quotes, single spaces."""
    text = text.translate(str.maketrans("‘’“”–—\u00a0", "''\"\"-- ")).casefold()
    return re.sub(r"\s+", " ", text).strip()


def blocks(element: lxml.html.HtmlElement) -> list[str]:
    """The texts of an element's blocks, in order, markup off."""
    out: list[str] = []
    line: list[str] = []

    def flush() -> None:
        text = re.sub(r"\s+", " ", "".join(line)).strip()
        line.clear()
        if text:
            out.append(text)

    stack: list[tuple[str, object]] = [("open", element)]
    while stack:
        kind, node = stack.pop()
        if kind == "text":
            line.append(str(node))
        elif kind == "flush":
            flush()
        elif isinstance(node, lxml.html.HtmlElement) and isinstance(node.tag, str):
            inline = node.tag in _INLINE
            todo: list[tuple[str, object]] = []
            if node.tag not in _SKIP:
                if not inline:
                    flush()
                todo.append(("text", node.text or ""))
                for child in node:
                    todo.append(("open", child))
                    todo.append(("text", child.tail or ""))
                if not inline:
                    todo.append(("flush", None))
            stack.extend(reversed(todo))
    flush()
    return out


def region(tree: lxml.html.HtmlElement, title: str, paragraphs: list[str]) -> lxml.html.HtmlElement:
    """The lowest element that holds the page's heading and its text."""
    wanted = {folded(p)[:80] for p in paragraphs if len(p) > 60}
    found = [
        e
        for e in tree.iter("p", "div", "h2", "h3")
        if e.text_content() and folded(e.text_content())[:80] in wanted and len(e.text_content()) < 5000
    ]
    headings = list(tree.iter("h1"))
    heading = next(
        (h for h in headings if folded(h.text_content()) == folded(title)), headings[0] if headings else None
    )
    members = ([heading] if heading is not None else []) + found
    if not found:
        body = tree.find(".//body")
        return body if body is not None else tree
    common = [members[0], *members[0].iterancestors()]
    for member in members[1:]:
        line = {id(a) for a in (member, *member.iterancestors())}
        common = [a for a in common if id(a) in line] or common[-1:]
    return common[0]


def parts(tree: lxml.html.HtmlElement) -> dict[str, list[str]]:
    """What else the page has that dumps carry along: captions, a description, headlines of other stories."""
    captions = [" ".join(e.text_content().split()) for e in tree.iter("figcaption")]
    described = [
        m.get("content", "")
        for m in tree.iter("meta")
        if (m.get("property") or m.get("name")) in ("og:description", "description")
    ]
    stories = [
        " ".join(e.text_content().split())
        for e in tree.iter("h2", "h3", "h4")
        if e.find(".//a") is not None or (e.getparent() is not None and e.getparent().tag == "a")
    ]
    return {
        "captions": [c for c in captions if 20 < len(c) < 300],
        "dek": [d.strip() for d in described if 20 < len(d.strip()) < 300],
        "stories": list(dict.fromkeys(s for s in stories if 20 < len(s) < 140)),
    }


def curled(text: str, rng: random.Random) -> str:
    """The other kind of quotes: curly where they are straight, straight where they are curly."""
    if any(c in text for c in "‘’“”"):
        return text.translate(str.maketrans("‘’“”", "''\"\""))
    text = re.sub(r'"([^"]*)"', "“\\1”", text)
    return re.sub(r"(\w)'(\w)", "\\1’\\2", text)


def compose(gold: dict[str, object], extra: dict[str, list[str]], rng: random.Random) -> list[str]:
    """One column out of what a careful reader takes, with the doubles, losses and additions of real dumps."""
    title, authors, day = str(gold["title"]), [str(a) for a in gold["authors"]], str(gold["published"] or "")  # type: ignore[union-attr]
    body = paragraphs(str(gold["body"]))
    out: list[str] = []
    section = rng.choice([None, "World", "The Briefing", "NEWS | ANALYSIS", "Politics"])
    if section:
        out.append(section)
        if section == "The Briefing" and rng.random() < 0.5:
            out.append("The Briefing looks behind the day's events, from the capitals to the provinces.")
    out.append(title)
    dek = extra["dek"][0] if extra["dek"] and rng.random() < 0.5 else None
    if dek and not folded(body[0] if body else "").startswith(folded(dek)[:40]):
        out.append(dek)
    bios: list[str] = []
    if authors:
        style = rng.choice(["by", "BY", "dropped", "bare", "dated"])
        joined = " and ".join([", ".join(authors[:-1]), authors[-1]]) if len(authors) > 1 else authors[0]
        if style == "dropped" and all(len(a.split()) > 1 for a in authors):
            jobs = ["a senior reporter covering trade", "a correspondent in Geneva", "a staff writer"][: len(authors)]
            out.append("By " + ", and ".join(f", {job}" for job in jobs).replace(", and , ", ", and , ") + ".")
            bios = [f"{a} is {job}. Twitter: @{a.split()[0].lower()}" for a, job in zip(authors, jobs, strict=False)]
            if len(authors) > len(jobs):
                bios += [f"{a} is a staff writer." for a in authors[len(jobs) :]]
        elif style == "bare":
            out.append(joined)
        elif style == "dated" and day:
            out.append(f"By {joined} | {spelled(day)}")
        else:
            out.append(("BY " + joined.upper()) if style == "BY" else "By " + joined)
    if day and rng.random() < 0.5:
        out.append(
            rng.choice([day, spelled(day), "Published: " + spelled(day), "Updated " + spelled(day) + " at 10:14 am"])
        )
    if extra["captions"]:
        caption = rng.choice(extra["captions"])
        out += rng.choice(
            [[caption, caption], ["FILE PHOTO: " + caption], [caption, caption], ["GettyImages-1234567.jpg"]]
        )
    lead = 1 if rng.random() < 0.5 else min(3, len(body))
    text = list(body)
    if text and rng.random() < 0.4:
        place, agency = rng.choice(_PLACES), rng.choice(_AGENCIES)
        text[0] = (
            rng.choice(
                [
                    f"{place} ({agency}) - ",
                    f"{place}, {spelled(day).rsplit(',', 1)[0]} ({agency}) — " if day else f"{place} — ",
                ]
            )
            + text[0]
        )
    elif text and day and rng.random() < 0.4:
        text[0] = rng.choice([f"date {day}", f"{day} "]) + text[0]
    if rng.random() < 0.5:
        out += text[:lead]
        out += [curled(p, rng) for p in text[:lead]] if rng.random() < 0.5 else text[:lead]
        out += text[lead:]
    else:
        out += text
    if len(text) > 6 and rng.random() < 0.5:
        out.insert(
            len(out) - 3,
            rng.choice(
                [
                    "Sign up for our morning newsletter to get the day's stories in your inbox.",
                    "Read more: " + (extra["stories"] or ["What comes next"])[0],
                    "ADVERTISEMENT",
                ]
            ),
        )
    if rng.random() < 0.4:
        out.append(rng.choice(["Photo credit: JANE SAMPLE/AFP/Getty Images", "Photograph: Jane Sample/EPA"]))
    out += bios
    if rng.random() < 0.3:
        out.append(
            rng.choice(
                [
                    "Source: Xinhua.",
                    "Read the full article at https://example.org/story",
                    "© 2024 Example Media. All rights reserved.",
                ]
            )
        )
    if extra["stories"] and rng.random() < 0.6:
        out.append(rng.choice(["More from The Briefing", "Related stories", "Most read"]))
        for story in extra["stories"][:4]:
            out += (
                [story]
                if rng.random() < 0.5
                else [f"A picture that goes with {story[:20]}", f"A picture that goes with {story[:20]}", story]
            )
    return out


def paragraphs(body: str) -> list[str]:
    """The paragraphs of a gold body."""
    return [" ".join(p.split()) for p in re.split(r"\n+", body) if p.strip()]


def spelled(day: str) -> str:
    """ "2017-05-09" as "May 9, 2017"."""
    year, month, number = day.split("-")
    return f"{_MONTHS[int(month) - 1]} {int(number)}, {year}"


def damage(lines: list[str], rng: random.Random) -> str:
    """The column as a text file: blank lines or none, bullets, wrapping, references left over, non-breaking spaces."""
    if rng.random() < 0.15:
        lines = [f"• {line}" if len(line.split()) > 12 and rng.random() < 0.5 else line for line in lines]
    gap = rng.choice(["\n\n", "\n\n", "\n"])
    if rng.random() < 0.2:
        lines = ["\n".join(textwrap.wrap(line, 72)) for line in lines]
        gap = "\n\n"
    text = gap.join(lines)
    if rng.random() < 0.25:
        text = html.escape(text, quote=True).replace("’", "&rsquo;").replace("—", "&mdash;")
    if rng.random() < 0.25:
        text = "".join("\u00a0" if c == " " and rng.random() < 0.03 else c for c in text)
    return text + rng.choice(["", "\n", "\n\n"])


def make(name: str, page: bytes, gold: dict[str, object], variant: int, seed: int = SEED) -> Dump:
    """One dump of one page: the same for the same name, variant and seed."""
    rng = random.Random(f"{seed}:{name}:{variant}")
    tree = lxml.html.fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))
    way = "stripped" if variant % 3 == 0 else "composed"
    if way == "stripped":
        lines = blocks(region(tree, str(gold["title"]), paragraphs(str(gold["body"]))))
    else:
        lines = compose(gold, parts(tree), rng)
    text = damage(lines, rng)
    shown = folded(html.unescape(text))
    survived = [str(a) for a in gold["authors"] if folded(str(a)) in shown]  # type: ignore[union-attr]
    title = str(gold["title"]) if folded(str(gold["title"])) in shown else None
    return Dump(
        f"{name}.{variant}",
        way,
        text,
        title,
        survived,
        str(gold["published"]) if gold["published"] else None,
        str(gold["body"]),
    )


def make_all(pages: Path, seed: int = SEED, variants: int = VARIANTS) -> Iterator[Dump]:
    """The dumps of every page of a folder, in the order of their names."""
    for packed in sorted(pages.glob("*.html.gz")):
        name = packed.name.removesuffix(".html.gz")
        gold = json.loads((pages / f"{name}.json").read_text(encoding="utf-8"))
        page = gzip.decompress(packed.read_bytes())
        for variant in range(variants):
            yield make(name, page, gold, variant, seed)


def main() -> None:
    """Write the dumps of a folder of pages into another folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--variants", type=int, default=VARIANTS)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for dump in make_all(args.pages, args.seed, args.variants):
        (args.out / f"{dump.name}.txt").write_text(dump.text, encoding="utf-8")
        fields = {k: getattr(dump, k) for k in ("way", "title", "authors", "published", "body")}
        (args.out / f"{dump.name}.json").write_text(json.dumps(fields, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
