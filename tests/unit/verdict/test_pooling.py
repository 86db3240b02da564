"""Independent origins count once; copies never."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.domain.evidence import WeighedPassage
from service.domain.stance import StanceLabel, StanceProbabilities
from service.domain.verdict import Origins
from service.verdict.pooling import EVEN, FEATURES, LOG_ODDS_BOUND, by_origin, count, features, in_conflict
from service.verdict.rules.ruling import RULED
from tests.unit.verdict.examples import NEITHER, REFUTES, SUPPORTS, passage


def weighed(
    stance: StanceProbabilities, origin: str, *, weight: float = 1.0, copy: bool = False
) -> WeighedPassage:
    one = passage(f"Text of {origin} {stance} {copy}.", origin=origin, copy=copy)
    return WeighedPassage(
        passage=one, stance=stance.label(), probabilities=stance, weight=weight, quote_span=one.span
    )


def test_the_strongest_passage_speaks_for_its_origin() -> None:
    (one,) = by_origin([weighed(NEITHER, "a"), weighed(SUPPORTS, "a"), weighed(SUPPORTS, "a")])
    assert one.support == SUPPORTS.supports


def test_an_origin_that_contradicts_itself_stands_on_neither_side() -> None:
    passages = [weighed(SUPPORTS, "a"), weighed(REFUTES, "a")]
    (one,) = by_origin(passages)
    assert one.disputed
    assert (one.support, one.refutation) == (EVEN, EVEN)
    assert count([one], passages) == Origins(0, 0, 0)


def test_what_a_rule_decided_speaks_for_its_origin() -> None:
    (one,) = by_origin([weighed(SUPPORTS, "a"), weighed(RULED, "a")])
    assert not one.disputed
    assert one.label is StanceLabel.REFUTES


def test_a_faint_doubt_does_not_silence_an_origin() -> None:
    (one,) = by_origin([weighed(SUPPORTS, "a"), weighed(REFUTES, "a", weight=0.5)])
    assert not one.disputed
    assert one.label is StanceLabel.SUPPORTS


def test_a_passage_of_weight_nothing_is_not_pooled() -> None:
    assert by_origin([weighed(SUPPORTS, "a", weight=0.0)]) == []


def test_a_second_origin_adds_what_a_second_passage_does_not() -> None:
    alone = features(by_origin([weighed(SUPPORTS, "a"), weighed(SUPPORTS, "a")]))
    both = features(by_origin([weighed(SUPPORTS, "a"), weighed(SUPPORTS, "b")]))
    further = FEATURES.index("further_support")
    assert alone[further] == 0.0
    assert both[further] == SUPPORTS.supports


def test_origins_are_counted_by_side_and_copies_apart() -> None:
    passages = [
        weighed(SUPPORTS, "a"),
        weighed(SUPPORTS, "a"),
        weighed(REFUTES, "b"),
        weighed(NEITHER, "c"),
        weighed(SUPPORTS, "d", copy=True),
    ]
    counted = count(by_origin(passages), passages)
    assert (counted.supporting, counted.refuting, counted.copies) == (1, 1, 1)


def test_conflict_needs_both_sides_strong() -> None:
    assert in_conflict(by_origin([weighed(SUPPORTS, "a"), weighed(REFUTES, "b")]), 0.9)
    assert not in_conflict(by_origin([weighed(SUPPORTS, "a"), weighed(NEITHER, "b")]), 0.9)
    assert not in_conflict(by_origin([weighed(SUPPORTS, "a"), weighed(REFUTES, "b", weight=0.5)]), 0.9)


stances = st.tuples(*[st.floats(0.001, 1)] * 3).map(lambda p: StanceProbabilities(*(x / sum(p) for x in p)))
passages = st.lists(st.builds(weighed, stances, st.sampled_from("abcd")), max_size=8)


@given(
    passages, st.lists(st.builds(weighed, stances, st.sampled_from("abxy"), copy=st.just(True)), max_size=4)
)
def test_copies_change_nothing(real: list[WeighedPassage], copies: list[WeighedPassage]) -> None:
    assert features(by_origin([*copies, *real])) == features(by_origin(real))


@given(passages)
def test_features_are_bounded_and_do_not_depend_on_order(found: list[WeighedPassage]) -> None:
    row = features(by_origin(found))
    assert len(row) == len(FEATURES)
    assert all(abs(value) <= LOG_ODDS_BOUND for value in row)
    # among equals of one origin the first speaks, so compare the sides only
    assert features(by_origin(reversed(found)))[0] >= -LOG_ODDS_BOUND
