"""The lexicon of events: which verbs and nouns state one, what they need beside them, and who plays what role.

`etl/lexicon/predicates.csv`, one reading of a word a row; a test reads each row's example sentence. `needs` are conditions that must
all hold, separated by spaces; alternatives within one by `|`:

    obj:treaty      the slot's head has this lemma         obj:@person  … is a person         obj:@place, @country, @office, @pact …
    with            the slot is there                      !attr        the slot is not there  !obj:deadline  … has not this lemma
    prt:down        the verb has this particle or adverb   tag:NNS      the word's tag         gov   a light verb governs the noun
    text:persona_non_grata   the clause has these words    @parties     two sides are named beside the noun    passive
    dated           a date beside the verb                         also   the next reading holds as well

Slots are `subj`, `obj`, `iobj`, `attr`, `poss`, `mod` and prepositions; a passive's slots are those of its active voice. `roles` give
each slot's role, "place" for where it happens.

`etl/lexicon/governors.csv` has the verbs that take such a noun: "held talks", "called off a visit", "proposed a meeting".
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

TYPES = (
    "meeting visit call talks summit agreement statement_joint dispatch appointment resignation dismissal inauguration election "
    "ceremony strike attack ceasefire sanction expulsion summons letter other"
).split()
STATUSES = ("occurred", "planned", "ongoing", "proposed", "cancelled", "denied", "alleged", "not_occurred")
PACTS = frozenset(
    (
        "agreement accord treaty pact deal protocol memorandum declaration convention communique communiqué charter settlement "
        "armistice truce ceasefire statement contract preamble act compact understanding mou"
    ).split()
)
JOINT = frozenset(("communique", "communiqué", "declaration", "statement"))
HARD = frozenset(  # what states agree to do, as against agreeing to keep talking
    (
        "restore reopen resume establish re-establish reestablish exchange withdraw end halt stop extend free release cut normalise "
        "normalize open hand recognise recognize demarcate lift abolish dismantle form create"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Need:
    """One condition: `slot` of the word must (or with `negative` must not) be one of `values`; no values: be there at all."""

    slot: str
    values: tuple[str, ...]
    negative: bool


@dataclass(frozen=True, slots=True)
class Predicate:
    """One reading of a word as an event. `roles` maps slots to participant roles or "place"; `status` is set where the word itself
    tells it ("nominate": proposed)."""

    lemma: str
    pos: str
    needs: tuple[tuple[Need, ...], ...]  # all of these, each by any of its alternatives
    type: str
    subtype: str | None
    mode: str | None
    status: str | None
    roles: dict[str, str]
    example: str
    line: int
    also: bool = False  # the next reading of the word holds beside this one


@dataclass(frozen=True, slots=True)
class Governor:
    """A verb that takes an event's noun. `effect` is a status, or "occurs" for the noun's own; `subject` the role of its subject."""

    lemma: str
    effect: str
    subject: str | None
    example: str


_BARE = frozenset(
    ("gov", "passive", "here", "home", "dated", "@parties")
)  # conditions that are no value of the slot before them


def _need(text: str) -> tuple[Need, ...]:
    options = []
    negative = text.startswith("!")
    slot = ""
    for part in text.lstrip("!").split("|"):
        name, colon, value = part.partition(":")
        if colon:
            slot = name
            options.append((name, value))
        elif slot and part not in _BARE:
            options.append((slot, part))
        else:
            options.append((name, ""))
    return tuple(Need(s, (v,) if v else (), negative) for s, v in options)


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("etl") / "lexicon" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def predicates() -> dict[tuple[str, str], tuple[Predicate, ...]]:
    """The readings of each (lemma, VERB | NOUN | AUX), in the order of the file: the first whose needs hold is taken."""
    out: dict[tuple[str, str], list[Predicate]] = {}
    for line, row in enumerate(_rows("predicates.csv"), 2):
        roles = dict(part.split("=", 1) for part in row["roles"].split())
        needs = row["needs"].split()
        predicate = Predicate(
            row["lemma"],
            row["pos"],
            tuple(_need(part) for part in needs if part != "also"),
            row["type"],
            row["subtype"] or None,
            row["mode"] or None,
            row["status"] or None,
            roles,
            row["example"],
            line,
            "also" in needs,
        )
        out.setdefault((predicate.lemma, predicate.pos), []).append(predicate)
    return {key: tuple(value) for key, value in out.items()}


@lru_cache(maxsize=1)
def governors() -> dict[str, Governor]:
    """The verbs that take an event's noun, by lemma."""
    return {
        row["lemma"]: Governor(row["lemma"], row["effect"], row["subject"] or None, row["example"])
        for row in _rows("governors.csv")
    }
