"""Short news articles in any number, written by template: who met whom, where and when are drawn from the registers.

    python -m bench.news COUNT OUT.jsonl

An article tells one encounter of the registers of travels and visits, with the people, titles, places and days of that entry, in the words of a news
agency; what kind of happening it is follows the frequencies of the White House's corpus, and every second sentence names nobody. The names come as
often as in the registers, so that a larger archive has more articles about the same people, and some new people, as a real one has. The seed is fixed:
the same count gives the same bytes. No sentence is anybody else's.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.measure import ROOT
from etl.claims import read_lines

SEED = 18150609
REGISTERS = ("travels", "visits")
DAYS = 1500  # by which the day of an encounter is moved, at most
KINDS = {"meeting": 48, "visit": 20, "call": 20, "agreement": 5, "attack": 4, "appointment": 3}  # of a hundred
HEADLINES = {
    "meeting": "{a} meets {b} in {place}",
    "visit": "{a} arrives in {place}",
    "call": "{a} speaks with {b}",
    "agreement": "{a} and {b} sign accord",
    "attack": "{a} and {b} discuss attack",
    "appointment": "{a} names new envoy",
}
LEADS = {
    "meeting": "{A} met {B} in {place} on {weekday}.",
    "visit": "{A} arrived in {place} on {weekday} for talks with {B}.",
    "call": "{A} spoke by telephone with {B} on {weekday}.",
    "agreement": "{A} and {B} signed an agreement on fisheries in {place} on {weekday}.",
    "attack": "{A} and {B} discussed the attack on a convoy when they met in {place} on {weekday}.",
    "appointment": "{A} appointed a new ambassador on {weekday}, a day after meeting {B} in {place}.",
}
SECONDS = (
    "{a} told reporters that the talks had been frank.",
    "It was the second meeting of the two since {month}.",
    "{b} will travel to the capital in {month}, a spokesman said.",
    "{a} also met {C}.",
    "{a}, who took office in {year}, left on the following morning.",
)
FILLERS = (
    "Prices of grain had risen for the third month in a row.",
    "The road to the harbour was closed because of snow and wind.",
    "A joint committee is to look at tariffs, visas and the cost of freight.",
    "Observers expect little progress before the end of the year.",
    "The hall had been repaired after the floods, and the flags were new.",
    "No date was given for the next round, and no text was handed out.",
    "Trade between both sides has doubled in ten years, mostly in timber and machines.",
    "Students waited at the gate with paper lanterns in spite of the rain.",
)


@dataclass(frozen=True, slots=True)
class Encounter:
    """An entry of a register: people as (title, name), the traveller first; the town, and the day."""

    people: tuple[tuple[str, str], ...]
    place: str
    day: datetime.date


def encounters(folder: Path) -> list[Encounter]:
    """The entries of the registers that have a day, a town, and two people with names and titles."""
    found = (_encounter(json.loads(line)) for name in REGISTERS for _, line in read_lines(folder / f"{name}.jsonl.gz"))
    return [e for e in found if e is not None]


def _encounter(item: dict[str, Any]) -> Encounter | None:
    names = {p["id"]: p["name"] for p in item.get("people", ())}
    titles = {names[a["person"]]: a["title"] for a in item.get("affiliations", ()) if a["person"] in names}
    people = tuple((title, name) for name, title in titles.items())
    visit = next((e for e in item.get("events", ()) if e.get("date", "")[:10].count("-") == 2), None)
    if visit is None or len(people) < 2 or any(len(name) > 40 or len(title) > 60 for title, name in people):
        return None
    try:
        day = datetime.date.fromisoformat(visit["date"][:10])
    except ValueError:
        return None
    places = visit.get("places") or [{"name": "Washington"}]
    return Encounter(people[:4], places[0]["name"], day)


def articles(folder: Path, count: int, seed: int = SEED) -> Iterator[dict[str, str]]:
    """So many articles as `embassyrow add` takes them: url, title, published, text."""
    drawn = encounters(folder)
    rng = random.Random(seed)
    kinds, weights = list(KINDS), list(KINDS.values())
    for number in range(count):
        yield _article(rng, number, rng.choice(drawn), rng.choices(kinds, weights)[0])


def _article(rng: random.Random, number: int, e: Encounter, kind: str) -> dict[str, str]:
    day = e.day + datetime.timedelta(rng.randint(-DAYS, DAYS))
    first, second = e.people[0], e.people[1]
    words = {
        "A": " ".join(first),
        "B": " and ".join(" ".join(p) for p in e.people[1:3]),
        "C": " ".join(e.people[-1]),
        "a": first[1].split()[-1],
        "b": second[1].split()[-1],
        "place": e.place,
        "weekday": f"{day:%A}",
        "month": f"{day + datetime.timedelta(61):%B}",
        "year": str(day.year - 2),
    }
    body = [f"{e.place.upper()} — {LEADS[kind].format(**words)} {rng.choice(FILLERS)}"]
    for _ in range(rng.randint(1, 3)):
        body.append(f"{rng.choice(SECONDS).format(**words)} {rng.choice(FILLERS)} {rng.choice(FILLERS)}")
    return {
        "url": f"https://agency.example/{day:%Y/%m}/{number}",
        "title": HEADLINES[kind].format(**words),
        "published": day.isoformat(),
        "text": "\n\n".join(body),
    }


def write(folder: Path, count: int, target: Path) -> int:
    """Write so many articles as JSON Lines; how many words they have."""
    words = 0
    with target.open("w", encoding="utf-8") as handle:
        for article in articles(folder, count):
            words += len(article["text"].split())
            handle.write(json.dumps(article, ensure_ascii=False) + "\n")
    return words


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    print(write(ROOT / "claims", args.count, args.out))


if __name__ == "__main__":
    main()
