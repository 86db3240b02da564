"""Rows that are made, not found, carry the label they should."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

from training.stance.mixture import (
    CAPS,
    NEITHER,
    REFUTES,
    SUPPORTS,
    Example,
    balanced,
    clean,
    deprived,
    load,
    mismatched,
    renumbered,
)
from training.stance.sources import SOURCES


def example(statement: str, passage: str, label: int = SUPPORTS, source: str = "fever") -> Example:
    return Example(statement, passage, label, source)


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a draw that can be repeated


def test_citation_marks_are_taken_out() -> None:
    assert clean(" It grows [<|cit|>] and <|multi_cit|> shrinks. ") == "It grows  and  shrinks."


def test_mixed_rows_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl.gz"
    with gzip.open(path, "wt") as lines:
        for label in ("supported", "mixed", "not_enough_info"):
            lines.write(json.dumps({"claim": label, "evidence": "e", "label": label}) + "\n")
    assert [(row.label, row.source) for row in load(path)] == [(SUPPORTS, "some"), (NEITHER, "some")]


def test_evidence_without_its_telling_part_is_not_sufficient() -> None:
    row = example(
        "The tower is 90 metres high.", "It stands in Riga. The tower is 90 metres high. It is red."
    )
    rows = [row] * 40
    made = deprived(rows, chance(1), 40)
    assert {one.passage for one in made} == {"It stands in Riga. It is red."}
    assert {one.label for one in made} == {NEITHER}


def test_a_changed_number_refutes_what_was_supported() -> None:
    rows = [example("It has 250 beds.", "The clinic has 250 beds."), example("x 7", "y 7", NEITHER)]
    (made,) = renumbered(rows, chance(2), 5)
    assert made.label == REFUTES
    assert ("250" in made.statement) != ("250" in made.passage)


def test_evidence_of_another_claim_says_neither() -> None:
    rows = [example(f"Claim about subject{n}", f"Evidence on subject{n} number{n}") for n in range(30)]
    made = mismatched(rows, chance(3), 10)
    assert len(made) == 10
    own = {row.statement: row.passage for row in rows}
    assert all(one.label == NEITHER and own[one.statement] != one.passage for one in made)


def test_a_claim_is_never_paired_with_its_own_evidence() -> None:
    rows = [example(f"Claim about subject{n}", "The same evidence") for n in range(9)]
    assert mismatched(rows, chance(3), 5) == []


def test_classes_are_capped_and_a_rare_one_is_repeated_once() -> None:
    rows = [example(str(n), "p", SUPPORTS) for n in range(20)] + [example("r", "p", REFUTES)] * 3
    kept = balanced(rows, 8, chance(4))
    assert [sum(row.label == label for row in kept) for label in (SUPPORTS, REFUTES, NEITHER)] == [8, 6, 0]


def test_every_source_of_the_mixture_has_its_licence_on_record() -> None:
    assert {source.file for source in SOURCES} == set(CAPS)
