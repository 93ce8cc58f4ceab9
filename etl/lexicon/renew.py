"""Makes the two word lists that came of counting: `python -m etl.lexicon.renew words ARCHIVE` and `… given`.

words   common_words.csv: what English writes in lower case, so that a capital makes no name of it. Counted in the archive of White House
        briefings (public domain, pinned in etl/sources/sources.yml): words of lower-case letters seen four times and more in lower case,
        and in lower case at least a fifth as often as with a capital (or 300 times). The same archive gives the same file, byte for byte.
given   given_names.csv: first words of people's names in the registers' claims (claims/*.jsonl.gz: executive, pocom, travels, visits; CC0),
        without titles, particles and family names that registers write first (EXCLUDED), in one list with the rows of source `hand`,
        which are kept: given names of the press of many countries, and the genders, which no register tells. Add rows of your own
        with source `hand`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from etl.extract.tokens import fold
from etl.lexicon.roles import word_set

LEXICON = Path(__file__).parent
REGISTERS = ("executive", "pocom", "travels", "visits")
_WORD = re.compile(r"(?<!\w)([A-Za-z][a-z]+)(?:'s|’s)?(?!\w)")
SEEN, SHARE, OFTEN = 4, 0.2, 300
# First words of register names that are no given names: titles, particles, family names written first or alone.
EXCLUDED = word_set("""april arroyo august avila bailey batlle begin bin brand bui calderon calvo castillo castro cavaco couve crystal da dawn
    day de di diaz dom dos duke el estrada eu federal fernandez forbes france fw giscard gonzales grau green ha hammer haya hor ibn il
    iwaya jenis jo johnson june kamikawa kishida le lopez lula mackenzie morales muluzi munoz ne nixon ortiz person prio pv rios rodriquez
    rojas ruiz rutherford sa santa sirik st steen tito to toledo villagomez villeda von washington wells zavala acting archbishop
    assembly chief crown first governor grand head interim lord pope president prime prince regent secretary sheik sheikh sultan
    taoiseach vice""")


def common_words(texts: Iterable[str]) -> list[str]:
    """Words of the texts that are no names, sorted; see the module's head for the rule."""
    low: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match.group(1)
            (low if word[0].islower() else capital)[word.lower()] += 1
    return sorted(w for w, n in low.items() if len(w) > 1 and n >= SEEN and (n >= SHARE * capital[w] or n >= OFTEN))


def texts_of(archive: Path) -> Iterable[str]:
    """The Markdown files of an archive, without front matter."""
    with zipfile.ZipFile(archive) as files:
        for name in files.namelist():
            if name.endswith(".md"):
                yield files.read(name).decode("utf-8", "replace").split("---", 2)[-1]


def first_words(claims: Path) -> dict[str, str]:
    """Folded first word of every full name in the registers' claims -> as written, without accents."""
    spelt: dict[str, Counter[str]] = {}
    for register in REGISTERS:
        with gzip.open(claims / f"{register}.jsonl.gz", "rt", encoding="utf-8") as lines:
            next(lines)
            for line in lines:
                for person in json.loads(line).get("people", ()):
                    words = person["name"].replace(",", " ").split()
                    plain = "".join(c for c in unicodedata.normalize("NFKD", words[0]) if not unicodedata.combining(c))
                    name = fold(plain)
                    if len(words) > 1 and len(name) > 1 and re.fullmatch(r"[^\W\d_]+(?:['-][^\W\d_]+)*", plain):
                        spelt.setdefault(name, Counter())[plain] += 1
    return {name: max(sorted(forms), key=lambda f: forms[f]) for name, forms in spelt.items() if name not in EXCLUDED}


def given_names(rows: Iterable[dict[str, str]], registers: dict[str, str]) -> list[dict[str, str]]:
    """Rows of given_names.csv made anew: those by hand, those of the registers, and the genders that were known."""
    rows = list(rows)
    gender = {fold(r["name"]): r["gender"] for r in rows}
    made = {fold(r["name"]): r for r in rows if r["source"] == "hand"}
    for name, written in registers.items():
        made[name] = {"name": written, "gender": gender.get(name, ""), "source": "registers"}
    return [made[name] for name in sorted(made)]


def main(arguments: list[str]) -> None:
    """Write one of the two files."""
    if arguments[:1] == ["words"] and len(arguments) == 2:
        text = "\n".join(["word", *common_words(texts_of(Path(arguments[1])))]) + "\n"
        (LEXICON / "common_words.csv").write_text(text, encoding="utf-8")
    elif arguments == ["given"]:
        path = LEXICON / "given_names.csv"
        with path.open(encoding="utf-8") as lines:
            rows = given_names(csv.DictReader(lines), first_words(LEXICON.parents[1] / "claims"))
        out = io.StringIO()
        writer = csv.DictWriter(out, ["name", "gender", "source"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(out.getvalue(), encoding="utf-8")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
