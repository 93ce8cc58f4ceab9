"""Pages kept ready are the pages that would be made."""

from __future__ import annotations

from typing import Any

from etl.explore import config, warm


def test_the_pages_of_the_busiest_are_made_ready_as_they_would_be_sent(opened: Any) -> None:
    cold, ready = opened(), opened()
    made = warm.make_ready(ready.datasette)
    settings = config.of(ready.datasette)
    assert len(settings.ready) == made > 20
    for path in ("/person/boris-aldane", "/country/FR", "/place/paris-fr"):
        assert any(key.startswith(path + "?") for key in settings.ready)
        before = ready.get(path)
        assert before.text == cold.get(path).text
        assert before.headers["content-security-policy"] == cold.get(path).headers["content-security-policy"]


def test_another_page_of_a_list_is_not_the_one_kept(opened: Any) -> None:
    reader = opened()
    warm.make_ready(reader.datasette)
    assert reader.get("/country/FR?page=2").text != reader.get("/country/FR").text


def test_what_is_kept_has_a_limit(opened: Any) -> None:
    settings = config.of(opened().datasette)
    for number in range(5):
        settings.keep(f"k{number}", "x" * (config.KEPT // 3))
    assert list(settings.ready) == ["k2", "k3", "k4"] or list(settings.ready) == ["k3", "k4"]
