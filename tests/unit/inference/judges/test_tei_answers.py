"""What a TEI server says, read strictly."""

from __future__ import annotations

import copy
from typing import cast

import pytest

from clients.transport.classify import Json
from service.domain.stance import JudgeFailed, StanceLabel, StanceProbabilities
from service.domain.verdict import Reason
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.pairs import PairOrder
from service.inference.judges.tei_answers import TeiModel, model_of, stances_of
from tests.unit.inference.judges.answers import CONTRADICTED, SUPPORTED, TEI_INFO, predicted


def info(**changed: Json) -> Json:
    return copy.deepcopy(TEI_INFO) | changed


def row(*predictions: dict[str, Json]) -> Json:
    return list(predictions)


def labelled(*names: str) -> Json:
    return {"classifier": {"id2label": {str(number): name for number, name in enumerate(names)}}}


@pytest.fixture
def model() -> TeiModel:
    return model_of(info(), stated=())


def test_the_model_is_named_with_its_revision_labels_and_batch(model: TeiModel) -> None:
    assert (model.name, model.revision, model.max_batch) == ("owner/nli", TEI_INFO["model_sha"], 32)
    assert model.labels == (StanceLabel.REFUTES, StanceLabel.SUPPORTS, StanceLabel.NEITHER)


def test_rows_are_read_by_label_whatever_their_order(model: TeiModel) -> None:
    reordered = list(reversed(cast("list[Json]", SUPPORTED)))
    assert stances_of([SUPPORTED, CONTRADICTED, reordered], model, count=3) == [
        StanceProbabilities(supports=0.9, refutes=0.03, neither=0.07),
        StanceProbabilities(supports=0.02, refutes=0.9, neither=0.08),
        StanceProbabilities(supports=0.9, refutes=0.03, neither=0.07),
    ]


def test_the_rounding_of_half_precision_is_no_error(model: TeiModel) -> None:
    (stance,) = stances_of([predicted(entailment=0.9, neutral=0.06, contradiction=0.03)], model, count=1)
    assert stance.supports + stance.refutes + stance.neither == pytest.approx(1)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"error": "Model is overloaded", "error_type": "overloaded"},
        [],
        [SUPPORTED],
        [SUPPORTED, SUPPORTED, SUPPORTED],
        SUPPORTED,
        [SUPPORTED, None],
        [SUPPORTED, []],
        [SUPPORTED, predicted(entailment=1.0)],
        [SUPPORTED, predicted(entailment=0.9, neutral=0.05, contradiction=0.04, other=0.01)],
        [SUPPORTED, predicted(ENTAILMENT=0.9, neutral=0.07, contradiction=0.03)],
        [
            SUPPORTED,
            row(
                {"label": "entailment", "score": 0.9},
                {"label": "neutral", "score": 0.1},
                {"label": "neutral", "score": 0},
            ),
        ],
        [SUPPORTED, row({"label": "entailment"}, {"label": "neutral"}, {"label": "contradiction"})],
        [SUPPORTED, predicted(entailment=float("nan"), neutral=0.5, contradiction=0.5)],
        [SUPPORTED, predicted(entailment=float("inf"), neutral=0.5, contradiction=0.5)],
        [SUPPORTED, predicted(entailment=1.2, neutral=-0.1, contradiction=-0.1)],
        [SUPPORTED, predicted(entailment=0.9, neutral=0.8, contradiction=0.7)],
        [SUPPORTED, predicted(entailment=4.1, neutral=-2.0, contradiction=-1.1)],
        [SUPPORTED, row({"label": "entailment", "score": "0.9"})],
        [SUPPORTED, row({"label": "entailment", "score": True})],
        [SUPPORTED, row({"label": 1, "score": 1.0})],
    ],
)
def test_anything_but_complete_rows_concludes_nothing(model: TeiModel, answer: Json) -> None:
    with pytest.raises(JudgeFailed) as failed:
        stances_of(answer, model, count=2)
    assert failed.value.reason is Reason.INVALID_RESPONSE


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([], "no TEI server"),
        ({"status": "ok"}, "no TEI server"),
        (info(model_type={"embedding": {"pooling": "cls"}}), "no classifier"),
        (info(model_type={"reranker": {"id2label": {"0": "LABEL_0"}}}), "no classifier"),
        (info(model_type=labelled("LABEL_0", "LABEL_1", "LABEL_2")), "SECONDSOURCE_JUDGE_LABELS"),
        (info(model_type=labelled("entailment", "not_entailment")), "2 classes"),
    ],
)
def test_models_that_cannot_judge_are_refused(given: Json, says: str) -> None:
    with pytest.raises(JudgeRefused, match=says):
        model_of(given, stated=())


def test_labels_without_a_meaning_get_it_from_the_operator() -> None:
    given = info(model_type=labelled("LABEL_0", "LABEL_1", "LABEL_2"))
    model = model_of(given, stated=("supports", "neither", "refutes"))
    answer = [predicted(LABEL_0=0.7, LABEL_1=0.2, LABEL_2=0.1)]
    (stance,) = stances_of(answer, model, count=1)
    assert (stance.supports, stance.refutes, stance.neither) == pytest.approx((0.7, 0.1, 0.2))


@pytest.mark.parametrize("most", [None, 0, "32", -1])
def test_without_a_batch_size_pairs_go_one_by_one(most: Json) -> None:
    assert model_of(info(max_client_batch_size=most), stated=()).max_batch == 1


def test_the_fingerprint_tells_models_revisions_and_orders_apart(model: TeiModel) -> None:
    order = PairOrder.PASSAGE_FIRST
    others = [
        model_of(info(**changed), stated=()).fingerprint(order)
        for changed in (
            {"model_id": "x/y"},
            {"model_sha": "0"},
            {"model_sha": None},
            {"model_dtype": "float32"},
        )
    ]
    others.append(model.fingerprint(PairOrder.STATEMENT_FIRST))
    assert len({model.fingerprint(order), *others}) == 6
    assert model_of(info(version="9", max_client_batch_size=8), stated=()).fingerprint(order) == (
        model.fingerprint(order)
    )
