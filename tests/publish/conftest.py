"""One small package, published once, for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .world import small_world


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small world's package."""
    return small_world().write(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="session")
def database(published: Path) -> Path:
    return published / "embassyrow.db"
