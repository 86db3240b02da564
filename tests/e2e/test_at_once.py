"""Ten identical verifications at once, at two processes that share a Valkey: one set of upstream calls."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from benchmarks.waiting.composed import LOOPBACK, Lift
from benchmarks.waiting.upstreams import Upstreams, serving
from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.pages import article, world
from tests.servers.json_values import JsonValue
from tests.servers.process import free_port, running, succeeds
from tests.servers.valkey import valkey

DEADLINE_MS = 60_000
DELAY_S = 0.1
ARCHIVES = {"wayback", "arquivo"}
pytestmark = pytest.mark.timeout(240)


@contextmanager
def two(folder: Path, upstreams: Upstreams, lift: Lift) -> Iterator[tuple[str, str]]:
    """Two processes of the service, with one store and one secret."""
    with ExitStack() as stack:
        store = stack.enter_context(valkey())
        bases = []
        for number in range(2):
            port = free_port()
            command = [sys.executable, "-m", "benchmarks.waiting.composed"]
            command += ["--upstreams", str(upstreams.port), "--spans", str(folder / f"spans-{number}")]
            command += ["--lift", lift.value]
            environment = {
                "PORT": str(port),
                "REDIS_URL": store,
                "SECONDSOURCE_SECRET": "one secret for both of them",
                "SECONDSOURCE_DATA_DIR": str(folder / f"data-{number}"),
                "SECONDSOURCE_CONTACT": "test@secondsource.example",
                "SECONDSOURCE_STARTER": "false",
                # nobody is cut off, so that nobody asks again what another was cut off from
                "SECONDSOURCE_BEST_EFFORT_GRACE_S": "60",
            }
            base = f"http://{LOOPBACK}:{port}"
            stack.enter_context(
                running(
                    command,
                    ready=succeeds(f"{base}/readyz"),
                    log=folder / f"log-{number}",
                    within_s=90,
                    env=environment,
                )
            )
            bases.append(base)
        yield bases[0], bases[1]


@pytest.mark.parametrize(
    ("lift", "sources"),
    [(Lift.ALL, None), (Lift.NOTHING, ("wikipedia",))],
    ids=["no budgets", "real budgets"],
)
def test_ten_at_once_make_the_calls_of_one(
    tmp_path: Path, lift: Lift, sources: tuple[str, ...] | None
) -> None:
    """With Wikipedia's budget, what one asks waits longer for its turn than a call may take."""
    text, _ = article()
    body: JsonValue = {
        "text": text,
        "deadline_ms": DEADLINE_MS,
        "sources": None if sources is None else list(sources),
    }
    with serving(world(text), DELAY_S) as upstreams, two(tmp_path, upstreams, lift) as bases:
        with ThreadPoolExecutor(10) as pool:
            answers = list(
                pool.map(lambda number: http.post(bases[number % 2], "/v1/verifications", body), range(10))
            )
        asked = Counter((call.source, call.asked) for call in upstreams.calls)

    assert [answer.status for answer in answers] == [200] * 10
    for answer in answers:
        looks = [look for claim in reading.judged(answer.body) for look in reading.coverage(claim).values()]
        assert looks
        assert {look["outcome"] for look in looks} == {"ok"}
    searched = {source for source, _ in asked}
    assert set(sources or ("wikipedia", "wikidata", "gdelt", "pages")) <= searched
    # archives are asked while there is time for it, with budgets of their own
    again = {call: times for call, times in asked.items() if times > 1 and call[0] not in ARCHIVES}
    assert not again
