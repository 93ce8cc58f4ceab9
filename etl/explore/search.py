"""Search over people, places, countries, bodies, offices, events and articles; forgiving of spelling and accents.

A name is looked for three ways: words that begin as typed (full-text index of trigrams, then by the word), and names that share enough
trigrams with what was typed, judged by rapidfuzz. Events and articles are found by the full-text indexes, and by the people found.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from etl.explore import rows
from etl.explore.pages.person import main_office
from etl.explore.prepare import NAMES, fold
from etl.explore.rows import Row

MOST = 200  # characters of a question that are looked at
CANDIDATES = 400  # names that the trigrams propose
SURE = 84.0  # of 100: from here a name is taken for what was meant
NEAR = 76.0  # of 100: below it a name is not offered as "did you mean"
Candidate = tuple[str, str, str, str, int]  # kind, key, name, folded, weight
KINDS = ("person", "country", "place", "organization", "post")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True)
class Hit:
    """One name found. `score` is 0 to 100; 100 is the name as typed."""

    kind: str
    id: str
    name: str
    score: float
    weight: int
    matched: str  # the spelling that matched


def _trigrams(folded: str) -> list[str]:
    found = [folded[i : i + 3] for i in range(len(folded) - 2)]
    return list(dict.fromkeys(t for t in found if len(t.strip()) == 3 or " " not in t.strip()))


def _score(asked: str, folded: str) -> float:
    """How near a folded name is to a folded question: every word of the question must be near some word of the name."""
    if asked == folded:
        return 100.0
    theirs = folded.split()
    total = 0.0
    words = asked.split()
    for word in words:
        best = 0.0
        for other in theirs:
            if other == word:
                best = 98.0
                break
            if other.startswith(word) and len(word) >= 2:
                best = max(best, 90.0 + 6.0 * len(word) / len(other))
            else:
                best = max(best, 100 * DamerauLevenshtein.normalized_similarity(word, other) - 4, 0.0)
        total += best * len(word)
    score = total / sum(map(len, words))
    return score - min(6.0, 0.8 * max(0, len(theirs) - len(words)))


def names(conn: sqlite3.Connection, question: str, kinds: tuple[str, ...] = KINDS, most: int = 8) -> list[Hit]:
    """The entities whose names are nearest to the question, best first; each once, under the spelling that matched best."""
    asked = fold(question[:MOST])
    if not asked:
        return []
    found: dict[tuple[str, str], Hit] = {}

    def judge(candidates: Iterable[Candidate]) -> None:
        for kind, key, name, folded, weight in candidates:
            if kind in kinds:
                score = _score(asked, folded)
                known = found.get((kind, key))
                if known is None or score > known.score:
                    found[kind, key] = Hit(kind, key, name, score, weight, name)

    judge(_candidates(conn, asked))
    if len(asked) > 3 and max((hit.score for hit in found.values()), default=0.0) < SURE:
        judge(_alike(conn, asked))
    sure = [hit for hit in found.values() if hit.score >= NEAR]
    # Those met often come first among the equally near: who types a family name means the well-known one.
    sure.sort(key=lambda hit: (-round(hit.score / 4), -hit.weight, -hit.score, hit.kind, hit.id))
    kept = sure[:most]
    return [Hit(hit.kind, hit.id, _preferred(conn, hit), hit.score, hit.weight, hit.matched) for hit in kept]


def _alike(conn: sqlite3.Connection, asked: str) -> list[Candidate]:
    """Names with a word that begins with the same letter as the question's longest word: two letters that changed places leave a short
    name no trigram in common. The most met are looked at."""
    letter = max(asked.split(), key=len)[0]
    sql = f"select kind, key, name, folded, weight from {NAMES} where folded like ? or folded like ? order by weight desc, id limit 4000"
    return [tuple(row) for row in conn.execute(sql, (f"{letter}%", f"% {letter}%"))]


def _candidates(conn: sqlite3.Connection, asked: str) -> list[Candidate]:
    """(kind, key, name, folded, weight) of names worth scoring."""
    columns = "n.kind, n.key, n.name, n.folded, n.weight"
    found: dict[tuple[str, str, str], Candidate] = {}

    def take(sql: str, *params: Any) -> None:
        for row in conn.execute(sql, params):
            found[row[0], row[1], row[2]] = tuple(row)

    if len(asked) < 3:
        take(
            f"select {columns} from {NAMES} n where n.folded = ?1 or n.folded like ?1 || '%' order by n.weight desc, n.id limit 200",
            asked,
        )
        take(
            f"select {columns} from countries c join {NAMES} n on n.kind = 'country' and n.key = c.country where lower(c.country) = ?",
            asked,
        )
        return list(found.values())
    for word in asked.split():
        if len(word) >= 3:  # names that hold the words as typed, the most met first
            match = " AND ".join(f'"{t}"' for t in _trigrams(word))
            take(
                f"""select {columns} from {NAMES}_fts f join {NAMES} n on n.id = f.rowid where {NAMES}_fts match ?
                order by n.weight desc, n.id limit {CANDIDATES // 4}""",
                match,
            )
    # Names that share trigrams, the most shared first: each trigram is one vote.
    grams = _trigrams(asked)
    votes: dict[int, int] = {}
    for gram in grams[:40]:
        for (rowid,) in conn.execute(f"select rowid from {NAMES}_fts where {NAMES}_fts match ?", (f'"{gram}"',)):
            votes[rowid] = votes.get(rowid, 0) + 1
    best = sorted(votes, key=lambda rowid: (-votes[rowid], rowid))[:CANDIDATES]
    marks = ",".join("?" * len(best))
    if best:
        take(f"select {columns} from {NAMES} n where n.id in ({marks})", *best)
    return list(found.values())


_PREFERRED = {
    "person": "select name from people where person_id = ?",
    "organization": "select name from organizations where organization_id = ?",
    "country": "select name from countries where country = ?",
    "place": "select name from places where place_id = ?",
}


def _preferred(conn: sqlite3.Connection, hit: Hit) -> str:
    sql = _PREFERRED.get(hit.kind)
    row = conn.execute(sql, (hit.id,)).fetchone() if sql else None
    return row[0] if row else hit.name


def fts_query(question: str) -> str:
    """The words of a question as an FTS5 query in which nothing is syntax: each in quotes, the last as a beginning."""
    found = _WORD.findall(question[:MOST])
    return " ".join(f'"{word}"' for word in found[:-1]) + (f' "{found[-1]}"*' if found else "")


def events(conn: sqlite3.Connection, question: str, people: list[Hit], most: int = 25) -> tuple[list[Row], int]:
    """Events whose label has the words, then those in which all the people found for the words took part; and how many."""
    match = fts_query(question)
    ids: list[str] = []
    if match.strip():
        ids = rows.column(
            conn,
            """select e.event_id from events_fts f join events e on e.rowid = f.rowid where events_fts match ?
            order by e.status = 'occurred' desc, e.date_earliest desc, e.event_id limit 400""",
            (match,),
        )
    sure = [hit.id for hit in people if hit.kind == "person" and hit.score >= 88][:1]
    if sure and len(ids) < most:
        more = rows.column(
            conn,
            """select distinct e.event_id from event_participants w join events e on e.event_id = w.event_id
            where w.person_id = ? order by e.status = 'occurred' desc, e.date_earliest desc, e.event_id limit 400""",
            (sure[0],),
        )
        ids = list(dict.fromkeys([*ids, *more]))
    return rows.events(conn, ids[:most]), len(ids)


def articles(conn: sqlite3.Connection, question: str, most: int = 15) -> tuple[list[Row], int]:
    """Articles by the words of title and dek; and how many."""
    match = fts_query(question)
    if not match.strip():
        return [], 0
    found = rows.query(
        conn,
        """select a.article_id, a.title, a.published, a.status, s.title as publisher from articles_fts f join articles a on a.rowid = f.rowid
        join sources s on s.source_id = a.source_id where articles_fts match ?
        order by a.status = 'read' desc, rank, a.article_id limit 200""",
        (match,),
    )
    return found[:most], len(found)


def described(conn: sqlite3.Connection, hits: list[Hit]) -> list[Row]:
    """Hits with a word on who or what each is."""
    out = []
    for hit in hits:
        out.append({"kind": hit.kind, "id": hit.id, "name": hit.name, "weight": hit.weight, "score": round(hit.score, 1),
                    "also": hit.matched if fold(hit.matched) != fold(hit.name) else "", "what": _what(conn, hit)})  # fmt: skip
    return out


def _what(conn: sqlite3.Connection, hit: Hit) -> str:
    if hit.kind == "person":
        office = main_office(rows.affiliations(conn, "a.person_id = ?", (hit.id,), "a.affiliation_id"))
        return office["capacity"] if office else ""
    if hit.kind == "place":
        row = conn.execute(
            "select c.name from places p join countries c on c.country = p.country where p.place_id = ?", (hit.id,)
        ).fetchone()
        return row[0] if row else ""
    return {"country": "country", "organization": "organization", "post": "office"}.get(hit.kind, "")


def pairs(conn: sqlite3.Connection, question: str) -> list[Row]:
    """Two people or two countries that the question names one after the other: "lavrov tillerson", "france and germany"."""
    typed = [
        w
        for w in fold(question[:MOST]).split()
        if w not in ("and", "with", "met", "meets", "v", "vs", "versus", "und", "et", "y")
    ]
    best: tuple[float, Hit, Hit] | None = None
    for cut in range(1, min(len(typed), 6)):
        left, right = (names(conn, " ".join(part), ("person", "country"), 1) for part in (typed[:cut], typed[cut:]))
        if left and right and left[0].kind == right[0].kind and left[0].id != right[0].id:
            score = min(left[0].score, right[0].score)
            if score >= 84 and (best is None or score > best[0]):
                best = (score, left[0], right[0])
    if best is None:
        return []
    _, a, b = best
    first, second = sorted((a, b), key=lambda hit: hit.id)
    return [{"kind": a.kind, "id": f"{first.id}/{second.id}", "name": f"{a.name} and {b.name}"}]


def everything(conn: sqlite3.Connection, question: str, few: bool = False) -> dict[str, Any]:
    """What a question finds, by kind; `few` for suggestions while somebody types: names only, eight at the most."""
    hits = names(conn, question, most=8 if few else 24)
    found: dict[str, Any] = {"q": question, "names": described(conn, hits)}
    if few:
        return found
    sure = [hit for hit in hits if hit.score >= 88]
    found["pairs"] = (
        pairs(conn, question) if len(question.split()) > 1 and not any(hit.score >= 96 for hit in hits) else []
    )
    found["events"], found["events_all"] = events(conn, question, sure)
    found["articles"], found["articles_all"] = articles(conn, question)
    found["exact"] = bool(sure) or bool(found["events"]) or bool(found["articles"])
    return found
