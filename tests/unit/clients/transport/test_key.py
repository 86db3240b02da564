"""Keys go out with a call and are found nowhere else."""

from __future__ import annotations

import logging

import httpx2 as httpx
import pytest

from clients.outcome import Ok
from clients.transport.key import Key
from clients.transport.policy import Policy
from clients.transport.transport import Call
from tests.unit.clients.net import sequence, soon, transport
from tests.unit.clients.transport.test_posting import Memory

SECRET = "kz-0f9d-secret"
URL = "http://up.example/search"
KEPT = Policy(version="t/1", ttl_s=100.0)
pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("value", ["", "a\nb", "ключ", "a\x00"])
def test_what_cannot_be_sent_is_refused_without_repeating_it(value: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII") as refused:
        Key(name="X-Key", value=value)
    assert value == "" or value not in str(refused.value)


@pytest.mark.parametrize("in_address", [False, True])
@pytest.mark.parametrize("posted", [False, True])
async def test_it_is_sent_and_otherwise_nowhere(
    in_address: bool, posted: bool, caplog: pytest.LogCaptureFixture
) -> None:
    memory = Memory()
    calls: list[Call] = []
    key = Key(name="x-key", value=SECRET, in_address=in_address)
    answers = [httpx.Response(200, text="found"), *[httpx.Response(status) for status in (401, 429)]]
    handler, seen = sequence(answers)
    outcomes = []
    with caplog.at_level(logging.DEBUG):
        async with transport(handler, cache=memory, observe=calls.append) as way:
            for number in range(3):
                if posted:
                    outcome = await way.post(
                        URL, b"%d" % number, source="s", headers={}, key=key, policy=KEPT, deadline=soon()
                    )
                else:
                    asked = [("q", str(number))]
                    outcome = await way.get(
                        URL, source="s", params=asked, key=key, policy=KEPT, deadline=soon()
                    )
                outcomes.append(outcome)
    sent = [request.url.params.get("x-key") if in_address else request.headers["x-key"] for request in seen]
    assert sent == [SECRET] * 3
    assert isinstance(outcomes[0], Ok)
    assert SECRET not in outcomes[0].value.url
    everything = repr(key) + repr(outcomes) + repr(memory.kept) + repr(memory.requests) + repr(calls)
    assert memory.kept
    assert SECRET not in everything + caplog.text


async def test_it_is_not_sent_on_to_another_address() -> None:
    key = Key(name="X-Key", value=SECRET)
    to = httpx.Response(302, headers={"Location": "http://other.example/"})
    handler, seen = sequence([to, httpx.Response(200, text="x")])
    following = Policy(version="t/1", max_redirects=1)
    async with transport(handler) as way:
        assert isinstance(await way.get(URL, source="s", key=key, policy=following, deadline=soon()), Ok)
    assert seen[0].headers["x-key"] == SECRET
    assert "x-key" not in seen[1].headers


async def test_a_new_key_finds_what_the_old_one_brought() -> None:
    handler, seen = sequence([httpx.Response(200, text="found")])
    async with transport(handler, cache=Memory()) as way:
        for value in ("old", "new"):
            key = Key(name="X-Key", value=value)
            assert isinstance(await way.get(URL, source="s", key=key, policy=KEPT, deadline=soon()), Ok)
    assert len(seen) == 1
