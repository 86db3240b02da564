"""The stand-in wiki answers as MediaWiki does: the same calls to both, compared."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.pages import CONTRADICTING, LATER_HIGHER, article, world
from tests.servers.json_values import JsonValue
from tests.servers.mediawiki import mediawiki, missing
from tests.servers.wiki import Query, wiki

ALWAYS = {"format": "json", "formatversion": "2", "errorformat": "plaintext"}
INFO = {"prop": "extracts|info|revisions", "explaintext": "1", "inprop": "url"}

CALLS: dict[str, Query] = {
    "search": {"action": "query", "list": "search", "srsearch": "Latakia Khmeimim", "srwhat": "text"},
    "search of titles": {"action": "query", "list": "search", "srsearch": "Latakia Khmeimim"},
    "all words must occur": {
        "action": "query",
        "list": "search",
        "srwhat": "text",
        "srsearch": "Latakia penguins",
    },
    "search with introductions": {
        "action": "query",
        "generator": "search",
        "gsrsearch": "Russian Syria",
        "gsrwhat": "text",
        "exintro": "1",
        "exlimit": "max",
        "rvprop": "ids|timestamp|sha1",
        **INFO,
    },
    "search that finds nothing": {
        "action": "query",
        "generator": "search",
        "gsrsearch": "penguins",
        "gsrwhat": "text",
        **INFO,
    },
    "a whole page": {"action": "query", "titles": CONTRADICTING, **INFO, "rvprop": "ids|timestamp"},
    "a page as of a date": {
        "action": "query",
        "titles": LATER_HIGHER,
        "prop": "revisions",
        "rvlimit": "1",
        "rvdir": "older",
        "rvstart": "2016-12-31T00:00:00Z",
        "rvslots": "main",
        "rvprop": "ids|timestamp|content",
    },
    "a page as HTML": {
        "action": "parse",
        "page": CONTRADICTING,
        "prop": "text",
        "disableeditsection": "1",
        "disabletoc": "1",
        "disablelimitreport": "1",
    },
    "a page that is not there": {"action": "query", "titles": "Nowhere", **INFO},
    "a parameter left out": {"action": "query", "list": "search"},
    "an unknown action": {"action": "nope"},
}

VOLATILE = {"pageid", "revid", "parentid", "lastrevid", "touched", "docref", "sha1", "snippet", "text"}
NOT_IMITATED = {"pagelanguagehtmlcode", "pagelanguagedir", "preferredconditions", "ranking"}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    reason = missing()
    assert reason is None, reason
    pages = world(article()[0])
    with wiki(pages) as stand_in, mediawiki(pages, tmp_path_factory.mktemp("mediawiki")) as real:
        yield stand_in.base, real


@pytest.mark.full
@pytest.mark.parametrize("call", CALLS)
def test_answers_as_the_real_one(both: tuple[str, str], call: str) -> None:
    stand_in, real = (_ask(base, CALLS[call]) for base in both)

    assert stand_in == real


def _ask(base: str, call: Query) -> tuple[int, str | None, JsonValue]:
    """Status, reported error and body without what differs from one installation to the next."""
    url = f"{base}/w/api.php?{urllib.parse.urlencode(call | ALWAYS)}"
    with urllib.request.urlopen(url, timeout=20) as answer:
        body: JsonValue = json.loads(answer.read())
        return answer.status, answer.headers.get("MediaWiki-API-Error"), _stable(body)


def _stable(value: JsonValue) -> JsonValue:
    """Names are kept where values are volatile; pages are ordered by title, for ranks differ."""
    if isinstance(value, list):
        rows = [_stable(item) for item in value]
        return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
    if isinstance(value, dict):
        return {
            name: "…" if name in VOLATILE | {"index", "size", "wordcount", "length"} else _stable(item)
            for name, item in value.items()
            if name not in NOT_IMITATED
        }
    return value


def test_pages_are_known_by_their_public_address(tmp_path: Path) -> None:
    page = world(article()[0])[0]

    assert page.url == "http://wiki.example/wiki/Russian_military_intervention_in_Syria"
