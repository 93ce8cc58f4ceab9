"""docs/quality.md: how much there is, how sure it is, how right it was found to be, what is wrong with the sources, what is
not in here.

Counts come of the database; accuracy comes of bench/results/accuracy.json, which `python -m bench.accuracy --write` makes.
`embassyrow build` writes the page; `sections` gives the same for other pages.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.publish.ddl import quote
from etl.publish.facts import open_database
from etl.schema import TABLES

ACCURACY = "bench/results/accuracy.json"  # in the checkout; `python -m bench.accuracy --write` records it


@dataclass(frozen=True)
class Section:
    """One part of the report: words, and a table (or none)."""

    title: str
    words: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()

    def as_markdown(self) -> str:
        """The section with its table; numbers to the right, thousands set apart."""
        parts = [f"## {self.title}\n", f"{self.words}\n"]
        if self.rows:
            right = [all(isinstance(row[n], int | float) for row in self.rows) for n in range(len(self.columns))]
            parts.append(f"| {' | '.join(self.columns)} |\n|{'|'.join('---:' if r else '---' for r in right)}|")
            parts += [f"| {' | '.join(map(_said, row))} |" for row in self.rows]
            parts.append("")
        return "\n".join(parts)


def _said(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def sections(database: sqlite3.Connection, accuracy: dict[str, Any]) -> Iterator[Section]:
    """The whole report, section by section; `accuracy` is the content of accuracy.json, empty where nothing is recorded."""

    def rows(sql: str) -> tuple[tuple[Any, ...], ...]:
        return tuple(tuple(row) for row in database.execute(sql))

    def one(sql: str) -> int:
        return int(database.execute(sql).fetchone()[0])

    counts = tuple((f"`{name}`", one(f"SELECT count(*) FROM {quote(name)}")) for name in TABLES)
    yield Section("Rows", "What the tables hold.", ("table", "rows"), counts)
    yield Section(
        "Sources",
        "What was read, in which version, under which licence.",
        ("source", "kind", "entries read", "version", "licence"),
        rows(
            "SELECT title, kind, records, substr(version, 1, 12), licence FROM sources WHERE records > 0 ORDER BY kind DESC, title"
        ),
    )
    yield Section(
        "Events by decade",
        "By the first day on which they can have been; those without any date are in the last row.",
        ("decade", "all", "visits", "meetings and talks", "calls", "summits", "other"),
        rows(
            "SELECT coalesce(substr(date_earliest, 1, 3) || '0s', 'no date'), count(*), sum(type = 'visit'), "
            "sum(type IN ('meeting', 'talks')), sum(type = 'call'), sum(type = 'summit'), "
            "sum(type NOT IN ('visit', 'meeting', 'talks', 'call', 'summit')) FROM events "
            "GROUP BY substr(date_earliest, 1, 3) ORDER BY substr(date_earliest, 1, 3) IS NULL, 1"
        ),
    )
    years = dict(
        rows("SELECT substr(date_earliest, 1, 4), count(*) FROM events WHERE date_earliest IS NOT NULL GROUP BY 1")
    )
    yield Section(
        "Events by year",
        "The same year by year: a row is a decade, a column the last digit of the year.",
        ("decade", *map(str, range(10))),
        tuple(
            (f"{decade}0s", *(years.get(f"{decade}{digit}", 0) for digit in range(10)))
            for decade in sorted({year[:3] for year in years})
        ),
    )
    met: Counter[str] = Counter()
    for one_side, other_side, number in rows("SELECT country_a, country_b, count(*) FROM encounters GROUP BY 1, 2"):
        met.update(dict.fromkeys({one_side, other_side}, number))
    yield Section(
        "Events by country",
        "The twenty states in which most events took place, from which year to which, and the encounters of their office holders anywhere. "
        "The registers are American: the table shows whom the United States dealt with, not who dealt with whom.",
        ("country", "events there", "from", "until", "encounters of its office holders"),
        tuple(
            (*shown, met[country])
            for country, *shown in rows(
                "SELECT c.country, c.name, count(*), min(substr(e.date_earliest, 1, 4)), max(substr(e.date_earliest, 1, 4)) "
                "FROM events e JOIN countries c ON c.country = e.country GROUP BY c.country ORDER BY 3 DESC, 2 LIMIT 20"
            )
        ),
    )
    events = one("SELECT count(*) FROM events")
    full = (
        ("a day, or a stretch of at most a week", "julianday(date_latest) - julianday(date_earliest) <= 7"),
        ("a place", "place_id IS NOT NULL"),
        ("a country", "country IS NOT NULL"),
        ("a person by name", "event_id IN (SELECT event_id FROM event_participants WHERE person_id IS NOT NULL)"),
        (
            "a capacity of somebody",
            "event_id IN (SELECT event_id FROM event_participants WHERE affiliation_id IS NOT NULL)",
        ),
    )
    shares = (
        (what, n := one(f"SELECT count(*) FROM events WHERE {condition}"), _share(n, events))
        for what, condition in full
    )
    yield Section(
        "How full the events are", f"Of {events:,} events, so many have", ("what", "events", "share"), tuple(shares)
    )
    told = rows("SELECT min(sources, 4), count(*) FROM events GROUP BY 1 ORDER BY 1")
    yield Section(
        "By number of sources",
        "How many independent sources tell of an event; republished copies count once.",
        ("sources", "events", "share"),
        tuple(("4 or more" if n == 4 else str(n), count, _share(count, events)) for n, count in told),
    )
    standing = rows("SELECT standing, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1")
    yield Section(
        "By standing",
        "disputed: a source contradicts, or one denies what another says occurred; confirmed: by a register or by two independent "
        "sources; consistent: with a register; single: one source, and nothing to hold it against.",
        ("standing", "events", "share"),
        tuple((name, count, _share(count, events)) for name, count in standing),
    )
    yield Section(
        "By status",
        "Whether they came about, as far as the sources tell.",
        ("status", "events", "share"),
        tuple(
            (name, count, _share(count, events))
            for name, count in rows("SELECT status, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1")
        ),
    )
    yield from _accuracy(accuracy)
    yield Section(
        "Held against other sources",
        "What came of holding each fact against the registers. `not_covered` means that no register would know.",
        ("outcome", "rule", "facts"),
        rows(
            "SELECT outcome, rule, count(*) FROM checks WHERE outcome <> 'defect' GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"
        ),
    )
    yield Section(
        "Known defects, by source",
        "What is wrong in the sources themselves, found in reading them or in holding them together. The rows of `checks` say where; "
        "[the registers' issues](register-issues.md) are listed for their maintainers.",
        ("source", "rule", "entries"),
        rows(
            "SELECT coalesce(s.title, a.source_id, 'several'), c.rule, count(*) FROM checks c "
            "LEFT JOIN records r ON r.record_id = c.record_id LEFT JOIN sources s ON s.source_id = r.source_id "
            "LEFT JOIN articles a ON a.article_id = c.article_id WHERE c.outcome = 'defect' "
            "GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"
        ),
    )
    yield Section(
        "What the sources can know",
        "Where a source covers a kind of fact, its silence says something; where none does, nothing can be read from an absence.",
        ("source", "covers", "whose", "of", "from", "until"),
        rows(
            "SELECT s.title, coalesce(c.event_type || coalesce(', ' || c.direction, ''), 'offices'), c.role_type, c.country, "
            'c."from", c.until FROM coverage c JOIN sources s ON s.source_id = c.source_id ORDER BY 1, c.number'
        ),
    )
    yield Section("What is not in here, and why", _MISSING)


_MISSING = """\
- **Most of the world's diplomacy.** The registers are those of the United States: its presidents' and secretaries of state's
  travels, the leaders who visited it, its chiefs of mission and principal officers. Meetings to which no American
  office holder was a party are here only where an article tells of them.
- **Foreign ministers' visits to Washington**, and what presidents and secretaries did at home: no register lists them.
- **Telephone calls** before the readouts of 2021: no register lists them.
- **Texts.** No sentence of any article is published, only names, titles, dates, places, hashes and offsets.
- **Ambassadors of other states.** *pocom* lists those of the United States.
- **Who sat in the room besides.** Sources name principals; delegations are seldom named, and are not guessed.
- **Private persons.** People are here for public acts in public office, and as authors of what they published
  (see [ethics](ethics.md)).
- **How many meetings "met with A and B" was.** The words do not say: it counts as two.
- **Anything inferred about what was said.** Who met whom is recorded; topics, tone and outcome are not."""


def _accuracy(accuracy: dict[str, Any]) -> Iterator[Section]:
    title = "Accuracy of what is taken from articles"
    if not accuracy:
        yield Section(title, "Not recorded: `python -m bench.accuracy --write` measures it.")
        return
    words = (
        "Against hand annotation, as F1 over all articles; the interval is the middle 95 % of a bootstrap over articles, folds are "
        "five by the hash of the name, and the baseline is a plain named-entity tagger with the nearest title as capacity and a verb "
        "of meeting as event. A second annotator, blind, reaches people 1.0, affiliations .95 – .98, events .88 – .94, events_strict "
        ".43 – .85 ([the open benchmark](../benchmark/README.md))."
    )
    for key, name in (("benchmark", "the open benchmark"), ("gold", "all annotated articles")):
        if key in accuracy:
            figures = tuple(
                (
                    figure,
                    f"{r['f1']:.3f}",
                    f"{r['low']:.3f} – {r['high']:.3f}",
                    f"{r['worst_fold']:.3f} – {r['best_fold']:.3f}",
                    f"{r['baseline']:.3f}",
                )
                for figure, r in accuracy[key].items()
                if isinstance(r, dict)
            )
            columns = ("figure", "F1", "95 % interval", "folds", "baseline")
            yield Section(f"{title}: {name}, {accuracy[key]['articles']} texts", words, columns, figures)
            words = "The same, on more texts; not all of these can be given away."
    if registers := accuracy.get("registers"):
        entries = tuple(
            (figure, f"{r.get('f1', r.get('accuracy')):.3f}", r.get("gold", r.get("of")))
            for figure, r in registers.items()
        )
        yield Section(
            "Accuracy of what is taken from register entries",
            "Against hand annotation of entries of *travels* and *visits*: F1 of the people found, and of these the share with the right "
            "kind of office and country.",
            ("figure", "value", "of"),
            entries,
        )


def write_quality(database: Path, accuracy: Path, path: Path) -> Path:
    """Write the report as Markdown. `accuracy` may be absent: then the page says so. The same inputs give the same bytes.

    Returns `path`.
    """
    figures = json.loads(accuracy.read_text(encoding="utf-8")) if accuracy.exists() else {}
    connection = open_database(database)
    connection.row_factory = None
    head = (
        "# Quality report\n\n<!-- Made by `embassyrow build` from the database and bench/results/accuracy.json. -->\n\n"
        "How much there is, how sure it is, how right it was found to be, and what is not in here.\n"
    )
    text = "\n".join([head, *(section.as_markdown() for section in sections(connection, figures))])
    connection.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    return path
