"""Rows that are made, not found, carry the label they should."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from training.stance import names, numbers
from training.stance.denials import denied
from training.stance.mismatch import deprived, mismatched, unread
from training.stance.mixture import SHARES, Share, balanced, chosen_by, condensed, learned
from training.stance.names import Pool
from training.stance.parsed import Parses
from training.stance.rows import (
    NEITHER,
    REFUTES,
    SUPPORTS,
    Example,
    clean,
    for_calibration,
    for_choosing,
    load,
    read,
    write,
)
from training.stance.sources import SOURCES
from training.stance.stripped import stripped


def example(statement: str, passage: str, label: int = SUPPORTS, source: str = "fever") -> Example:
    return Example(statement, passage, label, source)


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a draw that can be repeated


def parsed(*rows: Example) -> Parses:
    return Parses(text for row in rows for text in (row.statement, row.passage))


def write_file(path: Path, rows: list[tuple[str, str, str]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt") as lines:
        for claim, evidence, label in rows:
            lines.write(json.dumps({"claim": claim, "evidence": evidence, "label": label}) + "\n")


def test_citation_marks_are_taken_out() -> None:
    assert clean(" It grows [<|cit|>] and <|multi_cit|> shrinks. ") == "It grows  and  shrinks."


def test_mixed_rows_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl.gz"
    write_file(path, [(label, "e", label) for label in ("supported", "mixed", "not_enough_info")])
    assert [(row.label, row.source) for row in load(path)] == [(SUPPORTS, "some"), (NEITHER, "some")]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    rows = [example("a", "b"), example("ä", "«c»", NEITHER, "fm2")]
    write(rows, tmp_path / "deep" / "rows.gz")
    assert read(tmp_path / "deep" / "rows.gz") == rows


def test_rows_to_choose_by_and_claims_to_calibrate_on_are_not_learned(tmp_path: Path) -> None:
    rows = [(f"claim {n}", f"evidence {n}", "supported") for n in range(300)]
    write_file(tmp_path / "train" / "climatefever.jsonl.gz", rows)
    (tmp_path / "dev").mkdir()
    seen = learned(tmp_path / "train" / "climatefever.jsonl.gz")
    held = chosen_by(tmp_path, 400)["train/climatefever"]
    assert 100 < len(seen) < 200
    assert 3 < len(held) < 20
    assert not {row.passage for row in seen} & {row.passage for row in held}
    assert not any(for_calibration(row.statement) or for_choosing(row) for row in seen)


def test_evidence_without_its_telling_part_is_not_sufficient() -> None:
    row = example(
        "The tower is 90 metres high.", "It stands in Riga. The tower is 90 metres high. It is red."
    )
    made = deprived([row] * 40, chance(1), 40)
    assert {one.passage for one in made} == {"It stands in Riga. It is red."}
    assert {one.label for one in made} == {NEITHER}


def test_evidence_of_another_claim_says_neither() -> None:
    rows = [example(f"Claim about subject{n}", f"Evidence on subject{n} number{n}") for n in range(30)]
    made = mismatched(rows, chance(3), 10)
    assert len(made) == 10
    own = {row.statement: row.passage for row in rows}
    assert all(one.label == NEITHER and own[one.statement] != one.passage for one in made)


def test_a_claim_is_never_paired_with_its_own_evidence() -> None:
    rows = [example(f"Claim about subject{n}", "The same evidence") for n in range(9)]
    assert mismatched(rows, chance(3), 5) == []


def test_a_claim_beside_nothing_says_neither() -> None:
    made = unread([example("The tower is 90 metres high.", "It is 90 metres high.")], chance(1), 5)
    assert [(one.label, len(one.passage) < 20) for one in made] == [(NEITHER, True)]


def test_a_phrase_that_tells_is_needed_and_another_is_not() -> None:
    row = example("The mill was built in 1850.", "The old mill by the river was built in 1850.")
    made = stripped([row] * 30, parsed(row), chance(2), 20)
    lost = {one.passage for one in made if one.label == NEITHER}
    kept = {one.passage for one in made if one.label == SUPPORTS}
    assert lost
    assert not any("1850" in passage for passage in lost)
    assert kept
    assert all("built in 1850" in passage for passage in kept)


def test_a_contradiction_is_gone_with_the_name_it_lay_in() -> None:
    row = example("The mill was built in 1850.", "The old mill was built in 1790.", REFUTES)
    made = stripped([row] * 30, parsed(row), chance(2), 10)
    assert {one.label for one in made if "1790" not in one.passage} == {NEITHER}
    assert {one.label for one in made if "1790" in one.passage} == {REFUTES}


def test_a_changed_number_refutes_what_was_supported() -> None:
    rows = [example("It has 250 beds.", "The clinic has 250 beds."), example("x 7", "y 7", NEITHER)]
    (made,) = numbers.renumbered(rows, chance(2), 5)
    assert made.label == REFUTES
    assert ("250" in made.statement) != ("250" in made.passage)


def test_a_number_put_into_the_evidence_makes_a_refuted_claim_true() -> None:
    rows = [
        example("The clinic has 250 beds.", "The clinic has 310 beds.", REFUTES),
        example("The clinic does not have 250 beds.", "The clinic has 310 beds.", REFUTES),
        example("It closed in 1990 after a fire.", "Trade grew by 1995.", REFUTES),
    ]
    assert numbers.made_true(rows, 5) == [example("The clinic has 250 beds.", "The clinic has 250 beds.")]


@pytest.mark.parametrize("seed", range(12))
def test_a_comparison_is_true_or_false_of_the_number_it_replaced(seed: int) -> None:
    row = example("The fire destroyed 480 homes.", "In all 480 homes burned down.")
    (made,) = numbers.compared([row], chance(seed), 1)
    words, value = made.statement.removeprefix("The fire destroyed ").removesuffix(" homes.").rsplit(" ", 1)
    told = int(value.replace(",", ""))
    if words in {"more than", "over", "at least", "no fewer than"}:
        holds = told < 480
    elif words in {"fewer than", "less than", "under", "at most"}:
        holds = told > 480
    else:
        holds = abs(told - 480) < 48
    assert made.label == (SUPPORTS if holds else REFUTES)


@pytest.mark.parametrize("seed", range(12))
def test_a_year_lies_before_after_or_within(seed: int) -> None:
    row = example("It opened in 1954.", "The hall opened in 1954.")
    (made,) = numbers.placed_in_time([row], chance(seed), 1)
    years = [
        int(digits)
        for digits in made.statement.replace("s.", "").replace(".", "").split()
        if digits.isdigit()
    ]
    if "before" in made.statement:
        holds = years[0] > 1954
    elif "after" in made.statement:
        holds = years[0] < 1954
    elif "between" in made.statement:
        holds = years[0] <= 1954 <= years[1]
    else:
        holds = years[0] == 1950
    assert made.label == (SUPPORTS if holds else REFUTES)


def test_another_name_refutes_and_another_subject_says_neither() -> None:
    rows = [
        example("Anna Berg was born in Norway.", "Anna Berg (born 1950) is a painter from Norway."),
        example("Karl Lund was born in Finland.", "Karl Lund (born 1961) is a singer from Finland."),
        example("Maria Costa was born in Portugal.", "Maria Costa (born 1931) is a poet from Portugal."),
    ]
    parses = parsed(*rows)
    made = [
        one
        for seed in range(20)
        for one in names.exchanged(rows, parses, Pool(rows, parses), chance(seed), 3)
    ]
    assert {one.label for one in made} == {REFUTES, NEITHER}
    own = {row.passage.split(" (")[0]: row for row in rows}
    for one in made:
        subject = one.passage.split(" (")[0]
        kept_subject = one.statement.startswith(subject)
        assert (one.label == REFUTES) == kept_subject
        assert (
            one.label == NEITHER
            or own[subject].passage != one.passage
            or own[subject].statement != one.statement
        )


def test_a_name_put_into_the_evidence_makes_a_refuted_claim_true() -> None:
    row = example("The band came from Germany.", "The band came from Sweden in a van.", REFUTES)
    assert names.made_true([row], parsed(row), 3) == [
        example("The band came from Germany.", "The band came from Germany in a van.")
    ]


def test_one_denial_refutes_and_two_agree() -> None:
    row = example("The bridge is open.", "The bridge is open to cars.")
    made = denied([row] * 40, parsed(row), chance(4), 40)
    seen = {("not" in one.statement, "not" in one.passage, one.label) for one in made}
    assert seen == {(True, False, REFUTES), (False, True, REFUTES), (True, True, SUPPORTS)}


def test_a_rare_class_is_repeated_and_a_large_one_capped() -> None:
    rows = [example(str(n), "p", SUPPORTS) for n in range(20)] + [example("r", "p", REFUTES)] * 3
    kept = balanced(rows, Share(cap=12, floor=8), chance(4))
    assert [sum(row.label == label for row in kept) for label in (SUPPORTS, REFUTES, NEITHER)] == [12, 8, 0]


def test_a_long_passage_is_cut_to_what_speaks_of_the_claim() -> None:
    filler = "The council met on other matters and adjourned without a vote on any of them that day. " * 30
    row = condensed(example("The mill burned down.", f"{filler}The mill burned down. {filler}"))
    assert "The mill burned down." in row.passage
    assert len(row.passage) < 1500


def test_every_source_of_the_mixture_has_its_licence_on_record() -> None:
    assert {source.file for source in SOURCES} == set(SHARES)
