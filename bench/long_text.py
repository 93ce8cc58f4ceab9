"""One long text: seconds a word and memory at 50,000 and 200,000 words, and an answer to what is no text: `python -m bench.long_text`."""

from __future__ import annotations

import itertools
import json
import sys
from typing import Any

from bench.measure import apart, clocked, peak_mb

SIZES = (50_000, 200_000)
GIVEN = ("Ana", "Otto", "Hugo", "Carla", "Elena", "Raul", "Petros", "Tarja", "Pavel", "Ines")
STATES = ("Peru", "Chile", "Kenya", "Norway", "Spain", "Finland", "Ghana", "Japan", "Poland", "Greece")
OFFICES = ("president", "foreign minister", "ambassador", "defence minister")
STEMS = ("Tel", "Bar", "Var", "Nov", "Hol", "Mor", "Kat", "Pra", "Sot", "Lin", "Ber", "Dul", "Fen", "Gor", "Hes")
ENDINGS = ("ler", "ner", "ga", "berg", "ando", "eva", "mann", "ovic", "sson", "etti", "enko", "aros")


def name_of(number: int) -> str:
    """One of 46,800 names; neighbours share neither given nor family name."""
    family = STEMS[number % len(STEMS)] + ENDINGS[number // len(STEMS) % len(ENDINGS)]
    turn = number // (len(STEMS) * len(ENDINGS))
    return f"{GIVEN[(number + turn) % len(GIVEN)]} {chr(65 + turn // len(GIVEN) % 26)}. {family}"


def text_of(words: int) -> list[str]:
    """Paragraphs of about so many words, in which new people go on coming."""
    numbers, states, offices = itertools.count(), itertools.cycle(STATES), itertools.cycle(OFFICES)
    out: list[str] = []
    count = 0
    while count < words:
        host, guest = name_of(next(numbers)), name_of(next(numbers))
        out.append(
            f"{host}, the {next(offices)} of {next(states)}, met {guest} of {next(states)} on Monday. Nothing came of it, though the "
            f"weather held. President {guest.split()[-1]} told reporters that trade had grown since 2001."
        )
        count += len(out[-1].split())
    return out


def one(words: int) -> dict[str, Any]:
    """Extract one text of so many words in this process."""
    from etl.extract import extract
    from etl.pages.document import Document, paragraphs

    extract(Document(form="text", language="en", paragraphs=paragraphs(("body", text_of(100)[0]))), "2010-05-05")
    document = Document(form="text", language="en", paragraphs=paragraphs(*(("body", t) for t in text_of(words))))
    row: dict[str, Any] = {"words": words}
    with clocked(row):
        item = extract(document, "2010-05-05")
    return row | {
        "people": len(item.people),
        "affiliations": len(item.affiliations),
        "events": len(item.events),
        "peak_mb": peak_mb(),
    }


def measure() -> list[dict[str, Any]]:
    """Each size in a process of its own."""
    return [apart("bench.long_text", size) for size in SIZES]


if __name__ == "__main__":
    print(json.dumps(one(int(sys.argv[1])) if len(sys.argv) > 1 else measure()))
