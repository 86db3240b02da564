"""What a model has to beat: the strongest constant, and a rule over words, negation and numbers.

    python -m benchmarks.verdicts.baselines --data DATA

prints the thresholds of the rule that do best on the dev files; they stand below as constants.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rows import Label, Row, classes, files, read_rows
from benchmarks.verdicts.scores import score

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NEGATION = frozenset(
    _WORD.findall(
        "not no never none nobody nothing neither nor without cannot unable fails failed false denied"
    )
)
_EMPTY = frozenset(
    _WORD.findall(
        "a an and are as at be been but by did do does for from had has have he her his if in into is it its"
        " of on or she so than that the their them they this to was were which who will with would"
    )
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|; ")
_STEM = 6  # letters of a word that are compared: "produced" meets "producer"


@dataclass(frozen=True, slots=True)
class Overlap:
    """How a claim lies in its evidence.

    ``share`` of the claim's content words that the evidence has, in [0, 1]; ``negated`` when exactly one of
    the claim and the evidence's nearest sentence is negated; ``other_number`` when the claim has a number
    the evidence lacks, though the nearest sentence has numbers.
    """

    share: float
    negated: bool
    other_number: bool

    @property
    def clash(self) -> bool:
        return self.negated or self.other_number


@dataclass(frozen=True, slots=True)
class OverlapRule:
    """``enough``: the share from which evidence speaks at all; ``agree``: from which it agrees if forced."""

    enough: float
    agree: float

    def open_answer(self, overlap: Overlap) -> Label:
        if overlap.share < self.enough:
            return Label.NOT_ENOUGH
        return Label.REFUTED if overlap.clash else Label.SUPPORTED

    def forced_answer(self, overlap: Overlap) -> Label:
        return Label.REFUTED if overlap.clash or overlap.share < self.agree else Label.SUPPORTED


RULE = OverlapRule(enough=0.25, agree=0.05)  # tuned on the dev files by the command above


def strongest_constant(rows: Sequence[Row]) -> Label:
    """The most frequent label of the very file it is scored on: no constant answer does better."""
    return Counter(row.label for row in rows).most_common(1)[0][0]


def measure(row: Row) -> Overlap:
    claim = _stems(row.claim)
    nearest = max(_SENTENCE.split(row.evidence), key=lambda sentence: len(claim & _stems(sentence)))
    asked, there, near = _numbers(row.claim), _numbers(row.evidence), _numbers(nearest)
    return Overlap(
        share=len(claim & _stems(row.evidence)) / len(claim) if claim else 0.0,
        negated=_is_negated(row.claim) != _is_negated(nearest),
        other_number=bool(asked - there) and bool(near),
    )


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _words(text) if word not in _EMPTY and word not in _NEGATION}


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(text)}


def _is_negated(text: str) -> bool:
    return any(word in _NEGATION or word.endswith(("n't", "n’t")) for word in _words(text))


def tune(dev: Sequence[Sequence[Row]]) -> OverlapRule:
    """The thresholds with the best macro-F1, averaged over files; forced ones on the rows with a side."""
    measured = [[(measure(row), row.label) for row in rows] for rows in dev]
    steps = [number / 20 for number in range(21)]

    def mean(rule: OverlapRule, *, forced: bool) -> float:
        total = 0.0
        for rows in measured:
            kept = [one for one in rows if not forced or one[1] is not Label.NOT_ENOUGH]
            answers = [rule.forced_answer(one) if forced else rule.open_answer(one) for one, _ in kept]
            truth = [label for _, label in kept]
            present = tuple(label for label in Label if label in truth)
            total += score(answers, truth, present).macro_f1
        return total / len(measured)

    enough = max(steps, key=lambda step: mean(OverlapRule(step, 0.0), forced=False))
    agree = max(steps, key=lambda step: mean(OverlapRule(0.0, step), forced=True))
    return OverlapRule(enough, agree)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    dev = [read_rows(path) for path in files(options.data / "verdict" / "dev").values()]
    print(tune([rows for rows in dev if len(classes(rows)) > 1]))


if __name__ == "__main__":
    main()
