"""JSON Lines: people, organizations, articles and events, one nested record a line."""

from __future__ import annotations

from pathlib import Path

from etl.publish import facts
from etl.publish.files import folder, write_lines


def export(database: Path, out: Path) -> list[Path]:
    """Write jsonl/{people,organizations,posts,articles,events}.jsonl."""
    connection = facts.open_database(database)
    with folder(out / "jsonl") as made:
        write_lines(made / "people.jsonl", facts.people(connection))
        write_lines(made / "organizations.jsonl", facts.organizations(connection))
        write_lines(made / "posts.jsonl", facts.rows(connection, "SELECT * FROM posts ORDER BY post_id"))
        write_lines(made / "articles.jsonl", facts.articles(connection))
        write_lines(made / "events.jsonl", facts.events(connection))
    connection.close()
    return [out / "jsonl"]
