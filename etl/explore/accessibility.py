"""What axe-core finds on Datasette's own pages as we serve them: `python -m etl.explore.accessibility` prints it for docs/dependencies.md."""

from __future__ import annotations

import sys

from etl.errors import InputError
from etl.explore.screenshots import FLAGS, chromium, pages, serving

OWN = ("tables", "table", "row", "query")


def main() -> int:
    """Print one line a page and rule. Returns the exit status."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
    from playwright.sync_api import sync_playwright

    from etl.pipeline import ensure_database
    from etl.workspace import Workspace, find_root

    executable = chromium()
    if executable is None:
        raise InputError("there is no Chromium", remedy="install it (apt-get install chromium), or name it in CHROMIUM")
    workspace = Workspace(find_root())
    database = ensure_database(workspace)
    with serving(workspace.root, database) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable, args=list(FLAGS))
        page = browser.new_context(bypass_csp=True).new_page()
        for name in OWN:
            page.goto(address + pages(database)[name])
            for found in Axe().run(page).response["violations"]:
                print(f"- {name} page: {found['id']} ({found['help']}), {len(found['nodes'])} places")
        browser.close()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except InputError as error:
        print(f"embassyrow: {error}", file=sys.stderr)
        sys.exit(2)
