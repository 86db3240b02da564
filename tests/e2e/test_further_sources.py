"""Sources beside Wikipedia, served on loopback: what they find is used, and one that fails harms no other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.pages import article, world
from tests.e2e.running import running, settings
from tests.e2e.test_upstreams_cut import TEXT
from tests.faults import Faults, faults
from tests.faults.plays import Answer
from tests.servers.json_values import JsonValue, at
from tests.servers.wiki import Wiki, wiki

DEADLINE_MS = 60_000
FOUND = "Moscow has sent soldiers to Salma, Rabia and Jurin, three districts of Latakia province."
HEADLINE = "Russian troops deployed in Jurin, Salma and Rabia in Latakia"
WEB: JsonValue = {
    "query": "q",
    "results": [
        {
            "url": "https://levant.example/1",
            "title": "Latakia",
            "content": FOUND,
            "engine": "e",
            "engines": ["e"],
        }
    ],
    "answers": [],
    "infoboxes": [],
    "suggestions": [],
    "unresponsive_engines": [],
}
NO_ENGINE: JsonValue = {
    "query": "q",
    "results": [],
    "unresponsive_engines": [["one", "timeout"], ["two", "HTTP connection error"]],
}
NEWS: JsonValue = {
    "articles": [
        {
            "url": "https://courier.example/1",
            "title": HEADLINE,
            "seendate": "20260120T101500Z",
            "domain": "courier.example",
            "language": "English",
        }
    ]
}
THROTTLED = "Please limit requests to one every 5 seconds or contact somebody for larger queries."

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def servers() -> Iterator[Faults]:
    with faults() as server:
        yield server


@pytest.fixture(scope="module")
def whole() -> Iterator[Wiki]:
    with wiki(world(article()[0])) as server:
        yield server


def check(folder: Path, whole: Wiki, others: Mapping[str, object]) -> JsonValue:
    chosen = settings(folder, wiki=whole.base, others={"gdelt": True, **others})
    with running(chosen) as app:
        answer = http.post(app, "/v1/verifications", {"text": TEXT, "deadline_ms": DEADLINE_MS})
    assert answer.status == 200, answer.body
    return answer.body


def test_news_that_fail_harm_no_other(tmp_path: Path, servers: Faults, whole: Wiki) -> None:
    web = servers.answering("web", Answer(200, json.dumps(WEB).encode(), "application/json"))
    news = servers.answering("throttled", Answer(200, THROTTLED.encode(), "text/html"))
    report = check(tmp_path, whole, {"searxng_url": web, "gdelt_url": f"{news}/doc"})

    known, unknown = reading.judged(report)
    for claim in (known, unknown):
        looks = reading.coverage(claim)
        assert (looks["wikipedia"]["outcome"], looks["wikipedia"]["role"]) == ("ok", "required")
        assert (looks["searxng"]["outcome"], looks["searxng"]["role"]) == ("ok", "best_effort")
        assert looks["searxng"]["hits"] == 1
        assert (looks["gdelt"]["outcome"], looks["gdelt"]["role"]) == ("not_measured", "best_effort")
        assert looks["gdelt"]["reason"] in {"rate_limited", "deadline", "budget"}
        assert claim["complete"] is False
    assert known["verdict"] == "supported"
    assert "searxng" in {item["source"] for item in reading.objects(known["evidence"])}
    assert FOUND in {item["quote"] for item in reading.objects(known["evidence"])}
    assert unknown["verdict"] == "not_enough_evidence", "what is of best effort is not needed for it"
    assert at(report, "complete") is False


def test_a_search_of_which_no_engine_answers_harms_no_other(
    tmp_path: Path, servers: Faults, whole: Wiki
) -> None:
    web = servers.answering("dead", Answer(200, json.dumps(NO_ENGINE).encode(), "application/json"))
    news = servers.answering("news", Answer(200, json.dumps(NEWS).encode(), "application/json"))
    report = check(
        tmp_path,
        whole,
        {"searxng_url": web, "gdelt_url": f"{news}/doc", "required_sources": "wikipedia,searxng"},
    )

    known, unknown = reading.judged(report)
    for claim in (known, unknown):
        looks = reading.coverage(claim)
        assert looks["wikipedia"]["outcome"] == "ok"
        assert (looks["searxng"]["outcome"], looks["searxng"]["role"]) == ("not_measured", "required")
        assert looks["searxng"]["reason"] == "source_down"
    assert known["verdict"] == "supported"
    assert unknown["verdict"] == "not_checked", "a required source is missing"
    assert unknown["reason"] == "source_down"
    news_looks = [reading.coverage(claim)["gdelt"] for claim in (known, unknown)]
    assert "ok" in {look["outcome"] for look in news_looks}, "one call in six seconds: not both in time"
    asked = [path for name, path in servers.seen if name == "news"]
    assert 1 <= len(asked) <= 2, "one call a claim"
    sent = {
        (str(at(one, "source")), str(at(one, "query"))) for one in reading.objects(at(report, "outbound"))
    }
    assert {"gdelt", "searxng", "wikipedia"} == {source for source, _ in sent}
