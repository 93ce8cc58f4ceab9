"""Copies of one report: the same article as page, as dump, or as another paper prints it.

The measure is containment: the share of the shorter text's shingles (runs of five words) that stand in the longer. Resemblance (Jaccard) and
its kin miss a copy that was cut or has something added. A sketch keeps only the shingles whose hash is a multiple of a power of two, chosen so
that few are left; the same shingle is kept in every sketch, whatever the text around it, so that two sketches can be compared.
"""

from __future__ import annotations

import zlib

from etl.pages.clean import words

LENGTH = 5  # words of a shingle
SIZE = 96  # shingles a sketch keeps at most
COPY = 0.5  # containment from which on two articles are copies of one report
_LEAST = 6  # shingles that must be left to compare, or nothing is said


def sketch(text: str) -> tuple[int, ...]:
    """The sketch of a text: the power of two first, then the kept hashes (32 bits), sorted. Empty for fewer than five words."""
    found = words(text)
    hashes = {zlib.crc32(" ".join(found[i : i + LENGTH]).encode()) for i in range(len(found) - LENGTH + 1)}
    if not hashes:
        return ()
    step = 1
    while len(hashes) > SIZE:
        step *= 2
        hashes = {h for h in hashes if h % step == 0}
    return (step, *sorted(hashes))


def containment(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """The share (0 to 1) of the shorter text's shingles that the longer has, from two sketches; 0 where too few are left to tell."""
    if not a or not b:
        return 0.0
    step = max(a[0], b[0])
    x, y = ({h for h in s[1:] if h % step == 0} for s in (a, b))
    shorter = min(len(x), len(y))
    return len(x & y) / shorter if shorter >= _LEAST else 0.0


def is_copy(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two articles are copies of one report, so that they count as one source."""
    return containment(a, b) >= COPY
