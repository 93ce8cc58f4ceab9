"""Words, numbers and marks of a register's remark. The register's own slips of typing are mended here, before anything is parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june|july|august aug|september sept sep|october oct|november nov"
        "|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_ABBREVIATIONS = (
    "St Ft Mt Dr Gen Jr Sr Mr Mrs Ms Lt Col Adm Gov Sen Rep Hon Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec Mass Va Tex Calif Fla Conn "
    "Ill Md Mich Minn Me Ga Tenn Okla Ia Kans Pa Wash Miss Ky Wis Mo Ala Ariz Colo Ore Neb Nev"
).split()
_SLIPS = (
    (re.compile("[\u2010\u2011]"), "-"),  # other hyphens
    (re.compile(r"(?<=\w)-\s+(?=\w)"), "-"),  # "Israeli- Palestinian"
    (re.compile(r"\b([AaEe]l)\s+[-–](?=\w)"), r"\1-"),  # "al –Khalifa"
    (re.compile(r"(?<=\w)\s+[‘’](?=s\b)"), "’"),  # "Coalition ‘s"
    (re.compile(r"(?<=[a-z]{3}Minister)(?=[A-Z])|(?<=\bMinister)(?=[A-Z])|(?<=\bPresident)(?=[A-Z])"), " "),
    (
        re.compile(r"(?<=[^\W\d_.])\s[-–]\s(?=[A-Z])|(?<=\bU\.S\.)\s?[-–]\s?(?=[A-Z])"),
        "-",
    ),  # "Jean - Marc", "U.S. - Nordic"
    (re.compile(r"\b(P-?[35])\s*\+\s*(1)\b"), r"\1+\2"),  # "P5 + 1"
    (
        re.compile(r"\b(Prince|Minister|President|King)-(?=(?:Prime|Foreign|Crown|Prince)\b)"),
        r"\1/",
    ),  # "Crown Prince-Prime Minister"
    (re.compile(r"\bG\s?[=–-]\s?(\d+)\b"), r"G-\1"),  # "G=8", "G–7"
    (re.compile(r"\bU\.N(?=[;,\s]|$)"), "U.N."),
    (re.compile(r"\b(\d)oth\b"), r"\g<1>0th"),  # "5oth"
    (re.compile(r"\bmet with met with\b", re.I), "met with"),
)
_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""(?P<word>
        (?:[A-Z]\.){{2,}}(?:[-–/]{_LETTER}[\w’'ʻ.-]*)?   # U.S., D.C., U.S.-EU
      | (?:{"|".join(_ABBREVIATIONS)})\.(?!\w)
      | [A-Z]\.(?=[\s,)]|$)                              # an initial
      | {_LETTER}+-(?:[A-Z]\.){{2,}}(?:-{_LETTER}+)?            # ASEAN-U.S.
      | {_LETTER}[\w’'‘ʻ`´]*(?:[-–+&](?=\w)(?!(?:{"|".join(m.capitalize() for m in MONTHS)})\b)[\w’'‘ʻ`´]+)*
    )
    | (?P<number>\d+(?:[.,]\d{{3}})*(?:st|nd|rd|th|d)?(?:[-+/]\w[\w+]*)*)
    | (?P<mark>\S)""",
    re.VERBOSE,
)
_ROMAN = re.compile(r"[IVX]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark. `low` is its lower case without a possessive ending."""

    text: str
    kind: str  # word, number, mark
    low: str
    possessive: bool = False

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.kind == "word" and self.text[0].isupper()

    @property
    def bare(self) -> str:
        """Its text without a possessive ending."""
        return self.text[:-2] if self.possessive and self.text[-2] in "’'" else self.text.rstrip("’'") or self.text


END = Token("", "end", "")


def tidy(text: str) -> str:
    """The text with slips of typing mended that would hide a word's end or beginning."""
    for pattern, better in _SLIPS:
        text = pattern.sub(better, text)
    return text


def tokens(text: str) -> list[Token]:
    """The tokens of a remark, in order."""
    out: list[Token] = []
    for found in _TOKEN.finditer(tidy(text)):
        kind = found.lastgroup or "mark"
        piece = found.group()
        if (
            kind == "word"
            and len(piece) == 2
            and piece[1] == "."
            and _ROMAN.fullmatch(piece[0])
            and _ends(text, found.end())
        ):
            out += [Token(piece[0], "word", piece[0].lower()), Token(".", "mark", ".")]  # "King Mohammed V."
            continue
        low = piece.lower().replace("’", "'")
        if low.endswith(".") and low[:-1] in MONTHS:
            low = low[:-1]
        possessive = low.endswith("'s") or (low.endswith("s'") and kind == "word")
        out.append(Token(piece, kind, low[:-2] if low.endswith("'s") else low.rstrip("'"), possessive))
    return out


def _ends(text: str, at: int) -> bool:
    rest = tidy(text)[at:].lstrip()
    return not rest or bool(
        re.match(r"(?:Met|Also|Visited|Attended|Address|Signed|Return|Left|Arriv|Depart|Discuss|Later)", rest)
    )


def join(parts: list[Token] | tuple[Token, ...]) -> str:
    """The text of tokens, with a blank between words and none before a comma."""
    out = ""
    for i, token in enumerate(parts):
        if i and token.text not in ",;.:)]”/" and parts[i - 1].text not in "([“/":
            out += " "
        out += token.text
    return out
