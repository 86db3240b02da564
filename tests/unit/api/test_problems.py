"""Every error is one problem document and echoes nothing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from service.api.problems import MEDIA_TYPE, ProblemType
from service.settings import Settings
from tests.unit.api.doubles import World, world

pytestmark = pytest.mark.anyio
CANARY = "Zq7-canary-wxv"
GOOD = "It rains."

REFUSED: dict[str, tuple[object, str]] = {
    "no text": ({}, "#/text"),
    "empty": ({"text": ""}, "#/text"),
    "white space": ({"text": " \n\t\x1f "}, "#/text"),
    "number": ({"text": 3}, "#/text"),
    "null": ({"text": None}, "#/text"),
    "half a surrogate": ({"text": "\ud83d"}, "#/text"),
    "too long": ({"text": "x" * 200_001}, "#/text"),
    "list": ([CANARY], "#"),
    "string": (CANARY, "#"),
    "unknown member": ({"text": GOOD, CANARY: CANARY}, "#"),
    "unknown member inside": (
        {"text": GOOD, "documents": [{"id": "a", "text": "b", CANARY: 1}]},
        "#/documents/0",
    ),
    "later name": ({"text": GOOD, "focus": []}, "#/focus"),
    "format": ({"text": GOOD, "format": CANARY}, "#/format"),
    "source": ({"text": GOOD, "sources": [CANARY]}, "#/sources/0"),
    "unknown source": ({"text": GOOD, "sources": ["starter", "wikpedia"]}, "#/sources/1"),
    "an archive as source": ({"text": GOOD, "sources": ["wayback"]}, "#/sources/0"),
    "no sources": ({"text": GOOD, "sources": []}, "#/sources"),
    "max_claims text": ({"text": GOOD, "max_claims": "3"}, "#/max_claims"),
    "max_claims fraction": ({"text": GOOD, "max_claims": 1.5}, "#/max_claims"),
    "max_claims flag": ({"text": GOOD, "max_claims": True}, "#/max_claims"),
    "flag": ({"text": GOOD, "confidential": "yes"}, "#/confidential"),
    "deadline": ({"text": GOOD, "deadline_ms": 0}, "#/deadline_ms"),
    "date": ({"text": GOOD, "published_at": CANARY}, "#/published_at"),
    "date number": ({"text": GOOD, "published_at": 2016}, "#/published_at"),
    "30 February": ({"text": GOOD, "published_at": "2016-02-30"}, "#/published_at"),
    "29 February": ({"text": GOOD, "published_at": "2015-02-29"}, "#/published_at"),
    "year 12": ({"text": GOOD, "published_at": "0012-01-01"}, "#/published_at"),
    "year 2999": ({"text": GOOD, "as_of": "2999-01-01"}, "#/as_of"),
    "25 o'clock": ({"text": GOOD, "as_of": "2016-01-01T25:00:00Z"}, "#/as_of"),
    "trailing line": ({"text": GOOD, "as_of": "2016-01-01\n"}, "#/as_of"),
    "language": ({"text": GOOD, "language": CANARY * 9}, "#/language"),
    "role": ({"text": GOOD, "documents": [{"id": "a", "text": "b", "role": CANARY}]}, "#/documents/0/role"),
}
URLS = [
    "http://169.254.169.254/latest/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::1]:8000/",
    "http://127.0.0.1:6379/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.0x1/",
    "http://017700000001/",
    "http://localhost/",
    "http://a.localhost/",
    "http://metadata.google.internal/",
    "http://METADATA.GOOGLE.INTERNAL./",
    "http://router.home.arpa/",
    "http://①②⑦.⓪.⓪.①/",
    "http://printer.local/",
    "http://10.0.0.8/",
    f"https://user:{CANARY}@news.example.org/",
    "https://news.example.org:99999/",
    "https://news.example.org/a b",
    "ftp://news.example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//news.example.org/",
    "https://",
]


@pytest.fixture(scope="module")
async def one_world() -> AsyncIterator[World]:
    async with world() as made:
        yield made


@pytest.fixture
def w(one_world: World) -> World:
    one_world.verifier.asked.clear()
    one_world.verifier.failure = None
    return one_world


@pytest.mark.parametrize("name", REFUSED)
async def test_a_body_that_does_not_fit_is_refused_by_its_place(w: World, name: str) -> None:
    body, pointer = REFUSED[name]
    answer = await w.client.post(
        "/v1/verifications", content=json.dumps(body), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422, answer.text
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    document = answer.json()
    assert document["type"] == ProblemType.INVALID_REQUEST.uri
    assert pointer in [error["pointer"] for error in document["errors"]]
    assert all(error["detail"] for error in document["errors"])
    assert CANARY not in answer.text
    assert not w.verifier.asked


@pytest.mark.parametrize("url", URLS)
async def test_a_url_that_is_not_of_a_public_page_is_refused(w: World, url: str) -> None:
    document = {"id": "a", "text": "b", "url": url}
    for body, pointer in (
        ({"text": GOOD, "url": url}, "#/url"),
        ({"text": GOOD, "documents": [document]}, "#/documents/0/url"),
    ):
        answer = await w.client.post("/v1/verifications", json=body)
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
        assert CANARY not in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example.org",
        "http://News.Example.org:8443/a?b=c#d",
        "https://xn--mnchen-3ya.de/straße",
        "https://a-b.co.uk/",
    ],
)
async def test_a_url_of_a_public_page_is_taken(w: World, url: str) -> None:
    assert (await w.client.post("/v1/verifications", json={"text": GOOD, "url": url})).status_code == 200
    assert w.verifier.asked[0][0].url == url


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", ProblemType.BAD_JSON),
        (b'{"text": "Zq7-canary-wxv', ProblemType.BAD_JSON),
        (b'{"text": "a",}', ProblemType.BAD_JSON),
        (b'{"text": "Zq7-canary-wxv \xff"}', ProblemType.BAD_ENCODING),
        ('{"text": "a"}'.encode("utf-16"), ProblemType.BAD_ENCODING),
        (b"[" * 100_000, ProblemType.BAD_JSON),
        (b'{"text": "a", "max_claims": ' + b"9" * 5000 + b"}", ProblemType.BAD_JSON),
        (b'{"text": "a", "max_claims": NaN}', ProblemType.INVALID_REQUEST),
    ],
)
async def test_what_is_not_json_says_where(w: World, content: bytes, kind: ProblemType) -> None:
    answer = await w.client.post(
        "/v1/verifications", content=content, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["type"]) == (kind.status, kind.uri)
    assert CANARY not in answer.text


@pytest.mark.parametrize("size", [2000, 10_000_000])
@pytest.mark.parametrize("chunked", [True, False])
async def test_a_body_over_the_cap_is_413_with_and_without_a_length(size: int, chunked: bool) -> None:
    content = json.dumps({"text": "x" * size}).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(content), 65_536):
            yield content[start : start + 65_536]

    async with world(Settings(max_body_bytes=1024)) as w:
        answer = await w.client.post(
            "/v1/verifications",
            content=pieces() if chunked else content,
            headers={"Content-Type": "application/json"},
        )
    assert answer.status_code == 413
    assert answer.json()["type"] == ProblemType.TOO_LARGE.uri


@pytest.mark.parametrize(
    "media_type", [None, "text/plain", "multipart/form-data; boundary=x", "application/xml"]
)
async def test_other_media_types_are_415(w: World, media_type: str | None) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    answer = await w.client.post("/v1/claims", content=b'{"text": "a"}', headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (415, MEDIA_TYPE)


async def test_unknown_path_and_method(w: World) -> None:
    missing = await w.client.get(f"/v1/{CANARY}")
    assert (missing.status_code, missing.headers["Content-Type"]) == (404, MEDIA_TYPE)
    assert CANARY not in missing.text
    wrong = await w.client.put("/v1/verifications")
    assert (wrong.status_code, wrong.headers["Content-Type"]) == (405, MEDIA_TYPE)
    assert wrong.headers["Allow"] == "POST"
    two = await w.client.put("/v1/verifications/a")
    assert (two.status_code, two.headers["Allow"]) == (405, "DELETE, GET")


async def test_a_fault_is_500_and_tells_nothing(w: World, caplog: pytest.LogCaptureFixture) -> None:
    w.verifier.failure = RuntimeError(f"went wrong at {CANARY}")
    answer = await w.client.post("/v1/verifications", json={"text": CANARY})
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, MEDIA_TYPE)
    assert CANARY not in answer.text
    assert CANARY not in caplog.text
