"""What confidence is fitted on, and how its figures are counted."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from service.domain.evidence import WeighedPassage
from service.domain.stance import StanceProbabilities
from service.verdict.rules.ruling import RULED
from tests.unit.training.test_mixture import chance, write_file
from tests.unit.verdict.examples import passage
from training.calibration.claims import LabelledClaim, WeighedClaim, climate, single
from training.calibration.design import FOLDS, Rows, alike, cross_validated, rows_of
from training.calibration.figures import choose_floor, decided_at, measured
from training.stance.rows import for_calibration


def weighed(labels: tuple[str, ...], verdict: str, population: str, *, told: float = 0.9) -> WeighedClaim:
    sides = {
        "supported": StanceProbabilities(told, 0.02, 0.98 - told),
        "refuted": StanceProbabilities(0.02, told, 0.98 - told),
        "not_enough_info": StanceProbabilities(0.05, 0.05, 0.9),
    }
    claim = single_claim(f"A claim of {population}.", labels, verdict, population)
    passages = tuple(
        WeighedPassage(
            passage=one,
            stance=sides[label].label(),
            probabilities=sides[label],
            weight=1.0,
            quote_span=one.span,
        )
        for label, one in zip(labels, claim.passages, strict=True)
    )
    return WeighedClaim(claim, passages)


def single_claim(text: str, labels: tuple[str, ...], verdict: str, population: str) -> LabelledClaim:
    passages = tuple(passage(f"Evidence {n} of it.", origin=str(n)) for n in range(len(labels)))
    return LabelledClaim(population, text, verdict, labels, passages)


def held(labels: list[int], population: list[str]) -> Rows:
    count = len(labels)
    names = np.array(population)
    return Rows(
        features=np.zeros((count, 4)),
        labels=np.array(labels),
        weights=np.ones(count) * alike(names, np.ones(count)),
        group=np.arange(count) % FOLDS,
        whole=np.ones(count, dtype=bool),
        population=names,
    )


def test_claims_that_were_learned_are_not_calibrated_on(tmp_path: Path) -> None:
    texts = [f"claim {n}" for n in range(60)]
    write_file_in(tmp_path / "verdict" / "train", [(text, "evidence", "supported") for text in texts[:50]])
    folder = tmp_path / "retrieval" / "climatefever"
    folder.mkdir(parents=True)
    write_lines(folder / "corpus.jsonl.gz", [{"id": "p", "title": "Page", "sentences": ["It is so."]}])
    write_lines(
        folder / "dev.jsonl.gz",
        [{"claim": text, "label": "supported", "evidence": {"p": "supported"}} for text in texts],
    )
    kept = [one.text for one in climate(tmp_path)]
    assert set(texts[50:]) <= set(kept)
    assert 10 < len(kept) < 50
    assert all(text in texts[50:] or for_calibration(text) for text in kept)


def write_file_in(folder: Path, rows: list[tuple[str, str, str]]) -> None:
    folder.mkdir(parents=True)
    write_file(folder / "climatefever.jsonl.gz", rows)


def write_lines(path: Path, rows: list[dict[str, object]]) -> None:
    with gzip.open(path, "wt") as lines:
        for row in rows:
            lines.write(json.dumps(row) + "\n")


def test_a_file_of_pairs_gives_claims_with_one_piece_of_evidence(tmp_path: Path) -> None:
    for part in ("train", "dev"):
        (tmp_path / "verdict" / part).mkdir(parents=True)
    rows = [(f"claim {n}", f"evidence {n}", "refuted") for n in range(9)]
    write_file(tmp_path / "verdict" / "dev" / "citint.jsonl.gz", rows)
    write_file(tmp_path / "verdict" / "dev" / "climatefever.jsonl.gz", rows)
    found = single(tmp_path, 5)
    assert {one.population for one in found} == {"citint"}
    assert [(one.verdict, one.labels) for one in found[:5]] == [("refuted", ("refuted",))] * 5
    assert {one.verdict for one in found[5:]} == {"not_enough_info"}  # the file has no such rows of its own


def test_a_population_weighs_the_same_however_long_it_is() -> None:
    factors = alike(np.array(["a"] * 9 + ["b"]), np.ones(10))
    assert factors[:9].sum() == pytest.approx(factors[9])
    assert factors.sum() == pytest.approx(10)


def test_evidence_that_was_searched_for_weighs_more() -> None:
    factors = alike(np.array(["a"] * 9 + ["climatefever"]), np.ones(10))
    assert factors[9] == pytest.approx(4 * factors[:9].sum())


def test_parts_of_a_claim_are_labelled_by_what_is_left_of_it() -> None:
    many = weighed(
        ("supported", "not_enough_info", "not_enough_info", "not_enough_info"), "supported", "climate"
    )
    rows = rows_of([many], chance(3))
    assert rows.labels[rows.whole].tolist() == [0]
    nothing = rows.features[:, 0] == rows.features[:, 0].min()
    assert set(rows.labels[nothing].tolist()) == {2}
    assert rows.weights[rows.whole].sum() < rows.weights.sum()


def test_a_claim_with_one_piece_of_evidence_counts_once() -> None:
    rows = rows_of([weighed(("refuted",), "refuted", "fm2")], chance(3))
    assert rows.labels.tolist() == [1]
    assert rows.whole.tolist() == [True]


def test_a_contradictory_claim_is_not_in_the_three_way_fit() -> None:
    rows = rows_of([weighed(("refuted", "supported"), "conflicting", "climate")], chance(3))
    assert not rows.whole.any()


def test_claims_on_which_a_rule_decided_are_left_out() -> None:
    ruled = weighed(("refuted",), "refuted", "fm2")
    (passage_read,) = ruled.weighed
    decided = WeighedClaim(ruled.claim, (replace(passage_read, probabilities=RULED),))
    assert len(rows_of([ruled, ruled, decided], chance(3)).labels) == 2


def test_scores_come_from_a_fit_that_has_not_seen_the_claim() -> None:
    claims = [weighed((label,), label, "fm2") for label in ("supported", "refuted", "not_enough_info") * 40]
    scores, rows = cross_validated(rows_of(claims, chance(3)), ridge=0.1)
    assert (scores.argmax(axis=1) == rows.labels).mean() > 0.95


def test_the_floor_is_the_lowest_that_is_right_often_enough() -> None:
    chances = np.array([[0.545, 0.255, 0.2]] * 10 + [[0.8, 0.1, 0.1]] * 10)
    rows = held([1] * 10 + [0] * 10, ["a"] * 20)
    assert choose_floor(chances, rows, 0.9) == pytest.approx(0.55)
    assert decided_at(chances, rows, 0.55) == (0.5, 1.0)
    assert decided_at(chances, rows, 0.95) == (0.0, 0.0)


def test_a_large_file_does_not_hide_a_small_one() -> None:
    chances = np.array([[0.8, 0.1, 0.1]] * 20)
    rows = held([0] * 18 + [1] * 2, ["large"] * 18 + ["small"] * 2)
    assert decided_at(chances, rows, 0.5)[1] == pytest.approx(0.5)
    assert measured(chances, rows, 0.5).accuracy == 0.9
