"""The training mixture of the stance model: which rows, which negatives, which edits.

Every row is ``Example(statement, passage, label, source)`` with label 0 = supports,
1 = refutes, 2 = neither. The mixture balances the classes within each source, because a model
learns the label prior of a source from the style of its evidence.

``climatefever`` is left out: the claim-level calibration is fitted on its dev claims.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

LABELS = {"supported": 0, "refuted": 1, "not_enough_info": 2}
SUPPORTS, REFUTES, NEITHER = 0, 1, 2

# rows kept of each class, per source: the cap that keeps one style from drowning the others
CAPS = {
    "lingnli": 10_000,
    "cad_nli": 2_759,
    "fever": 5_600,
    "feverous": 1_400,
    "fm2": 1_150,
    "healthver": 800,
    "citint": 1_200,
    "infotabs": 4_200,
    "tabfact": 1_500,
    "creak": 1_200,
    "covidfact": 900,
}
# sources without a (sufficient) third class: evidence of other claims stands in for it
MISMATCHED = {"fever", "feverous", "fm2", "citint", "tabfact", "creak", "covidfact"}
# sources whose evidence comes in parts of which one can be taken away
DIVISIBLE = {
    "fever": re.compile(r"(?<=[.]) +(?=[A-Z])"),
    "feverous": re.compile(r"\n"),
    "infotabs": re.compile(r"; "),
}
# sources of which a number may be changed to make a refutation
NUMERIC = {"fever", "feverous", "fm2", "infotabs"}

_WORD = re.compile(r"[A-Za-z0-9]+")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w,]|\.\d)")


@dataclass(frozen=True, slots=True)
class Example:
    statement: str
    passage: str
    label: int
    source: str


def load(path: Path) -> list[Example]:
    """Rows of one ``{claim, evidence, label}`` file; ``mixed`` rows are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    name = path.name.removesuffix(".jsonl.gz")
    return [
        Example(clean(row["claim"]), clean(row["evidence"]), LABELS[row["label"]], name)
        for row in rows
        if row["label"] in LABELS
    ]


def clean(text: str) -> str:
    """Citation marks of the source files removed, tokenised punctuation left as it is."""
    return re.sub(r"\[?<\|\w+\|>\]?", "", text).replace("\u200b", "").strip()


def words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text) if len(word) > 2 or word.isdigit()}


def mismatched(rows: list[Example], rng: random.Random, count: int) -> list[Example]:
    """Evidence of another claim, four fifths of it about the same rare words: right entity, missing fact."""
    frequency = Counter(word for row in rows for word in words(row.passage))
    index: dict[str, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        for word in words(row.passage):
            if frequency[word] <= 60:
                index[word].append(position)
    found: list[Example] = []
    for row in rng.sample(rows, min(len(rows), count * 2)):
        if len(found) >= count:
            break
        own, asked = words(row.passage), words(row.statement)
        votes: Counter[int] = Counter()
        for word in sorted(asked):  # sets have another order in each process
            for position in index.get(word, ()):
                votes[position] += 1
        candidates = [
            rows[position].passage
            for position, _ in votes.most_common(25)
            if len(words(rows[position].passage) & own) < 0.5 * len(own)
        ]
        passage = candidates[0] if candidates and rng.random() < 0.8 else rng.choice(rows).passage
        if passage != row.passage:
            found.append(replace(row, passage=passage, label=NEITHER))
    return found


def deprived(rows: Iterable[Example], rng: random.Random, count: int) -> list[Example]:
    """Evidence without the part that shares most words with the statement: on topic, not sufficient."""
    found: list[Example] = []
    for row in rows:
        if len(found) >= count:
            break
        separator = DIVISIBLE[row.source]
        parts = separator.split(row.passage)
        if len(parts) < 2 or row.label == NEITHER:
            continue
        asked = words(row.statement)
        first = 1 if row.source == "infotabs" else 0  # the title row stays
        ranked = sorted(range(first, len(parts)), key=lambda i: -len(words(parts[i]) & asked))
        gone = set(ranked[: 2 if row.source == "infotabs" else 1])
        kept = [part for i, part in enumerate(parts) if i not in gone]
        joint = {"fever": " ", "feverous": "\n", "infotabs": "; "}[row.source]
        if kept and rng.random() < 0.9:
            found.append(replace(row, passage=joint.join(kept), label=NEITHER))
    return found


def renumbered(rows: Iterable[Example], rng: random.Random, count: int) -> list[Example]:
    """Supported rows with one shared number changed, in the statement or in the evidence: refuted."""
    found: list[Example] = []
    for row in rows:
        if len(found) >= count:
            break
        if row.label != SUPPORTS:
            continue
        shared = set(_NUMBER.findall(row.statement)) & set(_NUMBER.findall(row.passage))
        if not shared:
            continue
        number = rng.choice(sorted(shared))
        other = str(max(1, int(number) + rng.choice([-20, -10, -7, -3, -2, -1, 1, 2, 3, 5, 10, 30])))
        if other == number or other in shared:
            continue
        pattern = re.compile(rf"(?<![\w.,]){number}(?![\w,]|\.\d)")
        if rng.random() < 0.5:
            found.append(replace(row, statement=pattern.sub(other, row.statement), label=REFUTES))
        else:
            found.append(replace(row, passage=pattern.sub(other, row.passage), label=REFUTES))
    return found


def balanced(rows: list[Example], cap: int, rng: random.Random) -> list[Example]:
    """At most ``cap`` rows of each class; a class under half the largest is repeated once."""
    kept: list[Example] = []
    by_label = {label: [row for row in rows if row.label == label] for label in LABELS.values()}
    largest = min(cap, max(len(group) for group in by_label.values()))
    for group in by_label.values():
        rng.shuffle(group)
        repeated = group * 2 if len(group) * 2 <= largest else group
        kept.extend(repeated[:cap])
    return kept


def mixture(train: Path, seed: int) -> list[Example]:
    """The training set in a fixed random order for ``seed``; ``train`` is the folder of source files."""
    rng = random.Random(seed)
    chosen: list[Example] = []
    for source, cap in CAPS.items():
        rows = load(train / f"{source}.jsonl.gz")
        rng.shuffle(rows)
        extra: list[Example] = []
        if source in MISMATCHED:
            extra += mismatched(rows, rng, cap if source in {"fever", "fm2", "feverous"} else cap // 2)
        if source in DIVISIBLE:
            extra += deprived(rows, rng, cap // 3)
        if source in NUMERIC:
            extra += renumbered(rows, rng, cap // 3)
        chosen += balanced(rows + extra, cap, rng)
    rng.shuffle(chosen)
    return chosen
