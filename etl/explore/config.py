"""What our pages need to know beyond the database. It is kept on the Datasette object, never in its metadata, which is public."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.explore import DATABASE

KEPT = 24_000_000  # characters of pages that are kept ready
_ATTRIBUTE = "_embassyrow"


@dataclass
class Config:
    """`root` is the checkout (data/, datapackage.json, exports/); `private` the private texts, when they were asked for."""

    root: Path
    database: Path
    private: Path | None = None
    today: Callable[[], datetime.date] = datetime.date.today
    cache: dict[Any, Any] = field(default_factory=dict)  # what was worked out once of a database that does not change
    ready: OrderedDict[str, Any] = field(
        default_factory=OrderedDict
    )  # pages as they were sent, the latest asked for last

    def keep(self, key: str, body: str) -> None:
        """Keep a page ready; the one longest not asked for goes when there are more than KEPT characters."""
        self.ready[key] = body
        while len(self.ready) > 1 and sum(map(len, tuple(self.ready.values()))) > KEPT:
            self.ready.popitem(last=False)


def attach(datasette: Any, config: Config) -> None:
    """Remember the configuration on the Datasette object."""
    setattr(datasette, _ATTRIBUTE, config)


def of(datasette: Any) -> Config:
    """The configuration of this Datasette; when it was started without ours, one made from where its database lies."""
    config = getattr(datasette, _ATTRIBUTE, None)
    if config is None:
        database = (
            Path(datasette.databases[DATABASE].path) if DATABASE in datasette.databases else Path(DATABASE + ".db")
        )
        config = Config(root=database.parent, database=database)
        attach(datasette, config)
    assert isinstance(config, Config)
    return config
