"""The codebook is made from the schema, and the committed one is of this schema."""

from __future__ import annotations

from pathlib import Path

from etl.publish import codebook
from etl.publish.package import render
from etl.publish.views import VIEWS
from etl.schema import DESCRIPTOR, ROOT, TABLES, load


def test_the_committed_codebook_is_of_this_schema() -> None:
    stale = "docs/codebook.md is stale: run `python -m etl.schema codebook`"
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == codebook.text(load()), stale


def test_it_shows_every_table_column_and_view(tmp_path: Path) -> None:
    text = codebook.write_codebook(load(), tmp_path / "codebook.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        section = text.split(f"\n### {table.name}\n")[1].split("\n### ")[0]
        for column in table.columns:
            assert f"| {column.name} |" in section or f"| **{column.name}** |" in section
        for value in (v for column in table.columns for v in column.enum):
            assert str(value) in section, f"{table.name}: {value}"
    for view in VIEWS.values():
        assert f"### {view.name}" in text


def test_the_descriptor_is_laid_out_as_the_release_lays_it_out() -> None:
    """A release changes the lines of sizes and hashes only; so the file people write has the same layout."""
    assert DESCRIPTOR.read_text(encoding="utf-8") == render(load().descriptor)
