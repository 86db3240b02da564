"""Copies are not corroboration: how many independent origins a report counts, and what it calls them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.running import running, settings
from tests.servers.json_values import JsonValue, at

DRAFT = """\
Ferry service to the northern islands of Skerry will stop for six weeks this winter, the port authority said
on Monday. The only vessel on the line, built in 1987, needs an engine. About 1,400 people live on the three
islands of Skerry. They depend on the boat for food and medicine. A smaller boat will carry mail twice a week.
The last time the line closed, in 2009, a doctor had to be flown in by the coast guard, residents recall.
"""
CLAIM = "About 1,400 people live"
pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(settings(tmp_path_factory.mktemp("data"))) as base:
        yield base


def check(app: str, *documents: tuple[str, str], text: str = DRAFT, url: str | None = None) -> reading.Object:
    """The claim about the vessel, with what stands at each address."""
    given: JsonValue = [
        {"id": f"d{number}", "url": address, "text": said} for number, (address, said) in enumerate(documents)
    ]
    body: dict[str, JsonValue] = {"text": text, "documents": given, "sources": ["library"]}
    answer = http.post(app, "/v1/verifications", body | ({"url": url} if url else {}))
    assert answer.status == 200, answer.body
    [claim] = [one for one in reading.judged(answer.body) if CLAIM in str(one["text"])]
    return claim


def names(claim: reading.Object) -> set[str]:
    return {str(item["origin"]) for item in reading.objects(claim["evidence"])}


def counted(claim: reading.Object) -> tuple[JsonValue, JsonValue, JsonValue]:
    origins = claim["origins"]
    return at(origins, "supporting"), at(origins, "refuting"), at(origins, "copies")


def test_pages_of_one_site_and_of_sister_papers_count_once(app: str) -> None:
    claim = check(
        app,
        (
            "https://www.mirror.co.uk/1",
            "About 1,400 people live on all three islands of Skerry, summer and winter.",
        ),
        ("https://amp.mirror.co.uk/2", "On the three islands of Skerry live about 1,400 people today."),
        ("https://www.liverpoolecho.co.uk/3", "Skerry is three islands on which some 1,400 people live."),
        (
            "https://skerry.example/4",
            "The three islands of Skerry, on which about 1,400 people live, are flat.",
        ),
    )
    assert names(claim) == {"publisher:reach", "skerry.example"}
    assert counted(claim) == (2, 0, 0)


def test_pages_that_repeat_one_source_count_once_with_its_own(app: str) -> None:
    claim = check(
        app,
        ("https://one.example/1", "On the three islands of Skerry live about 1,400 people, Oxfam said."),
        (
            "https://two.example/2",
            "Oxfam reported that about 1,400 people live on the three islands of Skerry.",
        ),
        ("https://oxfam.example/3", "Skerry is three islands on which some 1,400 people live."),
    )
    assert names(claim) == {"named:oxfam"}
    assert counted(claim) == (1, 0, 0)


def test_dispatches_of_one_agency_count_once_in_each_version(app: str) -> None:
    claim = check(
        app,
        (
            "https://one.example/1",
            "OSLO, Jan 3 (AFP) - About 1,400 people live on the three islands of Skerry.",
        ),
        (
            "https://two.example/2",
            "OSLO, Jan 4 (AFP) - Around 1,400 people live on the three islands of Skerry.",
        ),
        ("https://www.afp.com/3", "On the three islands of Skerry live about 1,400 people."),
    )
    assert names(claim) == {"wire:afp"}
    assert counted(claim) == (1, 0, 0)


def test_the_article_and_its_copies_count_nowhere(app: str) -> None:
    touched_up = DRAFT.replace("on Monday", "yesterday").replace("residents", "people there")
    claim = check(
        app,
        ("https://paper.example/ferry?utm_source=x", "About 1,400 people live there."),
        ("https://other.example/ferry", f"Our morning news.\n\n{touched_up}"),
        ("https://third.example/ferry", " ".join(DRAFT.split(". ")[:3]) + "."),
        url="https://www.paper.example/ferry",
    )
    assert names(claim) == set()
    assert counted(claim) == (0, 0, 3)
    assert claim["verdict"] != "supported"
