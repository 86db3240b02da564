"""The run over files of rows, and what it writes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.answers import Answer, ByVerdict, of_assessment, of_stance
from benchmarks.rows import Label, Row, files, read_rows, sampled
from benchmarks.table import FORCED, MODEL, OVERLAP, FileResult, Run, as_json, as_markdown, goals
from benchmarks.verdicts import file_name, run, sample_size
from service.domain.stance import JudgeCard, StanceProbabilities, StatementPassage
from service.domain.verdict import Probabilities, VerdictLabel
from service.verification.assess import Assessment

S, R, N = Label.SUPPORTED, Label.REFUTED, Label.NOT_ENOUGH


class Oracle:
    """Right wherever the evidence says ``clear``, abstains elsewhere; forced it says supported."""

    async def answer(self, rows: Sequence[Row]) -> list[Answer]:
        return [Answer(row.label, row.label) if "clear" in row.evidence else Answer(N, S) for row in rows]


def write(path: Path, rows: Sequence[tuple[str, str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for claim, evidence, label in rows:
            lines.write(json.dumps({"claim": claim, "evidence": evidence, "label": label}) + "\n")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    two = [("a claim", "clear facts", "supported"), ("another", "clear words", "refuted")]
    two += [("a third", "fog", "refuted"), ("left out", "clear", "mixed")]
    write(tmp_path / "verdict/test/fm2.jsonl.gz", two)
    write(tmp_path / "verdict/test/hard.jsonl.gz", [*two, ("fourth", "fog", "not_enough_info")])
    return tmp_path


@pytest.mark.anyio
async def test_scores_each_file_open_and_forced(data: Path) -> None:
    (fm2, hard), _ = await run(data, None, Oracle(), lambda _: None)
    assert (fm2.file, fm2.rows, fm2.classes, fm2.seen) == ("fm2", 3, (S, R), None)
    assert fm2.scores[MODEL].accuracy == pytest.approx(2 / 3)
    assert fm2.scores[MODEL + FORCED].recall == {S: 1.0, R: 0.5}
    assert OVERLAP + FORCED in fm2.scores
    assert MODEL + FORCED not in hard.scores
    assert hard.scores[MODEL].accuracy == 0.75


@pytest.mark.anyio
async def test_counts_evidence_that_stands_in_training(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.verdicts.CAPS", {"some": 1})
    write(data / "verdict/train/some.jsonl.gz", [("other claim", "clear facts", "refuted")])
    results, _ = await run(data, None, Oracle(), lambda _: None)
    assert [result.seen for result in results] == [1, 1]


def test_sample_is_always_the_same_and_bounded() -> None:
    rows = [Row(str(number), "", S) for number in range(50)]
    assert sampled(rows, 10) == sampled(rows, 10)
    assert len(set(sampled(rows, 10))) == 10
    assert sampled(rows, 99) == sampled(rows, None) == rows
    assert (sample_size("all"), sample_size("200")) == (None, 200)


def test_reads_rows_without_mixed_ones_and_citation_marks(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    write(path, [("So it is [<|cit|>].", "e", "supported"), ("b", "e", "mixed")])
    assert read_rows(path) == [Row("So it is .", "e", S)]


def test_says_where_to_point_when_there_is_no_data(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="DATA="):
        files(tmp_path)


def test_a_stance_answers_open_and_forced() -> None:
    assert of_stance(StanceProbabilities(0.2, 0.3, 0.5)) == Answer(N, R)
    assert of_stance(StanceProbabilities(0.6, 0.3, 0.1)) == Answer(S, S)


@pytest.mark.parametrize(
    ("verdict", "free"),
    [
        (VerdictLabel.SUPPORTED, S),
        (VerdictLabel.REFUTED, R),
        (VerdictLabel.NOT_ENOUGH_EVIDENCE, N),
        (VerdictLabel.CONFLICTING, N),
        (VerdictLabel.NOT_CHECKED, N),
    ],
)
def test_every_verdict_has_its_label(verdict: VerdictLabel, free: Label) -> None:
    found = Assessment(
        verdict=verdict,
        confidence=None,
        probabilities=Probabilities(0.1, 0.2, 0.7),
        reason=None,
        signals=(),
        passages=(None,),
    )
    assert of_assessment(found) == Answer(free, free if free is not N else R)


class Repeating:
    """A judge for which a passage that repeats the statement supports it, and any other refutes it."""

    @property
    def card(self) -> JudgeCard:
        return JudgeCard("repeating", "00")

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        return [
            StanceProbabilities(0.98, 0.01, 0.01)
            if pair.passage == pair.statement
            else StanceProbabilities(0.01, 0.98, 0.01)
            for pair in pairs
        ]


@pytest.mark.anyio
async def test_verdicts_answer_through_the_stage() -> None:
    tables = Path(__file__).parents[3] / "service" / "artifacts" / "calibration"
    rows = [Row("Oslo lies in Norway.", "Oslo lies in Norway.", S), Row("Oslo lies in Norway.", "No.", R)]
    answers = await ByVerdict(Repeating(), tables).answer(rows)
    assert [answer.forced for answer in answers] == [S, R]


async def written(data: Path) -> Run:
    results, rate = await run(data, None, Oracle(), lambda _: None)
    return Run("the command", None, "oracle", "abc", "stance", rate, results)


@pytest.mark.anyio
async def test_table_names_goals_and_losses(data: Path) -> None:
    done = await written(data)
    text = as_markdown(done)
    assert "| fm2 | 3 |  | model | 0.667 |" in text
    assert "- met: fm2: forced accuracy 0.667, at least 0.66" in text
    assert "by macro-F1: nowhere" in text
    assert json.loads(as_json(done))["files"][0]["scores"]["model forced"]["recall"]["refuted"] == 0.5


@pytest.mark.anyio
async def test_a_baseline_that_wins_is_named(data: Path) -> None:
    (fm2, _), _ = await run(data, None, Oracle(), lambda _: None)
    worse = FileResult("fm2", 3, fm2.classes, None, fm2.scores | {OVERLAP: fm2.scores[MODEL]})
    assert worse.winner() == MODEL  # a tie is no win
    best = FileResult(
        "fm2", 3, fm2.classes, None, fm2.scores | {MODEL: fm2.scores["constant"], OVERLAP: fm2.scores[MODEL]}
    )
    assert best.winner() == OVERLAP
    text = as_markdown(Run("c", 5, "j", "s", "verdict", 1.0, (best,)))
    assert "by macro-F1: fm2 (overlap)" in text
    assert "Asked of the model" not in text  # asked of the stance alone
    assert [goal.met for goal in goals([best])] == [False, True]
    assert [goal.met for goal in goals([worse])] == [False, True]


def test_runs_that_are_not_the_whole_do_not_overwrite_it() -> None:
    names = {file_name(None, "stance"), file_name(9, "stance"), file_name(None, "verdict")}
    assert names == {"verdicts", "verdicts-sample", "verdicts-through"}
