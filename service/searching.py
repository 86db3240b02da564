"""The part of the composition root that makes the sources: which client, in which role, asked how."""

from __future__ import annotations

from collections.abc import Iterator

from clients.search.arquivo import ArquivoSearch
from clients.search.brave import BraveSearch
from clients.search.crossref import CrossrefSearch
from clients.search.europepmc import EuropePmcSearch
from clients.search.exa import ExaSearch
from clients.search.factcheck import FactCheckSearch
from clients.search.gdelt import GdeltSearch
from clients.search.guardian import GuardianSearch
from clients.search.json_endpoint import JsonEndpointSearch
from clients.search.kiwix import KiwixSearch
from clients.search.mediawiki import MediaWikiSearch
from clients.search.protocol import SearchClient
from clients.search.searxng import SearxngSearch
from clients.search.tavily import TavilySearch
from clients.search.unconfigured import Unconfigured
from clients.search.wikidata import WikidataSearch
from clients.transport.transport import Transport
from service.api.upstreams import role_of
from service.domain import sources
from service.evidence.sources import Asking, Source, Suits
from service.library import Library, LibrarySource
from service.settings import Settings

_ASKING = {
    # a search and, of two pages each, the revision and its text
    sources.WIKIPEDIA: Asking(queries=3, calls=5),
    # up to four names, the entities, two batches of labels; one limit for all wikis
    sources.WIKIDATA: Asking(queries=1, calls=7, suits=Suits.NAMES),
    # one call in six seconds
    sources.GDELT: Asking(queries=1),
    sources.CROSSREF: Asking(queries=1, suits=Suits.SCIENCE),
    sources.EUROPE_PMC: Asking(queries=2, suits=Suits.SCIENCE),
    sources.ARQUIVO_TEXT: Asking(queries=1),
    sources.SEARXNG: Asking(queries=2),
    # a search, the catalogue, two pages
    sources.KIWIX: Asking(queries=2, calls=4),
    # paid for by the query
    sources.BRAVE: Asking(queries=1),
    sources.TAVILY: Asking(queries=1),
    sources.EXA: Asking(queries=1),
    # 500 calls a day
    sources.GUARDIAN: Asking(queries=2),
    # it ranks what is like the words, so all of them go at once
    sources.FACT_CHECK: Asking(queries=1),
}
_ENDPOINT = Asking(queries=2)
_OF_EXCERPTS = frozenset({sources.GDELT, sources.SEARXNG, sources.BRAVE, sources.TAVILY, sources.EXA})
"""They return pieces of pages. Those of Arquivo.pt are of captures; the page may say something else now.
What a fact-checker's page says is not what it rated."""


def search_sources(settings: Settings, transport: Transport, library: Library) -> list[Source]:
    """All that a caller may name; what is not set up answers so."""
    clients = {client.name: client for client in _clients(settings, transport)}
    clients |= {name: LibrarySource(library, name, name) for name in _collections(settings)}
    return [_source(clients.get(name), name, settings) for name in settings.searches()]


def _source(client: SearchClient | None, name: str, settings: Settings) -> Source:
    endpoint = settings.search_endpoint
    described = endpoint is not None and endpoint.name == name
    excerpts = name in _OF_EXCERPTS or (described and endpoint is not None and not endpoint.whole)
    return Source(
        client or Unconfigured(name),
        role_of(name, settings),
        local=client is None or name in sources.LIBRARIES,
        confidential_ok=name in settings.confidential_sources,
        follow=excerpts and settings.live_pages,
        asking=_ENDPOINT if described else _ASKING.get(name, Asking()),
    )


def _collections(settings: Settings) -> tuple[str, ...]:
    return tuple(name for name in sources.LIBRARIES if settings.searches()[name])


def _clients(settings: Settings, transport: Transport) -> Iterator[SearchClient]:
    """Those that are set up."""
    if settings.wikipedia:
        yield MediaWikiSearch(transport, name=sources.WIKIPEDIA, api=settings.mediawiki_url)
    if settings.wikidata:
        yield WikidataSearch(transport, name=sources.WIKIDATA, api=settings.wikidata_url)
    if settings.gdelt:
        yield GdeltSearch(transport, name=sources.GDELT, api=settings.gdelt_url)
    if settings.crossref:
        yield CrossrefSearch(transport, name=sources.CROSSREF, api=settings.crossref_url)
    if settings.europepmc:
        yield EuropePmcSearch(transport, name=sources.EUROPE_PMC, api=settings.europepmc_url)
    if settings.arquivo_text:
        yield ArquivoSearch(transport, name=sources.ARQUIVO_TEXT)
    if settings.searxng_url:
        yield SearxngSearch(transport, settings.searxng_url, name=sources.SEARXNG)
    if settings.kiwix_url:
        yield KiwixSearch(transport, settings.kiwix_url, name=sources.KIWIX, books=settings.kiwix_books)
    if settings.search_endpoint:
        yield JsonEndpointSearch(transport, settings.search_endpoint)
    yield from _with_keys(settings, transport)


def _with_keys(settings: Settings, transport: Transport) -> Iterator[SearchClient]:
    if settings.brave_api_key:
        yield BraveSearch(
            transport,
            settings.brave_api_key.get_secret_value(),
            name=sources.BRAVE,
            ttl_s=settings.brave_ttl_s,
            calls_per_second=settings.brave_calls_per_second,
        )
    if settings.tavily_api_key:
        yield TavilySearch(transport, settings.tavily_api_key.get_secret_value(), name=sources.TAVILY)
    if settings.exa_api_key:
        yield ExaSearch(transport, settings.exa_api_key.get_secret_value(), name=sources.EXA)
    if settings.guardian_api_key:
        yield GuardianSearch(transport, settings.guardian_api_key.get_secret_value(), name=sources.GUARDIAN)
    if settings.factcheck_api_key:
        yield FactCheckSearch(
            transport,
            api_key=settings.factcheck_api_key.get_secret_value(),
            name=sources.FACT_CHECK,
            api=settings.factcheck_url,
        )
