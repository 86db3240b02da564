"""The first thing somebody runs: the demo, on a machine that reaches no public source."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field

import pytest

from tests.e2e import report as reading
from tests.e2e.pages import PROJECT
from tests.servers.json_values import JsonValue, at

# Addresses where nobody listens stand for "no internet": the test makes no call outside, wherever it runs.
OFFLINE = {
    "SECONDSOURCE_MEDIAWIKI_URL": "http://127.0.0.1:9/w/api.php",
    "SECONDSOURCE_WIKIDATA_URL": "http://127.0.0.1:9/w/api.php",
    "SECONDSOURCE_GDELT_URL": "http://127.0.0.1:9/api/v2/doc/doc",
    "SECONDSOURCE_CROSSREF_URL": "http://127.0.0.1:9/works",
    "SECONDSOURCE_EUROPEPMC_URL": "http://127.0.0.1:9/search",
    "SECONDSOURCE_WAYBACK_URL": "http://127.0.0.1:9",
    "SECONDSOURCE_ARQUIVO": "false",
    "SECONDSOURCE_PRIVATE_HOSTS": "127.0.0.1:9",
}
pytestmark = pytest.mark.timeout(240)


@dataclass(frozen=True, slots=True)
class Shown:
    out: str = field(repr=False)
    said: str


@pytest.fixture(scope="module")
def as_json() -> Shown:
    return demo("--json")


@pytest.fixture(scope="module")
def report(as_json: Shown) -> JsonValue:
    parsed: JsonValue = json.loads(as_json.out)
    return parsed


def test_it_says_how_long_the_start_took(as_json: Shown) -> None:
    assert "The service answers after" in as_json.said


def test_the_report_is_done(report: JsonValue) -> None:
    assert at(report, "status") == "done"
    assert at(report, "article", "published_at", "value") == "2026-03-12T09:30:00"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("population of about 364,000", "supported"),
        ("Reykjavik is the capital", "supported"),
        ("independence in 1985", "refuted"),
        ("about 34 million", "refuted"),
        ("41 drilling permits", "not_checked"),
    ],
)
def test_right_wrong_and_not_checkable(report: JsonValue, words: str, verdict: str) -> None:
    claim = claim_with(report, words)

    assert claim["verdict"] == verdict


def test_a_verdict_rests_on_the_factbook(report: JsonValue) -> None:
    decided = [c for c in reading.judged(report) if c["verdict"] in {"supported", "refuted"}]

    assert decided
    for claim in decided:
        side = {"supported": "supports", "refuted": "refutes"}[str(claim["verdict"])]
        quotes = [item for item in reading.objects(claim["evidence"]) if item["stance"] == side]
        assert {item["source"] for item in quotes} == {"starter"}
        assert reading.number(claim["confidence"]) > 0.5
        assert claim["reason"] is None


def test_what_could_not_be_asked_is_named_with_its_reason(report: JsonValue) -> None:
    for claim in reading.judged(report):
        looks = reading.coverage(claim)
        assert looks["wikipedia"]["outcome"] == "not_measured"
        assert looks["wikipedia"]["reason"] == "source_down"
        assert looks["gdelt"]["outcome"] == "not_measured"
        assert looks["gdelt"]["reason"] in {"source_down", "deadline", "budget"}
        assert looks["starter"]["outcome"] == "ok"
        assert claim["verdict"] != "not_enough_evidence"


def test_the_count_is_said_by_officials_since_september(report: JsonValue) -> None:
    claim = claim_with(report, "41 drilling permits")

    assert "fficials" in str(at(claim, "attribution", "speaker"))
    assert claim["reason"] == "source_down"
    assert "2025-09-01" in {time["start"] for time in reading.objects(claim["times"])}


def test_it_tells_people_claim_by_claim() -> None:
    shown = demo().out

    assert "SUPPORTED, confidence" in shown
    assert "REFUTED, confidence" in shown
    assert "NOT CHECKED" in shown
    assert "[starter]" in shown
    assert "wikipedia (source_down)" in shown


def claim_with(report: JsonValue, words: str) -> reading.Object:
    found = [claim for claim in reading.claims(report) if words in str(claim["text"])]
    assert len(found) == 1, [claim["text"] for claim in reading.claims(report)]
    return found[0]


def demo(*options: str) -> Shown:
    done = subprocess.run(
        [sys.executable, "examples/demo.py", *options],
        cwd=PROJECT,
        env={**os.environ, **OFFLINE},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Shown(done.stdout, done.stderr)
