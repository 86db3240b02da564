"""The run over files of rows, and what it writes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.rows import Row, classes, files, read_rows, sampled
from benchmarks.verdicts import __main__ as command_line
from benchmarks.verdicts.errors import ROOT
from benchmarks.verdicts.measuring import Answered, answer_file, result_of, together
from benchmarks.verdicts.options import chosen_files, options_of, places
from benchmarks.verdicts.report import Run, as_json, as_markdown
from benchmarks.verdicts.results import CLAIM_ONLY, CONSTANT, FP32, OVERLAP, STANCE, VERDICT
from tests.unit.benchmarks.verdicts.answered import N, Oracle, R, S, write_rows

WHO = {VERDICT: Oracle(), STANCE: Oracle(), CLAIM_ONLY: Oracle()}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    two = [("a claim", "clear facts", "supported"), ("another", "clear words", "refuted")]
    two += [("a third", "fog", "refuted"), ("left out", "clear", "mixed")]
    write_rows(tmp_path / "verdict/test/fm2.jsonl.gz", two)
    write_rows(tmp_path / "verdict/test/hard.jsonl.gz", [*two, ("fourth", "fog", "not_enough_info")])
    return tmp_path


async def answered(data: Path, sample: int | None = None) -> list[Answered]:
    found = []
    for name, path in files(data / "verdict" / "test").items():
        rows = read_rows(path)
        found.append(await answer_file(name, sampled(rows, sample), classes(rows), WHO, lambda *_: None))
    return found


async def written(data: Path) -> Run:
    found = await answered(data)
    results = tuple(result_of(one, frozenset({"clear facts"})) for one in found)
    over_all = {who: together(found, who) for who in WHO}
    told = ("the command", None, "a judge", "abc", "a table", 0.7, "not measured, it is not there.", "d")
    return Run(*told, results, over_all)


@pytest.mark.anyio
async def test_scores_each_file_open_and_forced(data: Path) -> None:
    fm2, hard = (await written(data)).files
    assert (fm2.file, fm2.rows, fm2.classes, fm2.seen) == ("fm2", 3, (S, R), 1)
    own = fm2.figures[VERDICT]
    assert own.open.accuracy == pytest.approx(2 / 3)  # abstaining is wrong
    assert own.forced is not None
    assert own.forced.recall == {S: 1.0, R: 0.5}
    assert fm2.figures[OVERLAP].forced is not None
    assert fm2.figures[CONSTANT].forced == fm2.figures[CONSTANT].open
    assert hard.figures[VERDICT].forced is None
    assert hard.figures[VERDICT].open.accuracy == 0.75


@pytest.mark.anyio
async def test_confidence_is_measured_of_who_states_probabilities(data: Path) -> None:
    fm2, _ = (await written(data)).files
    found = fm2.figures[VERDICT].calibrated
    assert found is not None
    # two rows at 0.96, right; one at 0.5, wrong
    assert found.ece == pytest.approx((2 * 0.04 + 0.5) / 3)
    assert found.brier == pytest.approx((2 * (0.04**2 + 2 * 0.02**2) + 0.3**2 + 0.8**2 + 0.5**2) / 3)
    assert found.confident.coverage == pytest.approx(2 / 3)
    assert found.confident.accuracy == 1.0
    assert fm2.figures[OVERLAP].calibrated is None


@pytest.mark.anyio
async def test_together_weighs_every_row_alike(data: Path) -> None:
    found = together(await answered(data), VERDICT)
    assert found.rows == 7
    assert found.accuracy == pytest.approx(5 / 7)
    assert found.confident.coverage == pytest.approx(4 / 7)
    assert found.curve[-1].risk == pytest.approx(2 / 7)


@pytest.mark.anyio
async def test_a_sure_abstention_is_an_answer_and_no_side(data: Path) -> None:
    write_rows(data / "verdict/test/sure.jsonl.gz", [("fifth", "clear", "not_enough_info")])
    found = together(await answered(data), VERDICT)
    assert found.confident.coverage == pytest.approx(5 / 8)
    assert found.confident_sides.coverage == pytest.approx(4 / 8)


@pytest.mark.anyio
async def test_a_sample_without_a_label_does_not_make_it_a_file_of_two_classes(data: Path) -> None:
    found = [one for one in await answered(data, 1) if one.file == "hard"]
    assert len(found[0].rows) == 1
    assert found[0].classes == (S, R, N)
    assert result_of(found[0], None).figures[VERDICT].forced is None
    assert result_of(found[0], None).seen is None


@pytest.mark.anyio
async def test_progress_is_told_by_batch(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.verdicts.measuring.BATCH", 2)
    rows = read_rows(data / "verdict/test/fm2.jsonl.gz")
    told: list[tuple[str, int]] = []
    await answer_file("fm2", rows, (S, R), {VERDICT: Oracle()}, lambda *word: told.append(word))
    assert told == [(VERDICT, 2), (VERDICT, 3)]


def test_progress_is_told_now_and_then_and_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    now = iter([0.0, 1.0, 11.0, 12.0])
    telling = command_line.Telling("fm2", 400, (), lambda: next(now))
    for done in (100, 200, 300, 400):
        telling(VERDICT, done)
    said = [line.split()[2] for line in capsys.readouterr().err.splitlines()]
    assert said == ["100/400", "300/400", "400/400"]


@pytest.mark.anyio
async def test_the_page_names_goals_gaps_and_what_is_missing(data: Path) -> None:
    done = await written(data)
    text = as_markdown(done)
    assert "| fm2: forced accuracy | ≥ 0.75 | 0.667 | **missed** |" in text
    assert "| fm2: claim only above the constant, forced | ≤ 0.08 | 0.000 | met |" in text
    assert "| fm2 | +0.0 | +0.0 | +0.0 | +0.0 | +0.0 | +0.0 | +0.0 |" in text
    assert "fp32: not measured, it is not there." in text
    assert "| fm2 | 3 | 1 | 0.833 | 0.833 | 0.833 | – | 0.833 |" in text
    assert "by macro-F1: nowhere" in text
    assert f"| {VERDICT} | 7 | 0.714 |" in text
    whole = json.loads(as_json(done))
    assert whole["files"][0]["figures"][VERDICT]["forced"]["recall"]["refuted"] == 0.5
    assert whole["goals"][0]["met"] is False


@pytest.mark.anyio
async def test_a_baseline_that_wins_is_named_and_a_tie_is_none(data: Path) -> None:
    done = await written(data)
    fm2 = done.files[0]
    swapped = {**fm2.figures, VERDICT: fm2.figures[CONSTANT], CONSTANT: fm2.figures[VERDICT]}
    text = as_markdown(replace(done, files=(replace(fm2, figures=swapped),)))
    assert "- by macro-F1: fm2 (constant)" in text
    tied = {**fm2.figures, CONSTANT: fm2.figures[VERDICT]}
    assert "- by macro-F1: nowhere" in as_markdown(replace(done, files=(replace(fm2, figures=tied),)))


@pytest.mark.anyio
async def test_what_evidence_adds_is_told_in_points(data: Path) -> None:
    done = await written(data)
    fm2 = done.files[0]
    figures = {**fm2.figures, CLAIM_ONLY: fm2.figures[CONSTANT]}
    text = as_markdown(replace(done, files=(replace(fm2, figures=figures),)))
    # macro-F1 0.833 above 0.400, accuracy 0.667 both, forced 0.667 both; refuted is the constant
    assert "| fm2 | +43.3 | +0.0 | +0.0 | +43.3 | +0.0 | +0.0 | +0.0 |" in text


@pytest.mark.anyio
async def test_fp32_has_its_column_when_it_was_run(data: Path) -> None:
    done = await written(data)
    fm2 = replace(done.files[0], figures={**done.files[0].figures, FP32: done.files[0].figures[OVERLAP]})
    shown = f"{fm2.figures[OVERLAP].open.macro_f1:.3f}"
    assert f"| fm2 | 3 | 1 | 0.833 | 0.833 | 0.833 | {shown} |" in as_markdown(replace(done, files=(fm2,)))


@pytest.mark.anyio
async def test_writes_results_and_drawings(data: Path, tmp_path: Path) -> None:
    command_line.write(await written(data), tmp_path / "results", tmp_path / "drawn")
    assert {path.name for path in (tmp_path / "results").iterdir()} == {"verdicts.json", "verdicts.md"}
    assert {path.name for path in (tmp_path / "drawn").iterdir()} == {"reliability.svg", "risk-coverage.svg"}


def test_runs_that_are_not_the_whole_do_not_overwrite_it(tmp_path: Path) -> None:
    whole = places(None, frozenset(), None)
    assert whole == (ROOT / "benchmarks" / "results", ROOT / "docs" / "quality")
    for other in [
        places(9, frozenset(), None),
        places(None, frozenset({"fm2"}), None),
        places(None, frozenset(), tmp_path),
    ]:
        assert not set(other) & set(whole)


def test_sample_is_always_the_same_and_bounded() -> None:
    rows = [Row(str(number), "", S) for number in range(50)]
    assert sampled(rows, 10) == sampled(rows, 10)
    assert len(set(sampled(rows, 10))) == 10
    assert sampled(rows, 99) == sampled(rows, None) == rows


@pytest.mark.parametrize(("text", "size"), [("all", None), ("", None), ("200", 200)])
def test_sample_sizes(text: str, size: int | None) -> None:
    assert options_of(["--data", ".", "--sample", text], None).sample == size


@pytest.mark.parametrize(
    "arguments", [["--sample", "0"], ["--sample", "few"], ["--errors", str(ROOT / "docs" / "e.md")]]
)
def test_what_makes_no_sense_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options_of(["--data", ".", *arguments], None)
    assert arguments[0] in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(data: Path) -> None:
    assert list(chosen_files(data, frozenset({"hard"}))) == ["hard"]
    with pytest.raises(SystemExit, match="no such file: soft; there are fm2, hard"):
        chosen_files(data, frozenset({"soft"}))


def test_reads_rows_without_mixed_ones_and_citation_marks(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    write_rows(path, [("So it is [<|cit|>].", "e", "supported"), ("b", "e", "mixed")])
    assert read_rows(path) == [Row("So it is .", "e", S)]


def test_says_where_to_point_when_there_is_no_data(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="DATA="):
        files(tmp_path)
