"""The map: a projection, the outlines of states, and where on the drawing a place lies.

The projection is Natural Earth (Tom Patterson 2008; polynomial by Bojan Šavrič, Bernhard Jenny and Tom Patterson, 2011), which
shows the whole world without swollen poles. Everything here is in pixels of a drawing WIDTH wide and HEIGHT high.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from pathlib import Path

WIDTH, HEIGHT = 960, 420
# Radians to pixels, so that 180° of longitude on the equator reaches the drawing's edge.
_SCALE = WIDTH / 2 / (math.pi * 0.8707)
_TOP = 84.0  # degrees north at the upper edge; nothing of diplomacy happens beyond
_PATH = re.compile(r'<path id="([A-Z]{2})" d="([^"]+)"/>')
_NUMBER = re.compile(r"[-\d.]+")


def _raw(longitude: float, latitude: float) -> tuple[float, float]:
    lam, phi = math.radians(longitude), math.radians(latitude)
    p2 = phi * phi
    p4 = p2 * p2
    x = lam * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return x, y


_Y_TOP = _raw(0, _TOP)[1]


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to pixels of the drawing, x to the right and y downwards."""
    x, y = _raw(longitude, latitude)
    return WIDTH / 2 + x * _SCALE, (_Y_TOP - y) * _SCALE


@lru_cache(maxsize=1)
def outlines() -> dict[str, str]:
    """The `d` of each state's SVG path, by alpha-2 code, from static/world.svg."""
    return dict(_PATH.findall((Path(__file__).parent / "static" / "world.svg").read_text(encoding="utf-8")))


def frame(points: list[tuple[float, float]], least: float = 150.0) -> str:
    """A viewBox that holds the points with air around them, as wide as high ×16/7, at least `least` pixels wide; the whole world for none."""
    if not points:
        return f"0 0 {WIDTH} {HEIGHT}"
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    width = min(WIDTH, max(least, (right - left) * 1.3, (bottom - top) * 1.3 * WIDTH / HEIGHT))
    height = width * HEIGHT / WIDTH
    x = min(max(0.0, (left + right - width) / 2), WIDTH - width)
    y = min(max(0.0, (top + bottom - height) / 2), HEIGHT - height)
    return f"{x:.1f} {y:.1f} {width:.1f} {height:.1f}"


def bounds(path: str) -> list[tuple[float, float]]:
    """The corners of the largest piece of an SVG path of `outlines`, for `frame`: a state is where its main land is."""
    largest: list[tuple[float, float]] = []
    extent = 0.0
    for piece in path.split("M")[1:]:
        numbers = [float(n) for n in _NUMBER.findall(piece)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        size = (max(x for x, _ in points) - min(x for x, _ in points)) * (
            max(y for _, y in points) - min(y for _, y in points)
        )
        if size > extent:
            largest, extent = points, size
    return largest
