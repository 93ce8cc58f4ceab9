"""The Dockerfile, held against the repository: what it copies is there and is enough to serve, and it runs as nobody."""

from __future__ import annotations

import fnmatch
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.schema import ROOT

from .publish.world import small_world

Instruction = tuple[str, str]


def instructions() -> list[Instruction]:
    """The Dockerfile's instructions in order, continued lines joined."""
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    lines = (line.strip() for line in text.splitlines())
    return [
        (word.upper(), rest)
        for line in lines
        if line and not line.startswith("#")
        for word, _, rest in [line.partition(" ")]
    ]


def copied() -> list[tuple[list[str], str]]:
    """(sources, target) of every COPY out of the repository."""
    found = [shlex.split(rest) for word, rest in instructions() if word == "COPY" and "--from=" not in rest]
    return [(words[:-1], words[-1]) for words in found]


def test_the_bases_are_pinned_and_one() -> None:
    bases = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    assert len(set(bases)) == 1  # the virtual environment of the first stage runs on the Python of the second
    assert re.fullmatch(r"python:3\.\d+\.\d+-[a-z]+-[a-z]+", bases[0]), bases[0]


def test_it_serves_as_nobody_and_fetches_nothing_but_the_locked_packages() -> None:
    last = [i for i, (word, _) in enumerate(instructions()) if word == "FROM"][-1]
    final = instructions()[last:]
    assert [rest for word, rest in final if word == "USER"] == ["nobody"]
    assert not [word for word, _ in instructions() if word == "ADD"]
    for word, rest in instructions():
        if word == "RUN" and "pip install" in rest:
            assert "--require-hashes" in rest or "--no-deps" in rest, rest
        assert not re.search(r"\b(curl|wget|apt-get)\b", rest), rest


def test_what_it_copies_is_in_the_repository_and_passes_dockerignore() -> None:
    known = set(
        subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    )
    allowed = [
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")
    ]
    for sources, _ in copied():
        for source in sources:
            assert (ROOT / source).exists(), source
            assert any(fnmatch.fnmatch(source, pattern) for pattern in allowed), (
                f"{source} is kept out by .dockerignore"
            )
            if len(known) > 1:
                assert any(name == source or name.startswith(f"{source}/") for name in known), f"{source} is not in git"
    assert not [pattern for pattern in allowed if "private" in pattern or "sources" in pattern]


def test_its_command_is_one_of_ours() -> None:
    command = json.loads(next(rest for word, rest in instructions() if word == "CMD"))
    assert command[0].endswith("/embassyrow")
    from click.testing import CliRunner

    from etl.cli import main

    known = CliRunner().invoke(main, [command[1], "--help"])
    assert known.exit_code == 0
    for flag in (word for word in command if word.startswith("--")):
        assert flag in known.output
    port = command[command.index("--port") + 1]
    assert [rest for word, rest in instructions() if word == "EXPOSE"] == [port]
    assert f":{port}/" in next(rest for word, rest in instructions() if word == "HEALTHCHECK")


def test_what_it_copies_is_enough_to_build_the_database_and_to_serve(tmp_path: Path) -> None:
    image = tmp_path / "app"
    for sources, target in copied():
        for source in sources:
            place = image / target / Path(source).name if target.endswith("/") else image / target
            if source == "data":
                shutil.copytree(small_world().write(tmp_path / "package") / "data", place)
            elif (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / source, place)
    run = next(rest for word, rest in instructions() if word == "RUN" and "ensure_database" in rest)
    code = shlex.split(run.split("&&")[-1])[-1]
    serve = (
        "import asyncio; from pathlib import Path; from etl.explore.serve import make; from etl.workspace import Workspace\n"
        "root = Path.cwd(); served = make(root, Workspace(root).current() / 'embassyrow.db')\n"
        "for path in ('/', '/quality', '/embassyrow/whom_did_they_meet', '/robots.txt', '/download/data/people.csv'):\n"
        "    answer = asyncio.run(served.client.get(path)); assert answer.status_code == 200, (path, answer.status_code)\n"
        "assert 'Not recorded' not in asyncio.run(served.client.get('/quality')).text\n"
        "import etl; print(etl.__file__)"
    )
    for script in (code, serve):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=image,
            env={"PYTHONPATH": str(image), "PATH": ""},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-2000:]
    assert Path(done.stdout.strip()).is_relative_to(image), "another copy of the code was tested"


@pytest.mark.parametrize("workflow", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.stem)
def test_workflows_run_commands_that_are_there(workflow: Path) -> None:
    import yaml
    from click.testing import CliRunner

    from etl.cli import main

    parsed = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    steps = [step for job in parsed["jobs"].values() for step in job["steps"]]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for step in steps:
        assert subprocess.run(["bash", "-n"], input=step.get("run", ""), text=True, check=False).returncode == 0
        for target in re.findall(r"\bmake ([a-z]+)", step.get("run", "")):
            assert target in targets, target
        for command in re.findall(r"\bembassyrow ([a-z]+)(?: |$)", step.get("run", "")):
            assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0, command
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@(v\d+|[0-9a-f]{40})", step["uses"])
    assert parsed["permissions"]
    assert all("timeout-minutes" in job for job in parsed["jobs"].values())
