"""What is left in the store of a private draft: after DELETE, after its time, where nothing is kept."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
import redis

from tests.e2e import http
from tests.e2e.pages import article, world
from tests.e2e.running import running, settings
from tests.e2e.test_canary import CANARY, DOCUMENT, TEXT
from tests.servers.json_values import JsonValue, at
from tests.servers.valkey import valkey
from tests.servers.wiki import wiki

PRIVATE: Mapping[str, JsonValue] = {"confidential": True, "documents": [DOCUMENT]}
FLIGHTS_END_S = 3.0
"""A lock on a call under way, named by a keyed hash, lives for two seconds at most."""
pytestmark = pytest.mark.timeout(180)

Kept = dict[bytes, object]


@dataclass(frozen=True, slots=True)
class Service:
    base: str
    store: redis.Redis

    def check(self, text: str, **more: JsonValue) -> str:
        body = {"text": text, "deadline_ms": 20_000, **more}
        answer = http.post(self.base, "/v1/verifications", body)
        assert answer.status == 200, answer.body
        return str(at(answer.body, "id"))

    def kept(self) -> Kept:
        """Everything, but for rates of sources and calls under way, which have no part in a draft."""
        names = [bytes(key) for key in self.store.scan_iter("*")]
        keys = [key for key in names if not key.startswith((b"ss:budget:", b"ss:flight:"))]
        return {key: self.store.hgetall(key) if is_entries(key) else self.store.get(key) for key in keys}

    def erase(self, report_id: str) -> int:
        return http.send(self.base, "DELETE", f"/v1/verifications/{report_id}").status

    def has(self, report_id: str) -> bool:
        return http.send(self.base, "GET", f"/v1/verifications/{report_id}").status == 200


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with ExitStack() as stack:
        store_url = stack.enter_context(valkey())
        stand_in = stack.enter_context(wiki(world(article()[0])))
        others = {
            "redis_url": store_url,
            "private_hosts": (urlsplit(stand_in.base).netloc,),
            "confidential_sources": ("wikipedia",),
        }
        chosen = settings(tmp_path_factory.mktemp("data"), wiki=stand_in.base, others=others)
        base = stack.enter_context(running(chosen))
        store = redis.Redis.from_url(store_url)
        yield Service(base, store)
        store.close()


def is_entries(key: bytes) -> bool:
    return key.endswith(b":entries")


def draft(number: int) -> str:
    return TEXT.replace("4711", str(number))


def new(before: Kept, after: Kept) -> list[bytes]:
    return sorted(after.keys() - before.keys())


def tombstones(keys: list[bytes]) -> list[bytes]:
    return [key for key in keys if key.endswith(b":erased")]


@pytest.mark.parametrize("private", [{"confidential": True}, {"documents": [DOCUMENT]}, dict(PRIVATE)])
def test_deleted_is_erased_and_the_neighbours_are_untouched(
    service: Service, private: dict[str, JsonValue]
) -> None:
    neighbours = [service.check(draft(1)), service.check(draft(2), **PRIVATE)]
    before = service.kept()
    report_id = service.check(draft(77), **private)
    meanwhile = service.kept()
    of_draft = new(before, meanwhile)

    assert {key.rpartition(b":")[2] for key in of_draft} == {b"report", b"entries"}, "all of it in its scope"
    [report] = [meanwhile[key] for key in of_draft if not is_entries(key)]
    assert isinstance(report, bytes)
    assert CANARY.encode() in zlib.decompress(report)
    assert service.erase(report_id) == 204

    after = service.kept()
    left = new(before, after)
    assert left == tombstones(left)
    assert [after[key] for key in left] == [b"1"]
    assert {key: after[key] for key in before} == before
    assert all(map(service.has, neighbours))
    assert service.erase(report_id) == 404


def test_calls_under_way_are_forgotten_at_once_too(service: Service) -> None:
    report_id = service.check(draft(78), **PRIVATE)
    service.erase(report_id)
    until = time.monotonic() + FLIGHTS_END_S
    while list(service.store.scan_iter("ss:flight:*")) and time.monotonic() < until:
        time.sleep(0.1)
    assert list(service.store.scan_iter("ss:flight:*")) == []


def test_its_time_over_nothing_is_left(service: Service) -> None:
    before = service.kept()
    report_id = service.check(draft(79), retain_s=2, **PRIVATE)
    assert len(new(before, service.kept())) == 2
    until = time.monotonic() + 10
    while new(before, service.kept()) and time.monotonic() < until:
        time.sleep(0.1)
    assert new(before, service.kept()) == []
    assert not service.has(report_id)


def test_where_nothing_is_to_be_kept_nothing_is(service: Service) -> None:
    before = service.kept()
    report_id = service.check(draft(80), retain_s=0, **PRIVATE)
    left = new(before, service.kept())
    assert left == tombstones(left)
    assert not service.has(report_id)


def test_of_a_draft_that_is_not_private_the_report_is_erased_and_what_everybody_may_find_stays(
    service: Service,
) -> None:
    before = service.kept()
    report_id = service.check(draft(81))
    of_draft = new(before, service.kept())
    assert {key.split(b":")[1] for key in of_draft} == {b"cache", b"scope"}
    assert service.erase(report_id) == 204
    left = [key for key in new(before, service.kept()) if key not in tombstones(of_draft)]
    assert {key.split(b":")[1] for key in left} - {b"scope"} == {b"cache"}
    assert [key for key in left if CANARY.lower().encode() in key.lower()] == []
