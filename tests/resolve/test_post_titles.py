"""What an office is called: by its title and its state, and the state is not said twice."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from etl.resolve.tables import _post_title


@pytest.mark.parametrize(
    ("title", "country", "called"),
    [
        ("Foreign Minister", "RU", "Foreign Minister of Russia"),
        ("President of the United States", "US", "President of the United States"),
        ("Governor of Bermuda", "BM", "Governor of Bermuda"),
        ("President", "OM", "President of Oman"),
        ("Keeper of Omanese Seals", "OM", "Keeper of Omanese Seals of Oman"),
        ("Secretary General", None, "Secretary General"),
    ],
)
def test_an_office_is_called_by_title_and_state(title: str, country: str | None, called: str) -> None:
    affiliation: Any = SimpleNamespace(title=title, country=country, post=("office", "x"))
    assert _post_title(affiliation) == called
