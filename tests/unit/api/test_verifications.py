"""``/v1/verifications`` over stand-ins for the stages."""

from __future__ import annotations

import time
from dataclasses import replace

import anyio
import pytest

from clients.search.json_endpoint_description import JsonEndpoint
from service.api.etag import strong_etag
from service.settings import Settings
from tests.unit.api.doubles import world

BODY = {"text": "France has 68 million people."}
pytestmark = pytest.mark.anyio


async def test_the_report_comes_back_and_can_be_read_again() -> None:
    async with world() as w:
        answer = await w.client.post("/v1/verifications", json=BODY)
        assert answer.status_code == 200
        report = answer.json()
        assert report["stored"] is True
        assert answer.headers["Content-Location"] == f"/v1/verifications/{report['id']}"
        again = await w.client.get(answer.headers["Content-Location"])
        assert again.status_code == 200
        assert again.content == answer.content
        assert again.headers["ETag"] == strong_etag(again.content)


async def test_as_is_the_name_on_the_wire() -> None:
    async with world() as w:
        claim = (await w.client.post("/v1/verifications", json=BODY)).json()["claims"][0]
    assert claim["resolutions"] == [{"text": "it", "span": {"start": 0, "end": 2}, "as": "France"}]


async def test_an_unchanged_report_is_304_and_a_changed_one_is_not() -> None:
    async with world() as w:
        report_id = (await w.client.post("/v1/verifications", json=BODY)).json()["id"]
        path = f"/v1/verifications/{report_id}"
        etag = (await w.client.get(path)).headers["ETag"]
        same = await w.client.get(path, headers={"If-None-Match": f'"other", {etag}'})
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["ETag"] == etag
        w.reports.kept[report_id] = replace(w.reports.kept[report_id], complete=True)
        changed = await w.client.get(path, headers={"If-None-Match": etag})
        assert changed.status_code == 200
        assert changed.headers["ETag"] != etag


async def test_erased_is_gone() -> None:
    async with world() as w:
        report_id = (await w.client.post("/v1/verifications", json=BODY)).json()["id"]
        assert (await w.client.delete(f"/v1/verifications/{report_id}")).status_code == 204
        assert (await w.client.get(f"/v1/verifications/{report_id}")).status_code == 404
        assert (await w.client.delete(f"/v1/verifications/{report_id}")).status_code == 404


async def test_a_store_that_is_gone_is_not_an_unknown_report() -> None:
    async with world() as w:
        w.reports.gone = True
        made = await w.client.post("/v1/verifications", json=BODY)
        assert made.status_code == 200
        assert made.json()["stored"] is False
        assert "Content-Location" not in made.headers
        for method in ("GET", "DELETE"):
            answer = await w.client.request(method, f"/v1/verifications/{made.json()['id']}")
            assert answer.status_code == 503
            assert answer.json()["type"].endswith(":store-gone")
            assert "Retry-After" in answer.headers


async def test_ids_do_not_repeat_and_are_long() -> None:
    async with world() as w:
        ids = {(await w.client.post("/v1/verifications", json=BODY)).json()["id"] for _ in range(20)}
    assert len(ids) == 20
    assert all(len(report_id) >= 22 for report_id in ids)


@pytest.mark.parametrize(
    ("deadline_ms", "prefer", "bound_s"),
    [
        (None, None, 5.0),
        (2000, None, 2.0),
        (900_000, None, 8.0),
        (2000, "wait=1", 1.0),
        (None, "wait=60", 5.0),
    ],
)
async def test_the_work_is_bound_by_the_lower_of_deadline_and_wait(
    deadline_ms: int | None, prefer: str | None, bound_s: float
) -> None:
    settings = Settings(deadline_ms=5000, max_deadline_ms=8000)
    async with world(settings) as w:
        body = BODY | ({"deadline_ms": deadline_ms} if deadline_ms else {})
        answer = await w.client.post(
            "/v1/verifications", json=body, headers={"Prefer": prefer} if prefer else {}
        )
        assert answer.headers.get("Preference-Applied") == prefer
    assert w.verifier.asked[0][2] == pytest.approx(bound_s, abs=0.5)


async def test_work_that_overruns_is_given_up_within_half_a_second() -> None:
    async with world() as w:
        await w.client.post("/v1/verifications", json=BODY)  # what is made at the first call is made
        w.verifier.takes_s = 30
        started = time.monotonic()
        answer = await w.client.post("/v1/verifications", json=BODY | {"deadline_ms": 200})
        assert time.monotonic() - started < 0.2 + 0.5
        assert answer.status_code == 503
        assert answer.json()["type"].endswith(":deadline")


async def test_forms_of_a_later_version_are_refused() -> None:
    async with world() as w:
        for headers in ({"Prefer": "respond-async, wait=5"}, {"Idempotency-Key": "a"}):
            answer = await w.client.post("/v1/verifications", json=BODY, headers=headers)
            assert answer.status_code == 501
            assert answer.json()["type"].endswith(":not-available")
        assert not w.verifier.asked


async def test_options_reach_the_verifier() -> None:
    body = BODY | {
        "sources": ["starter", "starter"],
        "confidential": True,
        "as_of": "2016-02-01",
        "published_at": "2016-01-29T14:58",
        "max_claims": 3.0,
        "retain_s": 60,
        "documents": [{"id": "a", "text": "The wire.", "role": "source_of_article"}],
    }
    async with world() as w:
        assert (await w.client.post("/v1/verifications", json=body)).status_code == 200
    draft, options, _, retain_s = w.verifier.asked[0]
    assert draft.published_at is not None
    assert (draft.published_at.precision, draft.published_at.offset_known) == ("minute", False)
    assert options.sources == ("starter",)
    assert options.as_of is not None
    assert options.as_of.isoformat() == "2016-02-01T23:59:59.999999+00:00"
    assert (options.confidential, options.max_claims, retain_s) == (True, 3, 60)
    assert options.documents[0].role == "source_of_article"


@pytest.mark.parametrize(
    ("rule", "wish", "confidential"),
    [
        (True, False, True),
        (True, None, True),
        (True, True, True),
        (False, True, True),
        (False, False, False),
        (False, None, False),
    ],
)
async def test_a_caller_may_tighten_the_rule_of_the_operator_and_not_loosen_it(
    rule: bool, wish: bool | None, confidential: bool
) -> None:
    body = BODY if wish is None else BODY | {"confidential": wish}
    async with world(Settings(confidential=rule)) as w:
        assert (await w.client.post("/v1/verifications", json=body)).status_code == 200
    assert w.verifier.asked[0][1].confidential is confidential


async def test_without_names_the_default_sources_are_asked() -> None:
    async with world() as w:
        await w.client.post("/v1/verifications", json=BODY)
    assert w.verifier.asked[0][1].sources == ("wikipedia", "starter")


async def test_limits_of_the_operator_go_before_wishes() -> None:
    async with world(Settings(max_claims_limit=5, max_retain_s=100)) as w:
        await w.client.post("/v1/verifications", json=BODY | {"max_claims": 50, "retain_s": 5000})
    assert (w.verifier.asked[0][1].max_claims, w.verifier.asked[0][3]) == (5, 100)


async def test_beyond_the_work_in_flight_is_503_and_then_there_is_room_again() -> None:
    async with world(Settings(max_in_flight=2)) as w:
        w.verifier.takes_s = 0.3
        statuses: list[int] = []

        async def ask() -> None:
            answer = await w.client.post("/v1/verifications", json=BODY)
            statuses.append(answer.status_code)
            assert answer.status_code == 200 or int(answer.headers["Retry-After"]) > 0

        async with anyio.create_task_group() as tasks:
            for _ in range(4):
                tasks.start_soon(ask)
        assert sorted(statuses) == [200, 200, 503, 503]
        await ask()
        assert statuses[-1] == 200


async def test_other_representations_are_not_offered_yet() -> None:
    async with world() as w:
        report_id = (await w.client.post("/v1/verifications", json=BODY)).json()["id"]
        for accept, status in (("application/ld+json", 406), ("text/html, */*;q=0.1", 200)):
            answer = await w.client.get(f"/v1/verifications/{report_id}", headers={"Accept": accept})
            assert answer.status_code == status


async def test_a_part_that_failed_is_told_apart_from_a_verdict() -> None:
    async with world(judge_failed=True) as w:
        answer = await w.client.post("/v1/verifications", json=BODY)
        assert answer.status_code == 503
        assert answer.json()["type"].endswith(":not-ready")
        assert (await w.client.get("/readyz")).status_code == 503
        assert (await w.client.post("/v1/claims", json=BODY)).status_code == 200


async def test_a_described_endpoint_is_named_like_any_source() -> None:
    endpoint = JsonEndpoint(
        name="newsroom",
        url="https://find.example/?q={query}",
        results_at="",
        url_at=("/url",),
        title_at=("/title",),
        text_at=("/text",),
    )
    body = {"text": "It rains.", "sources": ["newsroom"]}
    async with world(Settings(search_endpoint=endpoint)) as w:
        assert (await w.client.post("/v1/verifications", json=body)).status_code == 200
        described = (await w.client.get("/openapi.json")).json()
    assert w.verifier.asked[0][1].sources == ("newsroom",)
    named = described["components"]["schemas"]["VerificationBody"]["properties"]["sources"]["anyOf"][0]
    assert "newsroom" in named["items"]["enum"]
    async with world() as w:
        answer = await w.client.post("/v1/verifications", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/sources/0"
    assert "GET /v1/sources" in answer.json()["errors"][0]["detail"]
