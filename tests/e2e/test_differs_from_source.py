"""A draft against the wire copy it was written from: what was changed is told, and only that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.running import running, settings
from tests.servers.json_values import JsonValue, at

HEAD = "LATAKIA, Jan 29 2016 (Example Wire) - "
WIRE = f"""\
{HEAD}At least 109 Russian soldiers have been killed in Syria since September, the Syrian Network for \
Human Rights said on Friday.

The network said 1,400 civilians died in Russian air strikes in Aleppo province.

Defence Minister Sergei Ivanov visited the Hmeimim air base near Latakia on 12 January 2016.

The hospital in Idlib was not damaged in the attack, according to Doctors Without Borders.

Turkey closed the border crossing at Bab al-Hawa on 14 January 2016.
"""
pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(settings(tmp_path_factory.mktemp("data"))) as base:
        yield base


def check(app: str, text: str) -> JsonValue:
    wire: JsonValue = {"id": "w", "title": "The wire", "text": WIRE, "role": "source_of_article"}
    body: JsonValue = {
        "text": text,
        "published_at": "2016-01-29",
        "documents": [wire],
        "sources": ["library"],
    }
    answer = http.post(app, "/v1/verifications", body)
    assert answer.status == 200, answer.body
    return answer.body


def differing(report: JsonValue) -> list[reading.Object]:
    return [one for claim in reading.claims(report) for one in reading.objects(claim["differs_from_source"])]


@pytest.mark.parametrize(
    "text",
    [
        "The network said 1,900 civilians died in Russian air strikes in Aleppo province.",
        "At least 190 Russian soldiers have been killed in Syria since September.",
        "At least 109 Russian soldiers have been killed in Syria since November.",
        "Defence Minister Sergei Ivanov visited the Hmeimim air base near Latakia on 21 January 2016.",
        "Defence Minister Sergei Petrov visited the Hmeimim air base near Latakia on 12 January 2016.",
        "The hospital in Idlib was damaged in the attack, according to Doctors Without Borders.",
        "Turkey did not close the border crossing at Bab al-Hawa on 14 January 2016.",
        "At least 109 Russian soldiers have been killed in Syria since September, Oxfam said on Friday.",
    ],
    ids=["number", "transposed", "since", "day", "name", "denial dropped", "denial added", "speaker"],
)
def test_a_changed_sentence_is_told_with_what_its_source_says(app: str, text: str) -> None:
    report = check(app, HEAD + text)
    [difference] = differing(report)
    assert difference["document"] == "The wire"
    assert str(difference["quote"]) in WIRE
    assert len(reading.objects(at(report, "summary", "needs_attention"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        WIRE,
        WIRE.replace("1,400", "1400").replace(" - ", " — ").replace("12 January 2016", "January 12, 2016"),
        HEAD + "“About 1,400 civilians died in Russian air strikes in Aleppo province”, the network said.",
        HEAD + "The defence minister visited the Hmeimim air base near Latakia on 12 January 2016.",
        HEAD + "France sent two frigates to the eastern Mediterranean on 15 January 2016.",
    ],
    ids=["same text", "set otherwise", "less exactly", "name dropped", "not in the source"],
)
def test_what_was_not_changed_is_no_difference(app: str, text: str) -> None:
    report = check(app, text)
    assert reading.claims(report)
    assert differing(report) == []


def test_the_source_of_the_article_is_never_evidence(app: str) -> None:
    report = check(app, WIRE)
    assert [item for _, item in reading.evidence(report)] == []
    assert {str(claim["verdict"]) for claim in reading.judged(report)} & {"supported", "refuted"} == set()
