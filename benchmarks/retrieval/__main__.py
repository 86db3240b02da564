"""Recall and rank of the passages that decide claims, through the library and by plain BM25 in one run.

    python -m benchmarks.retrieval --data DATA [--vectors FOLDER] [--to FOLDER]

Writes ``retrieval.json`` and ``retrieval.md`` into ``--to``. The passage that decides is one that holds
(``scores.holds``) a sentence that its annotators gave for their label (``sets.read_set``). Recall@5 and MRR
are defined in ``scores.Figures``; a claim is looked up as it stands.
"""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.retrieval.report import BM25, BOTH, NAMES, WORDS, Run, as_json, as_markdown
from benchmarks.retrieval.scores import Figures, measured
from benchmarks.retrieval.sets import Part, RetrievalSet, read_set
from benchmarks.retrieval.ways import PlainBm25, ThroughLibrary, Way, fill
from service.inference.artifact import CARD
from service.inference.static_encoder import VECTORS, StaticEncoder
from service.language.english import English
from service.library import Library

ROOT = Path(__file__).parents[2]
SETS = ("citint", "climatefever")


def measure(one: RetrievalSet, similarity: StaticEncoder, english: English) -> dict[Part, dict[str, Figures]]:
    with TemporaryDirectory() as folder, closing(PlainBm25(one.corpus)) as plain:
        library = Library(Path(folder) / "library")
        fill(library, one.corpus, Path(folder) / "corpus.jsonl")
        ways: dict[str, Way] = {
            BM25: plain,
            WORDS: ThroughLibrary(library, english),
            BOTH: ThroughLibrary(library, english, similarity),
        }
        done: dict[Part, dict[str, Figures]] = {}
        for part, queries in one.queries.items():
            done[part] = {}
            for name, way in ways.items():
                done[part][name] = measured(way, queries)
                print(f"{one.name}/{part}: {NAMES[name]}", file=sys.stderr)
        return done


def run(data: Path, vectors: Path) -> Run:
    english = English()
    english.load()
    similarity = StaticEncoder.load(vectors)
    card = json.loads((vectors / CARD).read_text(encoding="utf-8"))
    sets = [read_set(data, name) for name in SETS]
    return Run(
        command="python -m benchmarks.retrieval --data DATA",
        vectors=card["name"],
        vectors_sha256=card["files"][VECTORS],
        entries={one.name: len(one.corpus) for one in sets},
        undecided={one.name: one.undecided[Part.TEST] for one in sets},
        figures={one.name: measure(one, similarity, english) for one in sets},
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, default=ROOT / "service" / "artifacts" / "retrieval")
    parser.add_argument("--to", type=Path, default=ROOT / "benchmarks" / "results")
    options = parser.parse_args()
    done = run(options.data, options.vectors)
    options.to.mkdir(parents=True, exist_ok=True)
    (options.to / "retrieval.json").write_text(as_json(done), encoding="utf-8")
    (options.to / "retrieval.md").write_text(as_markdown(done), encoding="utf-8")
    print(as_markdown(done))


if __name__ == "__main__":
    main()
