"""Measure claim extraction.

    python -m benchmarks.claims --data DATA [--without news,checkworthy,adversarial] [--json] [--write]

Prints figures and each fault with its words. ``--write`` puts the figures, without words of the articles,
into ``benchmarks/results/claims.md`` and ``claims.json``.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from benchmarks.claims import adversarial, news
from benchmarks.claims.details import details
from benchmarks.claims.extraction import load_scorer, make_extractor
from benchmarks.claims.figures import Measured, figures, measure
from benchmarks.claims.mark_files import read_articles
from benchmarks.claims.report import Checkworthiness, Run, as_json, as_markdown
from service.language.english import English

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"
NEWS, CHECKWORTHY, ADVERSARIAL = "news", "checkworthy", "adversarial"
PARTS = (ADVERSARIAL, NEWS, CHECKWORTHY)


def measured_articles(data: Path) -> list[Measured]:
    english = English()
    extractor = make_extractor(english, load_scorer())
    return [
        measure(article, extractor, english) for article in read_articles(data, ROOT / "benchmarks/marks")
    ]


def checkworthiness(data: Path) -> Checkworthiness | str:
    """Or what it lacks where it cannot be run: its baselines need more packages than the service."""
    try:
        module = import_module("benchmarks.claims.checkworthy")
    except ModuleNotFoundError as error:
        return f"the module {error.name} is missing"
    result = module.measure(data)
    return Checkworthiness(asdict(result), tuple(module.lines(result)))


def parts(text: str) -> frozenset[str]:
    named = frozenset(name for name in text.split(",") if name)
    if unknown := named.difference(PARTS):
        there = ", ".join(PARTS)
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(sorted(unknown))}; there are {there}")
    return named


def command(without: frozenset[str]) -> str:
    left = ",".join(name for name in PARTS if name in without)
    return "python -m benchmarks.claims --data DATA" + (f" --without {left}" if left else "")


def run(data: Path, without: frozenset[str], articles: list[Measured]) -> Run:
    cases = None if ADVERSARIAL in without else adversarial.measure()
    bodies = None if NEWS in without else news.measure(data, lambda line: print(line, file=sys.stderr))
    worth = "as asked" if CHECKWORTHY in without else checkworthiness(data)
    left_out = [f"{name}, as asked." for name in (ADVERSARIAL, NEWS) if name in without]
    if cases is None and ADVERSARIAL not in without:
        left_out.append(f"{ADVERSARIAL}, there are no such cases.")
    if isinstance(worth, str):
        left_out.append(f"{CHECKWORTHY}, {worth}.")
    return Run(
        command=command(without),
        articles=tuple(figures(one) for one in articles),
        adversarial=cases,
        news=bodies,
        checkworthiness=None if isinstance(worth, str) else worth,
        left_out=tuple(left_out),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--without", type=parts, default=frozenset(), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--write", action="store_true", help="write the results")
    options = parser.parse_args()
    articles = measured_articles(options.data)
    done = run(options.data, options.without, articles)
    print(as_json(done) if options.json else as_markdown(done), end="")
    if not options.json:
        print("\n## Faults\n")
        print("\n".join(f"- {line}" for one in articles for line in details(one)))
    if options.write:
        (RESULTS / "claims.json").write_text(as_json(done), encoding="utf-8")
        (RESULTS / "claims.md").write_text(as_markdown(done), encoding="utf-8")


if __name__ == "__main__":
    main()
