"""Figures of answers that can be counted by hand."""

from __future__ import annotations

import pytest

from benchmarks.climate.claims import Label, LabelledClaim
from benchmarks.climate.report import GOLD, Run, as_markdown
from benchmarks.climate.routes import Answer
from benchmarks.climate.scores import Judged, always, classified, figures, most_probable
from service.domain.verdict import Probabilities, Reason, VerdictLabel

S, R, N, C = Label.SUPPORTED, Label.REFUTED, Label.NOT_ENOUGH, Label.CONFLICTING
SUPPORTED, REFUTED = VerdictLabel.SUPPORTED, VerdictLabel.REFUTED
NOT_ENOUGH, CONFLICTING = VerdictLabel.NOT_ENOUGH_EVIDENCE, VerdictLabel.CONFLICTING


def answer(
    verdict: VerdictLabel,
    chances: tuple[float, float, float] | None,
    *,
    reason: Reason | None = None,
    read: tuple[str, ...] = (),
) -> Answer:
    given = None if chances is None else Probabilities(*chances)
    return Answer(verdict=verdict, reason=reason, confidence=None, probabilities=given, read=read)


def claim(label: Label, **gold: Label) -> LabelledClaim:
    return LabelledClaim("a claim", label, gold or {"a": label if label in (S, R) else N})


FOUR: list[Judged] = [
    (claim(S, a=S, b=N), answer(SUPPORTED, (0.8, 0.1, 0.1), read=("x", "a"))),
    (claim(R, a=R), answer(NOT_ENOUGH, (0.2, 0.5, 0.3), reason=Reason.BELOW_FLOOR, read=tuple("uvwxya"))),
    (claim(N, a=N, b=N), answer(SUPPORTED, (0.7, 0.1, 0.2), read=("a", "b"))),
    (claim(C, a=S, b=R), answer(CONFLICTING, (0.6, 0.3, 0.1), reason=Reason.CONFLICT, read=("b",))),
]


def test_argmax_forgets_the_floor_and_the_given_verdict_keeps_it() -> None:
    found = figures(FOUR)
    # argmax of the three: supported right, refuted right, supported wrong
    assert found.argmax.accuracy == pytest.approx(2 / 3)
    assert found.argmax.f1 == pytest.approx({S: 2 / 3, R: 1.0, N: 0.0})
    assert found.argmax.macro_f1 == pytest.approx(5 / 9)
    assert found.given.accuracy == pytest.approx(1 / 3)
    assert found.given.macro_f1 == pytest.approx((2 / 3 + 0 + 0) / 3)
    assert (found.claims, found.of_three) == (4, 3)


def test_conflicting_claims_are_in_the_confusion_and_in_no_score() -> None:
    found = figures(FOUR)
    assert found.given.confusion[C] == {CONFLICTING: 1}
    assert found.argmax.confusion[C] == {SUPPORTED: 1}
    without = figures(FOUR[:3])
    assert (without.argmax.macro_f1, without.ece) == (found.argmax.macro_f1, found.ece)


def test_a_given_conflict_is_wrong_for_a_claim_of_three_classes() -> None:
    found = classified([(S, CONFLICTING), (S, SUPPORTED)])
    assert found.f1[S] == pytest.approx(2 / 3)
    assert found.accuracy == 0.5


def test_calibration_error_by_hand() -> None:
    found = figures(FOUR)
    # top probabilities 0.8 (right), 0.5 (right), 0.7 (wrong), each in a bin of its own
    assert found.ece == pytest.approx((0.2 + 0.5 + 0.7) / 3)
    # and 0.6 of the conflicting claim, wrong whatever it is
    assert found.ece_of_all == pytest.approx((0.2 + 0.5 + 0.7 + 0.6) / 4)
    squares = (0.2**2 + 0.1**2 + 0.1**2) + (0.2**2 + 0.5**2 + 0.3**2) + (0.7**2 + 0.1**2 + 0.8**2)
    assert found.brier == pytest.approx(squares / 3)


def test_coverage_counts_all_claims() -> None:
    found = figures(FOUR)
    assert (found.covered, found.covered_right) == (0.5, 0.5)
    assert found.reasons == {"below_floor": 1, "conflict": 1}
    assert figures(FOUR[1:2]).covered_right is None


def test_recall_is_of_the_first_five_read() -> None:
    found = figures(FOUR)
    assert found.recall == pytest.approx((1 / 2 + 0 + 1 + 1 / 2) / 4)
    assert found.recall_all == pytest.approx((1 / 2 + 1 + 1 + 1 / 2) / 4)
    assert found.recall_decisive == pytest.approx((1 + 0 + 1 / 2) / 3), "the third has none that takes a side"
    assert found.read == pytest.approx((2 + 6 + 2 + 1) / 4)


def test_the_interval_holds_the_score_and_narrows_with_more_claims() -> None:
    few = figures(FOUR[:3] * 5).argmax
    many = figures(FOUR[:3] * 60).argmax
    for one in (few, many):
        assert one.interval[0] <= one.macro_f1 <= one.interval[1]
    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]


def test_who_always_says_the_same() -> None:
    assert always(FOUR) == pytest.approx({S: 0.5 / 3, R: 0.5 / 3, N: 0.5 / 3})


def test_a_claim_that_was_not_judged_ends_the_run() -> None:
    unread = answer(VerdictLabel.NOT_CHECKED, None, reason=Reason.SOURCE_DOWN)
    with pytest.raises(SystemExit, match="source_down"):
        figures([*FOUR, (claim(S), unread)])


def test_conflicting_claims_alone_cannot_be_scored() -> None:
    with pytest.raises(SystemExit, match="none of these claims"):
        figures(FOUR[3:])


def test_the_first_of_equals_is_most_probable() -> None:
    assert most_probable(answer(NOT_ENOUGH, (0.4, 0.2, 0.4))) is SUPPORTED
    assert most_probable(answer(NOT_ENOUGH, (0.1, 0.45, 0.45))) is REFUTED


def test_the_page_tells_label_by_answer() -> None:
    page = as_markdown(
        Run(
            command="python -m benchmarks.climate --data DATA --sample 4",
            sample=4,
            sentences=5240,
            judge="a judge",
            judge_sha256="0" * 64,
            calibration="a table",
            floor=0.7,
            conflict_threshold=0.9,
            always=always(FOUR),
            figures={GOLD: figures(FOUR[1:2] + FOUR[3:])},
        )
    )
    assert "2 claims of `retrieval/climatefever/test` (a sample of 4), 1 of them labelled" in page
    assert "| refuted | 0 | 1 | 0 | 0 | 0 | 1 | 0 | 0 |" in page
    assert "| conflicting | 1 | 0 | 0 | 0 | 0 | 0 | 1 | 0 |" in page
    assert "| right of those covered | – |" in page
