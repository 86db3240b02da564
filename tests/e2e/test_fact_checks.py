"""What a fact-checker, on loopback, said of a claim of the draft decides it; of another it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.running import running, settings
from tests.faults import Faults, faults
from tests.faults.plays import Answer
from tests.servers.json_values import JsonValue

DEADLINE_MS = 60_000
CLAIM = "The lighthouse of Ottoline Bay was painted green by 37 volunteers in 2015."
OTHER = "The lighthouse of Ottoline Bay was painted green by 73 volunteers in 2015."

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def servers() -> Iterator[Faults]:
    with faults() as server:
        yield server


def reviewed(claim: str, rating: str) -> bytes:
    review = {
        "publisher": {"name": "Full Check", "site": "fullcheck.example"},
        "url": "https://fullcheck.example/ottoline",
        "title": "The green lighthouse",
        "reviewDate": "2016-02-03T00:00:00Z",
        "textualRating": rating,
    }
    return json.dumps({"claims": [{"text": claim, "claimReview": [review]}]}).encode()


def check(folder: Path, base: str, **asked: str) -> reading.Object:
    chosen = settings(folder, others={"factcheck_api_key": "k-of-a-test", "factcheck_url": f"{base}/claims"})
    with running(chosen) as app:
        body: dict[str, JsonValue] = {"text": f"{CLAIM}\n", "deadline_ms": DEADLINE_MS, **asked}
        answer = http.post(app, "/v1/verifications", body)
    assert answer.status == 200, answer.body
    assert "k-of-a-test" not in json.dumps(answer.body)
    (claim,) = reading.judged(answer.body)
    return claim


def test_false_of_the_claim_refutes_it(tmp_path: Path, servers: Faults) -> None:
    base = servers.answering("false", Answer(200, reviewed(CLAIM, "False"), "application/json"))
    claim = check(tmp_path, base)
    assert claim["verdict"] == "refuted"
    (item,) = reading.objects(claim["evidence"])
    assert (item["source"], item["stance"], item["quote"]) == ("factcheck", "refutes", "Rating: False")
    assert (item["publisher"], item["origin"]) == ("Full Check", "fullcheck.example")
    assert "rated" in reading.signals(claim)


@pytest.mark.parametrize(
    ("of", "asked"), [(OTHER, {}), (CLAIM, {"as_of": "2016-02-03T12:00:00Z"})], ids=["other claim", "later"]
)
def test_of_another_claim_or_not_surely_of_the_time_it_is_shown_and_does_not_count(
    tmp_path: Path, servers: Faults, of: str, asked: dict[str, str]
) -> None:
    base = servers.answering(f"other{len(asked)}", Answer(200, reviewed(of, "False"), "application/json"))
    claim = check(tmp_path, base, **asked)
    assert claim["verdict"] in {"not_enough_evidence", "not_checked"}
    (item,) = reading.objects(claim["evidence"])
    assert (item["quote"], item["score"]) == ("Rating: False", 0.0)
