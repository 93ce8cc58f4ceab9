"""The database's DDL, made from the schema: STRICT tables with their keys, CHECKs, indexes and full-text indexes.

CHECKs use only what every SQLite has (GLOB, length, date of a fixed string): a database that needs a function of ours
could be read, but not checked or written to, by anybody else.
"""

from __future__ import annotations

from collections.abc import Iterator

from etl.errors import InputError
from etl.schema import Column, Schema, Table

_SQL_TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "REAL"}

_EDTF_YEAR = "substr({0},1,4) GLOB '[0-9][0-9][0-9X][0-9X]' AND substr({0},1,4) NOT GLOB '??X[0-9]'"
_EDTF_MONTH = (
    "(substr({0},5)='' OR substr({0},5,3)='-XX' OR substr({0},5,3) GLOB '-[0-2][0-9]'"
    " AND (substr({0},5,3) BETWEEN '-01' AND '-12' OR substr({0},5,3) BETWEEN '-21' AND '-24'))"
)
_EDTF_DAY = (
    "(substr({0},8) IN ('','-XX') OR substr({0},8) GLOB '-[0-3][0-9]' AND substr({0},8) BETWEEN '-01' AND '-31')"
)
_EDTF_PART = f"({{0}} IN ('','..') OR {_EDTF_YEAR} AND {_EDTF_MONTH} AND {_EDTF_DAY})"


def _edtf(name: str) -> str:
    """EDTF level 1 as a condition: what stands before a slash and after it, each a date, `..` or nothing."""
    bare = f"replace(replace(replace({name},'?',''),'~',''),'%','')"
    left = f"substr({bare},1,instr({bare}||'/','/')-1)"
    right = f"substr({bare},instr({bare},'/')+1)"
    interval = (
        f"{_EDTF_PART.format(left)} AND {_EDTF_PART.format(right)} AND {bare} NOT IN ('','/','../..','../','/..')"
    )
    day, month = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]", "[0-9][0-9][0-9][0-9]-[01][0-9]"

    def numbered(at: int) -> str:
        return f"substr({name},{at},2) BETWEEN '01' AND '12' AND substr({name},{at + 3},2) BETWEEN '01' AND '31'"

    # nearly all are of these forms, which are told at once; the general one takes a hundred times as long
    return (
        f"CASE WHEN {name} IS NULL OR {name} GLOB '[0-9][0-9][0-9][0-9]' THEN 1 "
        f"WHEN {name} GLOB '{day}' THEN {numbered(6)} "
        f"WHEN {name} GLOB '{day}/{day}' THEN {numbered(6)} AND {numbered(17)} "
        f"WHEN {name} GLOB '{month}' AND substr({name},6) BETWEEN '01' AND '12' THEN 1 ELSE {interval} END"
    )


_SLUG = "{0} NOT GLOB '*[^a-z0-9-]*' AND {0} GLOB '[a-z0-9]*' AND {0} NOT GLOB '*--*' AND {0} NOT GLOB '*-'"
_DATE = r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(-(0[1-9]|1[0-2]|2[1-4]|XX)(-(0[1-9]|[12][0-9]|3[01]|XX))?)?[?~%]?"

# Each pattern of the descriptor as SQL; {0} is the column. A condition may let through a little more than its pattern
# (tests/schema/test_ddl.py says where), never less.
PATTERNS: dict[str, str] = {
    r"[a-z0-9]+(-[a-z0-9]+)*": _SLUG,
    rf"{_DATE}|{_DATE}/({_DATE}|\.\.)?|(\.\.)?/{_DATE}|\.\.": _edtf("{0}"),
    r"[0-9a-f]{64}": "length({0})=64 AND {0} NOT GLOB '*[^0-9a-f]*'",
    r"[A-Z]{2}|[A-Z]{4}|x-[a-z]+(-[a-z]+)*": (
        "{0} GLOB '[A-Z][A-Z]' OR {0} GLOB '[A-Z][A-Z][A-Z][A-Z]' OR {0} GLOB 'x-[a-z]*'"
        " AND substr({0},3) NOT GLOB '*[^a-z-]*' AND {0} NOT GLOB '*--*' AND {0} NOT GLOB '*-'"
    ),
    r"[A-Z]{3}": "{0} GLOB '[A-Z][A-Z][A-Z]'",
    r"[a-z][a-z0-9_]*": "{0} GLOB '[a-z]*' AND {0} NOT GLOB '*[^a-z0-9_]*'",
    r"[a-z][a-z0-9_.-]*": "{0} GLOB '[a-z]*' AND {0} NOT GLOB '*[^a-z0-9_.-]*'",
    r"[a-z0-9]+(-[a-z0-9]+)*:[a-z]+/[^ ]+": "{0} GLOB '[a-z0-9]*:[a-z]*/?*' AND {0} NOT GLOB '* *'",
    r"[a-z]{2,3}(-[A-Za-z0-9]+)*": (
        "({0}||'-' GLOB '[a-z][a-z]-*' OR {0}||'-' GLOB '[a-z][a-z][a-z]-*')"
        " AND {0} NOT GLOB '*[^A-Za-z0-9-]*' AND {0} NOT GLOB '*--*' AND {0} NOT GLOB '*-'"
    ),
    r"https?://[^ ]+": "({0} GLOB 'http://?*' OR {0} GLOB 'https://?*') AND {0} NOT GLOB '* *'",
    r"[A-Z]+(-[a-z]+)*": (
        "{0} GLOB '[A-Z]*' AND {0} NOT GLOB '*[^A-Za-z-]*' AND {0} NOT GLOB '*[a-z][A-Z]*' AND {0} NOT GLOB '*-[A-Z]*'"
        " AND {0} NOT GLOB '*[A-Z][a-z]*' AND {0} NOT GLOB '*--*' AND {0} NOT GLOB '*-'"
    ),
    r"[0-9]{2,4}": "length({0}) BETWEEN 2 AND 4 AND {0} NOT GLOB '*[^0-9]*'",
}


def quote(name: str) -> str:
    """A name as SQL takes it, in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def _literal(value: str | int | float) -> str:
    return str(value) if not isinstance(value, str) else "'" + value.replace("'", "''") + "'"


def checks(column: Column) -> list[str]:
    """The conditions of a column's CHECK, in SQL; a null passes every one of them."""
    name, found = quote(column.name), []
    if column.enum:
        found.append(f"{name} IN ({', '.join(_literal(v) for v in column.enum)})")
    if column.pattern:
        if column.pattern not in PATTERNS:
            raise InputError(
                f"the pattern {column.pattern} has no SQL",
                file=column.name,
                remedy="add it to PATTERNS in etl/publish/ddl.py",
            )
        found.append(PATTERNS[column.pattern].format(name))
    if column.type == "date":
        found.append(f"{name} = date({name}, '+0 days')")  # the modifier makes SQLite turn 30 February into March
    if column.type == "string" and not (column.enum or column.pattern):
        found.append(f"{name} <> ''")
    if column.minimum is not None:
        found.append(f"{name} >= {column.minimum}")
    if column.maximum is not None:
        found.append(f"{name} <= {column.maximum}")
    if column.max_length is not None:
        found.append(f"length({name}) <= {column.max_length}")
    return found


def _column(column: Column) -> str:
    parts = [quote(column.name), _SQL_TYPES[column.type]]
    if column.required:
        parts.append("NOT NULL")
    if column.unique:
        parts.append("UNIQUE")
    conditions = checks(column)
    if conditions:
        joined = " AND ".join(f"({c})" if " OR " in c else c for c in conditions)
        parts.append(f"CHECK ({joined})")
    return " ".join(parts)


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(quote(c) for c in columns)


def create_table(table: Table) -> str:
    """CREATE TABLE with every constraint that the schema declares."""
    lines = [_column(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({_names(table.primary_key)})")
    lines += [f"UNIQUE ({_names(key)})" for key in table.unique_keys]
    lines += [
        f"FOREIGN KEY ({_names(key.columns)}) REFERENCES {quote(key.table)} ({_names(key.references)})"
        for key in table.foreign_keys
    ]
    for groups, condition in ((table.exactly_one, "= 1"), (table.at_least_one, ">= 1")):
        for group in groups:
            filled = " + ".join(f"({quote(c)} IS NOT NULL)" for c in group)
            lines.append(f"CHECK ({filled} {condition})")
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {quote(table.name)} (\n  {body}\n) STRICT"


def create_indexes(table: Table) -> Iterator[str]:
    """An index on every foreign key and on what people filter by, unless another one begins with the same columns."""
    wanted = [key.columns for key in table.foreign_keys] + list(table.indexes)
    present = [table.primary_key, *table.unique_keys, *((c.name,) for c in table.columns if c.unique)]
    for columns in sorted(dict.fromkeys(wanted), key=lambda c: (-len(c), wanted.index(c))):
        if any(other[: len(columns)] == columns for other in present):
            continue
        present.append(columns)
        yield f"CREATE INDEX {quote('_'.join((table.name, *columns)))} ON {quote(table.name)} ({_names(columns)})"


def create_search(table: Table, schema: Schema) -> Iterator[str]:
    """The full-text index of a table: TABLE_fts, over the table itself, or over the view TABLE_search where it takes in
    names that stand in another table. Filled at once; the database is not written to afterwards."""
    if not table.search:
        return
    fields, joined = [], False
    for name in table.search:
        other, _, column = name.rpartition(".")
        if not other:
            fields.append((name, f"t.{quote(name)}"))
            continue
        joined = True
        key = next(k for k in schema.table(other).foreign_keys if k.table == table.name)
        on = " AND ".join(f"o.{quote(a)} = t.{quote(b)}" for a, b in zip(key.columns, key.references, strict=True))
        inner = f"SELECT o.{quote(column)} AS v FROM {quote(other)} AS o WHERE {on} ORDER BY 1"
        fields.append((f"{column}s", f"(SELECT group_concat(v, ' | ') FROM ({inner}))"))
    content = table.name
    if joined:
        content = f"{table.name}_search"
        select = ", ".join(f"{sql} AS {quote(name)}" for name, sql in fields)
        yield f"CREATE VIEW {quote(content)} AS SELECT t.rowid AS rowid, {select} FROM {quote(table.name)} AS t"
    fts = quote(f"{table.name}_fts")
    names = ", ".join(quote(name) for name, _ in fields)
    options = f'content="{content}", tokenize="unicode61 remove_diacritics 2", prefix="2 3"'
    yield f"CREATE VIRTUAL TABLE {fts} USING FTS5 ({names}, {options})"
    yield f"INSERT INTO {fts} ({fts}) VALUES ('rebuild')"


def tables(schema: Schema) -> list[str]:
    """The statements that make the empty tables, in an order in which foreign keys resolve."""
    return [create_table(table) for table in schema.tables.values()]


# The tables that a build has before the others, in that order: the large ones. Their indexes are made while it goes on.
_FIRST = ("people", "person_names", "mentions", "affiliations", "affiliation_evidence", "affiliation_dates", "records", "event_places",
          "event_participants", "event_evidence", "event_participant_evidence")  # fmt: skip


def in_order(schema: Schema) -> list[Table]:
    """The tables in the order in which their indexes are made."""
    rank = {name: number for number, name in enumerate(_FIRST)}
    return sorted(schema.tables.values(), key=lambda table: rank.get(table.name, len(rank)))


def over_all(schema: Schema) -> list[str]:
    """The statements to run once all rows are in: views, full-text indexes."""
    from etl.publish.views import statements

    return statements() + [sql for table in schema.tables.values() for sql in create_search(table, schema)]


def after_loading(schema: Schema) -> list[str]:
    """All statements that come after the rows: indexes, views, full-text indexes."""
    return [sql for table in in_order(schema) for sql in create_indexes(table)] + over_all(schema)


def script(schema: Schema) -> str:
    """The whole DDL as one SQL script."""
    return "".join(f"{sql};\n" for sql in [*tables(schema), *after_loading(schema)])


def datasette_metadata(schema: Schema) -> dict[str, object]:
    """The part of Datasette's metadata that the schema knows: titles, descriptions, units, labels, full-text indexes.

    Returns `{"databases": {"embassyrow": {"tables": {…}}}}`, to be merged under metadata.yml.
    """
    from etl.publish.views import VIEWS

    found: dict[str, object] = {}
    for table in schema.tables.values():
        entry: dict[str, object] = {"title": table.title, "description": table.description}
        entry["columns"] = {c.name: c.description + (f" ({c.unit})" if c.unit else "") for c in table.columns}
        units = {c.name: "degree" for c in table.columns if c.unit == "degrees"}  # the only one Datasette's pint has
        if units:
            entry["units"] = units
        if table.label:
            entry["label_column"] = table.label
        if table.search:
            entry |= {"fts_table": f"{table.name}_fts", "fts_pk": "rowid"}
            if any("." in name for name in table.search):
                found[f"{table.name}_search"] = {"hidden": True}
        found[table.name] = entry
    for view in VIEWS.values():
        found[view.name] = {"title": view.title, "description": view.description, "columns": dict(view.columns)}
    return {"databases": {"embassyrow": {"tables": found}}}
