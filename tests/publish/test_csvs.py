"""data/: the CSV files of a package."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import InputError
from etl.publish.csvs import dump, read_table, read_tables, write_tables
from etl.schema import TABLES

from .world import small_world

TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)


def test_every_table_has_a_file_with_its_columns(tmp_path: Path) -> None:
    write_tables({}, tmp_path / "data")
    for table in TABLES.values():
        assert (tmp_path / table.path).read_text() == ",".join(table.names) + "\n"


@given(st.dictionaries(TEXT, TEXT, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], database=None, deadline=None, max_examples=50)
def test_whatever_text_goes_in_comes_out_again(tmp_path: Path, names: dict[str, str]) -> None:
    rows = [{"person_id": "p", "name": name, "kind": "variant", "source_id": None} for name in names]
    (tmp_path / "person_names.csv").write_bytes(dump(TABLES["person_names"], rows))
    assert sorted(row["name"] for row in read_table(TABLES["person_names"], tmp_path)) == sorted(names)


def test_rows_stand_in_key_order_whatever_order_they_come_in() -> None:
    rows = [{"event_id": e, "number": n, "country": "US", "role": "host"} for e in ("b", "a") for n in (10, 9, 2)]
    first = dump(TABLES["event_participants"], rows)
    assert first == dump(TABLES["event_participants"], rows[::-1])
    assert [line.split(b",")[:2] for line in first.splitlines()[1:]] == [
        [e, n] for e in (b"a", b"b") for n in (b"2", b"9", b"10")
    ]


def test_numbers_are_written_as_short_as_they_read_back_equal() -> None:
    row = {"place_id": "x", "name": "X", "latitude": 46.0, "longitude": 0.1 + 0.2}
    assert dump(TABLES["places"], [row]).splitlines()[1] == b"x,X,,46,0.30000000000000004,"


def test_typed_values_come_back(tmp_path: Path) -> None:
    world = small_world()
    write_tables(world.tables, tmp_path / "data")
    tables = read_tables(tmp_path / "data")
    assert set(tables) == set(TABLES)
    for name, rows in world.tables.items():
        key = TABLES[name].key
        filled = {key(row): {k: v for k, v in row.items() if v is not None} for row in rows}
        assert {key(row): {k: v for k, v in row.items() if v is not None} for row in tables[name]} == filled


def test_a_bad_row_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    write_tables(small_world().tables, tmp_path / "data")
    before = {p.name: p.read_bytes() for p in (tmp_path / "data").iterdir()}
    with pytest.raises(InputError, match=r"people.*born does not have the form"):
        write_tables({"people": [{"person_id": "p", "name": "P", "born": "once"}]}, tmp_path / "data")
    with pytest.raises(InputError, match="no such table: towns"):
        write_tables({"towns": []}, tmp_path / "data")
    assert {p.name: p.read_bytes() for p in (tmp_path / "data").iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has the columns"),
        (b"number,event_id,place_id\n", "has the columns"),
        (b"event_id,number,place_id\na,1\n", "line 2.*2 cells"),
        (b"event_id,number,place_id\na,one,b\n", "line 2"),
        (b"event_id,number,place_id\n\xff,1,b\n", "not a CSV"),
        (b'event_id,number,place_id\n"a,1,b\n', "not a CSV"),
    ],
)
def test_a_file_that_is_not_of_the_table_is_named_with_the_line(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "event_places.csv").write_bytes(content)
    with pytest.raises(InputError, match=rf"(?s)event_places\.csv.*{said}|{said}"):
        list(read_table(TABLES["event_places"], tmp_path))
    with pytest.raises(InputError, match=r"places\.csv.*cannot be read"):
        list(read_table(TABLES["places"], tmp_path))
