"""Deciding passages looked up in a real index; figures that can be counted by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.retrieval.report import BM25, BOTH, WORDS, Run, as_json, as_markdown, asked_for, gains
from benchmarks.retrieval.scores import Figures, figures, holds, recall, reciprocal_rank
from benchmarks.retrieval.sets import Entry, Part, Query, read_set
from benchmarks.retrieval.ways import PlainBm25, ThroughLibrary, fill
from service.language.english import English
from service.library import Library
from tests.unit.benchmarks.json_lines import write

MILL, ROOF, BRIDGE = (
    "The mill burned down in 1851.",
    "The roof was of straw.",
    "The bridge was built in 1790.",
)
CORPUS = [
    {"id": "1", "title": "", "sentences": [MILL, ROOF]},
    {"id": "2", "title": "Ashby", "sentences": [BRIDGE, MILL]},
    {"id": "3", "title": "", "sentences": [""]},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    cited = {"1": [{"sentences": [0], "label": "SUPPORT"}]}
    learned = {"claim": "The bridge is old.", "evidence": {"2": [{"sentences": [0], "label": "REFUTE"}]}}
    citint = tmp_path / "retrieval" / "citint"
    write(citint / "corpus.jsonl.gz", CORPUS)
    write(
        citint / "test.jsonl.gz",
        [{"claim": "A mill burned.", "evidence": cited}, {"claim": "?", "evidence": {}}],
    )
    write(citint / "dev.jsonl.gz", [learned, {"claim": "The mill stood.", "evidence": cited}])
    write(tmp_path / "verdict" / "train" / "citint.jsonl.gz", [{"claim": "The bridge is old."}])
    return tmp_path


def test_deciding_are_the_sentences_of_the_cited_document(data: Path) -> None:
    found = read_set(data, "citint")
    assert found.queries[Part.TEST] == (Query("A mill burned.", frozenset([MILL]), frozenset([MILL])),)
    assert found.undecided == {Part.TEST: 1, Part.DEV: 0}


def test_dev_holds_no_claim_that_was_learned_from(data: Path) -> None:
    assert [query.claim for query in read_set(data, "citint").queries[Part.DEV]] == ["The mill stood."]


def test_of_labelled_sentences_those_that_take_a_side_decide(data: Path) -> None:
    folder = data / "retrieval" / "climatefever"
    write(folder / "corpus.jsonl.gz", [{"id": n, "title": "T", "sentences": [n]} for n in ("a", "b", "c")])
    labels = {"a": "refuted", "b": "not_enough_info"}
    for part in ("test", "dev"):
        write(folder / f"{part}.jsonl.gz", [{"claim": part, "evidence": labels}])
    write(data / "verdict" / "train" / "climatefever.jsonl.gz", [])
    (query,) = read_set(data, "climatefever").queries[Part.TEST]
    assert (query.deciding, query.labelled) == (frozenset("a"), frozenset("ab"))


def test_a_sentence_the_corpus_lacks_and_a_missing_file_end_the_run(data: Path) -> None:
    lost = {"claim": "?", "evidence": {"1": [{"sentences": [7], "label": "SUPPORT"}]}}
    write(data / "retrieval" / "citint" / "test.jsonl.gz", [lost])
    with pytest.raises(SystemExit, match="lacks a sentence"):
        read_set(data, "citint")
    with pytest.raises(SystemExit, match="DATA="):
        read_set(data / "nowhere", "citint")


def test_a_passage_holds_a_sentence_whole_or_is_most_of_it() -> None:
    assert holds(f"{ROOF}\n  {MILL}", MILL)
    assert holds("The mill burned down", MILL)
    assert not holds("The mill", MILL)
    assert not holds(ROOF, MILL)


def test_recall_and_rank_are_of_all_sentences_and_of_the_first() -> None:
    assert recall([MILL, ROOF], [BRIDGE, MILL]) == 0.5
    assert reciprocal_rank([MILL, ROOF], [BRIDGE, MILL, ROOF]) == 0.5
    assert reciprocal_rank([MILL], [BRIDGE]) == 0


def test_what_comes_sixth_counts_for_the_rank_alone() -> None:
    query = Query("c", frozenset([MILL]), frozenset([MILL, ROOF]))
    late = figures([query, query], [[*[BRIDGE] * 5, MILL], [ROOF, MILL]], [1.0, 3.0])
    assert (late.claims, late.recall, late.any_found) == (2, 0.5, 0.5)
    assert late.mrr == pytest.approx((1 / 6 + 1 / 2) / 2)
    assert late.recall_labelled == 0.5
    assert (late.median_ms, late.p95_ms) == (2.0, 3.0)


def entries() -> list[Entry]:
    return [Entry(str(row["id"]), str(row["title"]), tuple(row["sentences"])) for row in CORPUS]


def test_plain_bm25_has_one_row_for_a_sentence_under_one_title() -> None:
    for corpus in (entries(), [*entries(), *entries()]):
        with closing(PlainBm25(corpus)) as plain:
            assert plain.passages("mills that burned", ()) == [MILL, MILL]


def test_the_library_is_filled_and_searched_as_the_service_does(tmp_path: Path) -> None:
    english = English()
    english.load()
    library = Library(tmp_path / "library")
    fill(library, entries(), tmp_path / "corpus.jsonl")
    assert library.count("library") == 2
    asked: list[str] = []

    class Alike:
        def similarities(self, statement: str, texts: Sequence[str]) -> list[float]:
            asked.append(statement)
            return [0.9 if "straw" in text else 0.1 for text in texts]

    claim = "The mill burned because of its roof."
    by_words = ThroughLibrary(library, english)
    assert by_words.passages(claim, by_words.prepared(claim))[0] == MILL
    both = ThroughLibrary(library, english, Alike())
    assert both.passages(claim, both.prepared(claim))[0] == ROOF
    assert set(asked) == {claim}


def run(one: float, other: float) -> Run:
    def found(value: float) -> Figures:
        return Figures(
            claims=2,
            recall=value,
            any_found=value,
            mrr=value,
            recall_labelled=value,
            passage_chars=100,
            median_ms=1,
            p95_ms=2,
        )

    return Run(
        command="python -m benchmarks.retrieval --data DATA",
        vectors="tiny",
        vectors_sha256="0" * 64,
        entries={"a": 3, "b": 4},
        undecided={"a": 1, "b": 0},
        figures={
            name: {Part.TEST: {BM25: found(0.5), WORDS: found(0.4), BOTH: found(both)}}
            for name, both in (("a", one), ("b", other))
        },
    )


@pytest.mark.parametrize(
    ("one", "other", "reached"),
    [(0.56, 0.5, True), (0.5, 0.56, True), (0.54, 0.54, False), (0.7, 0.49, False)],
)
def test_what_is_asked_is_five_points_on_one_set_and_a_loss_on_none(
    one: float, other: float, *, reached: bool
) -> None:
    done = run(one, other)
    assert gains(done) == pytest.approx({"a": one - 0.5, "b": other - 0.5})
    assert asked_for(done) is reached
    assert ("reached" in as_markdown(done)) is reached
    assert json.loads(as_json(done))["asked_for"] is reached
    assert "| test | 2 | the library by words and meaning |" in as_markdown(done)
