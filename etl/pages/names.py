"""Names of people as bylines and credits give them."""

from __future__ import annotations

import re

from etl.pages.clean import tidy

# Lower-case parts of surnames, in the languages whose names English-language bylines carry.
PARTICLES = frozenset(
    "de da do dos das del della di du la le les van der den ter ten von zu zum zur af av bin bint ibn al el e y i da' d' st abu "
    "ould o' mac mc san santa".split()
)
# A word that no person's name has, but a desk, an office, an agency or a newspaper does.
_NOT_NAMES = frozenset(
    "staff reporter reporters editor editors editorial correspondent correspondents writer writers columnist news agency agencies "
    "press desk team board bureau online media service services wire wires times post magazine network digital newsroom contributor "
    "contributors photo photos photograph images image pictures picture pool handout video tv radio television channel world "
    "today daily weekly tribune gazette herald journal guardian telegraph independent observer report reports company inc ltd llc "
    "group foundation institute university ministry department office government council committee association admin administrator "
    "guest author authors special producer web website site com reuters afp ap xinhua bloomberg tass interfax getty associated "
    "international national foreign political politics business sports opinion analysis live updates update latest breaking "
    "newsletter the and with from for our read more by via about photographer photography sponsored advertisement partner partners content "
    "follow share subscribe published updated posted facebook twitter whatsapp linkedin instagram youtube telegram email copy link "
    "size next app page party stories story topics topic menu republic america africa asia europe city street states kingdom top list section "
    "to how what why when who is are was exclusive interview column agencies reporting compiled".split()
)
_INITIAL = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_SUFFIX = re.compile(r",?\s+(Jr|Sr|II|III|IV|MD|M\.D|PhD|Ph\.D|MP|CBE|OBE|MBE|RN|DO)\.?$")


def is_name(text: str) -> bool:
    """Whether the text can be a person's full name: two to six words, capitalised or particles, none of them a desk's or an agency's."""
    parts = _SUFFIX.sub("", text.strip()).split()
    if not 2 <= len(parts) <= 6 or len(text) > 60:
        return False
    if parts[0].lower() in ("the", "an"):
        return False
    capitals = 0
    for part in parts:
        bare = part.rstrip(".,").lower()
        if bare in _NOT_NAMES:
            return False
        if not (_WORD.fullmatch(part) or _INITIAL.fullmatch(part)):
            return False
        if not part[0].islower() or re.match(r"(?:al|el|d|l|o)[-'’][^\W\d_]", part):
            capitals += 1
        elif bare not in PARTICLES:
            return False
    return capitals >= 2 or (capitals == 1 and not parts[0][0].isascii())


# Words that open a job and are no part of the name before it: "Thabo Mokone Parliamentary editor".
_JOB_OPENS = frozenset(
    "staff reporter editor editorial correspondent writer columnist news press bureau online media service digital contributor producer photographer "
    "international national foreign political politics business sports opinion data associated reuters agency journalist author special guest "
    "senior junior chief deputy assistant associate executive managing contributing investigative freelance parliamentary diplomatic "
    "defence defense economics economy health science travel technology tech environment culture crime legal royal education "
    "european asia africa africa's americas middle investigations data audience night overnight showbiz features head".split()
)
_JOBS = frozenset(
    "journalist reporter correspondent editor columnist writer contributor producer staff author blogger critic analyst photographer".split()
)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z][a-z])")


def leading(text: str) -> str | None:
    """The name with which a text begins, when a job, a paper or another glued word follows: "Sophie FosterTravel News Reporter"."""
    pieces = _CAMEL.split(text)
    for end in range(1, len(pieces)):
        if is_name(head := "".join(pieces[:end])):
            return head
    parts = text.split()
    for at, part in enumerate(parts):
        if part == "The" or part.lower().strip(".,") in _JOB_OPENS:
            head = " ".join(parts[:at]).rstrip(",")
            return head if is_name(head) else None
    return None


# What stands before the name of an author who holds an office. (A dean, a king or a judge may be called so.)
_TITLES = frozenset(
    "dr prof professor sir dame rev director ambassador minister president secretary senator representative governor general colonel "
    "chancellor chairman chairwoman commissioner administrator premier spokesperson".split()
)


def untitled(name: str) -> str:
    """The name without the titles before it, as long as a full name is left: "Director Ana Duarte"."""
    first, _, rest = name.partition(" ")
    return untitled(rest) if first.lower().rstrip(".") in _TITLES and is_name(rest) else name


def is_job(text: str) -> bool:
    """Whether a line names a job of writing and nothing else: "Senior reporter", "Journalist"."""
    parts = text.lower().strip(".,").split()
    return (
        0 < len(parts) <= 5
        and any(p in _JOBS or p.rstrip("s") in _JOBS for p in parts)
        and all(p in _JOB_OPENS or p in _JOBS or p.rstrip("s") in _JOBS or p in ("of", "&") for p in parts)
    )


def written(name: str) -> str:
    """The name as a reader would write it: "ALEXANDER NEMENOV" becomes "Alexander Nemenov"; mixed case stays.

    Initials stay capital, particles go lower, each part after a hyphen or an apostrophe is capitalised.
    """
    name = tidy(name).strip(" ,;|/")
    letters = [c for c in name if c.isalpha()]
    if not letters or not (all(c.isupper() for c in letters) or all(c.islower() for c in letters)):
        return name
    parts = []
    for number, part in enumerate(name.split()):
        low = part.lower()
        if number and low.rstrip(".") in PARTICLES and len(low) > 1 and not low.startswith(("mac", "mc")):
            parts.append(low)
        elif (len(part.strip(".")) <= 2 and "." in part) or (
            len(part) == 2 and part.isupper() and part[1] not in "AEIOUYaeiouy"
        ):
            parts.append(part.upper())
        else:
            shaped = re.sub(r"(^|[-'’.])(\w)", lambda m: m.group(1) + m.group(2).upper(), low)
            shaped = re.sub(r"^Mc(\w)", lambda m: "Mc" + m.group(1).upper(), shaped)
            parts.append(shaped)
    return " ".join(parts)
