"""The judge reads pairs with the model of its folder; neighbours change nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.domain.stance import StanceJudge, StatementPassage
from service.inference.artifact import WEIGHTS, file_sha256
from service.inference.failures import ArtifactError, InferenceClosed
from service.inference.stance import OnnxStanceJudge, titled
from tests.unit.inference.tiny import write_folder

pytestmark = pytest.mark.anyio
PAIRS = [StatementPassage(f"w{n}", " ".join(f"w{n + k}" for k in range(1 + n % 7))) for n in range(40)]


@pytest.fixture
async def judge(tmp_path: Path) -> AsyncIterator[OnnxStanceJudge]:
    loaded = OnnxStanceJudge.load(write_folder(tmp_path), threads=2)
    yield loaded
    await loaded.aclose()


async def test_card_is_that_of_the_folder(judge: OnnxStanceJudge, tmp_path: Path) -> None:
    port: StanceJudge = judge
    assert (port.card.name, port.card.sha256) == ("tiny", file_sha256(tmp_path / WEIGHTS))


async def test_a_pair_gets_the_same_answer_alone_and_in_company(judge: OnnxStanceJudge) -> None:
    alone = [(await judge.judge([pair]))[0] for pair in PAIRS]
    forward, backward = await asyncio.gather(judge.judge(PAIRS), judge.judge(PAIRS[::-1]))
    assert forward == alone
    assert backward == alone[::-1]
    assert len(set(alone)) > 10


@pytest.mark.parametrize(
    ("title", "passage", "read"),
    [
        ("Norway", "It has fjords.", "Norway: It has fjords."),
        (None, "It has fjords.", "It has fjords."),
        (" \n", "It has fjords.", "It has fjords."),
        ("Norway", "Norway has fjords.", "Norway has fjords."),
        (" The\n  North ", "It has fjords.", "The North: It has fjords."),
        ("n" * 300, "It.", "n" * 100 + ": It."),
    ],
)
async def test_a_passage_is_read_under_its_title(title: str | None, passage: str, read: str) -> None:
    assert titled(StatementPassage("s", passage, title)) == read


async def test_the_title_is_part_of_the_pair(judge: OnnxStanceJudge) -> None:
    pair = StatementPassage("w1", "w2 w3")
    bare, under = await judge.judge([pair, replace(pair, title="w50")])
    assert bare != under


async def test_empty_texts_are_answered(judge: OnnxStanceJudge) -> None:
    (answer,) = await judge.judge([StatementPassage("", "")])
    assert answer.supports + answer.refutes + answer.neither == pytest.approx(1.0)


async def test_a_closed_judge_says_so(judge: OnnxStanceJudge) -> None:
    await judge.aclose()
    with pytest.raises(InferenceClosed):
        await judge.judge(PAIRS[:1])


async def test_changed_weights_are_refused(tmp_path: Path) -> None:
    path = write_folder(tmp_path) / WEIGHTS
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(ArtifactError, match="sha256"):
        OnnxStanceJudge.load(tmp_path, threads=1)
