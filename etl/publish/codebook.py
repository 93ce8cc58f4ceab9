"""docs/codebook.md, made from datapackage.json and views.sql: every table, every column, every key, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from etl.publish.views import VIEWS, View
from etl.schema import ROOT, Column, Schema, Table

_INTRODUCTION = """\
# Codebook

<!-- Made by `python -m etl.schema codebook` from datapackage.json and etl/publish/views.sql. Edit those, not this. -->

Every table is a CSV file in `data/` (UTF-8, comma, first line the column names) and a table of the same name in
`embassyrow.db`. An empty cell is a missing value. In the exports with types, dates are days, and everything else is as
it stands here.

- **Dates** are EDTF strings (level 1) in the column named for them: `2017-04-12`, `2017-04` (some day of it),
  `2017-05-07/2017-05-09` (within, or all of, these days), `199X`, `1814?`. `…_earliest` and `…_latest` beside them are
  the first and the last day that it can be, for comparing. An `end` is empty where it is unknown and `..` where the
  office is still held at the source's date.
- **Countries** are ISO 3166-1 alpha-2 codes, with SU, YU, DD, CS (Czechoslovakia) and XK; ISO 3166-3's four letters for
  other states of the past; `x-texas` and the like where ISO has none. See the table `countries`.
- **Ids** are lower-case slugs, and stay. One that goes away after a release has a row in `redirects`.
- **Yes or no** is 1 or 0. **Offsets** count code points in the paragraph as read, from 0; the end is exclusive.
- **"As given"** is a name or title as the source has it, never a sentence. Texts of articles are not in the package;
  evidence is the article's hash and offsets into it.
"""


def _escape(text: str) -> str:
    return text.replace("|", "\\|")


def _form(column: Column) -> str:
    parts = [column.type]
    if column.required:
        parts.append("required")
    if column.unique:
        parts.append("unique")
    low, high = (None if v is None else f"{v:g}" for v in (column.minimum, column.maximum))
    if low is not None and high is not None:
        parts.append(f"{low} to {high}")
    elif low is not None:
        parts.append(f"from {low}")
    if column.max_length is not None:
        parts.append(f"at most {column.max_length} characters")
    if column.unit:
        parts.append(f"in {column.unit}" if column.type == "integer" or column.unit == "degrees" else column.unit)
    return ", ".join(parts)


def _meaning(column: Column, table: Table) -> str:
    text = column.description
    if column.enum and not all(str(v) in text for v in column.enum):
        text += " One of " + ", ".join(f"`{v}`" for v in column.enum) + "."
    if column.example:
        text += f" Example: `{column.example}`."
    for key in table.foreign_keys:
        if column.name in key.columns:
            other = key.references[key.columns.index(column.name)]
            text += f" → [{key.table}](#{key.table}).{other}"
    return text


def _table(table: Table) -> Iterator[str]:
    yield f"### {table.name}\n\n{table.description}\n"
    facts = [f"Key: {', '.join(f'`{c}`' for c in table.primary_key)}."]
    facts += [f"Also unique: {', '.join(f'`{c}`' for c in key)}." for key in table.unique_keys]
    facts += [f"Exactly one of {', '.join(f'`{c}`' for c in group)} is filled." for group in table.exactly_one]
    facts += [f"At least one of {', '.join(f'`{c}`' for c in group)} is filled." for group in table.at_least_one]
    yield " ".join(facts) + "\n"
    yield "| column | form | meaning |\n|---|---|---|"
    for column in table.columns:
        name = f"**{column.name}**" if column.name in table.primary_key else column.name
        yield f"| {name} | {_escape(_form(column))} | {_escape(_meaning(column, table))} |"
    yield ""


def _view(view: View) -> Iterator[str]:
    yield f"### {view.name}\n\n{view.description}\n\n| column | meaning |\n|---|---|"
    for name, meaning in view.columns:
        yield f"| {name} | {_escape(meaning)} |"
    yield ""


def text(schema: Schema) -> str:
    """The codebook as Markdown."""
    lines = [_INTRODUCTION, "## Tables\n", "| table | one row is |\n|---|---|"]
    for table in schema.tables.values():
        what = table.description.removeprefix("One row is ").split(". ")[0].rstrip(".")
        lines.append(f"| [{table.name}](#{table.name}) | {_escape(what)} |")
    lines.append("")
    for table in schema.tables.values():
        lines += _table(table)
    lines.append("## Views of the database\n")
    for view in VIEWS.values():
        lines += _view(view)
    return "\n".join(lines).rstrip("\n") + "\n"


def write_codebook(schema: Schema, path: Path = ROOT / "docs" / "codebook.md") -> Path:
    """Write the codebook, docs/codebook.md unless told otherwise. Returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(schema), encoding="utf-8", newline="\n")
    return path
