"""Captures of cited pages: found in an archive, missing in all, not looked up, saved where that is wanted."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr

from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.running import running, settings
from tests.faults import Faults, faults
from tests.faults.plays import Answer
from tests.servers import pywb as archives
from tests.servers.json_values import JsonValue, at

SAID = "Russian troops are deployed in the Jurin, Salma and Rabia districts of Latakia."
DRAFT = f"Own Wire 2016-01-29\n\n{SAID}\n"
KEPT, LOST = "http://news.example/a", "http://news.example/lost"
HTML = f"<p>{SAID}</p>"
NOBODY = "http://127.0.0.1:9"
WEB: JsonValue = {
    "query": "q",
    "results": [{"url": LOST, "title": "Latakia", "content": SAID, "engine": "e", "engines": ["e"]}],
    "answers": [],
    "infoboxes": [],
    "suggestions": [],
    "unresponsive_engines": [],
}

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def archive() -> Iterator[str]:
    with archives.pywb([archives.Capture(KEPT, "20160211000000", HTML)]) as root:
        yield root


@pytest.fixture
def servers() -> Iterator[Faults]:
    with faults() as server:
        yield server


def checked(app: str, *urls: str) -> JsonValue:
    """The report on a draft that the caller's own documents, at these addresses, say something of."""
    documents: JsonValue = [
        {"id": f"d{n}", "url": url, "text": f"{SAID} ({n})", "published_at": "2016-02-10T00:00:00Z"}
        for n, url in enumerate(urls)
    ]
    body: JsonValue = {"text": DRAFT, "documents": documents, "deadline_ms": 20_000}
    answer = http.post(app, "/v1/verifications", body)
    assert answer.status == 200, answer.body
    return answer.body


def captures(report: JsonValue) -> dict[str, reading.Object]:
    found = {str(item["url"]): item["capture"] for _, item in reading.evidence(report)}
    return {url: capture for url, capture in found.items() if isinstance(capture, dict)}


def told(report: JsonValue) -> set[tuple[str, str]]:
    return {
        (str(at(one, "source")), str(at(one, "query"))) for one in reading.objects(at(report, "outbound"))
    }


def test_a_capture_is_found_with_its_distance_and_the_hash_of_what_it_holds(
    tmp_path: Path, archive: str
) -> None:
    with running(settings(tmp_path, archive=archive)) as app:
        report = checked(app, KEPT, LOST)
        listed = http.send(app, "GET", "/v1/sources").body

    found = captures(report)
    assert found[KEPT] == {
        "status": "found",
        "url": f"{archive}/web/20160211000000/{KEPT}",
        "captured_at": "2016-02-11T00:00:00Z",
        "gap_days": 1,
        "sha256": hashlib.sha256(HTML.encode()).hexdigest(),
    }
    assert found[LOST]["status"] == "none_in_window"
    assert told(report) == {("wayback", KEPT), ("wayback", LOST)}
    sources = {source["name"]: source for source in reading.objects(at(listed, "sources"))}
    assert sources["wayback"]["healthy"] is True
    assert sources["savepagenow"]["configured"] is False


def test_where_the_first_archive_fails_the_second_is_looked_in_and_none_is_not_said(
    tmp_path: Path, archive: str
) -> None:
    second = f"second={archive}/web/ {archive}/web/timemap/link/ {archive}/web/"
    hosts = (urlsplit(archive).netloc, urlsplit(NOBODY).netloc)
    others = {"memento_archives": second, "private_hosts": hosts}
    with running(settings(tmp_path, archive=NOBODY, others=others)) as app:
        report = checked(app, KEPT, LOST)

    found = captures(report)
    assert (found[KEPT]["status"], found[KEPT]["captured_at"]) == ("found", "2016-02-11T00:00:00Z")
    assert found[LOST]["status"] == "not_measured"
    assert {claim["verdict"] for claim in reading.judged(report)} == {"supported"}


def saving(servers: Faults, said: JsonValue) -> dict[str, object]:
    """Settings of a Wayback Machine that has no capture of anything, and says that when asked for one."""
    servers.answering("cdx", Answer(200, b"[]", "application/json"))
    servers.answering("save", Answer(200, json.dumps(said).encode(), "application/json"))
    return {
        "searxng_url": servers.answering("web", Answer(200, json.dumps(WEB).encode(), "application/json")),
        "wayback": True,
        "wayback_url": servers.base,
        "wayback_dialect": "ia",
        "save_access_key": SecretStr("access"),
        "save_secret_key": SecretStr("secret"),
    }


def test_a_page_that_no_archive_has_is_submitted_once_the_report_is_given(
    tmp_path: Path, servers: Faults
) -> None:
    blocked: JsonValue = {"status": "error", "status_ext": "error:blocked-url"}
    with running(settings(tmp_path, others=saving(servers, blocked))) as app:
        private = checked(app, LOST)
        assert captures(private)[LOST]["status"] == "none_in_window", "what came with documents is private"
        answer = http.post(app, "/v1/verifications", {"text": DRAFT, "deadline_ms": 20_000})
        assert captures(answer.body)[LOST]["status"] == "pending"
        assert ("savepagenow", LOST) in told(answer.body)
        ended = 'secondsource_page_saves_total{ended="excluded"} 1.0'
        assert _soon(lambda: ended in str(http.send(app, "GET", "/metrics").body))
        kept = http.send(app, "GET", f"/v1/verifications/{at(answer.body, 'id')}").body
        assert captures(kept)[LOST]["status"] == "none_in_window", "the site shuts the archive out"
    assert servers.count("save") == 1


def _soon(said: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + 20
    while time.monotonic() < give_up:
        if said():
            return True
        time.sleep(0.1)
    return False
