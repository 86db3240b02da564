"""Extraction, assessment, catalogue and operations over stand-ins."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from clients.search.json_endpoint_description import JsonEndpoint
from service.api.problems import ProblemType
from service.domain.sources import SEARCHES
from service.settings import Settings
from tests.unit.api.doubles import world

pytestmark = pytest.mark.anyio


async def test_claims_are_extracted() -> None:
    async with world() as w:
        answer = await w.client.post("/v1/claims", json={"text": "It rains.", "published_at": "2016"})
    assert answer.status_code == 200
    assert answer.json()["claims"][0]["statement"] == "It rains."
    assert answer.json()["article"]["published_at"]["precision"] == "year"


async def test_items_are_assessed_in_order() -> None:
    items = [
        {"claim": "A.", "passages": []},
        {"claim": "B.", "passages": [{"text": "B is."}, {"text": "No."}]},
    ]
    async with world() as w:
        answer = await w.client.post("/v1/assessments", json={"items": items})
    assert answer.status_code == 200
    assert [len(item["passages"]) for item in answer.json()["items"]] == [0, 2]
    assert answer.json()["model"]["stance"] == "test"


async def test_too_many_items_are_refused() -> None:
    items = [{"claim": "A.", "passages": []}] * 257
    async with world() as w:
        assert (await w.client.post("/v1/assessments", json={"items": items})).status_code == 422
        assert (await w.client.post("/v1/assessments", json={"items": items[:256]})).status_code == 200


async def test_sources_tell_what_was_seen() -> None:
    async with world() as w:
        before = {s["name"]: s for s in (await w.client.get("/v1/sources")).json()["sources"]}
        assert before["wikipedia"]["healthy"] is None
        await w.client.post("/v1/verifications", json={"text": "It rains."})
        after = {s["name"]: s for s in (await w.client.get("/v1/sources")).json()["sources"]}
    assert after["wikipedia"]["healthy"] is False
    assert after["wikipedia"]["last_error"]["reason"] == "source_down"
    assert after["starter"]["healthy"] is None


async def test_every_source_is_listed_with_its_role() -> None:
    endpoint = JsonEndpoint(
        name="newsroom",
        url="https://find.example/?q={query}",
        results_at="",
        url_at=("/url",),
        title_at=("/title",),
        text_at=("/text",),
    )
    settings = Settings(
        search_endpoint=endpoint,
        tavily_api_key=SecretStr("tvly-secret"),
        wikidata=False,
        required_sources=("newsroom", "wikipedia"),
    )
    async with world(settings) as w:
        answer = await w.client.get("/v1/sources")
    listed = {source["name"]: source for source in answer.json()["sources"]}
    archives = {"wayback", "arquivo", "commoncrawl", "savepagenow"}
    assert set(SEARCHES) | {"newsroom", "pages"} | archives == set(listed)
    assert {name for name in archives if listed[name]["kind"] == "archive"} == archives
    configured = {name for name, source in listed.items() if source["configured"]}
    assert {"newsroom", "tavily", "gdelt", "crossref", "europepmc", "library"} <= configured
    assert not configured & {"wikidata", "brave", "exa", "guardian", "searxng", "kiwix", "factcheck"}
    assert configured & archives == {"wayback", "arquivo"}
    assert {name for name, source in listed.items() if source["role"] == "required"} == {
        "newsroom",
        "wikipedia",
    }
    assert {name for name, source in listed.items() if source["local"]} == {"starter", "library"}
    assert "tvly-secret" not in answer.text


async def test_the_model_in_use_is_named() -> None:
    async with world() as w:
        assert (await w.client.get("/v1/model")).json()["in_use"]["stance"] == "test"
    async with world(judge_failed=True) as w:
        assert (await w.client.get("/v1/model")).json()["in_use"] is None


async def test_a_store_that_is_gone_does_not_make_unready() -> None:
    async with world() as w:
        w.reports.gone = True
        answer = await w.client.get("/readyz")
    assert answer.status_code == 200
    assert {"name": "store", "state": "failed", "required": False} in answer.json()["parts"]


async def test_verdicts_and_requests_are_counted_without_content() -> None:
    async with world() as w:
        report_id = (await w.client.post("/v1/verifications", json={"text": "It rains."})).json()["id"]
        await w.client.get(f"/v1/verifications/{report_id}")
        await w.client.request("BREW", "/v1/nothing/here")
        text = (await w.client.get("/metrics")).text
    assert 'secondsource_verdicts_total{verdict="not_checked"} 1.0' in text
    assert 'outcome="not_measured",reason="source_down",source="wikipedia"' in text
    assert 'method="GET",route="/v1/verifications/{report_id}",status="200"' in text
    assert 'method="other",route="unmatched",status="404"' in text
    assert report_id not in text
    assert "It rains" not in text


async def test_the_pages_need_nothing_from_elsewhere() -> None:
    async with world() as w:
        for path in ("/", "/docs"):
            answer = await w.client.get(path)
            assert answer.status_code == 200
            assert answer.headers["Content-Type"].startswith("text/html")
            assert "src=" not in answer.text
            assert "http://" not in answer.text.replace("http://www.", "")
        for kind in ProblemType:
            assert kind.uri in answer.text
