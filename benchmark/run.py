#!/usr/bin/env python3
"""Score a system on the benchmark: run.py [--command COMMAND] [--errors] [--json] [--per-article]

COMMAND is called as `COMMAND extract FILE... --jsonl [--published DAY]` and prints one JSON object a document in the form of the annotation
(see README.md); `embassyrow` unless given. Articles are grouped by their day of publication, where that is known. A system with another
interface writes its answers to a file and is scored with `score.py articles PREDICTED.jsonl`. Only the standard library is used.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", default="embassyrow")
    parser.add_argument("--articles", type=Path, default=HERE / "articles")
    args, options = parser.parse_known_args()
    groups: dict[str | None, list[str]] = defaultdict(list)
    for annotation in sorted(args.articles.glob("*.json")):
        article = json.loads(annotation.read_text(encoding="utf-8"))["article"]
        day = article.get("published") or (article.get("published_inferred") or "").rstrip("~?%")
        text = next(p for p in (annotation.with_suffix(s) for s in (".txt", ".md", ".html")) if p.exists())
        groups[day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None].append(str(text))
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder, "predicted.jsonl")
        with predicted.open("w", encoding="utf-8") as sink:
            for day, files in groups.items():
                call = [args.command, "extract", *files, "--jsonl", *(["--published", day] if day else [])]
                done = subprocess.run(call, capture_output=True, encoding="utf-8")
                if done.returncode:
                    print(done.stderr.strip()[-500:], file=sys.stderr)
                sink.write(done.stdout)
        sys.exit(
            subprocess.run(
                [sys.executable, str(HERE / "score.py"), str(args.articles), str(predicted), *options]
            ).returncode
        )


if __name__ == "__main__":
    main()
