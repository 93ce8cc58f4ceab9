"""The registers as they are upstream now, pinned: `python -m etl.sources.renew --day 2026-11-25`, which the nightly refresh runs.

A source changes here only when somebody decides it. This looks whether a register has moved on, and writes what it is now into
sources.yml: version, day, bytes and checksums. What that changes in the facts is for people to read (`embassyrow diff`) before it is
merged; `rows` and `coverage` are for people to judge.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from etl.errors import EmbassyRowError, InputError, SourceError
from etl.schema import is_day
from etl.sources import catalogue
from etl.sources.archives import Archive
from etl.sources.catalogue import Pinned, Source
from etl.sources.download import receive
from etl.workspace import write_atomically

_COMMIT = re.compile(r"[0-9a-f]{40}")
_PACKED = re.compile(r"https://codeload\.github\.com/(?P<repository>[\w.-]+/[\w.-]+)/zip/(?P<commit>[0-9a-f]{40})")

Head = Callable[[str], str]
Bring = Callable[[Pinned, Path], Path]


def head(repository: str) -> str:
    """The newest commit of a repository's main branch, as its server says. Raises SourceError where it cannot be had."""
    url = f"https://github.com/{repository}"
    try:
        done = subprocess.run(
            ["git", "ls-remote", "--", url, "HEAD"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise SourceError(f"its newest commit cannot be had: {error}", file=url, remedy="try again later") from error
    commit = done.stdout.split("\t")[0].strip()
    if not _COMMIT.fullmatch(commit):
        raise SourceError("names no commit", file=url, remedy="see whether the repository has moved")
    return commit


def newest(source: Source, day: str, head: Head = head, bring: Bring = receive) -> Source | None:
    """The source as it is upstream on `day` (ISO), or None where that is what is pinned. Raises SourceError for what cannot be had."""
    pinned = source.archive
    if pinned is None:
        return None
    packed = _PACKED.fullmatch(pinned.url)
    wanted = dataclasses.replace(pinned, content_sha256=pinned.content_sha256 or "")  # its size is not known before
    if packed:
        commit = head(packed["repository"])
        if commit == packed["commit"]:
            return None
        old = packed["commit"]
        wanted = dataclasses.replace(wanted, url=pinned.url.replace(old, commit), name=pinned.name.replace(old, commit))
    with tempfile.TemporaryDirectory() as folder:
        path = bring(wanted, Path(folder))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest == pinned.sha256:
            return None
        content = None
        if packed:
            path = path.replace(path.with_name(wanted.name))
            content = Archive(path).content_sha256
            with zipfile.ZipFile(path) as opened:  # GitHub stamps what it packs with the time of the commit
                day = "{:04}-{:02}-{:02}".format(*opened.infolist()[0].date_time)
        size = path.stat().st_size
    version = commit if packed else f"sha256-{digest[:12]}"
    now = dataclasses.replace(wanted, bytes=size, sha256=digest, content_sha256=content)
    return dataclasses.replace(source, version=version, retrieved=day, archive=now)


def rewritten(text: str, source: Source) -> str:
    """sources.yml with the entry of this source saying what it says; every other line stays as it is."""
    entry = re.search(rf"^- source_id: {re.escape(source.source_id)}\n(?:(?!- ).*\n?)*", text, re.M)
    if entry is None or source.archive is None:
        raise SourceError("no such source", file="sources.yml", place=source.source_id)
    said = entry[0]
    values = {"version": source.version, "retrieved": f'"{source.retrieved}"'}
    values |= {f"  {name}": value for name, value in dataclasses.asdict(source.archive).items()}
    for key, value in values.items():
        if value is not None:
            said = re.sub(rf"^  {key}: .*$", lambda _, line=f"  {key}: {value}": line, said, count=1, flags=re.M)  # type: ignore[misc]
    return text[: entry.start()] + said + text[entry.end() :]


def renew(path: Path, day: str, head: Head = head, bring: Bring = receive) -> list[str]:
    """Bring sources.yml at `path` up to date; a line for each source that moved on or could not be asked.

    Raises SourceError when none could be asked.
    """
    text, said, failed = path.read_text(encoding="utf-8"), [], 0
    sources = [source for source in catalogue.parse(text) if source.archive]
    for source in sources:
        try:
            now = newest(source, day, head, bring)
        except EmbassyRowError as error:
            failed += 1
            said.append(f"{source.source_id}: {error}")
            continue
        if now:
            text = rewritten(text, now)
            said.append(f"{source.source_id}: {source.version} ({source.retrieved}) → {now.version} ({now.retrieved})")
    if sources and failed == len(sources):
        raise SourceError("no register could be asked: " + "; ".join(said), file=str(path))
    catalogue.parse(text)
    write_atomically(path, text)
    return said


def main(arguments: list[str] | None = None) -> int:
    """The command; its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--day", required=True, help="today, as YYYY-MM-DD: for files that carry no date of their own")
    day = parser.parse_args(arguments).day
    if not is_day(day):
        raise InputError(f"{day!r} is not a day such as 2026-11-25", remedy="give --day YYYY-MM-DD")
    lines = renew(Path(str(files("etl"))) / "sources" / "sources.yml", day)
    print("\n".join(lines) or "every register is as it was pinned")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except EmbassyRowError as error:
        print(f"embassyrow: {error}", file=sys.stderr)
        sys.exit(error.exit_status)
