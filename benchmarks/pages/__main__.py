"""Main text, publication date and kind of pages of our own, beside trafilatura as it comes.

    python -m benchmarks.pages [--rounds 3] [--to benchmarks/results] [--strict]

Writes ``pages.json`` and ``pages.md``; ``--strict`` ends with 1 when something that is asked was missed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.pages.corpus import DEVELOPMENT, HELD_OUT, load_pages
from benchmarks.pages.measuring import measure
from benchmarks.pages.reading import ours, plain, silence
from benchmarks.pages.report import as_json, as_markdown

RESULTS = Path(__file__).parents[1] / "results"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("--rounds", type=int, default=3, help="readings of each page that are timed")
    parser.add_argument("--to", type=Path, default=RESULTS, help="folder for pages.json and pages.md")
    parser.add_argument("--strict", action="store_true", help="end with 1 when something asked was missed")
    options = parser.parse_args()
    silence()
    pages = load_pages()
    halves = [
        measure(name, reader, pages, split, options.rounds)
        for split in (HELD_OUT, DEVELOPMENT)
        for name, reader in (("service", ours), ("trafilatura", plain))
    ]
    command = f"python -m benchmarks.pages --rounds {options.rounds}"
    options.to.mkdir(parents=True, exist_ok=True)
    (options.to / "pages.json").write_text(as_json(command, halves), encoding="utf-8")
    report = as_markdown(command, halves)
    (options.to / "pages.md").write_text(report, encoding="utf-8")
    print(report)
    return int(options.strict and not all(half.met for half in halves if half.reader == "service"))


if __name__ == "__main__":
    sys.exit(main())
