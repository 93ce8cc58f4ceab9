"""The words beside the code: links lead somewhere, commands and modules are there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.cli import main
from etl.schema import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("benchmark/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("curation/*.md")])  # fmt: skip
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(#[^)\s]+)?\)")


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives a page's headings."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower().replace("`", "")).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_what_is_there(page: Path) -> None:
    for target, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        place = (page.parent / target).resolve()
        assert place.is_relative_to(ROOT) and place.exists(), f"{page.name}: {target}"
        if anchor and place.suffix == ".md":
            assert anchor[1:] in anchors(place), f"{page.name}: {target}{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_targets_and_modules_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    commands = set(re.findall(r"(?:`|\n +|/bin/)embassyrow ([a-z]+)\b", text))
    assert commands <= set(main.commands)
    for command, flag in re.findall(r"embassyrow ([a-z]+)[^\n`|]*? (--[a-z-]+)", text):
        if command in main.commands:
            assert flag in CliRunner().invoke(main, [command, "--help"]).output, f"{page.name}: {command} {flag}"
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"(?:`|\n +|\$ )make ([a-z]+)\b", text)) <= targets
    for module in set(re.findall(r"python -m ((?:etl|bench|benchmark)[\w.]*\w)", text)):
        assert importlib.util.find_spec(module), f"{page.name}: {module}"


def test_every_page_of_the_docs_is_led_to() -> None:
    linked = {
        (page.parent / target).resolve()
        for page in PAGES
        for target, _ in _LINK.findall(page.read_text(encoding="utf-8"))
    }
    assert {page for page in (ROOT / "docs").glob("*.md") if page.resolve() not in linked} == set()
