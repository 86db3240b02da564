"""What is counted, in a registry of its own (docs/data.md lists it). No label is taken from content."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from service.domain.report import Report

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "secondsource_requests",
            "Requests answered.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "secondsource_request_seconds",
            "Time until the answer was sent.",
            ("route",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._verdicts = Counter(
            "secondsource_verdicts",
            "Claims of verifications by verdict.",
            ("verdict",),
            registry=self.registry,
        )
        self._looks = Counter(
            "secondsource_source_looks",
            "Look-ups for claims by source and outcome.",
            ("source", "outcome", "reason"),
            registry=self.registry,
        )
        self._calls = Counter(
            "secondsource_upstream_calls",
            "Calls to upstreams by outcome.",
            ("source", "outcome", "why"),
            registry=self.registry,
        )
        self._call_seconds = Histogram(
            "secondsource_upstream_seconds",
            "Time of a call to an upstream, waiting for its budget included.",
            ("source",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._store_failures = Counter(
            "secondsource_store_failures", "Uses of the store that failed.", ("use",), registry=self.registry
        )
        self._page_saves = Counter(
            "secondsource_page_saves",
            "Cited pages handed to Save Page Now, by how each ended.",
            ("ended",),
            registry=self.registry,
        )
        self.in_flight = Gauge("secondsource_in_flight", "Requests being worked on.", registry=self.registry)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        known = method if method in METHODS else "other"
        self._requests.labels(route, known, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def reported(self, report: Report) -> None:
        for claim in report.claims:
            if claim.verdict is not None:
                self._verdicts.labels(claim.verdict.value).inc()
            for look in claim.coverage:
                self._looks.labels(
                    look.source, look.outcome.value, look.reason.value if look.reason else ""
                ).inc()

    def called(self, source: str, outcome: str, why: str, seconds: float) -> None:
        self._calls.labels(source, outcome, why).inc()
        self._call_seconds.labels(source).observe(seconds)

    def store_failed(self, use: str) -> None:
        self._store_failures.labels(use).inc()

    def page_saved(self, ended: str) -> None:
        self._page_saves.labels(ended).inc()

    def exposition(self) -> bytes:
        return generate_latest(self.registry)
