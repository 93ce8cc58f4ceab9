"""Serving needs only what lock/serve.txt installs: a fresh clone is served in a minute, without the language model."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from etl.cli import BUILD_MODULES

ROOT = Path(__file__).parents[1]

WITHOUT = """
import importlib, sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {modules!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
"""


def without_build_modules(code: str) -> subprocess.CompletedProcess[str]:
    program = WITHOUT.format(modules=BUILD_MODULES) + code
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)


def test_serving_and_making_the_database_import_nothing_of_the_build() -> None:
    done = without_build_modules(
        "import etl.pipeline, etl.publish.sqlite, etl.explore, etl.explore.serve, etl.private, etl.validate\n"
    )
    assert done.returncode == 0, done.stderr[-1500:]


def test_a_command_that_needs_more_says_how_to_get_it() -> None:
    done = without_build_modules(
        "sys.argv = ['embassyrow', 'extract', 'examples/vienna-1961.txt']\nfrom etl.cli import main\nmain()\n"
    )
    assert done.returncode == 2
    assert "make install" in done.stderr and "Traceback" not in done.stderr


def test_the_lock_files_pin_everything_with_hashes_and_name_no_index() -> None:
    for name in ("serve.txt", "all.txt"):
        text = (ROOT / "lock" / name).read_text(encoding="utf-8")
        pinned = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pinned and all("==" in line and line.endswith("\\") for line in pinned)
        assert (
            text.count("--hash=sha256:") >= len(pinned)
            and "index-url" not in text
            and "http" not in text.replace("httpx", "").replace("httpcore", "")
        )


def test_what_is_locked_is_installed_as_it_is_and_is_whole() -> None:
    """pip is to install the lock, not to work it out anew: an older pip takes an extra's own package from the newest release, without a hash."""
    installs = [
        line
        for name in ("Makefile", "Dockerfile")
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if "--require-hashes" in line
    ]
    assert len(installs) == 2 and all("--no-deps" in line for line in installs)
    locked = {
        canonicalize_name(Requirement(line.rstrip("\\ ")).name)
        for line in (ROOT / "lock" / "all.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith((" ", "#"))
    }
    wanted = {
        (name, canonicalize_name(needed.name))
        for name in locked
        for needed in requirements_here(name)
        if needed.marker is None or needed.marker.evaluate({"extra": ""})
    }
    assert len(wanted) > 100
    assert not {(name, needed) for name, needed in wanted if needed not in locked}


def requirements_here(name: str) -> list[Requirement]:
    """What an installed distribution asks for; nothing for one that is for another platform or Python."""
    try:
        return [Requirement(line) for line in metadata.requires(name) or []]
    except metadata.PackageNotFoundError:
        return []
