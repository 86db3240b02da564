"""What a run tells: which calls had to wait for each other, what the models took, who was cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.waiting.upstreams import Seen
from tests.e2e import report as reading
from tests.servers.json_values import JsonValue

MOST = 1.4
"""What the wall time may be, in times of chain and models."""
MODELS = frozenset({"extraction", "keywords", "judging"})
_SEARCHING: Mapping[str, tuple[tuple[str, str], ...]] = {
    "wikipedia": (("wikipedia", "search"), ("wikipedia", "revision"), ("wikipedia", "text")),
    "wikidata": (("wikidata", "names"), ("wikidata", "entities"), ("wikidata", "labels")),
    "gdelt": (("gdelt", "list"), ("pages", "page")),
    "crossref": (("crossref", "list"),),
    "europepmc": (("europepmc", "list"),),
}
_CAPTURING: Mapping[str, tuple[tuple[str, str], ...]] = {
    "wayback": (("wayback", "index"), ("wayback", "replay")),
    "arquivo": (("arquivo", "index"), ("arquivo", "timegate"), ("arquivo", "replay")),
}
"""Steps that need the answer of the one before. Captures need the verdict: they are of what it cites."""


@dataclass(frozen=True, slots=True)
class Span:
    """``what`` was at work from ``began`` to ``ended``, seconds on the monotonic clock."""

    what: str
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the longest chain; ``seconds`` is the median of its calls."""

    source: str
    step: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """One verification: when it was asked for and answered, the report, every call, every work of a model."""

    began: float
    ended: float
    report: JsonValue
    calls: tuple[Seen, ...]
    spans: tuple[Span, ...]

    @property
    def wall_s(self) -> float:
        return self.ended - self.began

    @property
    def model_s(self) -> float:
        """Time in which at least one model was at work or waited for."""
        return covered(span for span in self.spans if span.what in MODELS and span.began >= self.began)

    @property
    def chain(self) -> tuple[Link, ...]:
        return longest(self.calls, _SEARCHING) + longest(self.calls, _CAPTURING)

    @property
    def chain_s(self) -> float:
        return sum(link.seconds for link in self.chain)

    @property
    def ratio(self) -> float:
        return self.wall_s / (self.chain_s + self.model_s)

    @property
    def claims(self) -> list[reading.Object]:
        """Those that were looked up."""
        return reading.judged(self.report)

    def calls_of(self, claim: str) -> int:
        """Calls made for a claim; one that several share counts for the one that asked first."""
        return sum(call.claim == claim for call in self.calls)


def covered(spans: Iterable[Span]) -> float:
    """Seconds in which at least one of them was going on."""
    total, until = 0.0, float("-inf")
    for span in sorted(spans, key=lambda one: one.began):
        total += max(0.0, span.ended - max(span.began, until))
        until = max(until, span.ended)
    return total


def longest(calls: Sequence[Seen], chains: Mapping[str, tuple[tuple[str, str], ...]]) -> tuple[Link, ...]:
    """The chain that takes longest, without the steps nobody took."""
    taken: dict[tuple[str, str], list[float]] = {}
    for call in calls:
        taken.setdefault((call.source, call.step), []).append(call.ended - call.began)
    linked = [
        tuple(Link(*step, median(taken[step])) for step in steps if step in taken)
        for steps in chains.values()
    ]
    return max(linked, key=lambda links: sum(link.seconds for link in links))


def coverage(run: Run) -> dict[str, Counter[str]]:
    """Per source, how often each outcome: ``ok``, or the reason why not."""
    counts: dict[str, Counter[str]] = {}
    for claim in run.claims:
        for source, look in reading.coverage(claim).items():
            counts.setdefault(source, Counter())[str(look["reason"] or look["outcome"])] += 1
    return counts


def captures(run: Run) -> Counter[str]:
    """How many cited pages have which capture status."""
    statuses: dict[str, str] = {}
    for claim, item in reading.evidence(run.report):
        match item["capture"]:
            case {"status": str(status)}:
                statuses[f"{claim['id']} {item['url']}"] = status
    return Counter(statuses.values())


@dataclass(frozen=True, slots=True)
class Kept:
    """Of searches that ran whole in both runs, how many found as much, and what became of their quotes.

    ``same_verdicts`` of all claims.
    """

    searches: int
    same_hits: int
    quotes: int
    same_quotes: int
    claims: int
    same_verdicts: int


def kept(first: Run, second: Run) -> Kept:
    """What the second run has of the first, source by source, where the source was not cut off."""
    later = {str(claim["id"]): claim for claim in second.claims}
    both = [(claim, later[str(claim["id"])]) for claim in first.claims]
    searches = [
        (one, other, source)
        for one, other in both
        for source in reading.coverage(one)
        if _look(one, source).get("outcome") == _look(other, source).get("outcome") == "ok"
    ]
    hits = [_look(one, source)["hits"] == _look(other, source)["hits"] for one, other, source in searches]
    quotes = [
        quote in _quotes(other, source) for one, other, source in searches for quote in _quotes(one, source)
    ]
    verdicts = [one["verdict"] == other["verdict"] for one, other in both]
    return Kept(len(hits), sum(hits), len(quotes), sum(quotes), len(verdicts), sum(verdicts))


def _look(claim: reading.Object, source: str) -> reading.Object:
    return reading.coverage(claim).get(source, {})


def _quotes(claim: reading.Object, source: str) -> set[str]:
    return {
        f"{item['url']} {item['quote']}"
        for item in reading.objects(claim["evidence"])
        if item["source"] == source
    }
