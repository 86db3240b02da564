"""The judge from a Hugging Face folder, on real models: a tiny one, and the one that ships here."""

from __future__ import annotations

import math
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from service.domain.stance import StanceLabel, StatementPassage
from service.inference.failures import InferenceClosed
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.hf import HfStanceJudge
from service.inference.judges.pairs import PairOrder
from service.inference.stance import OnnxStanceJudge
from tests.unit.inference.judges.folders import NLI, SHIPPED, SURE, shipped, write

pytestmark = pytest.mark.anyio
PAIR = StatementPassage("w1 w2", "w3 w4 w5")
MEAN = (2 + 7 + 8 + 9 + 3 + 5 + 6 + 3) / 8
"""Of the ids of [CLS] w3 w4 w5 [SEP] w1 w2 [SEP]."""
BOILING = StatementPassage("Water boils at 100 degrees.", "Water never boils at 100 degrees.")


def load(
    folder: Path, *, labels: tuple[str, ...] = (), order: PairOrder = PairOrder.PASSAGE_FIRST
) -> HfStanceJudge:
    return HfStanceJudge.load(str(folder), labels=labels, order=order, threads=1)


@asynccontextmanager
async def loaded(
    folder: Path, *, labels: tuple[str, ...] = (), order: PairOrder = PairOrder.PASSAGE_FIRST
) -> AsyncIterator[HfStanceJudge]:
    judge = load(folder, labels=labels, order=order)
    try:
        yield judge
    finally:
        await judge.aclose()


async def test_logits_become_probabilities_by_the_labels_of_the_config(tmp_path: Path) -> None:
    async with loaded(write(tmp_path, labels=("entailment", "contradiction", "neutral"))) as judge:
        (stance,) = await judge.judge([PAIR])
    powers = [math.exp(MEAN * weight) for weight in SURE]
    assert stance.supports + stance.refutes + stance.neither == pytest.approx(1)
    assert stance.supports == pytest.approx(powers[0] / sum(powers), rel=1e-4)
    assert stance.refutes == pytest.approx(powers[1] / sum(powers), rel=1e-4)


@pytest.mark.parametrize(
    ("labels", "weights"),
    [
        (("entailment", "neutral", "contradiction"), (0.1, -0.1, 0.02)),
        (("contradiction", "neutral", "entailment"), (0.02, -0.1, 0.1)),
        (("neutral", "entailment", "contradiction"), (-0.1, 0.1, 0.02)),
    ],
)
async def test_the_same_model_with_its_outputs_in_another_order_says_the_same(
    tmp_path: Path, labels: tuple[str, ...], weights: tuple[float, ...]
) -> None:
    async with loaded(write(tmp_path, labels=labels, weights=weights)) as judge:
        (stance,) = await judge.judge([PAIR])
    shares = [math.exp(MEAN * weight) for weight in (0.1, 0.02, -0.1)]
    assert (stance.supports, stance.refutes, stance.neither) == pytest.approx(
        [share / sum(shares) for share in shares], rel=1e-4
    )


async def test_outputs_in_a_wrong_order_do_not_start(tmp_path: Path) -> None:
    """A statement refuted by a passage that says the same: no such judge is let in."""
    with pytest.raises(JudgeRefused, match="“refutes” of a statement whose passage says the same"):
        load(write(tmp_path / "a", labels=("contradiction", "neutral", "entailment")))
    with pytest.raises(JudgeRefused, match="SECONDSOURCE_JUDGE_LABELS"):
        load(write(tmp_path / "b", labels=None), labels=("neither", "supports", "refutes"))


async def test_two_classes_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, labels=("entailment", "not_entailment"), weights=(0.1, -0.1))
    with pytest.raises(JudgeRefused, match="2 classes"):
        load(folder)


async def test_a_config_that_names_other_classes_than_the_model_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JudgeRefused, match="three numbers"):
        load(write(tmp_path, labels=NLI, weights=(0.1, -0.1)))


@pytest.mark.parametrize("place", ["model.onnx", "onnx/model.onnx"])
async def test_weights_are_found_in_either_place(tmp_path: Path, place: str) -> None:
    async with loaded(write(tmp_path, place=place)) as judge:
        assert (await judge.judge([PAIR]))[0].label() is StanceLabel.SUPPORTS


async def test_a_model_without_token_types_is_not_given_any(tmp_path: Path) -> None:
    async with loaded(write(tmp_path, inputs=("input_ids", "attention_mask"))) as judge:
        assert (await judge.judge([PAIR]))[0].label() is StanceLabel.SUPPORTS


async def test_a_model_with_unknown_inputs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JudgeRefused, match="not known: input_ids, pixel_values"):
        load(write(tmp_path, inputs=("input_ids", "pixel_values")))


async def test_a_broken_model_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(JudgeRefused, match="onnxruntime cannot open"):
        load(folder)


async def test_without_onnx_and_without_torch_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path)
    (folder / "model.onnx").rename(folder / "model.safetensors")
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(JudgeRefused, match="extra “torch”"):
        load(folder)


async def test_pickled_weights_are_not_opened(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "model.onnx").rename(folder / "pytorch_model.bin")
    with pytest.raises(JudgeRefused, match="nor safetensors"):
        load(folder)


async def test_all_that_decides_an_answer_is_in_the_hash(tmp_path: Path) -> None:
    def sha256(name: str, **given: object) -> str:
        judge = load(write(tmp_path / name, weights=given.pop("weights", (0.1, -0.1, 0.02)), **given))  # type: ignore[arg-type]
        return judge.card.sha256

    plain = sha256("plain")
    assert sha256("again") == plain
    others = [
        sha256("weights", weights=(0.1, -0.1, 0.03)),
        sha256("length", max_position_embeddings=32),
        sha256("labels", labels=("entailment", "contradiction", "neutral")),
        load(tmp_path / "plain", order=PairOrder.STATEMENT_FIRST).card.sha256,
    ]
    (tmp_path / "plain" / "model.onnx_data").write_bytes(b"tensors")
    others.append(load(tmp_path / "plain").card.sha256)
    assert len({plain, *others}) == 6


async def test_the_name_does_not_tell_where_the_folder_lies(tmp_path: Path) -> None:
    judge = load(write(tmp_path / "nli-small"))
    assert (judge.card.name, judge.card.remote) == ("hf nli-small (bert)", False)


async def test_a_closed_judge_says_so(tmp_path: Path) -> None:
    async with loaded(write(tmp_path)) as judge:
        pass
    with pytest.raises(InferenceClosed):
        await judge.judge([PAIR])


# ---- the model that ships here, laid out as Hugging Face does ---------------------------------------


async def test_a_real_model_reads_as_the_embedded_judge_does(tmp_path: Path) -> None:
    """Its labels are supports, refutes, neither and it reads the statement first."""
    embedded = OnnxStanceJudge.load(SHIPPED, threads=1)
    pairs = [
        BOILING,
        StatementPassage("Ada Byron wrote poems.", "She wrote poems in Turin, all of them.", "Ada Byron"),
        StatementPassage("Lima has ten million inhabitants.", "Lima is a city. " * 100),
    ]
    try:
        async with loaded(shipped(tmp_path / "m"), order=PairOrder.STATEMENT_FIRST) as judge:
            ours, theirs = await judge.judge(pairs), await embedded.judge(pairs)
    finally:
        await embedded.aclose()
    for one, other in zip(ours, theirs, strict=True):
        assert (one.supports, one.refutes, one.neither) == pytest.approx(
            (other.supports, other.refutes, other.neither), abs=1e-6
        )


async def test_the_order_of_the_texts_matters_to_a_real_model(tmp_path: Path) -> None:
    folder = shipped(tmp_path / "m")
    read = []
    for order in PairOrder:
        async with loaded(folder, order=order) as judge:
            read += await judge.judge([BOILING])
    assert read[0] != read[1]


async def test_a_real_model_whose_labels_are_swapped_does_not_start(tmp_path: Path) -> None:
    folder = shipped(tmp_path / "m", labels=("REFUTES", "SUPPORTS", "NOT ENOUGH INFO"))
    with pytest.raises(JudgeRefused, match="order of its labels"):
        load(folder, order=PairOrder.STATEMENT_FIRST)
