"""Every route of the OpenAPI document, walked: keys, limits, problems, headers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import SecretStr

from service.api.limits import WorkRoute
from service.api.problems import MEDIA_TYPE
from service.app import create_app
from service.openapi_page import FILE, as_text
from service.settings import Settings
from tests.unit.api.doubles import world

KEY = "a-key-of-sixteen-or-more"
OTHER = "another-key-of-sixteen-or-more"


@cache
def app() -> FastAPI:
    return create_app(Settings())


def operations() -> Iterator[tuple[str, str]]:
    for path, methods in app().openapi()["paths"].items():
        for method in methods:
            yield method.upper(), path


def guarded() -> list[tuple[str, str]]:
    return [(method, path) for method, path in operations() if path.startswith("/v1/")]


def test_the_committed_document_is_what_the_application_says() -> None:
    assert FILE.read_text(encoding="utf-8") == as_text(app().openapi()), "run make openapi"


def test_the_contract_is_there() -> None:
    assert set(operations()) == {
        ("POST", "/v1/verifications"),
        ("GET", "/v1/verifications/{report_id}"),
        ("DELETE", "/v1/verifications/{report_id}"),
        ("POST", "/v1/claims"),
        ("POST", "/v1/assessments"),
        ("GET", "/v1/sources"),
        ("GET", "/v1/model"),
        ("GET", "/livez"),
        ("GET", "/readyz"),
        ("GET", "/metrics"),
        ("GET", "/version"),
    }


@pytest.mark.anyio
@pytest.mark.parametrize(("method", "path"), guarded())
async def test_every_route_wants_a_key_when_there_are_keys(method: str, path: str) -> None:
    url = path.replace("{report_id}", "a")
    settings = Settings(api_keys=(SecretStr(KEY), SecretStr(OTHER)))
    async with world(settings) as w:
        refused: list[dict[bytes, bytes]] = [
            {},
            {b"Authorization": b"Bearer wrong"},
            {b"X-API-Key": KEY[:-1].encode()},
            {b"Authorization": KEY.encode()},
            {b"Authorization": f"Basic {KEY}".encode()},
            {b"X-API-Key": "schlüssel".encode("latin-1")},
        ]
        for headers in refused:
            answer = await w.client.request(method, url, headers=headers)
            assert answer.status_code == 401
            assert answer.headers["Content-Type"] == MEDIA_TYPE
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert KEY[:-1] not in answer.text
        for accepted in ({"Authorization": f"Bearer {KEY}"}, {"X-API-Key": OTHER}):
            assert (await w.client.request(method, url, headers=accepted)).status_code != 401


@pytest.mark.anyio
@pytest.mark.parametrize(("method", "path"), guarded())
async def test_nothing_may_be_stored_on_the_way(method: str, path: str) -> None:
    async with world() as w:
        answer = await w.client.request(method, path.replace("{report_id}", "a"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.anyio
async def test_operations_need_no_key() -> None:
    async with world(Settings(api_keys=(SecretStr(KEY),))) as w:
        for path in ("/livez", "/readyz", "/metrics", "/version", "/docs", "/"):
            assert (await w.client.get(path)).status_code == 200


def test_every_route_with_a_body_is_bounded() -> None:
    routes = [
        context.original_route
        for context in iter_route_contexts(app().routes)
        if isinstance(context.original_route, APIRoute)
    ]
    posts = [route for route in routes if "POST" in (route.methods or ())]
    assert len(posts) == 3
    assert all(isinstance(route, WorkRoute) for route in posts)


@pytest.mark.parametrize(("method", "path"), guarded())
def test_every_route_documents_keys_and_problems(method: str, path: str) -> None:
    operation = app().openapi()["paths"][path][method.lower()]
    assert operation["security"] == [{"bearer": []}, {"apiKey": []}, {}]
    errors = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
    assert {"401", "500"} <= set(errors)
    if method == "POST":
        assert {"400", "408", "413", "415", "422", "503"} <= set(errors)
    for answer in errors.values():
        assert list(answer["content"]) == [MEDIA_TYPE]
    assert operation["summary"]
    assert operation["description"]


def test_every_reference_resolves_and_no_validation_schema_is_left() -> None:
    document = app().openapi()
    text = as_text(document)
    assert document["openapi"].startswith("3.1")
    assert "HTTPValidationError" not in text
    for piece in text.split('"$ref": "#/components/schemas/')[1:]:
        assert piece.split('"')[0] in document["components"]["schemas"]


def test_bounds_of_numbers_are_written_in_words_of_json_schema() -> None:
    schemas = app().openapi()["components"]["schemas"]
    number = schemas["VerificationBody"]["properties"]["deadline_ms"]["anyOf"][0]
    assert (number["type"], number["minimum"], number["maximum"]) == ("integer", 100, 3_600_000)
    assert '"ge"' not in as_text(schemas)
