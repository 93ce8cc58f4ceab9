"""Claims in any number that are distributed as the real corpus's are: names, spellings, offices, dates, articles beside registers.

    synthetic.py CLAIMS_DIR COUNT OUT.jsonl.gz

The real claims are taken again and again. Each time a part of the states gets other people: every letter of their names is exchanged (vowels for
vowels, consonants for consonants), so that "Sergei" and "Sergey" are as far apart as before and names are as long, as frequent and as often shared.
The people of the other states come again, as they do in a larger archive, in other articles on other days. A claim is a person, a capacity or an
event as one item tells it. The seed is fixed; the same count gives the same claims.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.claims import Item, from_json, read_lines, write_items
from etl.errors import InputError

SEED = 18150609
DAYS = 400  # by which an item's dates move, at most
RENAMED = 0.7  # share of the states whose people are others in a further round
ONCE = {"pocom", "executive"}  # registers of officers: there are no more of them when there are more articles
_DAY = re.compile(r"\b(1[5-9]\d\d|20\d\d)-(\d\d)-(\d\d)\b")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvz"


def claims_of(item: dict[str, Any]) -> int:
    """How many claims an item makes: people, capacities, events."""
    return sum(len(item.get(kind, ())) for kind in ("people", "affiliations", "events"))


def corpus(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """The real items with their sources, mixed by a hash of their keys, so that every part of them is like the whole."""
    found = [
        (path.name.removesuffix(".jsonl.gz"), json.loads(line))
        for path in sorted(folder.glob("*.jsonl.gz"))
        for _, line in read_lines(path)
    ]
    return sorted(found, key=lambda pair: hashlib.sha256(pair[1]["key"].encode()).digest())


def generate(folder: Path, count: int, seed: int = SEED) -> Iterator[Item]:
    """Items that make `count` claims or a few more, out of the claims files of a folder. Raises InputError where it has none."""
    real = corpus(folder)
    if not any(claims_of(item) for _, item in real):
        raise InputError("no claims to make more of", file=str(folder), remedy="give --claims DIR, or build first")
    made, turn = 0, 0
    while made < count:
        letters = _letters(random.Random(f"{seed}:{turn}"))
        for source, item in real:
            if turn and source in ONCE:
                continue
            other = again(item, turn, letters, seed) if turn else item
            made += claims_of(other)
            yield from_json(Item, other)
            if made >= count:
                return
        turn += 1


def _letters(rng: random.Random) -> dict[int, int]:
    table: dict[int, int] = {}
    for group in (_VOWELS, _CONSONANTS):
        mixed = list(group)
        rng.shuffle(mixed)
        table |= {ord(a): ord(b) for a, b in zip(group, mixed, strict=True)}
        table |= {ord(a.upper()): ord(b.upper()) for a, b in zip(group, mixed, strict=True)}
    return table


def again(item: dict[str, Any], turn: int, letters: dict[int, int], seed: int) -> dict[str, Any]:
    """An item as one of a further round: another key, other days, and other people where their state's are others this time."""
    mark = f"c{turn}"
    moved = random.Random(f"{seed}:{turn}:{item['key']}").randint(-DAYS, DAYS)
    new: dict[str, Any] = json.loads(_DAY.sub(lambda m: _later(m, moved), json.dumps(item)))
    new["key"] = f"{item['key']}~{mark}"
    for person in new.get("people", ()):
        if renamed(person.get("country"), turn, seed):
            person["name"] = person["name"].translate(letters)
            for field in ("names", "mentions"):
                if field in person:
                    person[field] = [n.translate(letters) for n in person[field]]
            for field in ("family_name", "given_name"):
                if person.get(field):
                    person[field] = person[field].translate(letters)
            if "identifiers" in person:
                person["identifiers"] = [[scheme, f"{value}-{mark}"] for scheme, value in person["identifiers"]]
    if "record" in new:
        new["record"]["record_id"] = new["key"]
        new["record"]["native_id"] = f"{new['record']['native_id']}~{mark}"
    if "article" in new:
        article = new["article"]
        for field in ("content_sha256", "text_sha256"):
            article[field] = hashlib.sha256(f"{article.get(field)}{mark}".encode()).hexdigest()
        if article.get("url"):
            article["url"] = f"{article['url']}?{mark}"
        if sketch := article.get("shingles"):
            salt = sketch[0] * (turn * 7919) & 0xFFFFFFFF
            article["shingles"] = [sketch[0], *sorted(h ^ salt for h in sketch[1:])]
    return new


def renamed(country: str | None, turn: int, seed: int = SEED) -> bool:
    """Whether the people of a state are others in this round."""
    return random.Random(f"{seed}:{turn}:{country}").random() < RENAMED


def _later(match: re.Match[str], days: int) -> str:
    try:
        day = datetime.date(int(match[1]), int(match[2]), int(match[3])) + datetime.timedelta(days)
    except (ValueError, OverflowError):
        return match[0]
    return day.isoformat()


def main() -> None:
    """Write the items as a claims file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    write_items(args.out, args.out.name.removesuffix(".jsonl.gz"), generate(args.claims, args.count))


if __name__ == "__main__":
    main()
