"""The search APIs, a row each."""

from __future__ import annotations

from benchmarks.faults.adapter import Adapter, said, searched
from clients.outcome import Why
from clients.search.factcheck import FactCheckSearch
from clients.search.gdelt import GdeltSearch
from clients.search.json_endpoint import JsonEndpointSearch
from clients.search.json_endpoint_description import JsonEndpoint
from clients.search.kiwix import KiwixSearch
from clients.search.mediawiki import MediaWikiSearch
from clients.search.searxng import SearxngSearch
from clients.search.wikidata import WikidataSearch
from clients.transport.transport import Transport
from tests.faults import Fault


def _endpoint(way: Transport, base: str) -> JsonEndpointSearch:
    described = JsonEndpoint(
        name="desk",
        url=f"{base}/search?q={{query}}",
        results_at="/results",
        url_at=("/url",),
        title_at=("/title",),
        text_at=("/text",),
    )
    return JsonEndpointSearch(way, described)


_OF_WIKIS = {Fault.WIKI_ERROR: Why.SOURCE_DOWN, Fault.WIKI_MAXLAG: Why.RATE_LIMITED}
_WIKI_MISUSE = said('{"errors":[{"code":"missingparam","text":"x","module":"main"}]}', "misused")
_GOOGLE_400 = (
    '{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT",'
    '"details":[{"@type":"x","reason":"API_KEY_INVALID"}]}}'
)

SEARCHES: tuple[Adapter, ...] = (
    Adapter(
        name="mediawiki",
        ask=searched(lambda way, base: MediaWikiSearch(way, api=f"{base}/w/api.php")),
        differs=_OF_WIKIS,
        own={"missing parameter": _WIKI_MISUSE},
    ),
    Adapter(
        name="wikidata",
        ask=searched(lambda way, base: WikidataSearch(way, api=f"{base}/w/api.php")),
        differs=_OF_WIKIS,
        own={"missing parameter": _WIKI_MISUSE},
    ),
    Adapter(
        name="gdelt",
        ask=searched(lambda way, base: GdeltSearch(way, api=f"{base}/api/v2/doc/doc")),
        own={
            "asks for fewer requests": said(
                "Please limit requests to one every 5 seconds or contact us for larger queries.",
                Why.RATE_LIMITED,
                kind="text/html",
            ),
            "sheds load": said("Your query was too short or too long.", Why.SOURCE_DOWN, kind="text/html"),
            "rejects": said("Invalid/Unsupported Country.", "misused", kind="text/html"),
        },
    ),
    Adapter(
        name="factcheck",
        ask=searched(
            lambda way, base: FactCheckSearch(way, api_key="k", api=f"{base}/v1alpha1/claims:search")
        ),
        differs={Fault.ERROR_IN_200: Why.SOURCE_DOWN},  # its own shape, with the status INTERNAL
        own={
            "quota": said('{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}', Why.RATE_LIMITED),
            "bad key": said(_GOOGLE_400, Why.MISCONFIGURED, status=400),
        },
    ),
    Adapter(
        name="searxng",
        ask=searched(SearxngSearch),
        differs={Fault.ERROR_IN_200: Why.SOURCE_DOWN},  # its own shape
        own={
            "no engine answered": said(
                '{"query":"x","results":[],"unresponsive_engines":[["google","timeout"]]}', Why.SOURCE_DOWN
            )
        },
    ),
    Adapter(
        name="json endpoint",
        ask=searched(_endpoint),
        # What it says in `error` or `errors` is a failure of its own.
        differs={
            Fault.ERROR_IN_200: Why.SOURCE_DOWN,
            Fault.WIKI_ERROR: Why.SOURCE_DOWN,
            Fault.WIKI_MAXLAG: Why.SOURCE_DOWN,
        },
    ),
    Adapter(name="kiwix", ask=searched(KiwixSearch)),
)
