"""Bad input gets a problem document and nothing else: no echo, no fetch, no crash."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from tests.e2e import http
from tests.e2e.running import running, settings
from tests.servers.json_values import JsonValue, at

SECRET = "Zyxomma-petiolatum"
"""Stands in every bad body: an answer must not repeat it."""
GOOD = f"{SECRET} has a population of 4 million."

BAD_BODIES: dict[str, JsonValue] = {
    "no text": {"title": SECRET},
    "empty text": {"text": ""},
    "white space": {"text": " \n\t "},
    "number for text": {"text": 12, "title": SECRET},
    "null for text": {"text": None},
    "list for a body": [SECRET],
    "string for a number": {"text": GOOD, "max_claims": "3"},
    "number for a flag": {"text": GOOD, "confidential": 1},
    "no claims wanted": {"text": GOOD, "max_claims": 0},
    "unknown member": {"text": GOOD, "colour": SECRET},
    "member kept for later": {"text": GOOD, "focus": [{"start": 0, "end": 4}]},
    "unknown format": {"text": GOOD, "format": SECRET},
    "unknown source": {"text": GOOD, "sources": [SECRET]},
    "no sources": {"text": GOOD, "sources": []},
    "unknown role": {"text": GOOD, "documents": [{"id": "a", "text": GOOD, "role": SECRET}]},
    "date that is none": {"text": GOOD, "published_at": SECRET},
    "30 February": {"text": GOOD, "published_at": "2016-02-30"},
    "year 12": {"text": GOOD, "published_at": "0012-01-01"},
    "far future": {"text": GOOD, "published_at": "9016-01-01"},
    "as of the far future": {"text": GOOD, "as_of": "9016-01-01T00:00:00Z"},
    "no time": {"text": GOOD, "deadline_ms": 0},
    "negative time": {"text": GOOD, "deadline_ms": -5},
    "fraction of a claim": {"text": GOOD, "max_claims": 1.5},
}

NOT_PUBLIC = [
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:169.254.169.254]/latest/meta-data/",
    "http://[::ffff:127.0.0.1]/",
    "http://127.0.0.1:6379/",
    "http://localhost/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://127.1/",
    "http://[::1]/",
    "http://10.0.0.8/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "https://user:secret@news.example/",
    "file:///etc/passwd",
    "gopher://news.example/",
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(settings(tmp_path_factory.mktemp("data"))) as base:
        yield base


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_bad_body_gets_a_problem_document(app: str, name: str) -> None:
    answer = http.post(app, "/v1/verifications", BAD_BODIES[name])

    assert_problem(answer, 422)
    assert at(answer.body, "errors")


@pytest.mark.parametrize("url", NOT_PUBLIC)
@pytest.mark.parametrize("of", ["article", "document"])
def test_an_address_that_is_not_public_is_refused(app: str, url: str, of: str) -> None:
    document: JsonValue = {"id": "wire", "text": GOOD, "url": url}
    body: JsonValue = (
        {"text": GOOD, "url": url} if of == "article" else {"text": GOOD, "documents": [document]}
    )

    assert_problem(http.post(app, "/v1/verifications", body), 422)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param(b"", 400, id="nothing"),
        pytest.param(b"{", 400, id="truncated"),
        pytest.param(b'{"text": "' + SECRET.encode() + b'\xff\xfe"}', 400, id="invalid UTF-8"),
        pytest.param(json.dumps({"text": SECRET}).encode("utf-16"), 400, id="UTF-16"),
        pytest.param(
            b'{"text": "' + SECRET.encode() + b'\\ud800 is half a character."}', 400, id="lone half"
        ),
        pytest.param(b"[" * 100_000, 400, id="deep"),
        pytest.param(b'{"text": "' + SECRET.encode() * 600_000 + b'"}', 413, id="10 MB"),
    ],
)
def test_a_body_that_can_not_be_read(app: str, content: bytes, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    answer = http.send(app, "POST", "/v1/verifications", content=content, headers=headers)

    assert answer.status in {status, 422} if status == 400 else answer.status == status
    assert_problem(answer, answer.status)


@pytest.mark.parametrize("path", ["/v1/verifications", "/v1/claims", "/v1/assessments"])
def test_another_media_type_is_refused(app: str, path: str) -> None:
    headers = {"Content-Type": "text/plain"}
    answer = http.send(app, "POST", path, content=SECRET.encode(), headers=headers)

    assert_problem(answer, 415)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nowhere", 404),
        ("GET", f"/v1/verifications/{SECRET}", 404),
        ("DELETE", "/v1/verifications/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 404),
        ("PUT", "/v1/verifications", 405),
        ("GET", "/v1/claims", 405),
    ],
)
def test_what_is_not_there_gets_a_problem_document_too(app: str, method: str, path: str, status: int) -> None:
    assert_problem(http.send(app, method, path), status)


@pytest.mark.parametrize("path", ["/v1/claims", "/v1/verifications"])
def test_odd_but_valid_text_is_read(app: str, path: str) -> None:
    odd = f"\u202e{SECRET} \U0001f469\u200d\U0001f680\r\n\x00 12% \u0661\u0662 \ufeff" + "e\u0301" * 50

    answer = http.post(app, path, {"text": odd, "deadline_ms": 5000} if "veri" in path else {"text": odd})

    assert answer.status == 200, answer.body


def test_it_still_works_afterwards(app: str) -> None:
    started = time.monotonic()
    answer = http.post(app, "/v1/claims", {"text": GOOD})

    assert answer.status == 200
    assert time.monotonic() - started < 10


def assert_problem(answer: http.Answer, status: int) -> None:
    assert answer.status == status, answer.body
    assert answer.headers["content-type"] == http.PROBLEM
    assert isinstance(answer.body, dict)
    assert (
        {"type", "title", "status", "detail"}
        <= set(answer.body)
        <= {
            "type",
            "title",
            "status",
            "detail",
            "errors",
            "instance",
        }
    )
    assert answer.body["status"] == status
    assert SECRET not in json.dumps(answer.body)
