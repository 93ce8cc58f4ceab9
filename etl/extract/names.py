"""Names of people in a sentence: where one may be, and how much speaks for it.

Evidence, strongest first: a title or honorific before it, an apposition that names an office, a name that the registers know, a given
name, the parts of a name ("J.", "bin", "Jr."), what verb follows, and as one weak vote the model's NER. A single word needs a title
before it, or a fuller name elsewhere in the article (`etl.extract.mentions`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.extract.marks import BODY_HEADS, REGIONS, Mark
from etl.extract.titles import Title, honorifics
from etl.extract.tokens import Token
from etl.extract.words import common, given_names
from etl.lexicon.roles import word_set

PARTICLES = word_set("""al el bin bint ibn abu ben da de do dos das del della di du la le las los van von der den ter ten zu y e af av
    ul ud ur dela delos y""")
_JOINED = re.compile(r"^(?:al|el|ad|as|an|ar|at|az|ash|ul|ud|ed|es)[-‐‑][^\W\d_]", re.IGNORECASE)
SUFFIXES = word_set("jr sr ii iii iv")
ROMAN = word_set("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xxiii")
# After a name these make it the name of something else.
NOT_A_PERSON = word_set("""administration administrations government regime cabinet doctrine plan institute foundation library centre center street avenue road
    square airport university school college hospital prize award stadium bridge act amendment declaration initiative house palace hall
    building hotel stadium memorial fund trust clinic park station province county river island islands lake mountain valley desert strait
    sea gulf bay cape beach region district city town village accord accords treaty agreement protocol commission committee report
    festival museum cathedral church mosque monastery convention ministry party faction clan process protocols dialogue""")
NOT_NAMES = word_set("""monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december i he she it they we the a an and or but in on at of for to by with from as when while if
    after before this that these those his her their its our my who what where why how not no yes then there here both
    each all some many most other another such so also just only even still yet already once former mr mrs ms dr photo
    photograph photos image video file pool courtesy getty images afp reuters ap epa via twitter gmt am pm edt est
    covid internet bible quran god christmas easter ramadan islam muslim muslims christian christians jewish jews jew
    arab arabs catholic orthodox sunni shiite shia kurd kurds kurdish buddhist hindu communist communists democrat
    democrats republican republicans democratic""")
KIN = word_set("wife husband son daughter brother sister father mother nephew niece cousin half-brother uncle aunt")
SPEECH = word_set("""said says told tells met meets added noted called spoke speaks wrote asked visited arrived flew signed joined
    thanked welcomed warned urged announced declined denied praised insisted agreed expressed underscored discussed
    reaffirmed emphasized stressed reiterated conveyed congratulated hosted received traveled travelled attended
    explained replied argued recalled resigned died announced promised pledged vowed hailed condemned accused will has
    had was is would became remains served serves succeeded replaced smiled refused offered led held""")


@dataclass(slots=True)
class Run:
    """Tokens [start, end) that may be a name."""

    start: int
    end: int
    words: list[str]  # folded, particles included, initials as single letters, without suffix
    title: Title | None = None  # directly before
    honorific: str | None = None
    outer: int = -1  # token where title or honorific begins
    score: float = 0.0
    why: list[str] = field(default_factory=list)
    excluded: bool = False  # part of another thing's name
    caps: bool = False
    owned: bool = False  # after a state's possessive: "Angola's …"

    @property
    def parts(self) -> list[str]:
        """The words that tell one person from another: no particles, no initials."""
        return [w for w in self.words if len(w) > 1 and w not in PARTICLES] or self.words


def runs(tokens: list[Token], marks: list[Mark], titles: list[Title], headline: bool = False) -> list[Run]:
    """Spans of capitalised tokens that may be names, without what titles and marks cover.

    In capitals, and in a headline that capitalises its words, a common word ends a name.
    """
    taken: dict[int, str] = {}
    long = [t for t in tokens if t.word and len(t.text) > 1]
    if headline or (long and all(t.text.isupper() for t in long)):
        given = given_names()
        taken |= {k: "word" for k, t in enumerate(tokens) if t.low in common() and t.low not in given}
    for m in marks:
        for k in range(m.start, m.end):
            taken[k] = m.kind
    for t in titles:
        for k in range(t.core_start, t.end):
            taken[k] = "title"
    by_end = {t.end: t for t in titles}
    out: list[Run] = []
    i, n = 0, len(tokens)
    while i < n:
        if not _opens(tokens, i, taken, by_end):
            i += 1
            continue
        end = _extent(tokens, i, taken)
        run = _run(tokens, i, end, by_end)
        if run:
            owner = next((m for m in marks if m.end == i - 1 and m.kind == "country"), None)
            run.owned = owner is not None and tokens[i - 1].low == "'s"
            out.append(run)
        i = max(end, i + 1)
    return out


def _opens(tokens: list[Token], i: int, taken: dict[int, str], by_end: dict[int, Title]) -> bool:
    token = tokens[i]
    if not token.word:
        return False
    if not token.capital and not (_JOINED.match(token.text) and token.text.split("-")[-1][:1].isupper()):
        return False
    if token.low in honorifics() and (i + 1 < len(tokens)) and (tokens[i + 1].text == "." or tokens[i + 1].capital):
        return False
    if token.low in NOT_NAMES and not (token.low in given_names() and i + 1 < len(tokens) and tokens[i + 1].capital):
        return False
    kind = taken.get(i)
    if kind is None:
        if i == 0 or tokens[i - 1].text in ("“", '"', ":", "—", "–"):
            # at a sentence's start a common word is no name, unless it is a given name before a capital
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if token.low in common() and not (
                token.low in given_names() and following and following.capital and taken.get(i + 1) is None
            ):
                return False
        return True
    if kind in ("title", "org", "demonym", "metonym", "word"):
        return False
    # a state's or town's name that is a person's: "Queen Sofia", "Israel Katz"
    before = by_end.get(i)
    if before and before.capital and not before.plural and not before.countries and tokens[i - 1].text != ",":
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return bool(
        token.low in given_names()
        and following
        and following.capital
        and taken.get(i + 1) is None
        and following.low not in common()
        and following.low not in NOT_A_PERSON
    )


def _extent(tokens: list[Token], i: int, taken: dict[int, str]) -> int:
    """The token after a name that begins at i."""
    n, end = len(tokens), i + 1
    if len(tokens[i].text) == 1 and end < n and tokens[end].text == ".":
        end += 1
    while end < n and end - i < 10:
        token = tokens[end]
        if token.start - tokens[end - 1].end > 1:
            break
        kind = taken.get(end)
        if token.low in SUFFIXES or (token.low in ROMAN and token.text.isupper() and token.low != "i"):
            end += 1 + (end + 1 < n and tokens[end + 1].text == "." and token.low in ("jr", "sr"))
            break
        if token.text == "," and end + 1 < n and tokens[end + 1].low in ("jr", "sr"):
            end += 2 + (end + 2 < n and tokens[end + 2].text == ".")
            break
        initial = len(token.text) == 1 and token.capital and end + 1 < n and tokens[end + 1].text == "."
        if token.word and token.capital and (initial or token.low not in NOT_NAMES):
            if kind in ("org", "demonym", "metonym", "title", "word"):
                break
            if (
                kind in ("country", "capital")
                and tokens[end - 1].low not in given_names()
                and tokens[end - 1].low not in PARTICLES
            ):
                break
            end += 1
            if len(token.text) == 1 and end < n and tokens[end].text == ".":
                end += 1
            continue
        if (
            token.low in ("may", "march", "august", "april")
            and token.capital
            and end - i == 1
            and tokens[i].low in given_names()
        ):
            end += 1
            continue
        if token.low in PARTICLES and not token.capital:
            k = end + 1
            while k < n and tokens[k].low in PARTICLES and not tokens[k].capital and k - end < 3:
                k += 1
            if (
                k < n
                and (tokens[k].capital or _JOINED.match(tokens[k].text))
                and tokens[k].word
                and taken.get(k) not in ("org", "demonym", "title")
            ):
                if (
                    token.low in ("e", "y", "la", "le", "do", "da", "das", "los", "las")
                    and tokens[end - 1].low in common()
                ):
                    break
                end = k + 1
                continue
            break
        if _JOINED.match(token.text) and taken.get(end) is None:
            end += 1
            continue
        break
    return end


def _run(tokens: list[Token], i: int, end: int, by_end: dict[int, Title]) -> Run | None:
    stop = end
    words = [t.low.strip("'’") for t in tokens[i:stop] if t.word and t.low not in ("jr", "sr")]
    if tokens[end - 1].low in SUFFIXES - {"jr", "sr"} and len(words) > 2:
        words = words[:-1]
    words = [
        w
        for word in words
        for w in (
            [word] if not re.fullmatch(r"[a-z]{2,3}", word) or "." not in _written(tokens, i, end, word) else list(word)
        )
    ]
    if not words:
        return None
    run = Run(i, end, words)
    run.outer = i
    letters = "".join(t.text for t in tokens[i:end] if t.word and len(t.text) > 1)
    run.caps = len(letters) > 3 and letters.isupper()
    k = i
    while k > 0:
        if tokens[k - 1].text == "." and k > 1 and tokens[k - 2].low in honorifics():
            run.honorific = run.honorific or tokens[k - 2].low
            k -= 2
        elif (
            tokens[k - 1].low in honorifics()
            and (tokens[k - 1].capital)
            and tokens[k - 1].low not in ("he", "mother", "father", "sister", "count", "don")
        ) or (tokens[k - 1].low in ("he", "hm", "hh") and "." in tokens[k - 1].text):
            run.honorific = run.honorific or tokens[k - 1].low
            k -= 1
        elif tokens[k - 1].low in ("his", "her", "all", "their", "royal", "right", "most") and run.honorific:
            k -= 1
        else:
            break
    run.outer = k
    title = by_end.get(k)
    if title and tokens[k - 1].text != ",":
        run.title = title
        run.outer = title.start
    return run


def _written(tokens: list[Token], i: int, end: int, word: str) -> str:
    return next((t.text for t in tokens[i:end] if t.low == word), "")


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

    if (
        after is not None
        and after.low in NOT_A_PERSON
        and not (after.low in ("plan", "house", "act", "party", "report", "process") and not after.capital)
    ):
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
    shared = [w for w in parts if w in common() and w not in given]
    if shared and len(parts) > 1:
        add(-1.6 * len(shared), "common words")
    if any(w in BODY_HEADS or w in NOT_A_PERSON for w in parts):
        add(-4, "body")
    if any(w in REGIONS for w in parts):
        add(-2.5, "region")
    if len(run.words) > 6:
        add(-2, "too long")
    if before is not None and not (run.title or run.honorific):
        if before.low == "the":
            add(-2.5, "the")
        elif before.low in KIN and len(run.words) == 1 and run.words[0] in given:
            add(4, "kin")
        elif before.low == "'s" and run.owned:
            add(1.5, "owned")
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
