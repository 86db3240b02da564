"""Which rows the stance model learns from: the training files, and rows made of them whose labels are known.

    python -m training.stance.mixture --data DATA/verdict --to checkpoints/stance/mixture.jsonl.gz

The weak point of such a model is abstention: it decides where the deciding fact is missing. Most made
rows are about that: evidence of another claim on the same names, evidence without its telling sentence or
phrase, the same fact of another subject. Others turn labels by small edits on either side, so that no word
of a claim goes with a label. Needs the service's environment (its parser); the training needs torch only.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from service.verdict.excerpt import excerpt
from training.stance import names, numbers
from training.stance.denials import denied
from training.stance.mismatch import DIVISIBLE, deprived, mismatched, unread
from training.stance.names import Pool
from training.stance.parsed import Parses
from training.stance.rows import (
    LABELS,
    NEITHER,
    SEED,
    Example,
    for_calibration,
    for_choosing,
    load,
    write,
)
from training.stance.stripped import stripped


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a file is used.

    ``cap`` rows of each class at most; a class of fewer than ``floor`` rows is repeated up to it, three times
    at most. Made rows, as shares of the file's: ``mismatched``, ``deprived``, and ``edits`` of either side.
    """

    cap: int
    floor: int = 0
    mismatched: float = 0.0
    deprived: float = 0.0
    edits: float = 0.0


SHARES = {
    "lingnli": Share(cap=15_000),
    "cad_nli": Share(cap=3_000),
    "fever": Share(cap=9_500, mismatched=0.2, deprived=0.1, edits=1.0),
    "feverous": Share(cap=2_600, mismatched=0.25, deprived=0.25, edits=1.0),
    "fm2": Share(cap=1_600, floor=1_400, mismatched=0.4, deprived=0.3, edits=1.0),
    "healthver": Share(cap=1_600, floor=1_200),
    "climatefever": Share(cap=1_500, floor=900),
    "citint": Share(cap=1_300, floor=900, mismatched=0.3),
    "infotabs": Share(cap=6_500, deprived=0.08, edits=0.2),
    "tabfact": Share(cap=4_500, mismatched=0.12),
    "creak": Share(cap=2_200, mismatched=0.2),
    "covidfact": Share(cap=1_300, mismatched=0.3),
}
PROSE = frozenset({"fever", "feverous", "fm2"})
UNREAD = 4_000
LONGEST_TABLE = 1_200  # characters: of a longer table an excerpt may lack the rows that decide


def made_of(rows: list[Example], share: Share, rng: random.Random) -> list[Example]:
    """Rows made of the ``rows`` of one file."""
    source, total = rows[0].source, len(rows)
    made: list[Example] = []
    if share.mismatched:
        made += mismatched(rows, rng, int(share.mismatched * total))
    if source in DIVISIBLE:
        made += deprived(rows, rng, int(share.deprived * total))
    if not share.edits:
        return made
    edits = share.edits * total
    made += numbers.renumbered(_shuffled(rows, rng), rng, int(0.1 * edits))
    made += numbers.made_true(_shuffled(rows, rng), int(0.1 * edits))
    made += numbers.compared(_shuffled(rows, rng), rng, int(0.2 * edits))
    made += numbers.placed_in_time(_shuffled(rows, rng), rng, int(0.1 * edits))
    if source in PROSE:
        parses = Parses(text for row in rows for text in (row.statement, row.passage))
        made += stripped(_shuffled(rows, rng), parses, rng, int(0.4 * edits))
        made += names.exchanged(_shuffled(rows, rng), parses, Pool(rows, parses), rng, int(0.35 * edits))
        made += names.made_true(_shuffled(rows, rng), parses, int(0.25 * edits))
        made += denied(_shuffled(rows, rng), parses, rng, int(0.12 * edits))
    return made


def balanced(rows: list[Example], share: Share, rng: random.Random) -> list[Example]:
    """The classes of one file as its share asks; a source's label must not be told by its style."""
    kept: list[Example] = []
    for label in LABELS.values():
        group = _shuffled([row for row in rows if row.label == label], rng)
        repeats = min(3, -(-share.floor // len(group))) if group else 0
        kept.extend((group * max(1, repeats))[: share.cap if repeats <= 1 else max(share.floor, len(group))])
    return kept


def learned(path: Path) -> list[Example]:
    """The rows of a training file that the model may see."""
    rows = [row for row in load(path) if not for_choosing(row)]
    if path.name.startswith("climatefever"):
        rows = [row for row in rows if not for_calibration(row.statement)]
    if path.name.startswith("tabfact"):
        rows = [row for row in rows if len(row.passage) <= LONGEST_TABLE]
    return rows


def chosen_by(folder: Path, per_file: int) -> dict[str, list[Example]]:
    """Rows to choose by: those kept out of each training file, and the dev files."""
    found = {}
    for path in sorted((folder / "train").glob("*.jsonl.gz")):
        rows = [row for row in load(path) if for_choosing(row)]
        found[f"train/{rows[0].source}"] = _shuffled(rows, random.Random(0))[:per_file]
    for path in sorted((folder / "dev").glob("*.jsonl.gz")):
        found[f"dev/{path.name.partition('.')[0]}"] = _shuffled(load(path), random.Random(0))[:per_file]
    return found


def mixture(train: Path, seed: int) -> list[Example]:
    """The training set in a fixed random order for ``seed``; ``train`` is the folder of source files."""
    rng = random.Random(seed)
    chosen: list[Example] = []
    for source, share in SHARES.items():
        rows = _shuffled(learned(train / f"{source}.jsonl.gz"), rng)
        made = made_of(rows, share, rng)
        kept = balanced(rows + made, share, rng)
        print(
            source,
            len(rows),
            "found,",
            len(made),
            "made, kept",
            sorted(Counter(r.label for r in kept).items()),
        )
        chosen += kept
    chosen += unread([row for row in chosen if row.label != NEITHER], rng, UNREAD)
    rng.shuffle(chosen)
    return [condensed(row) for row in chosen]


def condensed(row: Example) -> Example:
    """The row as the service would read it: a long passage cut down to what speaks of the statement."""
    return replace(row, passage=excerpt(row.passage, row.statement).text)


def _shuffled(rows: list[Example], rng: random.Random) -> list[Example]:
    return rng.sample(rows, len(rows))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--to", type=Path, default=Path("checkpoints/stance/mixture.jsonl.gz"))
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    write(mixture(options.data / "train", options.seed), options.to)
    by = {name: [condensed(row) for row in rows] for name, rows in chosen_by(options.data, 400).items()}
    write(
        [Example(row.statement, row.passage, row.label, name) for name, rows in by.items() for row in rows],
        options.to.with_name("choosing.jsonl.gz"),
    )


if __name__ == "__main__":
    main()
