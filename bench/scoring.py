"""How a page's reading is scored: the measures of ../shared/eval/score_pages.py, defined once for the benchmark.

title: equal once case, quotes, dashes and spaces are folded. authors: F1 of the set of names. published: the same day.
body: F1 of the bag of words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "…": "..."})


def folded(text: object) -> str:
    """The text in lower case, with ASCII quotes and dashes and single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", str(text or "")).casefold().translate(_FOLD)).strip()


def name(text: object) -> str:
    """A person's name for comparing: without accents, punctuation and "by"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", folded(text)) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", re.sub(r"^by ", "", plain)).strip()


def f1_of_names(gold: list[str], got: list[str]) -> float:
    """F1 of two sets of names; 1 when both are empty."""
    a, b = {name(x) for x in gold}, {name(x) for x in got}
    return 1.0 if not a and not b else 2 * len(a & b) / (len(a) + len(b))


def bag_of_words(gold: str, got: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words of two texts."""
    a, b = (Counter(re.findall(r"\w+", folded(x))) for x in (gold, got))
    both = sum((a & b).values())
    if not a or not b:
        return (float(not a and not b),) * 3
    precision, recall = both / sum(b.values()), both / sum(a.values())
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0
