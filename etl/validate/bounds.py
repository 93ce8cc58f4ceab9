"""How many entries each source must and may give, as sources.yml states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.validate.finding import Finding

if TYPE_CHECKING:
    from etl.validate.world import Database


def check_counts(database: Database, present: set[str]) -> list[Finding]:
    return []
