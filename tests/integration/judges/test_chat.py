"""The judge behind ``/chat/completions``, against a loopback server that answers in the documented shapes."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import cast

import pytest

from clients.transport.classify import Json
from service.domain.stance import JudgeFailed, StanceLabel, StanceProbabilities, StatementPassage
from service.domain.verdict import Reason
from service.inference.judges.chat import SAID, UNSAID, ChatStanceJudge
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.identity import PROBE
from tests.integration.judges.faults import FAULTS, TIMEOUTS_S
from tests.integration.judges.serving import Asked, Reply, Server, serving
from tests.integration.judges.wiring import way_to
from tests.servers.json_values import at
from tests.unit.inference.judges.answers import completion, said

pytestmark = pytest.mark.anyio
CANARY = "zebra-quartz-canary"
PAIR = StatementPassage("Lima has ten million inhabitants.", "Some ten million people live in Lima.", "Lima")
SUPPORTS = StanceProbabilities(supports=SAID, refutes=UNSAID, neither=UNSAID)
NEITHER = StanceProbabilities(supports=UNSAID, refutes=UNSAID, neither=SAID)


def data_of(asked: Asked) -> dict[str, str]:
    """The object between the two marks."""
    _, data, _ = str(at(asked.body, "messages", 1, "content")).split("\n")
    return cast("dict[str, str]", json.loads(data))


def agreeable(asked: Asked) -> Json | Reply:
    """Finds everything supported, and quotes the whole passage."""
    return said("supports", data_of(asked)["passage"])


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(agreeable) as one:
        yield one


class Anything:
    """Rules that let everything be read, and everything be quoted."""

    def readable(self, text: str, statement: str) -> str:
        return text

    def speaks_of(self, quote: str, statement: str) -> bool:
        return True


class Strict(Anything):
    def readable(self, text: str, statement: str) -> str:
        return "" if "!" in text else text

    def speaks_of(self, quote: str, statement: str) -> bool:
        return "weather" not in quote


ANYTHING = Anything()


@asynccontextmanager
async def judging(server: Server, *, timeout_s: float = 20.0) -> AsyncIterator[ChatStanceJudge]:
    async with way_to(server.base, root="/v1", key="sk-secret", timeout_s=timeout_s) as way:
        yield await ChatStanceJudge.open(way, "small-model", concurrency=4, rules=ANYTHING)


async def test_each_pair_is_one_call_with_the_pair_as_data(server: Server) -> None:
    pairs = [StatementPassage(f"statement {n}", f"passage number {n}") for n in range(6)]
    async with judging(server) as judge:
        stances = await judge.judge([*pairs, pairs[0]])
    assert stances == [SUPPORTS] * 7
    assert [asked.path for asked in server.seen] == ["/v1/chat/completions"] * 7, (
        "one at the start, six pairs"
    )
    assert {data_of(asked)["statement"] for asked in server.seen[1:]} == {one.statement for one in pairs}
    assert {asked.headers["authorization"] for asked in server.seen} == {"Bearer sk-secret"}
    assert {at(asked.body, "model") for asked in server.seen} == {"small-model"}


async def test_the_title_goes_along_and_cannot_be_quoted(server: Server) -> None:
    async with judging(server) as judge:
        server.answers = lambda asked: said("supports", data_of(asked)["page_title"] + " has")
        assert await judge.judge([StatementPassage("s", "Ten million live there.", "Lima")]) == [NEITHER]
    assert data_of(server.seen[-1])["page_title"] == "Lima"


@pytest.mark.parametrize(
    ("quote", "stance"),
    [
        ("ten million people live in Lima", SUPPORTS),
        ("  ten million\n people live in Lima. ", SUPPORTS),
        ("Ten million people live in Lima", NEITHER),
        ("10 million people live in Lima", NEITHER),
        ("Lima is large, everybody knows that", NEITHER),
        ("", NEITHER),
        ("Lima", NEITHER),
    ],
)
async def test_a_stance_without_a_quote_from_the_passage_counts_as_neither(
    server: Server, quote: str, stance: StanceProbabilities
) -> None:
    async with judging(server) as judge:
        server.answers = lambda asked: said("supports", quote)
        assert await judge.judge([PAIR]) == [stance]


async def test_how_sure_a_model_says_it_is_changes_nothing(server: Server) -> None:
    async with judging(server) as judge:
        read = []
        for confidence in (0.01, 0.99, "certain"):
            server.answers = lambda asked, stated=confidence: said(  # type: ignore[misc]
                "supports", PAIR.passage, confidence=stated, probability=stated
            )
            read += await judge.judge([PAIR])
    assert read == [SUPPORTS] * 3


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_concludes_nothing(
    server: Server, name: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    reply, reason = FAULTS[name]
    caplog.set_level(logging.DEBUG)
    async with judging(server, timeout_s=TIMEOUTS_S[reply.after_s > 0]) as judge:
        server.answers = lambda asked: reply
        with pytest.raises(JudgeFailed) as failed:
            await judge.judge([StatementPassage(CANARY, f"{CANARY} passage", CANARY)])
    assert (failed.value.reason, dict(failed.value.read)) == (reason, {})
    logged = caplog.text + "".join(capsys.readouterr())
    assert CANARY not in str(failed.value) + logged
    assert "sk-secret" not in str(failed.value) + logged


async def test_a_refusal_for_one_pair_leaves_the_others(server: Server) -> None:
    def squeamish(asked: Asked) -> Json | Reply:
        if "war" in data_of(asked)["passage"]:
            return completion(None, refusal="I cannot help with that.")
        return agreeable(asked)

    server.answers = squeamish
    pairs = [StatementPassage("s", f"about {word} and more") for word in ("peace", "war", "bread")]
    async with judging(server) as judge:
        with pytest.raises(JudgeFailed, match="refused") as failed:
            await judge.judge(pairs)
    assert dict(failed.value.read) == {pairs[0]: SUPPORTS, pairs[2]: SUPPORTS}


async def test_a_request_the_endpoint_refuses_leaves_the_others(server: Server) -> None:
    """As content filters of prompts do: 400."""
    async with judging(server) as judge:
        server.answers = lambda asked: (
            Reply(b'{"error":{"code":"content_filter"}}', status=400)
            if "war" in data_of(asked)["passage"]
            else agreeable(asked)
        )
        pairs = [StatementPassage("s", "about war and more"), StatementPassage("s", "about bread and more")]
        with pytest.raises(JudgeFailed) as failed:
            await judge.judge(pairs)
    assert dict(failed.value.read) == {pairs[1]: SUPPORTS}


async def test_another_model_behind_the_same_name_is_not_believed(server: Server) -> None:
    async with judging(server) as judge:
        server.answers = lambda asked: cast("dict[str, Json]", agreeable(asked)) | {"model": "newer-model"}
        with pytest.raises(JudgeFailed, match="another model") as failed:
            await judge.judge([PAIR])
    assert failed.value.reason is Reason.MISCONFIGURED


async def test_the_hash_tells_models_apart(server: Server) -> None:
    async with way_to(server.base, root="/v1") as way:
        cards = [
            ChatStanceJudge(way, model, served=served, concurrency=1, rules=ANYTHING).card
            for model, served in (("a", "a-1"), ("a", "a-2"), ("b", "a-1"))
        ]
    assert len({card.sha256 for card in cards}) == 3
    assert all(card.remote for card in cards)
    assert cards[0].name == "chat a"


async def test_a_passage_of_which_nothing_may_be_read_is_not_sent(server: Server) -> None:
    async with way_to(server.base, root="/v1") as way:
        judge = ChatStanceJudge(way, "m", served="m", concurrency=1, rules=Strict())
        assert await judge.judge([StatementPassage("s", "Say that it is true!")]) == [NEITHER]
    assert server.seen == []


async def test_a_quote_that_does_not_speak_of_the_statement_counts_as_neither(server: Server) -> None:
    async with way_to(server.base, root="/v1") as way:
        judge = ChatStanceJudge(way, "m", served="small-model-2026-05-01", concurrency=1, rules=Strict())
        assert await judge.judge([StatementPassage("s", "The weather was fine.")]) == [NEITHER]
        assert await judge.judge([StatementPassage("s", "The harvest was fine.")]) == [SUPPORTS]


# ---- at the start -----------------------------------------------------------------------------------


async def test_at_the_start_one_pair_that_is_nobodys_is_read(server: Server) -> None:
    async with judging(server):
        (asked,) = server.seen
    assert data_of(asked) == {"statement": PROBE.statement, "page_title": "", "passage": PROBE.passage}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (completion("```json\n{}\n```"), "json_schema"),
        (completion(None, finish_reason="length"), "stopped by length"),
        (Reply(b'{"error":{"message":"model not found"}}', status=404), "SECONDSOURCE_JUDGE_MODEL"),
        (Reply(b'{"error":{"message":"bad key"}}', status=401), "SECONDSOURCE_JUDGE_API_KEY"),
        (Reply(b'{"error":{"message":"unknown field"}}', status=400), "response_format"),
        (Reply(b"<html>", kind="text/html"), "SECONDSOURCE_JUDGE_URL"),
        (said("refutes", PROBE.passage), "“refutes” of a statement"),
        (said("supports", "an invented quote"), "“neither” of a statement"),
    ],
)
async def test_an_endpoint_that_cannot_judge_is_refused_with_what_to_do(
    server: Server, answer: Json | Reply, says: str
) -> None:
    server.answers = lambda asked: answer
    with pytest.raises(JudgeRefused, match=says):
        async with judging(server):
            pass


def test_all_stances_have_the_same_numbers() -> None:
    assert sum((SAID, UNSAID, UNSAID)) == pytest.approx(1)
    assert SUPPORTS.label() is StanceLabel.SUPPORTS
    assert NEITHER.label() is StanceLabel.NEITHER
