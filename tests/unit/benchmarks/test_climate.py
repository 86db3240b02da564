"""Claims through a real index and the service's own stages; only the judge is a stand-in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.climate import __main__ as climate
from benchmarks.climate.claims import Label, LabelledClaim, read_claims, read_corpus, sampled
from benchmarks.climate.report import GOLD, LIBRARY, as_json, as_markdown
from benchmarks.climate.routes import FromGold, FromLibrary, as_extracted, index
from service.domain.stance import JudgeCard, JudgeFailed, StanceProbabilities, StatementPassage
from service.domain.verdict import Reason, VerdictLabel
from service.verdict.calibration import Calibration
from service.verdict.verdicts import Verdicts
from tests.unit.benchmarks.json_lines import write
from training.calibration.claims import StanceFile

CALIBRATION = climate.ARTIFACTS / "calibration"
SHA = Calibration.load(CALIBRATION).default.judge_sha256
BEARS = "The polar bear population of Svalbard has grown since hunting was banned."
CORPUS = [
    ("b1", "Polar bear", BEARS),
    ("b2", "Svalbard", "No polar bear population in Svalbard has grown in recent years."),
    ("i1", "Ice age", "The last ice age ended about eleven thousand years ago."),
]
CLAIM = (
    "The polar bear population of Svalbard has grown.",
    "supported",
    {"b1": "supported", "i1": "not_enough_info"},
)
OTHER = ("Volcanoes emit more carbon dioxide than people.", "not_enough_info", {"i1": "not_enough_info"})


class SaysSupports:
    """Sure of support wherever a passage speaks of bears without a "No"."""

    def __init__(self, *, fails: bool = False) -> None:
        self.card = JudgeCard("stand-in", SHA)
        self.read: list[StatementPassage] = []
        self._fails = fails

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        if self._fails:
            raise JudgeFailed
        self.read.extend(pairs)
        return [
            StanceProbabilities(0.98, 0.01, 0.01)
            if "bear" in pair.passage and "No " not in pair.passage
            else StanceProbabilities(0.01, 0.01, 0.98)
            for pair in pairs
        ]

    async def aclose(self) -> None:
        """There is nothing to close."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "retrieval" / "climatefever"
    write(folder / "corpus.jsonl.gz", [{"id": k, "title": t, "sentences": [s]} for k, t, s in CORPUS])
    write(folder / "test.jsonl.gz", [{"claim": c, "label": v, "evidence": e} for c, v, e in (CLAIM, OTHER)])
    return tmp_path


def verdicts(tmp_path: Path, judge: SaysSupports) -> Verdicts:
    return Verdicts(judge, Calibration.load(CALIBRATION), StanceFile(tmp_path / "stances.jsonl"))


def test_reads_claims_with_their_sentences(data: Path) -> None:
    corpus = read_corpus(data)
    first, second = read_claims(data, corpus)
    assert corpus["b1"].text == BEARS
    assert first.gold == {"b1": Label.SUPPORTED, "i1": Label.NOT_ENOUGH}
    assert (first.decisive, second.decisive) == (frozenset({"b1"}), frozenset())


def test_a_claim_labelled_by_a_sentence_the_corpus_lacks_ends_the_run(data: Path) -> None:
    corpus = read_corpus(data)
    del corpus["i1"]
    with pytest.raises(SystemExit, match="lacks 1 sentence"):
        read_claims(data, corpus)


def test_data_that_is_not_there_ends_the_run_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="DATA="):
        read_corpus(tmp_path)


def test_a_sample_is_always_the_same() -> None:
    claims = [LabelledClaim(str(number), Label.REFUTED, {}) for number in range(100)]
    assert sampled(claims, 5) == sampled(list(claims), 5) != claims[:5]
    assert sampled(claims, None) == sampled(claims, 100) == claims


@pytest.mark.anyio
async def test_the_library_is_searched_and_what_it_holds_is_judged(data: Path) -> None:
    judge, corpus = SaysSupports(), read_corpus(data)
    route = FromLibrary(verdicts(data, judge), index(corpus, data), corpus)
    answer = await route.answer(CLAIM[0], ("b1", "i1"))
    assert "b1" in answer.read
    assert "i1" not in answer.read, "nothing in it fits the claim: the gold label must not bring it in"
    assert {pair.title for pair in judge.read} <= {"Polar bear", "Svalbard"}
    assert answer.verdict is VerdictLabel.CONFLICTING, "a rule sees that one sentence denies the claim"
    assert answer.confidence is None, "how often that is right was counted in too few cases"


@pytest.mark.anyio
async def test_a_claim_of_which_the_library_holds_nothing_was_looked_for_all_the_same(data: Path) -> None:
    corpus = read_corpus(data)
    route = FromLibrary(verdicts(data, SaysSupports()), index(corpus, data), corpus)
    answer = await route.answer("Quarterly dividends rose.", ("i1",))
    assert (answer.read, answer.verdict) == ((), VerdictLabel.NOT_ENOUGH_EVIDENCE)
    assert answer.reason is Reason.NO_EVIDENCE


@pytest.mark.anyio
async def test_the_labelled_sentences_are_given_under_their_titles(data: Path) -> None:
    judge = SaysSupports()
    answer = await FromGold(verdicts(data, judge), read_corpus(data)).answer(CLAIM[0], ("i1", "b1"))
    assert answer.read == ("i1", "b1")
    assert {(pair.title, pair.passage) for pair in judge.read} == {(t, s) for k, t, s in CORPUS if k != "b2"}


@pytest.mark.anyio
async def test_what_was_read_once_is_not_read_again(data: Path) -> None:
    corpus = read_corpus(data)
    await FromGold(verdicts(data, SaysSupports()), corpus).answer(CLAIM[0], ("b1",))
    again = SaysSupports()
    await FromGold(verdicts(data, again), corpus).answer(CLAIM[0], ("b1",))
    assert again.read == []


@pytest.mark.anyio
async def test_a_judge_that_fails_yields_no_probabilities(data: Path) -> None:
    route = FromGold(verdicts(data, SaysSupports(fails=True)), read_corpus(data))
    answer = await route.answer(CLAIM[0], ("b1",))
    assert (answer.verdict, answer.probabilities, answer.read) == (VerdictLabel.NOT_CHECKED, None, ())


def test_the_claim_is_whole_and_has_its_quantities() -> None:
    text = "Sea level rose 20 cm.\nSays 𝒳."
    claim = as_extracted(text)
    assert claim.statement == claim.undated == text[claim.span.start : claim.span.end]
    assert (claim.span.utf16_end, claim.span.end_line, claim.span.end_column) == (len(text) + 1, 2, 8)
    assert len(claim.quantities) == 1


@pytest.mark.anyio
async def test_a_run_from_data_to_report(data: Path) -> None:
    options = climate.parser().parse_args(["--data", str(data), "--stances", str(data / "new" / "s.jsonl")])
    done = await climate.run(options, SaysSupports(), lambda _: None)
    assert list(done.figures) == [LIBRARY, GOLD]
    assert (done.figures[GOLD].recall, done.figures[GOLD].claims) == (1.0, 2)
    assert done.figures[LIBRARY].recall == pytest.approx((1 / 2 + 0) / 2)
    assert json.loads(as_json(done))["figures"]["library"]["recall"] == done.figures[LIBRARY].recall
    assert f"| recall@5 | {done.figures[LIBRARY].recall:.3f} | 1.000 |" in as_markdown(done)


@pytest.mark.anyio
async def test_a_judge_without_calibration_ends_the_run(data: Path) -> None:
    judge = SaysSupports()
    judge.card = replace(judge.card, sha256="f" * 64)
    options = climate.parser().parse_args(["--data", str(data), "--stances", str(data / "s.jsonl")])
    with pytest.raises(SystemExit, match="no table of this judge"):
        await climate.run(options, judge, lambda _: None)


def test_results_of_a_part_do_not_replace_those_of_the_whole() -> None:
    names = {climate.file_name(sample, without) for sample in (None, 9) for without in (None, LIBRARY, GOLD)}
    assert len(names) == 6
    assert climate.file_name(None, None) == "climate"
    assert climate.command(9, GOLD).endswith("--data DATA --sample 9 --without gold")
