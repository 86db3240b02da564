"""A draft is confidential: it shows up nowhere but in answers to its caller and queries to sources.

The service runs as its own process, its log at the level debug, with a store the test can look into.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis

from tests.e2e import http
from tests.e2e.pages import PROJECT, article, world
from tests.servers.json_values import JsonValue, at
from tests.servers.process import free_port, running, succeeds
from tests.servers.valkey import valkey
from tests.servers.wiki import Wiki, wiki

CANARY = "Quetzalbrack"
"""A name, so that queries are made of it too."""
TEXT = f"""\
{CANARY} Gazette 2016-01-29

The {CANARY} ministry said on Tuesday that 4711 people live in {CANARY}. {CANARY} lies in Syria near Latakia.
"""
DOCUMENT: JsonValue = {"id": "wire", "text": f"{CANARY} has 12 people.", "title": CANARY}
pytestmark = pytest.mark.timeout(180)


@dataclass(frozen=True, slots=True)
class Service:
    base: str
    log: Path
    store: redis.Redis
    wiki: Wiki


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service after it has seen the canary in every kind of request, good and bad."""
    folder = tmp_path_factory.mktemp("canary")
    with ExitStack() as stack:
        store_url = stack.enter_context(valkey())
        stand_in = stack.enter_context(wiki(world(article()[0])))
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        log = folder / "service.log"
        settings = {
            "PORT": str(port),
            "REDIS_URL": store_url,
            "SECONDSOURCE_DATA_DIR": str(folder / "data"),
            "SECONDSOURCE_LOG_LEVEL": "debug",
            "SECONDSOURCE_CONTACT": "test@secondsource.example",
            "SECONDSOURCE_MEDIAWIKI_URL": f"{stand_in.base}/w/api.php",
            "SECONDSOURCE_PRIVATE_HOSTS": urlsplit(stand_in.base).netloc,
            "SECONDSOURCE_WAYBACK": "false",
            "SECONDSOURCE_ARQUIVO": "false",
        }
        stack.enter_context(
            running(
                [sys.executable, "-m", "service"],
                ready=succeeds(f"{base}/readyz"),
                log=log,
                within_s=90,
                cwd=PROJECT,
                env=settings,
            )
        )
        _use(base)
        store = redis.Redis.from_url(store_url)
        yield Service(base, log, store, stand_in)
        store.close()


def _use(base: str) -> None:
    plain: JsonValue = {"text": TEXT, "title": CANARY, "deadline_ms": 20_000}
    confidential: JsonValue = {"text": TEXT, "confidential": True, "documents": [DOCUMENT]}
    for body in (plain, confidential):
        answer = http.post(base, "/v1/verifications", body)
        assert answer.status == 200, answer.body
        assert http.send(base, "GET", f"/v1/verifications/{at(answer.body, 'id')}").status == 200
    assert http.post(base, "/v1/claims", {"text": TEXT}).status == 200
    items: JsonValue = {"items": [{"claim": f"{CANARY} has 12 people.", "passages": [{"text": TEXT}]}]}
    assert http.post(base, "/v1/assessments", items).status == 200
    bad_bodies: list[JsonValue] = [
        {"text": TEXT, "published_at": CANARY},
        {"text": TEXT, CANARY: 1},
        {"text": [CANARY]},
        {"text": TEXT, "url": f"http://127.0.0.1/{CANARY}"},
        {"text": TEXT, "sources": [CANARY]},
    ]
    for body in bad_bodies:
        assert_silent(http.post(base, "/v1/verifications", body))
    for content in (TEXT.encode(), b'{"text": "' + CANARY.encode() + b'\xff"}'):
        assert_silent(
            http.send(
                base,
                "POST",
                "/v1/verifications",
                content=content,
                headers={"Content-Type": "application/json"},
            )
        )
    assert_silent(http.send(base, "GET", f"/v1/verifications/{CANARY}"))
    assert_silent(http.send(base, "POST", f"/{CANARY}?{CANARY}={CANARY}", json={"text": TEXT}))


def assert_silent(answer: http.Answer) -> None:
    """A problem document that does not repeat what was sent."""
    assert answer.headers["content-type"] == http.PROBLEM
    assert CANARY not in json.dumps(answer.body)


def test_the_canary_did_go_out_as_a_query(service: Service) -> None:
    """Else the tests below would prove nothing."""
    assert any(CANARY in value for query in service.wiki.asked for value in query.values())


def test_no_log_line_has_it(service: Service) -> None:
    lines = service.log.read_text(errors="replace")

    assert lines.strip()
    assert CANARY.lower() not in lines.lower()
    assert "4711" not in lines


def test_no_metric_has_it(service: Service) -> None:
    metrics = http.send(service.base, "GET", "/metrics")

    assert metrics.status == 200
    assert CANARY.lower() not in str(metrics.body).lower()


def test_no_key_of_the_store_has_it(service: Service) -> None:
    keys = [key.decode(errors="replace") for key in service.store.scan_iter("*")]

    assert keys
    assert [key for key in keys if CANARY.lower() in key.lower()] == []


def test_deleting_a_confidential_draft_leaves_nothing_of_it_in_the_store(service: Service) -> None:
    draft: JsonValue = {"text": TEXT.replace("4711", "77"), "confidential": True, "documents": [DOCUMENT]}
    before = set(service.store.scan_iter("*"))
    answer = http.post(service.base, "/v1/verifications", draft)
    of_draft = set(service.store.scan_iter("*")) - before

    deleted = http.send(service.base, "DELETE", f"/v1/verifications/{at(answer.body, 'id')}")

    assert of_draft
    assert deleted.status in {200, 204}
    assert of_draft & set(service.store.scan_iter("*")) == set()
