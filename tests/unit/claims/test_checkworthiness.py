"""The scorer that ships, and what it does with what it was not made for."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import service.claims
from service.claims.checkworthiness import ANY_LANGUAGE, LABELS, CheckWorthiness
from service.inference.artifact import CARD, TOKENIZER, WEIGHTS, file_sha256
from service.inference.failures import ArtifactError, InferenceError
from tests.unit.inference.tiny import SENTENCES, write_card, write_folder

FOLDER = Path(service.claims.__file__).parent.parent / "artifacts/checkworthiness"
CALIBRATION = {"slope": 1.0, "shift": 0.0, "threshold": 0.5, "rank_by_worth": 0.5}
FIGURES = "Unemployment fell by 2.3 percent last year, to 4.1 million people."
GREETING = "Good evening and welcome."
OPINION = "I think that we should talk about our values."


@pytest.fixture(scope="module")
def model() -> CheckWorthiness:
    return CheckWorthiness.load(FOLDER)


def tiny(folder: Path, weights: tuple[float, ...] = (0.1, -0.1, 0.02, 0.3), **card: object) -> Path:
    """A folder with a model of four outputs that the service can read."""
    write_folder(folder, weights=weights, inputs=SENTENCES)
    shutil.copy(FOLDER / ANY_LANGUAGE, folder)
    files = {name: file_sha256(folder / name) for name in (WEIGHTS, TOKENIZER, ANY_LANGUAGE)}
    described = {"labels": list(LABELS), "calibration": CALIBRATION, "files": files} | card
    write_card(folder, **described)
    return folder


def test_figures_are_worth_more_than_greetings(model: CheckWorthiness) -> None:
    figures, greeting, opinion = model.score([FIGURES, GREETING, OPINION])
    assert figures > 0.8
    assert greeting < 0.1
    assert opinion < 0.2


def test_the_threshold_lies_between(model: CheckWorthiness) -> None:
    figures, greeting = model.score([FIGURES, GREETING])
    assert greeting < model.threshold < figures


def test_scores_come_in_the_order_of_the_sentences(model: CheckWorthiness) -> None:
    texts = [GREETING, FIGURES, FIGURES * 9, "", OPINION, "No."]
    alone = [model.score([text])[0] for text in texts]
    assert model.score(texts) == alone
    assert model.score(texts[::-1]) == alone[::-1]


def test_threads_get_the_same_answers(model: CheckWorthiness) -> None:
    texts = [f"In {year} the deficit grew by {year % 7} percent." for year in range(1960, 2020)]
    with ThreadPoolExecutor(4) as pool:
        assert [s for [s] in pool.map(lambda text: model.score([text]), texts)] == model.score(texts)


def test_nothing_to_score(model: CheckWorthiness) -> None:
    assert model.score([]) == model.score_any_language([]) == []


@pytest.mark.parametrize("text", ["", " \n", "…", "😀👍🏽", "?!"])
def test_what_says_nothing_is_not_worth_checking(model: CheckWorthiness, text: str) -> None:
    assert model.score([text])[0] < 0.2


def test_an_endless_sentence_is_read_by_its_beginning(model: CheckWorthiness) -> None:
    whole = FIGURES + " and so on" * 200_000
    assert model.score([whole]) == model.score([FIGURES + " and so on" * 200])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_gets_a_probability_of_either_scorer(texts: list[str]) -> None:
    model = CheckWorthiness.load(FOLDER)
    for scores in (model.score(texts), model.score_any_language(texts)):
        assert len(scores) == len(texts)
        assert all(0 <= score <= 1 for score in scores)


def test_shares_of_the_three_kinds_sum_to_one(model: CheckWorthiness) -> None:
    for worth in model.judge([FIGURES, GREETING]):
        assert sum(worth.kinds) == pytest.approx(1.0)
    assert model.judge([FIGURES])[0].rank > model.judge([GREETING])[0].rank


@pytest.mark.parametrize("file", [WEIGHTS, TOKENIZER, ANY_LANGUAGE])
def test_a_changed_file_is_refused(tmp_path: Path, file: str) -> None:
    folder = tiny(tmp_path)
    CheckWorthiness.load(folder)
    (folder / file).write_bytes((folder / file).read_bytes() + b" ")
    with pytest.raises(ArtifactError, match="has sha256"):
        CheckWorthiness.load(folder)


def test_a_model_of_another_shape_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InferenceError, match=r"shape \(1, 3\), not \(1, 4\)"):
        CheckWorthiness.load(tiny(tmp_path, weights=(0.1, 0.2, 0.3)))


def test_another_order_of_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="orders its labels"):
        CheckWorthiness.load(tiny(tmp_path, labels=list(reversed(LABELS))))


@pytest.mark.parametrize(
    "calibration",
    [None, [], {}, *(CALIBRATION | wrong for wrong in ({"slope": -1.0}, {"slope": "x"}, {"shift": 1e999}))],
)
def test_a_calibration_of_no_use_is_refused(tmp_path: Path, calibration: object) -> None:
    with pytest.raises(ArtifactError, match="calibration"):
        CheckWorthiness.load(tiny(tmp_path, calibration=calibration))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"coefficients": {"bias": 1}}'])
def test_coefficients_of_no_use_are_refused(tmp_path: Path, text: str) -> None:
    folder = tiny(tmp_path)
    (folder / ANY_LANGUAGE).write_text(text)
    files = {name: file_sha256(folder / name) for name in (WEIGHTS, TOKENIZER, ANY_LANGUAGE)}
    card = json.loads((folder / CARD).read_text())
    (folder / CARD).write_text(json.dumps(card | {"files": files}))
    with pytest.raises(ArtifactError, match="of no use"):
        CheckWorthiness.load(folder)


def test_extreme_logits_stay_probabilities(tmp_path: Path) -> None:
    scored = CheckWorthiness.load(tiny(tmp_path, weights=(1e5, -1e5, -1e5, 0.0))).score(["w1", "w50"])
    assert scored == pytest.approx([0.0, 0.0])
