"""How rules are counted: by how strictly they matched and by what the judge says, on rows with labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.domain.stance import StanceProbabilities
from tests.unit.verdict.examples import NEITHER, REFUTES, SUPPORTS, Judge, Memory
from training.calibration.rules import LEAST, Fired, applied, figures, judged
from training.stance.rows import NEITHER as UNDECIDED
from training.stance.rows import REFUTES as REFUTED
from training.stance.rows import SUPPORTS as SUPPORTED
from training.stance.rows import Example

CONFLICT = Example("The Orm tower is 300 metres tall.", "The Orm tower is 300 feet tall.", REFUTED, "fm2")


def fired(row: Example, judge: StanceProbabilities) -> Fired:
    (one,) = applied({"dev/fm2": [row]})
    return replace(one, judged=judge)


def test_a_rule_is_right_when_the_label_is_its_side() -> None:
    assert fired(CONFLICT, REFUTES).right
    assert not fired(replace(CONFLICT, label=SUPPORTED), REFUTES).right


def test_a_rule_that_takes_both_sides_away_is_right_when_nothing_is_told() -> None:
    row = Example(
        "The Orm fire injured 30 people in May 1990.",
        "The Orm fire killed 12 people in May 1990.",
        UNDECIDED,
        "fm2",
    )
    one = fired(row, REFUTES)
    assert one.decided is None
    assert one.right
    assert not replace(one, row=replace(row, label=REFUTED)).right


def test_a_record_is_read_as_lines_under_its_title() -> None:
    row = Example("Orm has 40 mills.", "title: Orm; Mills: 40; Mayor: Ada Moll", SUPPORTED, "infotabs")
    (one,) = applied({"dev/infotabs": [row]})
    assert one.window.title == "Orm"
    assert one.window.text.startswith("Mills: 40")


def test_cases_are_told_apart_by_what_the_judge_says() -> None:
    rows = [fired(CONFLICT, REFUTES)] * LEAST + [fired(CONFLICT, SUPPORTS)] * (LEAST - 1)
    found = figures(rows)
    assert set(found) == {"quantities_conflict, strict, judge agrees", "any rule, strict, judge agrees"}
    assert found["any rule, strict, judge agrees"].fired == LEAST


def test_a_share_of_few_cases_is_drawn_to_the_middle() -> None:
    wrong = replace(CONFLICT, label=SUPPORTED)
    rows = [fired(CONFLICT, REFUTES)] * 30 + [fired(wrong, REFUTES)] * 10
    assert figures(rows)["any rule, strict, judge agrees"].precision == pytest.approx(30.5 / 41, abs=1e-4)
    certain = figures([fired(CONFLICT, REFUTES)] * 40)
    assert certain["any rule, strict, judge agrees"].precision < 1


@pytest.mark.anyio
async def test_each_pair_is_judged_once_and_what_was_judged_is_kept() -> None:
    judge, memory = Judge(lambda _: NEITHER), Memory()
    some = applied({"dev/fm2": [CONFLICT, CONFLICT]})
    first = await judged(some, judge, memory)
    again = await judged(some, judge, memory)
    assert [one.judged for one in first + again] == [NEITHER] * 4
    assert sum(len(call) for call in judge.calls) == 1
