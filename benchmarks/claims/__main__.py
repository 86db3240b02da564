"""Measure claim extraction.

    python -m benchmarks.claims --data DATA [--without news,checkworthy,adversarial] [--json] [--write]

Prints figures and each fault with its words. ``--write`` puts the figures, without words of the articles,
into ``benchmarks/results/claims.md`` and ``claims.json``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.claims.details import details
from benchmarks.claims.extraction import load_extractor
from benchmarks.claims.figures import figures, measure
from benchmarks.claims.marks import read_articles
from benchmarks.claims.report import Run, as_json, as_markdown
from service.language.english import English

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"
PARTS = ("news", "checkworthy", "adversarial")


def parts(text: str) -> frozenset[str]:
    named = frozenset(name for name in text.split(",") if name)
    if unknown := named.difference(PARTS):
        raise argparse.ArgumentTypeError(
            f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}"
        )
    return named


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--without", type=parts, default=frozenset(), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--write", action="store_true", help="write the results")
    options = parser.parse_args()
    english = English()
    extractor = load_extractor(english)
    articles = read_articles(options.data, ROOT / "benchmarks" / "marks")
    measured = [measure(article, extractor, english) for article in articles]
    run = Run(
        command="python -m benchmarks.claims --data DATA",
        articles=tuple(figures(one) for one in measured),
        left_out=tuple(name for name in PARTS if name in options.without),
    )
    print(as_json(run) if options.json else as_markdown(run))
    if not options.json:
        print("\n".join(line for one in measured for line in details(one)))
    if options.write:
        (RESULTS / "claims.json").write_text(as_json(run), encoding="utf-8")
        (RESULTS / "claims.md").write_text(as_markdown(run), encoding="utf-8")


if __name__ == "__main__":
    main()
