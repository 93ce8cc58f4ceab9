"""The map: projection, outlines, frames, and the script that made the outlines."""

from __future__ import annotations

from etl.explore import outline, worldmap


def test_the_projection_fits_the_drawing() -> None:
    assert worldmap.project(0, 84)[1] == 0
    assert abs(worldmap.project(0, -58)[1] - worldmap.HEIGHT) < 1
    assert abs(worldmap.project(180, 0)[0] - worldmap.WIDTH) < 0.01
    assert abs(worldmap.project(-180, 0)[0]) < 0.01


def test_states_have_outlines_around_their_capitals() -> None:
    for code, longitude, latitude in (
        ("FR", 2.35, 48.85),
        ("RU", 37.62, 55.75),
        ("US", -77.0, 38.9),
        ("AU", 149.1, -35.3),
    ):
        left, top, width, height = map(float, worldmap.frame(worldmap.bounds(worldmap.outlines()[code])).split())
        x, y = worldmap.project(longitude, latitude)
        assert left <= x <= left + width
        assert top <= y <= top + height


def test_no_outline_runs_across_the_map() -> None:
    for code, path in worldmap.outlines().items():
        for piece in path.split("M")[1:]:
            numbers = [float(n) for n in piece.rstrip("Z").replace("L", " ").split()]
            xs = numbers[::2]
            steps = [abs(a - b) for a, b in zip(xs, xs[1:] + xs[:1], strict=True)]
            assert max(steps) < 120, code


def test_a_ring_across_the_date_line_is_cut_into_two() -> None:
    pieces = outline.cut([(170.0, 60.0), (-170.0, 60.0), (-170.0, 70.0), (170.0, 70.0)])
    assert len(pieces) == 2
    assert {max(x for x, _ in piece) for piece in pieces} == {180.0, -170.0}
    assert outline.cut([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]) == [[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]]


def test_topojson_becomes_named_paths() -> None:
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10]]],
        "objects": {"countries": {"geometries": [
            {"type": "Polygon", "id": "250", "arcs": [[0, 1]], "properties": {"name": "Somewhere"}},
            {"type": "Polygon", "arcs": [[~1, ~0]], "properties": {"name": "Kosovo"}},
            {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Nowhere"}},
        ]}},
    }  # fmt: skip
    drawn = outline.outline(topology, {"250": "FR"})
    assert '<path id="FR" d="M480' in drawn
    assert '<path id="XK"' in drawn
    assert drawn.count("<path") == 3


def test_a_frame_lies_within_the_world() -> None:
    x, y, width, height = map(float, worldmap.frame([(950.0, 410.0)]).split())
    assert x + width <= worldmap.WIDTH + 0.1
    assert y + height <= worldmap.HEIGHT + 0.1
    assert worldmap.frame([]) == f"0 0 {worldmap.WIDTH} {worldmap.HEIGHT}"
