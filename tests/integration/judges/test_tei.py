"""The judge behind ``/predict``, against a loopback server that answers in the recorded shapes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import cast

import pytest

from clients.transport.classify import Json
from service.domain.stance import JudgeFailed, StanceLabel, StatementPassage
from service.domain.verdict import Reason
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.identity import PROBE
from service.inference.judges.pairs import PairOrder
from service.inference.judges.tei import LOOK_AGAIN_S, TeiStanceJudge
from service.inference.judges.tei_answers import model_of
from tests.integration.judges.faults import FAULTS, TIMEOUTS_S
from tests.integration.judges.serving import Asked, Reply, Server, serving
from tests.integration.judges.wiring import way_to
from tests.servers.process import free_port
from tests.unit.inference.judges.answers import CONTRADICTED, SUPPORTED, TEI_INFO

pytestmark = pytest.mark.anyio
CANARY = "zebra-quartz-canary"


def pair(number: int, word: str = "says") -> StatementPassage:
    return StatementPassage(f"statement {number}", f"passage {number} {word}", "Title")


def inputs(asked: Asked) -> list[list[str]]:
    return cast("list[list[str]]", cast("dict[str, Json]", asked.body)["inputs"])


def answers(asked: Asked) -> Json | Reply:
    """A model that finds a denial in the word "denies", with batches of at most 4."""
    if asked.path == "/info":
        return TEI_INFO | {"max_client_batch_size": 4}
    if len(inputs(asked)) > 4:
        return Reply(
            b'{"error":"batch size 5 > maximum allowed batch size 4","error_type":"validation"}', 413
        )
    return [CONTRADICTED if "denies" in passage else SUPPORTED for passage, _ in inputs(asked)]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(answers) as one:
        yield one


@asynccontextmanager
async def judging(
    server: Server,
    *,
    labels: tuple[str, ...] = (),
    order: PairOrder = PairOrder.PASSAGE_FIRST,
    timeout_s: float = 20.0,
) -> AsyncIterator[TeiStanceJudge]:
    async with way_to(server.base, key="a-secret-key", timeout_s=timeout_s) as way:
        yield await TeiStanceJudge.open(way, labels=labels, order=order, concurrency=4)


async def test_pairs_are_sent_in_batches_passage_first_and_come_back_in_order(server: Server) -> None:
    pairs = [pair(number, "denies" if number % 3 == 0 else "says") for number in range(10)]
    async with judging(server) as judge:
        stances = await judge.judge([*pairs, pairs[0]])
    assert [stance.label() is StanceLabel.REFUTES for stance in stances] == [
        number % 3 == 0 for number in [*range(10), 0]
    ]
    sent = server.posts()[1:]
    assert sorted(len(inputs(asked)) for asked in sent) == [2, 4, 4], "equal pairs are sent once"
    assert ["Title: passage 1 says", "statement 1"] in [one for asked in sent for one in inputs(asked)]
    body = cast("dict[str, Json]", sent[0].body)
    assert (body["raw_scores"], body["truncate"]) == (False, True)
    assert {asked.headers.get("authorization") for asked in server.seen} == {"Bearer a-secret-key"}


async def test_the_order_of_the_texts_is_a_setting(server: Server) -> None:
    async with judging(server, order=PairOrder.STATEMENT_FIRST) as judge:
        await judge.judge([pair(1)])
    assert inputs(server.posts()[-1]) == [["statement 1", "Title: passage 1 says"]]


async def test_the_card_names_the_model_and_says_that_it_is_remote(server: Server) -> None:
    async with judging(server) as judge:
        assert (judge.card.name, judge.card.remote, len(judge.card.sha256)) == ("tei owner/nli", True, 64)


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_concludes_nothing(server: Server, name: str) -> None:
    reply, reason = FAULTS[name]
    async with judging(server, timeout_s=TIMEOUTS_S[reply.after_s > 0]) as judge:
        server.answers = lambda asked: reply
        with pytest.raises(JudgeFailed) as failed:
            await judge.judge([StatementPassage(CANARY, CANARY)])
    assert (failed.value.reason, dict(failed.value.read)) == (reason, {})
    assert CANARY not in str(failed.value)


async def test_a_server_that_went_away_is_down(server: Server) -> None:
    async with way_to(f"http://127.0.0.1:{free_port()}", timeout_s=2.0) as way:
        judge = TeiStanceJudge(
            way, model_of(TEI_INFO, stated=()), order=PairOrder.PASSAGE_FIRST, concurrency=1
        )
        with pytest.raises(JudgeFailed) as failed:
            await judge.judge([pair(1)])
    assert failed.value.reason is Reason.SOURCE_DOWN


@pytest.mark.parametrize("status", [413, 422])
async def test_a_pair_the_server_refuses_does_not_cost_the_others(server: Server, status: int) -> None:
    def picky(asked: Asked) -> Json | Reply:
        if asked.body is not None and any("too long" in first for first, _ in inputs(asked)):
            return Reply(b'{"error":"Tokenization error","error_type":"tokenizer"}', status)
        return answers(asked)

    server.answers = picky
    pairs = [pair(number, "too long" if number == 2 else "says") for number in range(6)]
    async with judging(server) as judge:
        with pytest.raises(JudgeFailed) as failed:
            await judge.judge(pairs)
    assert set(failed.value.read) == {*pairs} - {pairs[2]}


async def test_a_smaller_batch_than_announced_is_found_out(server: Server) -> None:
    def shrunk(asked: Asked) -> Json | Reply:
        return TEI_INFO if asked.path == "/info" else answers(asked)

    server.answers = shrunk  # announces 32 and takes 4
    async with judging(server) as judge:
        stances = await judge.judge([pair(number) for number in range(20)])
    assert {stance.label() for stance in stances} == {StanceLabel.SUPPORTS}
    assert max(len(inputs(asked)) for asked in server.posts()) == 20


async def test_another_model_behind_the_same_address_is_not_believed(server: Server) -> None:
    now = 0.0
    async with way_to(server.base) as way:
        model = model_of(TEI_INFO, stated=())
        judge = TeiStanceJudge(way, model, order=PairOrder.PASSAGE_FIRST, concurrency=1, clock=lambda: now)
        server.answers = lambda asked: (
            TEI_INFO | {"model_sha": "another"} if asked.path == "/info" else [SUPPORTED]
        )
        await judge.judge([pair(1)])
        now = LOOK_AGAIN_S
        with pytest.raises(JudgeFailed, match="another model") as failed:
            await judge.judge([pair(2)])
    assert failed.value.reason is Reason.MISCONFIGURED


# ---- at the start -----------------------------------------------------------------------------------


def with_labels(*labels: str) -> dict[str, Json]:
    named: dict[str, Json] = {str(number): label for number, label in enumerate(labels)}
    return TEI_INFO | {"model_type": {"classifier": {"id2label": named}}}


@pytest.mark.parametrize(
    ("info", "says"),
    [
        (with_labels("LABEL_0", "LABEL_1", "LABEL_2"), "SECONDSOURCE_JUDGE_LABELS"),
        (with_labels("entailment", "not_entailment"), "2 classes"),
        (TEI_INFO | {"model_type": {"embedding": {"pooling": "cls"}}}, "no classifier"),
        ({"status": "ok"}, "no TEI server"),
        (Reply(b"<html>", kind="text/html"), "SECONDSOURCE_JUDGE_URL"),
        (Reply(b"{}", status=401), "SECONDSOURCE_JUDGE_API_KEY"),
        (Reply(b"", status=404), "/predict"),
    ],
)
async def test_what_cannot_judge_is_refused_with_what_to_do(
    server: Server, info: Json | Reply, says: str
) -> None:
    server.answers = lambda asked: info
    with pytest.raises(JudgeRefused, match=says):
        async with judging(server):
            pass


async def test_labels_in_a_wrong_order_do_not_start(server: Server) -> None:
    server.answers = lambda asked: (
        with_labels("LABEL_0", "LABEL_1", "LABEL_2")
        if asked.path == "/info"
        else [[{"label": f"LABEL_{n}", "score": score} for n, score in enumerate((0.03, 0.9, 0.07))]]
    )
    with pytest.raises(JudgeRefused, match="order of its labels"):
        async with judging(server, labels=("supports", "refutes", "neither")):
            pass
    async with judging(server, labels=("refutes", "supports", "neither")):
        assert inputs(server.posts()[-1]) == [[PROBE.passage, PROBE.statement]]


@pytest.mark.parametrize("status", [429, 503])
async def test_a_server_that_is_not_ready_yet_may_be_asked_again(server: Server, status: int) -> None:
    server.answers = lambda asked: Reply(b"{}", status=status)
    with pytest.raises(JudgeFailed):
        async with judging(server, timeout_s=0.6):
            pass
