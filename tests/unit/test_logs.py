"""Log lines hold nothing a caller sent, whoever writes them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from service import logs
from service.settings import LogLevel
from tests.unit.api.doubles import world

CANARY = "Zq7-canary-wxv"
JsonLine = dict[str, object]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Logging as the service configures it, written here; undone afterwards."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    logs.configure(LogLevel.DEBUG)
    yield written
    root.handlers = before
    root.setLevel(level)
    structlog.reset_defaults()


def read(written: io.StringIO) -> list[JsonLine]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_own_events_keep_their_fields(lines: io.StringIO) -> None:
    structlog.get_logger("service.x").info("part.ready", part="stance")
    (line,) = read(lines)
    assert (line["event"], line["part"], line["level"], line["logger"]) == (
        "part.ready",
        "stance",
        "info",
        "service.x",
    )


@pytest.mark.parametrize("name", ["httpx2", "trafilatura", "redis", "fastapi", "asyncio"])
def test_of_libraries_only_who_and_where_is_kept(lines: io.StringIO, name: str) -> None:
    logging.getLogger(name).warning("GET https://wiki.example/?q=%s", CANARY)
    logging.getLogger(name).warning(f"GET {CANARY}")  # noqa: G004 - as libraries do
    assert CANARY not in lines.getvalue()
    assert {(line["event"], line["logger"]) for line in read(lines)} == {("library.logged", name)}


def test_where_it_listens_is_kept(lines: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").info("Uvicorn running on %s", "http://127.0.0.1:8000")
    assert read(lines)[0]["event"] == "Uvicorn running on http://127.0.0.1:8000"


@pytest.mark.parametrize("name", ["uvicorn.error", "redis"])
def test_of_exceptions_only_the_type_is_kept(lines: io.StringIO, name: str) -> None:
    try:
        int(CANARY)
    except ValueError:
        logging.getLogger(name).exception("it failed")
        structlog.get_logger("service.x").error("part.failed", exc_info=True)
    assert CANARY not in lines.getvalue()
    assert [line["error"] for line in read(lines)] == ["ValueError", "ValueError"]


@pytest.mark.anyio
async def test_a_canary_in_a_draft_is_in_no_line_metric_or_problem(lines: io.StringIO) -> None:
    body = {"text": CANARY, "title": CANARY, "documents": [{"id": CANARY, "text": CANARY, "title": CANARY}]}
    async with world() as w:
        assert (await w.client.post("/v1/verifications", json=body)).status_code == 200
        assert (await w.client.post("/v1/claims", json={"text": CANARY})).status_code == 200
        problems = [
            await w.client.post("/v1/verifications", json=body | {"format": CANARY, CANARY: CANARY}),
            await w.client.post("/v1/claims", json={"text": [CANARY], "title": 1}),
            await w.client.post("/v1/assessments", json={"items": [{"claim": CANARY, "passages": CANARY}]}),
            await w.client.post(f"/v1/{CANARY}?{CANARY}={CANARY}", json=body),
            await w.client.get(f"/v1/verifications/{CANARY}"),
        ]
        w.verifier.failure = ValueError(CANARY)
        problems.append(await w.client.post("/v1/verifications", json=body))
        assert [answer.status_code for answer in problems] == [422, 422, 422, 404, 404, 500]
        metrics = (await w.client.get("/metrics")).text
    assert all(CANARY not in answer.text for answer in problems)
    assert CANARY not in metrics
    assert "request.failed" in lines.getvalue()
    assert CANARY not in lines.getvalue()
