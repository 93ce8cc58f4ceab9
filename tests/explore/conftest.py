"""One sample database for all tests of the pages, and a reader of them that needs no socket."""

from __future__ import annotations

import asyncio
import datetime
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.explore.serve import make

from . import sample

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.date(2026, 5, 10)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with the sample: database, data/, datapackage.json, metadata.yml."""
    place = tmp_path_factory.mktemp("explore")
    for name in ("metadata.yml", "datapackage.json"):
        shutil.copyfile(ROOT / name, place / name)
    rows = sample.tables()
    sample.write(place / "embassyrow.db", rows)
    sample.write_csv(place / "data", rows)
    return place


class Reader:
    """Reads pages of a Datasette; `get` gives httpx's answer."""

    def __init__(self, datasette: Any):
        self.datasette = datasette

    def get(self, path: str, **options: Any) -> Any:
        return asyncio.run(self.datasette.client.get(path, **options))

    def json(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return json.loads(answer.text)


@pytest.fixture(scope="session")
def reader(folder: Path) -> Reader:
    return Reader(make(folder, folder / "embassyrow.db", today=lambda: TODAY))


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[..., Reader]]:
    """Makes readers of Datasettes with other options."""
    yield lambda **options: Reader(make(folder, folder / "embassyrow.db", today=lambda: TODAY, **options))
