"""No window of the length in which an upstream counts holds more calls of ours than it allows."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from clients.archive import limits
from clients.search.crossref import CrossrefSearch
from clients.search.gdelt import _POLICY as GDELT
from clients.search.guardian import GuardianSearch
from clients.search.mediawiki import MediaWikiSearch
from clients.search.wikidata import WikidataSearch
from clients.transport.identity import Identity
from clients.transport.policy import Policy
from clients.transport.transport import Transport

MINUTE, DAY = 60.0, 24 * 3600.0
WITH_CONTACT = Transport(identity=Identity(contact="desk@example.org"))
WITHOUT = Transport()


def most(policy: Policy, seconds: float) -> int:
    """Calls that a lane lets out within so many seconds."""
    rate = policy.rate
    assert rate is not None
    by_rate = rate.burst + math.ceil(rate.per_second * seconds - 1e-9) - 1
    if rate.window is None:
        return by_rate
    return min(by_rate, rate.window.calls * math.ceil(seconds / rate.window.seconds))


def of(client: Callable[[Transport], object], way: Transport) -> Policy:
    policy = vars(client(way))["_policy"]
    assert isinstance(policy, Policy)
    return policy


@pytest.mark.parametrize(
    ("lanes", "seconds", "allowed"),
    [
        ([of(MediaWikiSearch, WITH_CONTACT), of(WikidataSearch, WITH_CONTACT)], MINUTE, 200),
        ([of(MediaWikiSearch, WITHOUT), of(WikidataSearch, WITHOUT)], MINUTE, 10),
        ([GDELT], 5.0, 1),
        ([of(CrossrefSearch, WITHOUT)], 1.0, 1),
        ([of(CrossrefSearch, WITH_CONTACT)], 1.0, 3),
        ([of(lambda way: GuardianSearch(way, "key"), WITHOUT)], DAY, 500),
        ([of(lambda way: GuardianSearch(way, "key"), WITHOUT)], 1.0, 1),
        ([limits.wayback("wayback", "index")], MINUTE, 0.8 * 30),
        ([limits.wayback("wayback", "replay"), limits.wayback("wayback", "status")], MINUTE, 0.8 * 600),
        ([limits.wayback("wayback", "save")], MINUTE, 7),
        ([limits.arquivo(limits.ARQUIVO), limits.arquivo(limits.ARQUIVO_TEXT)], MINUTE, 0.8 * 250),
    ],
    ids=[
        "wikimedia with contact",
        "wikimedia without",
        "gdelt",
        "crossref without contact",
        "crossref with contact",
        "guardian a day",
        "guardian a second",
        "wayback index",
        "wayback replay",
        "wayback save",
        "arquivo",
    ],
)
def test_what_shares_a_limit_stays_within_it(lanes: list[Policy], seconds: float, allowed: float) -> None:
    assert sum(most(policy, seconds) for policy in lanes) <= allowed
