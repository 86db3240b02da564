"""The sources as the settings make them: who is asked where, in which role, and who is not set up."""

from __future__ import annotations

from pathlib import Path

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.outcome import NotMeasured, Why
from clients.search.protocol import SearchQuery
from clients.transport.deadline import Deadline
from service.domain import sources
from service.domain.evidence import SourceRole
from service.evidence.sources import Source, Suits
from service.library import Library
from service.searching import search_sources
from service.settings import Settings
from tests.unit.clients.net import NoLimit, transport

pytestmark = pytest.mark.anyio
KEY = "a-key-for-one-api"
QUERY = SearchQuery("Iceland population census")
ENDPOINT = (
    '{"name": "newsroom", "url": "https://find.example/s?q={query}", "results_at": "", "url_at": ["/url"],'
    ' "title_at": ["/title"], "text_at": ["/text"], "whole": %s}'
)
EVERYTHING = {
    "arquivo_text": True,
    "searxng_url": "https://searxng.example",
    "kiwix_url": "https://kiwix.example/zim",
    "search_endpoint": ENDPOINT % "false",
    "brave_api_key": SecretStr(KEY),
    "tavily_api_key": SecretStr(KEY),
    "exa_api_key": SecretStr(KEY),
    "guardian_api_key": SecretStr(KEY),
    "factcheck_api_key": SecretStr(KEY),
}
HOSTS = {
    sources.WIKIPEDIA: "en.wikipedia.org",
    sources.WIKIDATA: "www.wikidata.org",
    sources.GDELT: "api.gdeltproject.org",
    sources.CROSSREF: "api.crossref.org",
    sources.EUROPE_PMC: "www.ebi.ac.uk",
    sources.ARQUIVO_TEXT: "arquivo.pt",
    sources.SEARXNG: "searxng.example",
    sources.KIWIX: "kiwix.example",
    sources.BRAVE: "api.search.brave.com",
    sources.TAVILY: "api.tavily.com",
    sources.EXA: "api.exa.ai",
    sources.GUARDIAN: "content.guardianapis.com",
    sources.FACT_CHECK: "factchecktools.googleapis.com",
    "newsroom": "find.example",
}


async def asked(settings: Settings, folder: Path) -> dict[str, list[httpx.Request]]:
    """What each source sends for one query, refused by all."""
    seen: list[httpx.Request] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(404)

    sent: dict[str, list[httpx.Request]] = {}
    async with transport(refuse, budget=NoLimit()) as way:
        for source in search_sources(settings, way, Library(folder)):
            await source.client.search(QUERY, deadline=Deadline.after(20))
            sent[source.name] = [*seen]
            seen.clear()
    return sent


async def made(settings: Settings, folder: Path) -> dict[str, Source]:
    async with transport(lambda _: httpx.Response(404)) as way:
        return {source.name: source for source in search_sources(settings, way, Library(folder))}


async def test_each_source_is_asked_at_its_own_host(tmp_path: Path) -> None:
    sent = await asked(Settings(**EVERYTHING), tmp_path)  # type: ignore[arg-type]
    assert {
        name: {request.url.host for request in requests} for name, requests in sent.items() if requests
    } == {name: {host} for name, host in HOSTS.items()}
    with_key = {name for name, requests in sent.items() if any(KEY in _whole(one) for one in requests)}
    assert with_key == {
        sources.BRAVE,
        sources.TAVILY,
        sources.EXA,
        sources.GUARDIAN,
        sources.FACT_CHECK,
    }


async def test_what_is_not_set_up_is_known_asks_nobody_and_says_so(tmp_path: Path) -> None:
    nothing = Settings(
        wikipedia=False, wikidata=False, gdelt=False, crossref=False, europepmc=False, starter=False
    )
    sent = await asked(nothing, tmp_path)
    assert set(sent) == set(sources.SEARCHES)
    assert not any(sent.values())
    for name, source in (await made(nothing, tmp_path)).items():
        if name != sources.LIBRARY:
            outcome = await source.client.search(QUERY, deadline=Deadline.after(5))
            assert isinstance(outcome, NotMeasured), name
            assert outcome.why is Why.MISCONFIGURED, name


async def test_roles_follow_the_settings(tmp_path: Path) -> None:
    by_default = await made(Settings(), tmp_path)
    assert {name for name, one in by_default.items() if one.role is SourceRole.REQUIRED} == {
        sources.WIKIPEDIA,
        sources.LIBRARY,
    }
    chosen = Settings(**EVERYTHING, required_sources=("newsroom", "brave"))  # type: ignore[arg-type]
    assert {
        name for name, one in (await made(chosen, tmp_path)).items() if one.role is SourceRole.REQUIRED
    } == {
        "newsroom",
        "brave",
    }


async def test_pages_are_read_of_those_that_return_pieces(tmp_path: Path) -> None:
    def followed(of: dict[str, Source]) -> set[str]:
        return {name for name, one in of.items() if one.follow}

    pieces = {sources.GDELT, sources.SEARXNG, sources.BRAVE, sources.TAVILY, sources.EXA}
    assert followed(await made(Settings(**EVERYTHING), tmp_path)) == pieces | {"newsroom"}  # type: ignore[arg-type]
    whole = {**EVERYTHING, "search_endpoint": ENDPOINT % "true"}
    assert followed(await made(Settings(**whole), tmp_path)) == pieces  # type: ignore[arg-type]
    assert followed(await made(Settings(**EVERYTHING, live_pages=False), tmp_path)) == set()  # type: ignore[arg-type]


async def test_only_the_library_is_local_and_the_operator_marks_what_is_confidential(tmp_path: Path) -> None:
    of = await made(Settings(**EVERYTHING, confidential_sources=("kiwix", "library")), tmp_path)  # type: ignore[arg-type]
    assert {name for name, one in of.items() if one.local} == {sources.STARTER, sources.LIBRARY}
    assert {name for name, one in of.items() if one.confidential_ok} == {"kiwix", "library"}


async def test_the_default_set_fits_into_the_calls_of_a_claim(tmp_path: Path) -> None:
    settings = Settings(**EVERYTHING)  # type: ignore[arg-type]
    calls = {
        name: one.asking.queries * one.asking.calls for name, one in (await made(settings, tmp_path)).items()
    }
    assert sum(calls[name] for name in HOSTS) <= settings.calls_per_claim
    assert calls[sources.GDELT] == 1


async def test_papers_and_entities_are_for_some_claims_only(tmp_path: Path) -> None:
    of = await made(Settings(), tmp_path)
    assert {name for name, one in of.items() if one.asking.suits is Suits.SCIENCE} == {
        "crossref",
        "europepmc",
    }
    assert {name for name, one in of.items() if one.asking.suits is Suits.NAMES} == {"wikidata"}


def _whole(request: httpx.Request) -> str:
    return f"{request.url} {request.headers.raw} {request.content!r}"
