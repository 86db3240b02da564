"""Redis fails under the running service, in each way it can: whoever waits is answered, and told the truth.

On Valkey, and in the full run on Debian's Redis too. Reports that were promised are not denied: where nobody
can know whether there is one, the answer is 503.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.pages import article, world
from tests.e2e.running import running, settings
from tests.faults import Faults, faults
from tests.faults.plays import Answer
from tests.servers.json_values import JsonValue, at
from tests.servers.redis import RedisServer, redis
from tests.servers.valkey import valkey_server
from tests.servers.wiki import Wiki, wiki

SOON_MS = 2000
LONG_MS = 15_000
"""Without a store the service takes itself for one of four, and waits for its turn at the wiki."""
ALLOWANCE_S = 0.5
BACK_WITHIN_S = 12.0
"""Rests between looks at a dead store grow to five seconds."""
TEXT = "Russian troops are deployed in the Jurin, Salma and Rabia districts of Latakia."
"""One claim, which a page of the wiki supports."""
ARCHIVE = "archive"
NO_CAPTURES = Answer(200, b"[]", "application/json")
NONSENSE = Answer(200, b"Sorry", "text/plain")


@dataclass(frozen=True, slots=True)
class World:
    """The service at ``app``, its store, and what it asks: a wiki, and an archive that forbids to hurry."""

    app: str
    store: RedisServer
    wiki: Wiki
    upstream: Faults

    def archive_asked(self) -> int:
        return self.upstream.count(ARCHIVE)

    def ready(self) -> bool:
        """Whether the service has its store."""
        parts = reading.objects(at(http.send(self.app, "GET", "/readyz").body, "parts"))
        return next(part for part in parts if part["name"] == "store")["state"] == "ready"


@pytest.fixture(scope="module", params=["valkey", pytest.param("redis", marks=pytest.mark.full)])
def running_world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    with ExitStack() as stack:
        store = stack.enter_context(redis() if request.param == "redis" else valkey_server())
        asked = stack.enter_context(wiki(world(article()[0])))
        upstream = stack.enter_context(faults())
        archive = upstream.answering(ARCHIVE, NO_CAPTURES)
        chosen = settings(
            tmp_path_factory.mktemp("data"),
            wiki=asked.base,
            archive=archive,
            others={"REDIS_URL": store.url},
        )
        app = stack.enter_context(running(chosen.model_copy(update={"wayback_dialect": "ia"})))
        yield World(app, store, asked, upstream)


@pytest.fixture
def well(running_world: World) -> World:
    """With a store that holds nothing but the report of ``kept``."""
    running_world.store.client.flushall()
    until_ready(running_world)
    return running_world


@pytest.fixture
def kept(well: World) -> str:
    """The path of a report that is stored. Answers of the wiki are kept too, and none of the archive."""
    well.upstream.answering(ARCHIVE, NONSENSE)
    answer = verified(well, LONG_MS)
    well.upstream.answering(ARCHIVE, NO_CAPTURES)
    assert at(answer.body, "stored") is True
    path = answer.headers["Content-Location"]
    assert http.send(well.app, "GET", path).status == 200
    return path


def verified(of: World, within_ms: int) -> http.Answer:
    """The answer to a verification: right, or where there is no store perhaps too late."""
    body: JsonValue = {"text": TEXT, "published_at": "2016-01-29", "deadline_ms": within_ms}
    answer = http.post(of.app, "/v1/verifications", body)
    assert answer.status == 200, answer.body
    assert answer.seconds <= within_ms / 1000 + ALLOWANCE_S
    [claim] = reading.judged(answer.body)
    if claim["verdict"] != "supported":
        assert claim["verdict"] == "not_checked"
        assert claim["reason"] in {"budget", "deadline"}
        assert at(answer.body, "stored") is False
    return answer


def assert_kept_nowhere(of: World, within_ms: int = SOON_MS) -> reading.Object:
    """The claim: verified all the same, and told that it is not stored; the archive is not called."""
    archive_asked = of.archive_asked()
    answer = verified(of, within_ms)
    assert at(answer.body, "stored") is False
    assert at(answer.body, "expires_at") is None
    assert "Content-Location" not in answer.headers
    assert of.archive_asked() == archive_asked
    [claim] = reading.judged(answer.body)
    return claim


def assert_supported_without_captures(claim: reading.Object) -> None:
    assert claim["verdict"] == "supported"
    captures = [at(item, "capture", "status") for item in reading.objects(claim["evidence"])]
    assert captures
    assert set(captures) <= {"not_measured", "pending"}


def assert_all_is_well(of: World) -> None:
    """A report is kept, and the archive asked where it was not a moment ago."""
    asked = of.archive_asked()
    assert at(verified(of, LONG_MS).body, "stored") is True
    assert of.archive_asked() > asked


def assert_unknown_for_now(answer: http.Answer) -> None:
    assert answer.status == 503, answer.body
    assert answer.headers["Content-Type"] == http.PROBLEM
    assert int(answer.headers["Retry-After"]) > 0


def assert_forms_that_need_it_are_refused(of: World) -> None:
    """503, or 501 as long as there are none; never the promise of a report that nobody will find."""
    for headers in ({"Prefer": "respond-async"}, {"Idempotency-Key": "k"}):
        answer = http.send(of.app, "POST", "/v1/verifications", json={"text": TEXT}, headers=headers)
        assert answer.status in {501, 503}, answer.body
        assert answer.headers["Content-Type"] == http.PROBLEM


def until_ready(of: World) -> None:
    give_up = time.monotonic() + BACK_WITHIN_S
    while not of.ready():
        assert time.monotonic() < give_up, "the store does not come back"
        time.sleep(0.1)


def test_with_a_store_a_report_is_kept_and_the_archive_is_asked(well: World) -> None:
    assert_all_is_well(well)


def test_killed_and_started_again_empty(well: World, kept: str) -> None:
    well.store.kill()
    try:
        assert_supported_without_captures(assert_kept_nowhere(well, LONG_MS))
        assert not well.ready()
        assert_unknown_for_now(http.send(well.app, "GET", kept))
        assert_unknown_for_now(http.send(well.app, "DELETE", kept))
        assert_forms_that_need_it_are_refused(well)
    finally:
        well.store.start()
    until_ready(well)
    assert http.send(well.app, "GET", kept).status == 404
    assert at(verified(well, LONG_MS).body, "stored") is True


def test_killed_in_the_middle_of_a_verification(well: World, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Wiki.answer

    def answer_when_it_is_dead(asked: Wiki, query: dict[str, str]) -> tuple[JsonValue, str | None]:
        well.store.kill()
        return answer(asked, query)

    monkeypatch.setattr(Wiki, "answer", answer_when_it_is_dead)
    try:
        assert at(verified(well, SOON_MS).body, "stored") is False
    finally:
        well.store.start()


def test_hung(well: World, kept: str) -> None:
    well.store.signal(signal.SIGSTOP)
    try:
        assert_kept_nowhere(well)
        assert_unknown_for_now(http.send(well.app, "GET", kept))
        assert_forms_that_need_it_are_refused(well)
    finally:
        well.store.signal(signal.SIGCONT)
    until_ready(well)
    assert http.send(well.app, "GET", kept).status == 200


def test_full(well: World, kept: str) -> None:
    """Of what is not ours to drop. What it holds can be read."""
    well.store.client.set("of somebody else", b"x" * 1_000_000)
    well.store.client.config_set("maxmemory", "1mb")
    try:
        assert_kept_nowhere(well)
        assert http.send(well.app, "GET", kept).status == 200
    finally:
        well.store.client.config_set("maxmemory", "0")
    assert at(verified(well, LONG_MS).body, "stored") is True


def test_a_replica(well: World, kept: str) -> None:
    """What a failover leaves behind takes no writes."""
    well.store.client.replicaof("127.0.0.1", "1")
    try:
        assert_supported_without_captures(assert_kept_nowhere(well, LONG_MS))
        assert http.send(well.app, "GET", kept).status == 200
        assert_unknown_for_now(http.send(well.app, "DELETE", kept))
    finally:
        well.store.client.replicaof("NO", "ONE")
    assert_all_is_well(well)
    assert http.send(well.app, "DELETE", kept).status == 204


def test_a_password_that_is_wrong_since_a_moment_ago(well: World, kept: str) -> None:
    admin = well.store.client
    admin.config_set("requirepass", "new")
    admin.client_kill_filter(_type="normal", skipme=True)
    try:
        assert_kept_nowhere(well)
        assert_unknown_for_now(http.send(well.app, "GET", kept))
    finally:
        admin.config_set("requirepass", "")
    until_ready(well)
    assert http.send(well.app, "GET", kept).status == 200
