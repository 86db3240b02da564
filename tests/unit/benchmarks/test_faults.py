"""The report of the matrix of faults: what counts as missed, and how it is shown."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from benchmarks.faults.__main__ import chosen
from benchmarks.faults.adapters import ADAPTERS
from benchmarks.faults.matrix import Cell, Storm
from benchmarks.faults.report import Run, as_json, as_markdown
from benchmarks.faults.words import word_of
from clients.outcome import Misused, NotMeasured, Ok, Why

RIGHT = Cell(
    adapter="gdelt",
    fault="hang",
    expected=Why.DEADLINE,
    word=Why.DEADLINE,
    detail="cut off at the deadline",
    seconds=1.51,
    calls=1,
    requests=1,
)
QUIET = Storm(adapter="gdelt", fault="reset", asked=20, calls=20, requests=4)


def run(*cells: Cell, storms: tuple[Storm, ...] = (QUIET,)) -> Run:
    return Run(command="python -m benchmarks.faults", deadline_s=1.5, load=0.5, cells=cells, storms=storms)


def missed(of: Run) -> list[int]:
    return [place for place, (_, met) in enumerate(of.goals) if not met]


def test_a_matrix_without_a_wrong_cell_meets_what_is_asked() -> None:
    assert run(RIGHT).met
    assert missed(run(RIGHT)) == []


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        (replace(RIGHT, word="ok"), [0, 1]),
        (replace(RIGHT, word=Why.SOURCE_DOWN), [1]),
        (replace(RIGHT, seconds=2.01), [2]),
        (replace(RIGHT, word="ok", expected="ok"), []),
    ],
)
def test_each_way_to_miss_is_seen(cell: Cell, places: list[int]) -> None:
    assert missed(run(RIGHT, cell)) == places


def test_too_many_requests_are_seen() -> None:
    assert missed(run(RIGHT, storms=(QUIET, replace(QUIET, requests=24)))) == []
    assert missed(run(RIGHT, storms=(QUIET, replace(QUIET, requests=25)))) == [3]


def test_a_cell_says_what_was_answered_when_and_at_what_cost() -> None:
    wrong = replace(RIGHT, fault="drip", word=Why.INVALID_RESPONSE, seconds=0.1, requests=2)
    page = as_markdown(run(RIGHT, wrong))
    assert "| hang | deadline, 1.51 s, 1 |" in page
    assert "| drip | invalid_response **deadline**, 0.10 s, 2 |" in page
    assert "| gdelt | reset | 20 | 20 | 4 | 0.20 |" in page
    assert "- **missed**: each has the reason that is right for it (1 have not)" in page


def test_an_adapter_without_a_fault_has_an_empty_cell() -> None:
    other = replace(RIGHT, adapter="brave", fault="own: bad key", expected="misused", word="misused")
    assert "| own: bad key |  | misused, 1.51 s, 1 |" in as_markdown(run(RIGHT, other))


def test_everything_is_in_the_json() -> None:
    kept = json.loads(as_json(run(RIGHT)))
    assert kept["cells"][0]["word"] == "deadline"
    assert kept["storms"][0]["requests"] == 4


def test_adapters_are_chosen_by_name() -> None:
    assert chosen([]) == ADAPTERS
    assert [adapter.name for adapter in chosen(["gdelt", "wayback"])] == ["gdelt", "wayback"]
    with pytest.raises(SystemExit, match="no such adapter: altavista"):
        chosen(["altavista"])


def test_an_outcome_has_one_word() -> None:
    assert word_of(Ok([])) == "ok"
    assert word_of(Misused("x")) == "misused"
    assert word_of(NotMeasured(Why.BUDGET)) is Why.BUDGET
