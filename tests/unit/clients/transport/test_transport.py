"""The one way out, with a function for a network."""

from __future__ import annotations

import logging

import anyio
import httpx2 as httpx
import pytest
import stamina

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.breaker import BreakerState
from clients.transport.budget import MemoryBudget
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy, Reach
from clients.transport.ports import Rate
from clients.transport.response import Response
from clients.transport.transport import Call, Transport
from tests.unit.clients.net import sequence, soon, transport

POLICY = Policy(version="t/1")
URL = "http://up.example/api"
CANARY = "zebra-quartz-canary"
pytestmark = pytest.mark.anyio


async def ask(
    way: Transport, policy: Policy = POLICY, *, url: str = URL, deadline: Deadline | None = None
) -> Outcome[Response]:
    return await way.get(
        url, source="wiki", params=[("q", CANARY)], policy=policy, deadline=deadline or soon()
    )


def why(outcome: Outcome[Response]) -> Why:
    assert isinstance(outcome, NotMeasured), outcome
    return outcome.why


async def test_an_answer_comes_back_without_library_types() -> None:
    handler, seen = sequence([httpx.Response(200, json={"a": 1}, headers={"X-Up": "1", "Set-Cookie": "k=v"})])
    async with transport(handler) as way:
        outcome = await ask(way)
    assert isinstance(outcome, Ok)
    assert outcome.value.status == 200
    assert outcome.value.body == b'{"a":1}'
    assert outcome.value.media_type == "application/json"
    assert outcome.value.header("X-UP") == "1"
    assert outcome.value.header("Set-Cookie") is None
    assert seen[0].headers["user-agent"] == "Secondsource/0.1 (desk@example.org)"
    assert seen[0].url == f"{URL}?q={CANARY}"


async def test_no_cookie_is_ever_sent_back() -> None:
    handler, seen = sequence([httpx.Response(200, text="x", headers={"Set-Cookie": "k=v"})] * 2)
    async with transport(handler) as way:
        await ask(way)
        await ask(way)
    assert "cookie" not in seen[1].headers


async def test_outside_of_its_context_it_refuses() -> None:
    way = transport(lambda _: httpx.Response(200, text="x"))
    with pytest.raises(RuntimeError, match="not open"):
        await ask(way)
    async with way:
        assert isinstance(await ask(way), Ok)
    with pytest.raises(RuntimeError, match="not open"):
        await ask(way)


# what is tried again, and what is not (reference: statuses that may pass, connection errors)


@pytest.mark.parametrize(
    "first",
    [
        httpx.Response(500),
        httpx.Response(503),
        httpx.Response(522),
        httpx.ConnectError("x"),
        httpx.ReadError("x"),
    ],
)
async def test_a_passing_failure_is_tried_again(first: httpx.Response | Exception) -> None:
    handler, seen = sequence([first, httpx.Response(200, text="x")])
    async with transport(handler) as way:
        assert isinstance(await ask(way), Ok)
    assert len(seen) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 302])
async def test_a_lasting_failure_is_not(status: int) -> None:
    handler, seen = sequence([httpx.Response(status)])
    async with transport(handler) as way:
        assert not isinstance(await ask(way), Ok)
    assert len(seen) == 1


async def test_tries_come_to_an_end() -> None:
    handler, seen = sequence([httpx.Response(500)] * 9)
    async with transport(handler) as way:
        assert why(await ask(way, Policy(version="t/1", attempts=3))) is Why.SOURCE_DOWN
    assert len(seen) == 3


async def test_a_failure_too_late_for_another_try_keeps_its_name() -> None:
    calls = 0

    async def fail_then_hang(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        return httpx.Response(500) if calls == 1 else await hang(request)

    async with Transport(network=lambda _: httpx.MockTransport(fail_then_hang)) as way:
        assert why(await ask(way, deadline=soon(0.8))) is Why.SOURCE_DOWN
        slow = Policy(version="t/1", lane="slow", rate=Rate(per_second=0.1))
        calls = 0
        assert why(await ask(way, slow, deadline=soon(0.8))) is Why.SOURCE_DOWN


async def test_a_short_wish_to_wait_is_granted() -> None:
    handler, seen = sequence(
        [httpx.Response(429, headers={"Retry-After": "0"}), httpx.Response(200, text="x")]
    )
    async with transport(handler) as way:
        assert isinstance(await ask(way, Policy(version="t/1", pause_s=0.1)), Ok)
    assert len(seen) == 2


@pytest.mark.parametrize(
    "headers", [{"Retry-After": "3600"}, {"Retry-After": "Fri, 22 Nov 2075 10:00:00 GMT"}, {}]
)
async def test_a_wish_beyond_the_deadline_is_answered_at_once_and_kept(headers: dict[str, str]) -> None:
    handler, seen = sequence([httpx.Response(429, headers=headers)])
    async with transport(handler) as way:
        with anyio.fail_after(2):
            first = await ask(way, Policy(version="t/1", pause_s=60.0))
            second = await ask(way, Policy(version="t/1", pause_s=60.0))
        health = way.health("wiki")
    assert why(first) is why(second) is Why.RATE_LIMITED
    assert isinstance(second, NotMeasured)
    assert (second.retry_after or 0) > 50
    assert len(seen) == 1
    assert health is not None
    assert health.paused_s > 50
    assert health.last_error is Why.RATE_LIMITED


async def test_a_429_stops_the_other_lanes_of_the_host_too() -> None:
    index = Policy(version="t/1", lane="a:index", pauses=("a:replay",), pause_s=60.0)
    replay = Policy(version="t/1", lane="a:replay", rate=Rate(100.0, 10))
    handler, seen = sequence([httpx.Response(200, text="x"), httpx.Response(429)])
    async with transport(handler) as way:
        assert isinstance(await ask(way, replay), Ok)
        await ask(way, index)
        assert why(await ask(way, replay)) is Why.RATE_LIMITED
    assert len(seen) == 2


async def test_a_pause_of_another_process_is_kept_too() -> None:
    budget = MemoryBudget()
    await budget.pause("wiki", 60.0)
    handler, seen = sequence([])
    async with transport(handler, budget=budget) as way:
        outcome = await ask(way, Policy(version="t/1", rate=Rate(10.0)))
    assert why(outcome) is Why.BUDGET
    assert not seen


async def test_calls_beyond_the_budget_wait_or_are_refused_at_once() -> None:
    policy = Policy(version="t/1", rate=Rate(per_second=4.0), concurrency=2)
    counted = 0

    def handle(_request: httpx.Request) -> httpx.Response:
        nonlocal counted
        counted += 1
        return httpx.Response(200, text="x")

    outcomes: list[Outcome[Response]] = []
    async with transport(handle) as way:

        async def one() -> None:
            outcomes.append(await ask(way, policy, deadline=soon(0.9)))

        started = anyio.current_time()
        async with anyio.create_task_group() as tasks:
            for _ in range(12):
                tasks.start_soon(one)
        elapsed = anyio.current_time() - started
    assert elapsed < 0.9 + 0.5
    assert 2 <= counted <= 5
    refused = [outcome for outcome in outcomes if not isinstance(outcome, Ok)]
    assert len(refused) == 12 - counted
    assert {why(outcome) for outcome in refused} <= {Why.BUDGET, Why.DEADLINE}


async def test_no_more_calls_at_once_than_the_policy_says() -> None:
    flying = most = 0

    async def slow(request: httpx.Request) -> httpx.Response:
        nonlocal flying, most
        flying += 1
        most = max(most, flying)
        await anyio.sleep(0.02)
        flying -= 1
        return httpx.Response(200, text="x")

    async with (
        Transport(network=lambda _: httpx.MockTransport(slow)) as way,
        anyio.create_task_group() as tasks,
    ):
        for _ in range(7):
            tasks.start_soon(lambda: ask(way, Policy(version="t/1", concurrency=3)))
    assert most == 3


# time


async def hang(_request: httpx.Request) -> httpx.Response:
    await anyio.sleep(60)
    return httpx.Response(200)


async def test_our_deadline_and_the_upstreams_limit_have_different_names() -> None:
    async with Transport(network=lambda _: httpx.MockTransport(hang)) as way:
        with anyio.fail_after(2):
            ours = await ask(way, deadline=soon(0.1))
            theirs = await ask(way, Policy(version="t/1", time_limit_s=0.1))
            none_left = await ask(way, deadline=soon(0.0))
    assert why(ours) is Why.DEADLINE
    assert why(theirs) is Why.SOURCE_DOWN
    assert why(none_left) is Why.DEADLINE


async def test_cancelling_from_outside_is_not_swallowed() -> None:
    async with Transport(network=lambda _: httpx.MockTransport(hang)) as way:
        with anyio.move_on_after(0.05) as cancelled:
            await ask(way)
        assert cancelled.cancelled_caught


async def test_after_failures_in_a_row_it_rests() -> None:
    handler, seen = sequence([httpx.ConnectError("x")] * 9)
    policy = Policy(version="t/1", attempts=1, breaker_failures=3)
    async with transport(handler) as way:
        for _ in range(5):
            assert why(await ask(way, policy)) is Why.SOURCE_DOWN
        health = way.health("wiki")
    assert len(seen) == 3
    assert health is not None
    assert health.breaker is BreakerState.OPEN


async def test_calls_that_wait_for_budget_learn_at_once_that_it_rests() -> None:
    """At this rate the last would wait for its turn for a minute, only to hear that nothing answers."""
    policy = Policy(version="t/1", attempts=1, breaker_failures=3, rate=Rate(per_second=0.2, burst=3))
    outcomes: list[Outcome[Response]] = []

    def refuse(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x")

    async with transport(refuse, budget=MemoryBudget()) as way:

        async def one() -> None:
            outcomes.append(await ask(way, policy, deadline=soon(90.0)))

        with anyio.fail_after(3):
            async with anyio.create_task_group() as tasks:
                for _ in range(12):
                    tasks.start_soon(one)
    assert [why(outcome) for outcome in outcomes] == [Why.SOURCE_DOWN] * 12


async def test_without_a_breaker_it_goes_on() -> None:
    handler, seen = sequence([httpx.ConnectError("x")] * 9)
    async with transport(handler) as way:
        for _ in range(9):
            await ask(way, Policy(version="t/1", attempts=1, breaker_failures=None))
    assert len(seen) == 9


# redirects


FOLLOWING = Policy(version="t/1", attempts=1, max_redirects=5, reach=Reach.PUBLIC)


def to(location: str) -> httpx.Response:
    return httpx.Response(302, headers={"Location": location})


async def test_redirects_are_followed_by_hand_where_allowed() -> None:
    handler, seen = sequence([to("/b"), to("//other.example/c"), httpx.Response(200, text="x")])
    async with transport(handler) as way:
        outcome = await ask(way, FOLLOWING)
    assert isinstance(outcome, Ok)
    assert outcome.value.url == "http://other.example/c"
    assert [str(request.url) for request in seen][1:] == ["http://up.example/b", "http://other.example/c"]


@pytest.mark.parametrize(
    "location",
    ["ftp://up.example/", "file:///etc/passwd", "http://up.example:22/", "http://u:p@x.example/"],
)
async def test_a_redirect_is_judged_like_a_url(location: str) -> None:
    handler, seen = sequence([to(location)])
    async with transport(handler) as way:
        assert isinstance(await ask(way, FOLLOWING), Misused)
    assert len(seen) == 1


async def test_redirects_come_to_an_end() -> None:
    handler, seen = sequence([to(f"/again/{hop}") for hop in range(9)])
    async with transport(handler) as way:
        assert why(await ask(way, FOLLOWING)) is Why.INVALID_RESPONSE
    assert len(seen) == 6


async def test_a_circle_is_not_walked_twice() -> None:
    handler, seen = sequence([to("/b"), to("/c"), to("/b"), to("/c")])
    async with transport(handler) as way:
        assert await ask(way, FOLLOWING) == NotMeasured(Why.INVALID_RESPONSE, "redirects in a circle")
    assert len(seen) == 3


async def test_a_source_that_always_fails_is_not_asked_much_more_often_than_wished_for() -> None:
    handler, seen = sequence([httpx.ConnectError("x")] * 99)
    policy = Policy(version="t/1", attempts=3, breaker_failures=None)
    with stamina.set_testing(True, attempts=3):  # without its pauses
        async with transport(handler) as way:
            for _ in range(40):
                assert why(await ask(way, policy)) is Why.SOURCE_DOWN
    assert 44 <= len(seen) <= 1.2 * 40


async def test_each_lane_pays_for_its_own_retries() -> None:
    handler, seen = sequence([httpx.ConnectError("x")] * 99)
    with stamina.set_testing(True, attempts=2):
        async with transport(handler) as way:
            for lane in ("a", "a", "a", "b"):
                await ask(way, Policy(version="t/1", lane=lane, breaker_failures=None))
    assert len(seen) == 2 + 2 + 1 + 2


async def test_an_api_that_redirects_is_misconfigured() -> None:
    handler, seen = sequence([to("https://up.example/")])
    async with transport(handler) as way:
        assert why(await ask(way)) is Why.MISCONFIGURED
    assert len(seen) == 1


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "news", "ftp://news.example/", "http://news.example:x/"]
)
async def test_what_cannot_be_fetched_is_our_mistake(url: str) -> None:
    handler, seen = sequence([])
    async with transport(handler) as way:
        assert isinstance(await ask(way, FOLLOWING, url=url), Misused)
    assert not seen


# confidentiality


async def test_no_log_line_and_no_detail_names_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    for name in ("httpx2", "httpcore2", "stamina"):
        caplog.set_level(logging.DEBUG, logger=name)
    details: list[str] = []
    with caplog.at_level(logging.DEBUG):
        answers: list[httpx.Response | Exception] = [
            httpx.Response(200, text="x"),
            httpx.Response(500, text=CANARY),
            httpx.Response(400, text=CANARY),
            httpx.ConnectError(CANARY),
            httpx.ReadTimeout(CANARY),
            httpx.Response(429),
            to(f"http://x.example/{CANARY}"),
        ]
        for answer in answers:
            handler, _ = sequence([answer] * 6)
            async with transport(handler) as way:
                outcome = await ask(way, Policy(version="t/1", pause_s=60.0))
                details += [outcome.detail] if not isinstance(outcome, Ok) else []
    assert len(details) == 6
    assert CANARY not in caplog.text + repr([vars(record) for record in caplog.records]) + repr(details)


async def test_an_observer_learns_how_it_went_and_nothing_else() -> None:
    calls: list[Call] = []
    handler, _ = sequence([httpx.Response(200, text="x"), httpx.Response(403), httpx.Response(400)])
    async with transport(handler, observe=calls.append) as way:
        for _ in range(3):
            await ask(way)
    assert [(call.source, call.outcome, call.why) for call in calls] == [
        ("wiki", "ok", None),
        ("wiki", "not_measured", Why.MISCONFIGURED),
        ("wiki", "misused", None),
    ]
    assert CANARY not in repr(calls)


# ---- POST --------------------------------------------------------------------------------------------


async def post(way: Transport, policy: Policy = POLICY) -> Outcome[Response]:
    return await way.post(
        URL,
        CANARY.encode(),
        source="judge",
        headers={"Content-Type": "text/plain"},
        policy=policy,
        deadline=soon(),
    )


async def test_a_body_is_posted_as_it_is() -> None:
    handler, seen = sequence([httpx.Response(200, text="read")])
    async with transport(handler) as way:
        outcome = await post(way)
    assert isinstance(outcome, Ok)
    assert outcome.value.body == b"read"
    (request,) = seen
    assert (request.method, request.content, request.headers["content-type"]) == (
        "POST",
        CANARY.encode(),
        "text/plain",
    )
    assert request.headers["content-length"] == str(len(CANARY))


async def test_a_passing_failure_of_a_post_is_tried_again_with_the_same_body() -> None:
    handler, seen = sequence([httpx.Response(503), httpx.Response(200, text="read")])
    async with transport(handler) as way:
        assert isinstance(await post(way), Ok)
    assert [request.content for request in seen] == [CANARY.encode()] * 2


async def test_a_body_is_never_sent_on_to_another_address() -> None:
    handler, seen = sequence([httpx.Response(307, headers={"Location": "http://other.example/"})])
    async with transport(handler) as way:
        assert why(await post(way)) is Why.MISCONFIGURED
        with pytest.raises(ValueError, match="another address"):
            await post(way, Policy(version="t/1", max_redirects=1))
    assert len(seen) == 1


async def test_posts_rest_with_their_lane_and_are_observed() -> None:
    calls: list[Call] = []
    handler, seen = sequence([httpx.ConnectError("no")] * 4)
    async with transport(handler, observe=calls.append) as way:
        for _ in range(3):
            assert why(await post(way, Policy(version="t/1", breaker_failures=2))) is Why.SOURCE_DOWN
    assert len(seen) == 2
    assert [(call.source, call.outcome) for call in calls] == [("judge", "not_measured")] * 3
    assert CANARY not in repr(calls)


async def test_outside_of_its_context_it_posts_nothing() -> None:
    handler, _ = sequence([])
    with pytest.raises(RuntimeError, match="not open"):
        await post(transport(handler))
