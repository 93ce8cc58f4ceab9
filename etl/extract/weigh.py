"""How much speaks for a run of capitalised words being a person.

Evidence, strongest first: a title or honorific before it, an apposition that names an office, a name that the registers know, a given
name, the parts of a name ("J.", "bin", "Jr."), what verb follows, and as one weak vote the model's NER. A single word needs a title
before it, or a fuller name elsewhere in the article (`etl.extract.mentions`).
"""

from __future__ import annotations

from etl.extract.marks import BODY_HEADS, REGIONS, title_words
from etl.extract.name_words import BEFORE_THINGS, KIN, NOT_A_PERSON, PARTICLES, SPEECH, THINGS
from etl.extract.names import Run
from etl.extract.title import AREAS, DEPUTY_WORDS, portfolios
from etl.extract.titles import Title
from etl.extract.tokens import Token
from etl.extract.words import common, given_names, inflected
from etl.geo import places

_COMPASS = frozenset(("north", "south", "east", "west"))
TOWN = 50_000  # people of a town whose name is hardly anybody's


def weigh(run: Run, tokens: list[Token], titles: list[Title], vote: str | None = None) -> None:
    """Set `run.score`: 2 and more is a person. `vote` is the NER label over the run, "" for none, None where not asked."""
    n = len(tokens)
    s, why = 0.0, run.why
    why.clear()
    before = tokens[run.start - 1] if run.start else None
    after = tokens[run.end] if run.end < n else None
    parts = run.parts
    given = given_names()

    def add(points: float, reason: str) -> None:
        nonlocal s
        s += points
        why.append(f"{reason}{points:+g}")

    if after is not None and after.low in THINGS and (after.capital or THINGS[after.low] == "any"):
        run.excluded = True
    if run.title and not run.title.counterpart:
        add(4 if run.title.capital or len(parts) > 1 else 2, "title")
    if run.honorific:
        add(5, "honorific")
    if len(parts) > 1 or len(run.words) > 1:
        if run.words[0] in given or run.words[0].split("-")[0] in given:
            add(2.5, "given")
        elif len(parts) > 1 and any(p in given for p in parts[1:]):
            add(1.5, "given later")
        add(0.5, "long")
        if any(len(w) == 1 for w in run.words[:-1]):
            add(1.5, "initial")
        if any(w in PARTICLES for w in run.words):
            add(0.7, "particle")
        unknown = sum(w not in common() for w in parts)
        add(min(unknown, 3) * 0.35, "uncommon")
    else:
        add(-1.5, "single")
        if run.words[0] in given:
            add(0.5, "given")
        if run.words[0] in common():
            add(-1.5, "common")
        elif not run.honorific and run.words[0] not in given and _of_an_office(run.words[0]):
            add(-4, "office")
    shared = [w for w in parts if w in common() and w not in given]
    if shared and len(parts) > 1:
        add(-1.6 * len(shared), "common words")
    if any(w in BODY_HEADS or w in NOT_A_PERSON for w in parts):
        add(-4, "body")
    titled = run.title is not None or run.honorific is not None
    if any(w in REGIONS for w in parts):
        add(-2.5, "region")
    if len(parts) > 1 and parts[-1] in _COMPASS and not titled:
        add(-1.5, "compass")
    if all(w in title_words() or w in DEPUTY_WORDS for w in parts) and not run.honorific:
        add(-6, "words of titles")  # "Associate Chief"
    if all(w in AREAS for w in parts):
        add(-5, "area")  # "North America"
    letters = [w for w in run.words if len(w) == 1]
    if len(letters) == len(run.words) and (not titled or len(letters) == 1):
        add(-6, "letters")  # "U.S.C."
    elif not titled and all(len(w) < 3 for w in run.words) and not any(w in given for w in run.words):
        add(-4, "short")  # garbage
    elif letters and run.words[0] == letters[0] and parts and not titled and all(w in common() for w in parts):
        add(-3, "item")  # "B. Training"
    if before is not None and before.low in BEFORE_THINGS and before.capital:
        add(-5, "thing")
    if len(run.words) > 6:
        add(-2, "too long")
    if before is not None and not (run.title or run.honorific):
        if before.low == "the":
            add(-2.5, "the")
        elif before.low in KIN and len(run.words) == 1 and run.words[0] in given:
            add(4, "kin")
        elif before.low == "'s" and run.owned:
            add(2.3 if len(parts) > 1 else 1.5, "owned")
        elif before.low in ("in", "at", "near", "outside", "around"):
            add(-1.5, "in")
        elif before.low in ("from", "to", "of"):
            add(-0.5, "of")
        elif before.low in ("with", "between", "by", "and", "told"):
            add(0.3, "with")
    if after is not None:
        if after.low in SPEECH:
            add(1.2, "verb")
        elif after.low == "who" or (
            after.text == "," and run.end + 1 < n and tokens[run.end + 1].low in ("who", "whose", "then")
        ):
            add(1.5, "who")
        elif after.low.endswith("ed") and not after.capital:
            add(0.6, "verb")
        elif (
            after.text in (",", "(")
            and run.end + 1 < n
            and (tokens[run.end + 1].text.isdigit() and 18 < int(tokens[run.end + 1].text[:4]) < 105)
        ):
            add(1.5, "age")
    for t in titles:
        if t.counterpart and t.end == run.start:
            add(2, "counterpart")
        if (
            t.start == run.end + 1
            and after is not None
            and after.text in (",", "(", "—", "–")
            and (t.determiner or t.countries or t.org or t.capital or t.qualifier)
        ):
            add(2.5, "title after")
            break
        if t.end == run.start - 1 and before is not None and before.text in (",", ":") and not t.plural:
            add(1.5 if t.determiner in (None, "a") else 2.5, "title and comma")
            break
    if (
        not titled
        and s >= 1
        and run.words[0] not in given
        and _town(" ".join(t.text for t in tokens[run.start : run.end]))
    ):
        add(-3, "town")
    if vote is not None:
        if vote == "PERSON":
            add(1.8, "ner")
        elif vote in ("GPE", "LOC", "FAC"):
            add(-1.5, "ner")
        elif vote in ("ORG", "NORP", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE", "DATE"):
            add(-1.0, "ner")
        else:
            add(-0.3, "no ner")
    run.score = round(s, 2)


def _town(name: str) -> bool:
    return places.weight(name) > TOWN


def _of_an_office(word: str) -> bool:
    """Whether a word left beside a title is a part of it, or of a phrase: "Affairs", "States", "Previewing"."""
    return (
        word in portfolios() or word in THINGS or word in title_words() or (inflected(word) and not word.endswith("s"))
    )
