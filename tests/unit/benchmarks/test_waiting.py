"""How long a verification waits: what is made of the trace, and the upstreams it is taken before."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator

import anyio
import httpx2 as httpx
import pytest

from benchmarks.waiting.composed import CLAIM, Led, Lift, Lifted
from benchmarks.waiting.figures import Run, Span, captures, coverage, covered, kept
from benchmarks.waiting.upstreams import Seen, Upstreams, serving
from clients.outcome import Ok
from clients.search.gdelt import GdeltSearch
from clients.search.mediawiki import MediaWikiSearch
from clients.search.protocol import SearchClient, SearchQuery
from clients.search.wikidata import WikidataSearch
from clients.transport.deadline import Deadline
from clients.transport.transport import Transport
from tests.e2e.pages import article, world
from tests.servers.json_values import JsonValue

DELAY_S = 0.1


def call(source: str, step: str, *, claim: str = "c1", began: float = 0.0, took: float = 0.3) -> Seen:
    return Seen(source, step, claim, "/", began, began + took)


def claim(number: int, *, wiki: str = "ok", hits: int = 2, quotes: tuple[str, ...] = ("q",)) -> JsonValue:
    failed = wiki != "ok"
    look: JsonValue = {
        "source": "wikipedia",
        "outcome": "not_measured" if failed else "ok",
        "reason": wiki if failed else None,
        "hits": None if failed else hits,
    }
    cited: list[JsonValue] = [
        {"source": "wikipedia", "url": f"u{n}", "quote": quote, "capture": {"status": "found"}}
        for n, quote in enumerate(quotes)
    ]
    return {
        "id": f"c{number}", "same_as": None, "verdict": "supported", "coverage": [look], "evidence": cited
    }  # fmt: skip


def run(*claims: JsonValue, calls: tuple[Seen, ...] = (), spans: tuple[Span, ...] = ()) -> Run:
    return Run(10.0, 14.0, {"claims": list(claims)}, calls, spans)


def test_time_in_which_several_are_at_work_counts_once() -> None:
    spans = [Span("a", 0, 1), Span("b", 0.5, 2), Span("c", 0.6, 0.7), Span("d", 5, 6)]
    assert covered(spans) == pytest.approx(3.0)


def test_models_count_from_the_request_on_and_what_is_none_does_not() -> None:
    spans = (Span("judging", 2, 9), Span("judging", 11, 12), Span("selection", 12, 13))
    assert run(spans=spans).model_s == pytest.approx(1.0)


def test_the_chain_is_that_of_the_slowest_source_and_the_slowest_archive() -> None:
    calls = (
        call("wikipedia", "search", took=0.4),
        call("wikidata", "names"),
        call("wikidata", "names"),
        call("wikidata", "entities"),
        call("wayback", "index"),
        call("arquivo", "index"),
        call("arquivo", "replay", took=0.5),
    )
    found = run(calls=calls, spans=(Span("judging", 11, 12),))
    assert [(link.source, link.step) for link in found.chain] == [
        ("wikidata", "names"),
        ("wikidata", "entities"),
        ("arquivo", "index"),
        ("arquivo", "replay"),
    ]
    assert found.chain_s == pytest.approx(1.4)
    assert found.ratio == pytest.approx(4.0 / 2.4)


def test_calls_and_outcomes_are_counted_by_claim() -> None:
    calls = (call("gdelt", "list"), call("gdelt", "list", claim="c2"), call("pages", "page"))
    found = run(claim(1), claim(2, wiki="deadline", quotes=()), calls=calls)
    assert [found.calls_of(one) for one in ("c1", "c2", "c3")] == [2, 1, 0]
    assert coverage(found) == {"wikipedia": Counter(ok=1, deadline=1)}
    assert captures(found) == Counter(found=1)


def test_what_another_run_kept_is_told_of_searches_that_ran_whole_in_both() -> None:
    first = run(claim(1, quotes=("a", "b")), claim(2), claim(3))
    second = run(claim(1, quotes=("x", "b")), claim(2, wiki="budget"), claim(3, hits=1))
    told = kept(first, second)
    assert (told.searches, told.same_hits) == (2, 1)
    assert (told.quotes, told.same_quotes) == (3, 2)
    assert (told.claims, told.same_verdicts) == (3, 3)


# ---- the upstreams --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def upstreams() -> Iterator[Upstreams]:
    with serving(world(article()[0]), DELAY_S) as server:
        yield server


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("make", "steps"),
    [
        (MediaWikiSearch, {"search", "text"}),
        (WikidataSearch, {"names", "entities", "labels"}),
        (GdeltSearch, {"list"}),
    ],
)
async def test_real_adapters_read_what_is_served_at_their_own_addresses(
    upstreams: Upstreams, make: Callable[[Transport], SearchClient], steps: set[str]
) -> None:
    upstreams.calls.clear()
    way = Lifted(network=lambda _allowed: Led(upstreams.port))
    async with way:
        outcome = await make(way).search(
            SearchQuery("Russia Syria", names=("Russia", "Syria")), deadline=Deadline.after(30)
        )
    assert isinstance(outcome, Ok), outcome
    assert outcome.value
    assert {seen.step for seen in upstreams.calls} == steps
    assert all(seen.ended - seen.began > 0.9 * DELAY_S for seen in upstreams.calls)


@pytest.mark.anyio
async def test_a_call_tells_for_which_claim_it_is_made(upstreams: Upstreams) -> None:
    upstreams.calls.clear()
    async with httpx.AsyncClient(trust_env=False) as plain:
        await plain.get(f"http://127.0.0.1:{upstreams.port}/api.crossref.org/works", headers={CLAIM: "c7"})
    assert [(seen.source, seen.claim) for seen in upstreams.calls] == [("crossref", "c7")]


@pytest.mark.anyio
@pytest.mark.parametrize("lift", [Lift.ALL, Lift.RATES])
async def test_what_is_lifted_is_rates_or_also_how_many_at_once(
    upstreams: Upstreams, monkeypatch: pytest.MonkeyPatch, lift: Lift
) -> None:
    """GDELT allows one call in six seconds, and one at once."""
    monkeypatch.setattr(Lifted, "lift", lift)
    upstreams.calls.clear()
    started = time.monotonic()
    async with (
        Lifted(network=lambda _allowed: Led(upstreams.port)) as way,
        anyio.create_task_group() as group,
    ):
        for number in range(6):
            query = SearchQuery(f"word{number}")
            group.start_soon(lambda asked: GdeltSearch(way).search(asked, deadline=Deadline.after(30)), query)
    assert time.monotonic() - started < 6.0 * 5, "the rate is kept"
    seen = upstreams.calls
    most = max(sum(one.began <= other.began < one.ended for one in seen) for other in seen)
    assert (most > 1) == (lift is Lift.ALL)
