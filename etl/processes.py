"""Modules of ours run as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def start(module: str, *arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """Start `python -m MODULE ARGUMENTS` with this very code, whatever the folder it runs in; `options` are Popen's."""
    paths = (str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", ""))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in paths if p)}
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, text=True, encoding="utf-8", **options)
