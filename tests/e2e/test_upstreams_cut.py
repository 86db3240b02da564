"""Each upstream cut in each way, and all at once: a failure to look is typed, and never a finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.pages import article, world
from tests.e2e.running import NOTHING_ELSE, running, settings
from tests.faults import Fault, Faults, faults
from tests.servers.json_values import JsonValue, at
from tests.servers.wiki import Wiki, wiki

DEADLINE_MS = 4000
ALLOWANCE_S = 0.5
TEXT = """\
Own Wire 2016-01-29

Russian troops are deployed in the Jurin, Salma and Rabia districts of Latakia.

The lighthouse of Ottoline Bay was painted green by 37 volunteers.
"""
"""What a page of the wiki says, and what no page says."""
OF_SCIENCE = "In 2019 a vaccine against malaria was given to 360,000 children in Kenya.\n"
LONG_MS = 16_000

WAYS: dict[Fault, set[str]] = {
    Fault.REFUSED: {"source_down"},
    Fault.HANG: {"deadline", "source_down"},
    Fault.LIMITED_LONG: {"rate_limited"},
    Fault.ERROR_HTML: {"source_down"},
    Fault.TRUNCATED_JSON: {"invalid_response"},
    Fault.WIKI_ERROR: {"source_down", "invalid_response"},
}
"""How an upstream is cut, and the reasons that may be given for it."""


@pytest.fixture(scope="module")
def broken() -> Iterator[Faults]:
    with faults() as server:
        yield server


@pytest.fixture(scope="module")
def whole() -> Iterator[Wiki]:
    with wiki(world(article()[0])) as server:
        yield server


@pytest.mark.parametrize("way", WAYS)
def test_the_wiki_is_cut(tmp_path: Path, broken: Faults, way: Fault) -> None:
    answer = check(tmp_path, wiki_at=broken.url(way))

    assert_typed(answer, way, cut={"wikipedia"})
    assert {claim["verdict"] for claim in reading.judged(answer.body)} == {"not_checked"}


@pytest.mark.parametrize("way", WAYS)
def test_the_archive_is_cut(tmp_path: Path, broken: Faults, whole: Wiki, way: Fault) -> None:
    """What the wiki says still counts; only the captures are missing, and say so."""
    answer = check(tmp_path, wiki_at=whole.base, archive_at=broken.url(way))
    known, unknown = reading.judged(answer.body)
    captured = [at(item, "capture", "status") for item in reading.objects(known["evidence"])]

    assert_typed(answer, way, cut=set())
    assert known["verdict"] == "supported"
    assert unknown["verdict"] == "not_enough_evidence"
    assert captured
    assert set(captured) <= {"not_measured", "pending"}


@pytest.mark.parametrize("way", WAYS)
def test_all_are_cut_at_once(tmp_path: Path, broken: Faults, way: Fault) -> None:
    url = broken.url(way)
    answer = check(tmp_path, wiki_at=url, archive_at=url)

    assert_typed(answer, way, cut={"wikipedia"})


@pytest.mark.parametrize("way", [Fault.REFUSED, Fault.HANG])
def test_the_whole_default_set_is_cut(tmp_path: Path, broken: Faults, way: Fault) -> None:
    """Nothing but Wikipedia is waited for until the deadline, and where nobody listens not even that."""
    url = broken.url(way)
    addresses = {f"{name}_url": f"{url}/{name}" for name in NOTHING_ELSE}
    others = {**dict.fromkeys(NOTHING_ELSE, True), **addresses, "best_effort_grace_s": 1.0}
    chosen = settings(tmp_path, wiki=url, others=others)
    with running(chosen) as app:
        answer = http.post(
            app, "/v1/verifications", {"text": f"{TEXT}\n{OF_SCIENCE}", "deadline_ms": LONG_MS}
        )

    assert answer.status == 200, answer.body
    claims = reading.judged(answer.body)
    for claim in claims:
        looks = reading.coverage(claim)
        assert {"wikipedia", "gdelt"} <= looks.keys()
        for look in looks.values():
            assert look["outcome"] == "not_measured"
            assert look["reason"] in {*WAYS[way], "deadline", "budget"}
            assert look["hits"] is None
        assert claim["verdict"] == "not_checked"
    papers = {name for claim in claims for name in reading.coverage(claim)} & {"crossref", "europepmc"}
    assert papers == {"crossref", "europepmc"}, "one claim is of science"
    assert not all("crossref" in reading.coverage(claim) for claim in claims), "and the others are not"
    limit_s = LONG_MS / 1000 + ALLOWANCE_S if way is Fault.HANG else LONG_MS / 2000
    assert answer.seconds <= limit_s


def check(folder: Path, *, wiki_at: str, archive_at: str | None = None) -> http.Answer:
    with running(settings(folder, wiki=wiki_at, archive=archive_at)) as app:
        body: JsonValue = {"text": TEXT, "deadline_ms": DEADLINE_MS}
        return http.post(app, "/v1/verifications", body)


def assert_typed(answer: http.Answer, way: Fault, cut: set[str]) -> None:
    assert answer.status == 200, answer.body
    assert answer.seconds <= DEADLINE_MS / 1000 + ALLOWANCE_S
    claims = reading.judged(answer.body)
    assert claims
    for claim in claims:
        looks = reading.coverage(claim)
        for source in cut:
            assert looks[source]["outcome"] == "not_measured"
            assert looks[source]["reason"] in WAYS[way]
            assert looks[source]["hits"] is None
        if cut:
            assert claim["verdict"] != "not_enough_evidence"
            assert claim["complete"] is False
            assert claim["reason"] in WAYS[way] or claim["verdict"] in {"supported", "refuted"}
    assert at(answer.body, "complete") is not bool(cut)
