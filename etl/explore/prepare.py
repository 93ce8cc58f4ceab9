"""The name index that `search` uses, made once when the database is built: every name folded, and an index of its trigrams.

It makes search forgiving: a misspelt name shares most of its trigrams with the right one. `prepare` is a pure function of the rows, so
that a build stays the same to the byte.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

from etl.geo.countries import lexicon_rows, names

NAMES = "explore_names"
_NEEDED = ("people", "person_names", "events", "event_participants", "countries", "places", "organizations", "organization_names", "posts", "affiliations")  # fmt: skip
_STATEMENTS = f"""
create table {NAMES} (
    id integer primary key, kind text not null, key text not null, name text not null, folded text not null, weight integer not null
) strict;
insert into {NAMES} (kind, key, name, folded, weight)
with weights(person_id, weight) as (
    select w.person_id, count(distinct w.event_id) from event_participants w join events e on e.event_id = w.event_id
    where w.person_id is not null and e.status = 'occurred' group by w.person_id
), spelt(kind, key, name, weight) as (
    select 'person', p.person_id, n.name, coalesce(w.weight, 0) from people p
    join (select person_id, name from person_names union select person_id, name from people) n on n.person_id = p.person_id
    left join weights w on w.person_id = p.person_id
    union
    select 'country', c.country, n.name, (select count(*) from events e where e.country = c.country) from countries c
    join (select country, name from countries union select country, name from temp.country_aliases) n on n.country = c.country
    union
    select 'place', p.place_id, n.name, (select count(*) from events e where e.place_id = p.place_id) from places p
    join (select place_id, name from places
          union select t.place_id, a.name from temp.place_aliases a join places t on t.name = a.same_as and t.country = a.country) n
    on n.place_id = p.place_id
    union
    select 'organization', o.organization_id, n.name,
        (select count(*) from event_participants w where w.organization_id = o.organization_id)
    from organizations o join (
        select organization_id, name from organization_names union select organization_id, name from organizations) n
    on n.organization_id = o.organization_id
    union
    select 'post', p.post_id,
        p.title || coalesce(' to ' || a.name, iif(instr(lower(p.title), lower(c.name)), '', ', ' || c.name), ''), (select count(*) from affiliations f where f.post_id = p.post_id)
    from posts p left join countries c on c.country = p.country left join countries a on a.country = p.accredited_country
)
select kind, key, name, embassyrow_fold(name), weight from spelt where embassyrow_fold(name) <> '' order by kind, key, name;
create virtual table {NAMES}_fts using fts5 (folded, content="{NAMES}", content_rowid="id", tokenize="trigram", detail="none");
insert into {NAMES}_fts ({NAMES}_fts) values ('rebuild');
create index {NAMES}_key on {NAMES} (kind, key);
"""
# Letters that do not come apart into a base letter and an accent (Unicode has no decomposition for them).
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ə": "e",
        "ʻ": "",
        "’": "",
        "'": "",
    }
)


# Cyrillic as English newspapers write it, so that a name typed in either script finds the other.
_CYRILLIC_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ye", "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_CYRILLIC = str.maketrans(_CYRILLIC_LETTERS)


def fold(text: str) -> str:
    """A name as search compares it: lower case, Latin letters for Cyrillic, no accents, no punctuation, single spaces."""
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    decomposed = unicodedata.normalize("NFKD", composed.translate(_LETTERS).translate(_CYRILLIC))
    kept = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(kept.split())


def add_names(connection: sqlite3.Connection) -> None:
    """Add the name index to a database whose rows are in, replacing one that is there; in the transaction that is open, if one is.

    A database that lacks one of the tables it is made from is left as it is.
    """
    present = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    if not present.issuperset(_NEEDED):
        return
    _add_aliases(connection)
    connection.create_function("embassyrow_fold", 1, lambda name: fold(name or ""), deterministic=True)
    for statement in (f"drop table if exists {NAMES}_fts", f"drop table if exists {NAMES}", *_STATEMENTS.split(";\n")):
        if statement.strip():
            connection.execute(statement)


def _add_aliases(connection: sqlite3.Connection) -> None:
    """Other names of countries and towns, Burma and Leningrad, out of the lexicon, for as long as the connection lasts."""
    connection.execute("create temp table if not exists country_aliases (country text, name text)")
    connection.execute("create temp table if not exists place_aliases (country text, name text, same_as text)")
    known = sorted((code, name) for name, code in names("names").items())
    connection.executemany("insert into country_aliases values (?, ?)", known)
    towns = sorted(
        (row["country"], row["name"], row["same_as"]) for row in lexicon_rows("places.csv") if row["same_as"]
    )
    connection.executemany("insert into place_aliases values (?, ?, ?)", towns)


def prepare(database: Path) -> None:
    """Add the name index to a database file that was made without it."""
    with closing(sqlite3.connect(database)) as connection, connection:
        add_names(connection)
        connection.execute("analyze")
