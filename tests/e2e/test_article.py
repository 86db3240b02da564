"""One article, end to end: against a wiki and a web archive that hold pages written for it."""

from __future__ import annotations

import hashlib
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from html import escape

import httpx2 as httpx
import pytest

from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.pages import LATER_HIGHER, LATER_LOWER, NEAR_COPY, article, world
from tests.e2e.running import running, settings
from tests.servers.json_values import JsonValue, at, strings
from tests.servers.mediawiki import mediawiki, missing
from tests.servers.pywb import Capture, pywb
from tests.servers.wiki import WikiPage, wiki

CAPTURED = ("20160131080000", "20160501080000", "20170401080000")
DEADLINE_MS = 100_000


@dataclass(frozen=True, slots=True)
class Checked:
    """The report, and what the wiki says of each page when asked now: the whole text, the introduction."""

    report: JsonValue
    texts: dict[str, tuple[str, str]]
    archive: str
    article: str
    app: str


Check = Callable[[str], Checked]


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Check]:
    """The article checked against a kind of wiki, once a kind."""
    text, _ = article()
    pages = world(text)
    done: dict[str, Checked] = {}
    with ExitStack() as stack:
        archive = stack.enter_context(pywb(captures(pages)))

        def against(kind: str) -> Checked:
            if kind not in done:
                if kind == "stand-in":
                    base = stack.enter_context(wiki(pages)).base
                else:
                    reason = missing()
                    assert reason is None, reason
                    base = stack.enter_context(mediawiki(pages, tmp_path_factory.mktemp("mediawiki")))
                chosen = settings(tmp_path_factory.mktemp("data"), wiki=base, archive=archive)
                app = stack.enter_context(running(chosen))
                answer = http.post(app, "/v1/verifications", {"text": text, "deadline_ms": DEADLINE_MS})
                assert answer.status == httpx.codes.OK, answer.body
                texts = {
                    page.url: (extract(base, page.title), extract(base, page.title, exintro="1"))
                    for page in pages
                }
                done[kind] = Checked(answer.body, texts, archive, text, app)
            return done[kind]

        yield against


wikis = pytest.mark.parametrize("kind", ["stand-in", pytest.param("mediawiki", marks=pytest.mark.full)])
pytestmark = pytest.mark.timeout(300)


@wikis
def test_the_report_is_done_and_dated_as_the_article_is(check: Check, kind: str) -> None:
    report = check(kind).report

    assert at(report, "status") == "done"
    assert at(report, "article", "published_at", "value") == "2016-01-29T14:58:00"
    assert at(report, "article", "published_at", "offset_known") is False
    assert all(claim["verdict"] for claim in reading.judged(report))


@wikis
def test_every_quote_is_what_the_wiki_said(check: Check, kind: str) -> None:
    checked = check(kind)
    quoted = list(reading.evidence(checked.report))

    assert quoted
    for _, item in quoted:
        said = [text for text in checked.texts[str(item["url"])] if sha256(text) == item["text_sha256"]]
        start, end = at(item, "quote_span", "start"), at(item, "quote_span", "end")
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert said
        assert said[0][start:end] == item["quote"]


@wikis
def test_the_near_copy_is_no_origin(check: Check, kind: str) -> None:
    checked = check(kind)
    copy_url = next(page.url for page in world(checked.article) if page.title == NEAR_COPY)
    copies = [reading.number(at(claim, "origins", "copies")) for claim in reading.judged(checked.report)]

    assert copy_url not in {item["url"] for _, item in reading.evidence(checked.report)}
    assert max(copies) >= 1


@wikis
def test_a_later_higher_count_does_not_refute(check: Check, kind: str) -> None:
    checked = check(kind)
    higher = [
        (claim, item)
        for claim, item in reading.evidence(checked.report)
        if item["title"] == LATER_HIGHER and "160" in str(item["quote"])
    ]

    assert higher
    for _, item in higher:
        assert not (item["stance"] == "refutes" and reading.number(item["score"]) > 0)


@wikis
def test_a_later_lower_count_contradicts(check: Check, kind: str) -> None:
    claim = the_count(check(kind).report)
    lower = [item for item in reading.objects(claim["evidence"]) if item["title"] == LATER_LOWER]

    assert [item["stance"] for item in lower] == ["refutes"]
    assert reading.number(lower[0]["score"]) > 0
    assert "later_lower_count" in reading.signals(claim)


@wikis
def test_every_capture_link_replays(check: Check, kind: str) -> None:
    checked = check(kind)
    cited = [item for _, item in reading.evidence(checked.report)]
    links = {
        str(at(item, "capture", "url")): item for item in cited if at(item, "capture", "status") == "found"
    }

    assert links
    for link, item in links.items():
        replayed = httpx.get(link, follow_redirects=False, trust_env=False)
        assert replayed.status_code == httpx.codes.OK
        assert replayed.headers["memento-datetime"]
        assert link.startswith(checked.archive)
        assert str(item["url"]) in link


@wikis
def test_the_capture_is_the_one_nearest_to_the_article(check: Check, kind: str) -> None:
    """Of three captures, that of two days after the article."""
    found = {
        str(at(item, "capture", "captured_at"))
        for _, item in reading.evidence(check(kind).report)
        if at(item, "capture", "status") == "found"
    }

    assert {datetime.fromisoformat(moment).strftime("%Y%m%d%H%M%S") for moment in found} == {CAPTURED[0]}


@wikis
def test_no_claim_lacks_evidence_that_is_there(check: Check, kind: str) -> None:
    """What a page says in nearly the same words is found, on either side."""
    claims = reading.judged(check(kind).report)
    denied = [claim for claim in claims if "Qamishli" in str(claim["text"])]

    assert [claim["verdict"] for claim in claims].count("supported") >= 4
    assert denied
    for claim in denied:
        assert claim["verdict"] != "supported"
        assert reading.number(at(claim, "probabilities", "refuted")) > 0.5
        assert "refutes" in {item["stance"] for item in reading.objects(claim["evidence"])}


@wikis
def test_an_origin_that_contradicts_itself_decides_nothing(check: Check, kind: str) -> None:
    """The wiki gives the count of the article, and later a lower one."""
    claim = the_count(check(kind).report)

    assert (claim["verdict"], claim["reason"]) == ("not_enough_evidence", "conflict")
    assert reading.number(claim["confidence"]) < 0.5


def the_count(report: JsonValue) -> reading.Object:
    """The claim that 109 were killed, in the body of the article."""
    counting = [claim for claim in reading.judged(report) if "109" in str(claim["text"])]
    assert counting
    return counting[-1]


def captures(pages: tuple[WikiPage, ...]) -> list[Capture]:
    """Each page at three dates, as it then read."""
    rows = []
    for page in pages:
        for stamp in CAPTURED:
            moment = datetime.strptime(f"{stamp}+0000", "%Y%m%d%H%M%S%z")
            known = [revision for revision in page.revisions if revision.at <= moment]
            text = (known or list(page.revisions[:1]))[-1].text
            paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
            html = f"<html><head><title>{escape(page.title)}</title></head><body>{paragraphs}</body></html>"
            rows.append(Capture(url=page.url, timestamp=stamp, html=html))
    return rows


def extract(base: str, title: str, **more: str) -> str:
    """The text of a page, as the wiki's API gives it to anybody."""
    query = {"action": "query", "format": "json", "formatversion": "2", "prop": "extracts"}
    asked = urllib.parse.urlencode(query | {"explaintext": "1", "titles": title} | more)
    answer = httpx.get(f"{base}/w/api.php?{asked}", trust_env=False).raise_for_status()
    body: JsonValue = answer.json()
    return max(strings(body), key=len)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
