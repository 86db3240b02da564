"""What is timed is what is said to be timed: distinct pairs of exact length, served and bare."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from benchmarks.throughput import __main__ as throughput
from benchmarks.throughput.bare import Bare, Feed, feed
from benchmarks.throughput.measuring import Bench
from benchmarks.throughput.serving import Served, body, judged, post, post_at_once, served
from benchmarks.throughput.texts import Item, as_sent, items
from service.inference.artifact import Artifact, open_artifact
from service.inference.encoding import EncodedPair, PairEncoder
from service.verdict.calibration import Calibration

STANCE = throughput.ARTIFACTS / "stance"


@pytest.fixture(scope="module")
def artifact() -> Artifact:
    return open_artifact(STANCE)


@pytest.fixture(scope="module")
def encoder(artifact: Artifact) -> PairEncoder:
    return PairEncoder.load(artifact.tokenizer, max_tokens=artifact.max_tokens)


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    return Calibration.load(throughput.ARTIFACTS / "calibration")


@pytest.mark.anyio
@pytest.mark.parametrize("tokens", [32, 128, None])
async def test_the_service_sends_one_pair_an_item_of_exactly_so_many_tokens(
    tokens: int | None, artifact: Artifact, encoder: PairEncoder, calibration: Calibration
) -> None:
    length = tokens or artifact.max_tokens
    made = items(encoder, length, 40, "a seed")
    pairs = await as_sent(made, length, encoder, calibration)
    assert [len(pair.ids) for pair in pairs] == [length] * 40
    assert len({pair.ids for pair in pairs}) == 40


def test_a_third_of_the_claims_and_two_thirds_of_the_passages_have_figures(encoder: PairEncoder) -> None:
    made = items(encoder, 128, 60, "a seed")
    with_digits = [[any(map(str.isdigit, text)) for text in (one.claim, one.passage)] for one in made]
    assert [with_digits.count(kind) for kind in ([True, True], [False, True], [False, False])] == [20, 20, 20]


def test_texts_are_new_with_each_seed_and_the_same_with_the_same(encoder: PairEncoder) -> None:
    first, second = (items(encoder, 32, 256, seed) for seed in ("32 1 at once", "32 2 at once"))
    assert first == items(encoder, 32, 256, "32 1 at once")
    assert len(set(first)) == 256
    assert set(first).isdisjoint(second)


@pytest.mark.anyio
async def test_a_passage_that_is_read_in_parts_is_not_timed(
    encoder: PairEncoder, calibration: Calibration
) -> None:
    item = Item(
        "Paris had 120 schools in 1990.", "In 1990 there were 120 schools in Paris. Rain fell in May."
    )
    with pytest.raises(ValueError, match="1 items of 32 tokens are"):
        await as_sent([item], 32, encoder, calibration)


@pytest.mark.anyio
async def test_a_text_beyond_what_the_model_reads_is_not_timed(
    artifact: Artifact, encoder: PairEncoder, calibration: Calibration
) -> None:
    longer = artifact.max_tokens + 1
    with pytest.raises(ValueError, match=f"of {longer} tokens are 1 pairs"):
        await as_sent(items(encoder, longer, 1, "a seed"), longer, encoder, calibration)


def test_too_few_tokens_for_a_sentence(encoder: PairEncoder) -> None:
    with pytest.raises(ValueError, match="fewer than"):
        items(encoder, 12, 1, "a seed")


def test_shorter_pairs_are_padded_and_masked() -> None:
    made = feed([EncodedPair((1, 2, 3), (0, 0, 1)), EncodedPair((4,), (0,))])
    assert made["input_ids"].tolist() == [[1, 2, 3], [4, 0, 0]]
    assert made["attention_mask"].tolist() == [[1, 1, 1], [1, 0, 0]]
    assert made["token_type_ids"].tolist() == [[0, 0, 1], [0, 0, 0]]
    assert {array.dtype for array in made.values()} == {np.dtype(np.int64)}


def test_the_runtime_reads_all_pairs_in_each_way(artifact: Artifact, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    class Session:
        def run(self, outputs: list[str], given: Feed) -> None:
            assert outputs == ["logits"]
            read.append(len(given["input_ids"]))

    monkeypatch.setattr("benchmarks.throughput.bare.session", lambda weights, threads: Session())
    monkeypatch.setattr("benchmarks.throughput.bare.REST_S", 0.0)
    bare = Bare(artifact.weights, 2)
    pairs = [EncodedPair((1, 2), (0, 1))] * 35
    seconds, _ = bare.singly(pairs)
    assert (read, seconds > 0) == ([1] * 35, True)
    read.clear()
    assert bare.batched(pairs) > 0
    assert read == [16, 16, 3]


def test_a_passage_that_was_not_read_is_an_error() -> None:
    answer = {"items": [{"passages": [{"stance": "neither"}]}, {"passages": [None]}]}
    with pytest.raises(RuntimeError, match="1 of 2 passages were not read"):
        judged(json.dumps(answer).encode())


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("service"), threads=2) as one:
        yield one


def test_a_round_against_the_service_as_it_runs(
    running: Served, artifact: Artifact, encoder: PairEncoder, calibration: Calibration
) -> None:
    bench = Bench(running, Bare(artifact.weights, 2), encoder, calibration, pairs=9, singles=3)
    (one,) = bench.rounds(32, 1)
    assert min(one.batch, one.at_once, one.singly, one.batched) > 0
    assert [len(times) for times in (one.requests, one.one, one.one_on_all)] == [3, 3, 3]
    assert min(*one.requests, *one.one, *one.one_on_all) > 0


def test_refused_requests_are_errors(running: Served) -> None:
    with running.connections(2) as connections:
        with pytest.raises(RuntimeError, match="status 422"):
            post(connections[0], body([]))
        fine = body([Item("Paris had 120 schools.", "There are 120 schools in Paris.")])
        with pytest.raises(RuntimeError, match="1 of 2 requests failed"):
            post_at_once(connections, [fine, b"{"])


def test_a_service_that_cannot_start_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match=r"not ready, it says (?s:.)*stance(?s:.)*failed"),
        served(tmp_path, threads=2, judge=tmp_path / "no_such_model"),
    ):
        pass
