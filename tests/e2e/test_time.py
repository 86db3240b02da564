"""A cut-off, end to end: what a capture shows to have stood before it counts, and says by how many days."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.running import running, settings
from tests.faults import faults
from tests.faults.plays import Answer
from tests.servers import pywb as archives
from tests.servers.json_values import JsonValue, at

SAID = "Russian troops are deployed in the Jurin, Salma and Rabia districts of Latakia."
DRAFT = f"Own Wire 2016-01-29\n\n{SAID}\n"
SAYING, SILENT = "http://news.example/a", "http://news.example/b"
CAPTURES = [
    archives.Capture(SAYING, "20160211000000", f"<p>News of the day: {SAID} More soon.</p>"),
    archives.Capture(SILENT, "20160211000000", "<p>Nothing of that kind is known here so far, we hear.</p>"),
]
pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """With an archive, and a search that finds the first page without a date."""
    found: JsonValue = {"url": SAYING, "title": "Latakia", "content": SAID[:60], "engines": ["e"]}
    web: JsonValue = {"query": "q", "results": [found], "unresponsive_engines": []}
    with archives.pywb(CAPTURES) as archive, faults() as servers:
        searched = servers.answering("web", Answer(200, json.dumps(web).encode(), "application/json"))
        others = {"searxng_url": searched, "live_pages": True}
        with running(settings(tmp_path_factory.mktemp("data"), archive=archive, others=others)) as base:
            yield base


def check(app: str, as_of: str, *documents: str, published: str | None = None) -> reading.Object:
    """The claim checked against documents at these addresses, or else against what the search finds."""
    given: list[JsonValue] = []
    for number, url in enumerate(documents):
        document: dict[str, JsonValue] = {"id": f"d{number}", "url": url, "text": SAID}
        given.append(document | {"published_at": published} if published else document)
    body: dict[str, JsonValue] = {"text": DRAFT, "as_of": as_of, "documents": given, "deadline_ms": 20_000}
    if documents:
        body["sources"] = ["library"]
    answer = http.post(app, "/v1/verifications", body)
    assert answer.status == 200, answer.body
    [claim] = reading.judged(answer.body)
    return claim


def told(claim: reading.Object) -> tuple[JsonValue, JsonValue, JsonValue]:
    [item] = reading.objects(claim["evidence"])
    return item["timing"], at(item, "capture", "status"), at(item, "capture", "gap_days")


def test_an_undated_page_that_a_capture_shows_counts(app: str) -> None:
    claim = check(app, "2016-02-20", SAYING)
    assert told(claim) == ("before", "found", 10)
    assert claim["verdict"] == "supported"


def test_without_a_capture_that_shows_it_it_does_not_count(app: str) -> None:
    for as_of, url in (("2016-02-20", SILENT), ("2016-02-09", SAYING)):
        claim = check(app, as_of, url)
        assert told(claim)[0] == "unknown"
        assert claim["verdict"] != "supported"
        assert "timing" in reading.signals(claim)


@pytest.mark.parametrize(
    ("published", "timing"),
    [
        ("2016-02", "before"),
        ("2016-03", "unknown"),
        ("2016-03-15T12:00:00Z", "before"),
        ("2016-04", "after"),
        ("2016-03-31T23:30:00-02:00", "after"),
        ("2016-04-01T00:30:00+02:00", "before"),
        ("2016", "unknown"),
        ("2015", "before"),
    ],
)
def test_a_date_decides_where_all_of_it_lies_on_one_side(app: str, published: str, timing: str) -> None:
    """The cut-off is the end of a day in the middle of March, and of its last day for what names an hour."""
    as_of = "2016-03-31" if "T" in published and "03-15" not in published else "2016-03-20"
    claim = check(app, as_of, "http://news.example/none", published=published)
    assert told(claim)[0] == timing
    assert (claim["verdict"] == "supported") is (timing == "before")


def test_the_page_of_an_excerpt_is_read_from_its_capture(app: str) -> None:
    claim = check(app, "2016-02-20")
    assert told(claim) == ("before", "found", 10)
    assert reading.coverage(claim)["searxng"]["as_of_enforced"] == "capture"
    assert claim["verdict"] == "supported"
