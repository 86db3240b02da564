"""Which output means what, or a refusal that says what to do."""

from __future__ import annotations

import pytest

from service.domain.stance import StanceLabel, StanceProbabilities
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.labels import SETTING, names_of, order_of, stance_of
from service.settings import JUDGE_LABELS, env_name

S, R, N = StanceLabel.SUPPORTS, StanceLabel.REFUTES, StanceLabel.NEITHER


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (["entailment", "neutral", "contradiction"], (S, N, R)),
        (["CONTRADICTION", "NEUTRAL", "ENTAILMENT"], (R, N, S)),
        (["SUPPORTS", "REFUTES", "NOT ENOUGH INFO"], (S, R, N)),
        (["not_enough_info", "supported", "refuted"], (N, S, R)),
        (["contradiction", "entailment", "neutral"], (R, S, N)),
    ],
)
def test_labels_with_a_meaning_are_understood(names: list[str], order: tuple[StanceLabel, ...]) -> None:
    assert order_of(names, ()) == order


@pytest.mark.parametrize(
    "names",
    [
        ["LABEL_0", "LABEL_1", "LABEL_2"],
        ["entailment", "LABEL_1", "neutral"],
        ["positive", "neutral", "negative"],
        ["", "", ""],
    ],
)
def test_labels_without_a_meaning_are_refused_naming_the_setting(names: list[str]) -> None:
    with pytest.raises(JudgeRefused, match=SETTING):
        order_of(names, ())


def test_the_setting_is_called_so() -> None:
    assert env_name("judge_labels") == SETTING
    assert {label.value for label in StanceLabel} == JUDGE_LABELS


def test_what_the_operator_states_counts() -> None:
    assert order_of(["LABEL_0", "LABEL_1", "LABEL_2"], ("refutes", "neither", "supports")) == (R, N, S)


@pytest.mark.parametrize(
    "names", [["entailment", "not_entailment"], ["LABEL_0", "LABEL_1"], ["score"], ["a", "b", "c", "d"]]
)
@pytest.mark.parametrize("stated", [(), ("supports", "refutes", "neither")])
def test_other_than_three_classes_are_refused_whatever_is_stated(
    names: list[str], stated: tuple[str, ...]
) -> None:
    with pytest.raises(JudgeRefused, match=f"has {len(names)} classes .* three are needed"):
        order_of(names, stated)


def test_the_same_meaning_twice_is_refused() -> None:
    with pytest.raises(JudgeRefused, match="once each"):
        order_of(["entailment", "supports", "neutral"], ())
    with pytest.raises(JudgeRefused, match="once each"):
        order_of(["a", "b", "c"], ("supports", "supports", "neither"))


def test_labels_are_read_by_number() -> None:
    assert names_of({"2": "c", "0": "a", "1": "b"}) == ["a", "b", "c"]
    assert names_of({0: "a", 1: "b"}) == ["a", "b"]


@pytest.mark.parametrize("given", [None, {}, [], "entailment", {"1": "a", "2": "b"}, {"x": "a"}])
def test_other_forms_of_labels_are_refused(given: object) -> None:
    with pytest.raises(JudgeRefused, match="id2label"):
        names_of(given)


def test_shares_go_where_they_belong() -> None:
    assert stance_of((R, N, S), [0.1, 0.2, 0.7]) == StanceProbabilities(0.7, 0.1, 0.2)
