"""A WARC that is packed as one stream, unpacked on disk, so that its records have places and it can be cut like any other.

One pass, a megabyte at a time. Without it, such a file would be one shard, and one deadly page in it would set all of it aside.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from pathlib import Path

from etl import limits

_STEP = 1 << 20


def unpacked(path: Path, folder: Path) -> Path | None:
    """The file's content, in a file of the same name below `folder`; None for what is no gzip file or passes MAX_RATIO.

    Of a file that is cut short or broken, what comes before the break; whoever reads the records finds it.
    """
    state = path.stat()
    mark = f"{path.resolve()}\0{state.st_size}\0{state.st_mtime_ns}".encode("utf-8", "surrogatepass")
    target = folder / hashlib.sha256(mark).hexdigest()[:16] / path.name
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    left = limits.MAX_RATIO * state.st_size
    with gzip.open(path) as packed, part.open("wb") as out:
        try:
            while left > 0 and (data := packed.read(_STEP)):
                out.write(data)
                left -= len(data)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            pass
        found = out.tell()
    if not found or left <= 0:
        part.unlink()
        return None
    return part.replace(target)
