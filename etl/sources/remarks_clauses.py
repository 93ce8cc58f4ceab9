"""A remark as clauses: a run of words with one verb, or none ("Audience with Pope Francis")."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from etl.sources.remarks_dates import Days
from etl.sources.remarks_tokens import END, Token, join


@dataclass(slots=True)
class Clause:
    """A run of tokens with one verb. `act` is what the verb does; empty where there is none. `verb` is its index, or -1."""

    parts: list[Token]
    act: str = ""
    verb: int = -1
    inherited: str = ""  # its own act, or that of the clause it goes on
    fresh: bool = True  # begins a sentence, or stands after a semicolon
    days: list[Days] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The clause as text."""
        return join(self.parts)


@lru_cache(maxsize=1)
def verbs() -> dict[str, str]:
    """Verb forms -> acts."""
    text = (files("etl") / "lexicon" / "remark_verbs.csv").read_text(encoding="utf-8")
    return {row["word"]: row["act"] for row in csv.DictReader(text.splitlines())}


_BEFORE_VERB = frozenset(
    ", and also later afterwards afterward then separately ; . ) ] : informally subsequently again was he she had "
    "” not".split()
)


def clauses(parts: list[Token]) -> list[Clause]:
    """The clauses of a remark, cut at full stops, semicolons, and before each further verb."""
    out: list[Clause] = []
    now = Clause([])
    depth = 0
    for i, token in enumerate(parts):
        depth += (token.text == "(") - (token.text == ")")
        nxt = parts[i + 1] if i + 1 < len(parts) else END
        before = parts[i - 1] if i else END
        if token.text in ".;" and depth <= 0:
            out.append(now)
            now = Clause([], fresh=token.text == ".")
            depth = 0
            continue
        act = _verb(token, before, nxt, bool(now.parts))
        if act and now.parts and now.verb < 0 and not _stands_alone(now):
            now.verb, now.act = len(now.parts), act
        elif act and now.parts and depth <= 0:
            while now.parts and (now.parts[-1].text == "," or now.parts[-1].low in ("and", "also", "then", "later")):
                now.parts.pop()
            out.append(now)
            now = Clause([], act, 0, fresh=token.capital)
        elif act and not now.parts:
            now.verb, now.act = 0, act
        now.parts.append(token)
    out.append(now)
    return [clause for clause in out if any(t.kind != "mark" for t in clause.parts)]


# Nouns with which a remark tells what the stay was, without a verb.
_STAYS = frozenset(
    "visit visits meeting meetings audience conference vacation trip summit talks conversations ministerial stop stopover exchange "
    "reception preparations consultation consultations negotiations honeymoon guest luncheon lunch dinner ceremony wreath-laying part "
    "chairman representative discussions discussion invitation mission u.s. briefing".split()
)


def headless(clause: Clause) -> bool:
    """Whether the first clause of a remark begins in mid-sentence: no verb, no noun for a stay, no preposition at its head."""
    words = [t.low for t in clause.parts]
    lead = clause.parts[0].low if clause.parts else ""
    prepositions = ("in", "at", "for", "to", "as", "with", "en", "on", "after", "during", "while")
    if lead in ("ministers", "chiefs", "ministerial"):
        return True
    return clause.verb < 0 and bool(words) and not (_STAYS & set(words[:6])) and lead not in prepositions


def _stands_alone(clause: Clause) -> bool:
    """Whether a clause without a verb says something already: "State visit", "Audience with Pope Francis"."""
    words = [t.low for t in clause.parts]
    return words[0] not in (
        "with",
        "on",
        "in",
        "also",
        "after",
        "while",
        "at",
        "as",
        "later",
        "afterwards",
        "afterward",
        "during",
        "had",
        "from",
    ) and any(
        w
        in (
            "visit",
            "meeting",
            "audience",
            "conference",
            "vacation",
            "trip",
            "summit",
            "talks",
            "conversations",
            "ministerial",
        )
        for w in words
    )


def _verb(token: Token, before: Token, nxt: Token, inside: bool) -> str:
    act = verbs().get(token.low, "") if token.kind == "word" else ""
    if not act:
        return ""
    if nxt.low == "by" and before.low != "was" and inside:
        return ""
    if not inside:
        return act
    if token.capital:
        return act if before.kind != "mark" or before.text in ",)" else ""
    if before.text in ",;)”" or before.low in _BEFORE_VERB:
        return act
    # after a subject: "Secretary Blinken met", "both were"
    return (
        act
        if token.low in ("met", "was", "were", "led") and (before.capital or before.low in ("present", "both"))
        else ""
    )
