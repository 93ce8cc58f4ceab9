"""In a real browser: the journeys people make, on a desk and on a phone, by mouse and by keyboard, with and without JavaScript."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from etl.explore import screenshots

from .conftest import TODAY

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(screenshots.chromium() is None, reason="there is no Chromium on this machine"),
]

KINDS = ["/", "/search?q=aldain", "/search", "/search?q=boris+aldane+and+ada+brovic", "/person/boris-aldane?type=summit", "/person/script-alert-1-script",
         "/country/FR?type=summit&status=all", "/place/paris-fr?type=summit", "/post/fr-head-of-state", "/organization/league", "/article/gazette-envoys-meet", "/record/travels:trip/5",
         "/pair/FR/RU?type=summit", "/pair/JP/SU", "/year/2017?type=call", "/about", "/quality", "/nope", "EVENT"]  # fmt: skip
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with screenshots.serving(folder, folder / "embassyrow.db", today=lambda: TODAY) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as play:
        found = play.chromium.launch(executable_path=screenshots.chromium(), args=list(screenshots.FLAGS))
        yield found
        found.close()


class Watched:
    """A page that remembers what went wrong on it."""

    def __init__(self, browser: Any, site: str, **options: Any):
        self.site = site
        self.context = browser.new_context(base_url=site, reduced_motion="reduce", **options)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on(
            "console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.site).netloc and not request.url.startswith("data:"):
            self.wrong.append(f"asked {request.url}")

    def go(self, path: str) -> Any:
        self.page.goto(path)
        return self.page


@pytest.fixture
def watched(browser: Any, site: str) -> Iterator[Any]:
    made: list[Watched] = []

    def make(**options: Any) -> Watched:
        made.append(Watched(browser, site, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
        expected = [
            w for w in one.wrong if "404" not in w
        ]  # the console tells of a page that is not there; some tests go there
        assert not expected, expected


def disputed(page: Any) -> str:
    """The address of an event whose sources disagree."""
    rows = page.request.get("/embassyrow/contradicted_by_a_register.json?_shape=array").json()
    return f"/event/{rows[0]['event_id']}"


def test_from_a_misspelt_name_to_a_meetings_evidence(watched: Any) -> None:
    page = watched().go("/")
    page.get_by_role("combobox", name="Search people, places").fill("boris aldain")
    page.get_by_role("button", name="Search").click()
    page.locator("#names").get_by_role("link", name="Boris Aldane").click()
    page.wait_for_url("**/person/boris-aldane")
    assert page.get_by_role("heading", level=1).inner_text() == "Boris Aldane"
    page.locator("table.stack tbody tr").first.locator("a.k").click()
    page.wait_for_url("**/event/*")
    assert page.get_by_role("heading", name="Who says so").is_visible()
    assert page.get_by_role("link", name="trip/").count() >= 1


def test_from_a_question_to_its_csv(watched: Any) -> None:
    page = watched().go("/")
    page.get_by_role("link", name="What does a register contradict?").click()
    page.wait_for_url("**/contradicted_by_a_register")
    assert page.locator("table.rows-and-columns tbody tr").count() == 3
    link = page.get_by_role("link", name="CSV").first.get_attribute("href")
    rows = list(csv.DictReader(io.StringIO(page.request.get(link).text())))
    assert len(rows) == 3


def test_from_a_point_on_the_map_to_an_event(watched: Any) -> None:
    page = watched().go("/")
    page.locator(".map.world a", has=page.locator("title", has_text="Tokyo")).locator("circle").click()
    page.wait_for_url("**/place/tokyo-jp")
    page.locator("table.stack tbody tr").first.locator("a.k").click()
    page.wait_for_url("**/event/*")


def test_from_a_year_of_the_chart_to_its_events(watched: Any) -> None:
    page = watched().go("/")
    page.locator("svg.years a").last.locator("rect.hit").click()
    page.wait_for_url("**/year/*")
    assert page.locator("table.stack tbody tr").count() > 0


def test_suggestions_come_while_typing_and_the_keyboard_is_enough(watched: Any) -> None:
    page = watched().go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("boris ald")
    page.get_by_role("option", name="Boris Aldane").wait_for()
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("combobox").get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/person/boris-aldane")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_escape_closes_the_suggestions(watched: Any) -> None:
    page = watched().go("/")
    page.get_by_role("combobox").fill("boris")
    page.get_by_role("listbox").wait_for()
    page.keyboard.press("Escape")
    assert not page.get_by_role("listbox").is_visible()


def test_everything_can_be_read_without_javascript(watched: Any) -> None:
    one = watched(java_script_enabled=False)
    page = one.go("/")
    page.locator("#q").fill("boris aldain")
    page.locator("form.find button").click()
    page.locator("#names a", has_text="Boris Aldane").click()
    page.wait_for_url("**/person/boris-aldane")
    assert page.locator("svg.timeline circle").count() > 20
    assert page.locator("table.stack tbody tr").count() > 20
    page.locator("table.stack tbody tr").first.locator("a.k").click()
    page.wait_for_url("**/event/*")
    assert page.locator("#said").is_visible()


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_wider_than_a_phone(watched: Any, path: str) -> None:
    one = watched(viewport=PHONE, has_touch=True, is_mobile=True)
    page = one.page
    page.goto(disputed(page) if path == "EVENT" else path)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_on_our_pages(watched: Any, path: str) -> None:
    """All rules in daylight, the rules of colour in the dark, those of small screens on a phone."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = watched(bypass_csp=True).page
    page.goto(disputed(page) if path == "EVENT" else path)
    page.evaluate("document.querySelectorAll('details').forEach(element => element.open = true)")
    found = axe.run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += axe.run(page, options={"runOnly": ["color-contrast", "link-in-text-block"]}).response["violations"]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    rules = ["scrollable-region-focusable", "meta-viewport", "target-size", "aria-hidden-focus"]
    found += axe.run(page, options={"runOnly": rules}).response["violations"]
    said = [f"{v['id']}: {v['help']} at {[n['target'] for n in v['nodes']][:3]}" for v in found]
    assert not said, "\n".join(said)


def test_print_leaves_out_what_paper_cannot_use(watched: Any) -> None:
    page = watched().go("/person/boris-aldane")
    page.emulate_media(media="print")
    assert not page.locator(".top nav").is_visible()
    assert not page.locator("form.find").is_visible()
    assert page.locator("table.rows").first.is_visible()


def test_what_an_attacker_put_into_names_does_not_run(watched: Any) -> None:
    one = watched()
    said: list[str] = []
    one.page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    for path in ("/person/script-alert-1-script", "/article/gazette-envoys-meet", "/search?q=<script>alert(2)</script>", "/embassyrow/people",
                 "/embassyrow/articles", "/embassyrow/checks"):  # fmt: skip
        one.go(path)
    assert not said


def test_datasettes_own_pages_ask_no_other_host(watched: Any) -> None:
    one = watched()
    for path in (
        "/embassyrow",
        "/embassyrow/events",
        "/embassyrow/people/boris-aldane",
        "/embassyrow/by_decade",
        "/embassyrow?sql=select+1",
    ):
        one.go(path)
        assert one.page.locator("h1").count() >= 1
