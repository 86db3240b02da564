"""The search APIs, a row each."""

from __future__ import annotations

from benchmarks.faults.adapter import Adapter, said, searched
from clients.outcome import Why
from clients.search.arquivo import ArquivoSearch
from clients.search.brave import BraveSearch
from clients.search.crossref import CrossrefSearch
from clients.search.europepmc import EuropePmcSearch
from clients.search.exa import ExaSearch
from clients.search.factcheck import FactCheckSearch
from clients.search.gdelt import GdeltSearch
from clients.search.guardian import GuardianSearch
from clients.search.json_endpoint import JsonEndpointSearch
from clients.search.json_endpoint_description import JsonEndpoint
from clients.search.kiwix import KiwixSearch
from clients.search.mediawiki import MediaWikiSearch
from clients.search.searxng import SearxngSearch
from clients.search.tavily import TavilySearch
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
_BRAVE_BAD_KEY = '{"type":"ErrorResponse","error":{"code":"SUBSCRIPTION_TOKEN_INVALID","status":422}}'
_BRAVE_WRONG = '{"type":"ErrorResponse","error":{"code":"VALIDATION","status":422}}'
_CROSSREF_WRONG = (
    '{"status":"failed","message-type":"validation-failure",'
    '"message":[{"type":"integer-not-valid","value":"x","message":"x"}]}'
)
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
        # What it says in `error` or `errors` is a failure of its own; an answer in which nothing stands where
        # the description says is described wrongly.
        differs={
            Fault.WRONG_INSIDE: Why.MISCONFIGURED,
            Fault.WRONG_ITEMS: Why.MISCONFIGURED,
            Fault.ERROR_IN_200: Why.SOURCE_DOWN,
            Fault.WIKI_ERROR: Why.SOURCE_DOWN,
            Fault.WIKI_MAXLAG: Why.SOURCE_DOWN,
        },
    ),
    Adapter(name="kiwix", ask=searched(KiwixSearch)),
    Adapter(
        name="brave",
        ask=searched(lambda way, base: BraveSearch(way, "k", api=f"{base}/res/v1/web/search")),
        own={
            "bad key": said(_BRAVE_BAD_KEY, Why.MISCONFIGURED, status=422),
            "bad parameter": said(_BRAVE_WRONG, "misused", status=422),
        },
    ),
    Adapter(
        name="tavily",
        ask=searched(lambda way, base: TavilySearch(way, "k", api=f"{base}/search")),
        own={
            "plan used up": said('{"detail":{"error":"x"}}', Why.BUDGET, status=432),
            "pause in the body": said(
                '{"error":{"code":"x","retry_after_seconds":3000}}', Why.RATE_LIMITED, status=429
            ),
        },
    ),
    Adapter(
        name="exa",
        ask=searched(lambda way, base: ExaSearch(way, "k", api=f"{base}/search")),
        own={
            "credits used up": said('{"error":"x","tag":"NO_MORE_CREDITS"}', Why.BUDGET, status=402),
            "error in 200": said('{"error":"x","tag":"INTERNAL"}', Why.INVALID_RESPONSE),
        },
    ),
    Adapter(
        name="guardian",
        ask=searched(lambda way, base: GuardianSearch(way, "k", api=f"{base}/search")),
        own={
            "error in 200": said('{"response":{"status":"error","message":"x"}}', Why.INVALID_RESPONSE),
            "counted, not listed": said(
                '{"response":{"status":"ok","total":3,"results":[]}}', Why.INVALID_RESPONSE
            ),
        },
    ),
    Adapter(
        name="crossref",
        ask=searched(lambda way, base: CrossrefSearch(way, api=f"{base}/works")),
        own={
            "bad parameter": said(_CROSSREF_WRONG, "misused", status=400),
            "error in 200": said('{"status":"failed","message":[]}', Why.INVALID_RESPONSE),
        },
    ),
    Adapter(
        name="europepmc",
        ask=searched(lambda way, base: EuropePmcSearch(way, api=f"{base}/search")),
        own={
            "500 in 200": said('{"errCode":500,"errMsg":"x"}', Why.SOURCE_DOWN),
            "404 in 200": said('{"errCode":404,"errMsg":"x"}', "misused"),
        },
    ),
    Adapter(
        name="arquivo text",
        ask=searched(lambda way, base: ArquivoSearch(way, api=f"{base}/textsearch")),
    ),
)
