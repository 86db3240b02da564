"""What is sent for each fault that is an answer, however bad; the others are played on the connection."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache

from tests.faults.kinds import Fault

LARGE_BYTES = 50_000_000
_HTML = b"<!DOCTYPE html><html><head><title>Oops</title></head><body><p>Something else.</p></body></html>"
_JSON = "application/json; charset=utf-8"
_KEYS = (
    "articles", "batchcomplete", "bindings", "claims", "entities", "error_code", "hits", "items", "lookups",
    "message", "numberofarticles", "query", "response", "response_items", "result", "resultList", "results",
    "search", "status_code", "suggestions", "timestamp", "url", "value", "web",
)  # fmt: skip
"""Names under which APIs keep their lists and objects."""
_ITEMS = {
    "articles": [42],
    "claims": [42],
    "entities": {"Q42": 42},
    "message": {"items": [42]},
    "query": {"pages": [42]},
    "response": {"status": "ok", "results": [42]},
    "response_items": [42],
    "resultList": {"result": [42]},
    "results": [42],
    "search": [42],
    "status": "ok",
    "web": {"results": [42]},
}
"""The answers of several APIs in one; each knows its own part of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as sent; its length is announced."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()

    def head(self, length: int | None = None) -> bytes:
        """Status line and headers; ``length`` announces another length than that of the body."""
        announced = len(self.body) if length is None else length
        return head(
            self.status, ("Content-Type", self.kind), *self.headers, ("Content-Length", str(announced))
        )


def head(status: int, *headers: tuple[str, str]) -> bytes:
    first = f"HTTP/1.1 {status} "  # without a phrase: APIs invent statuses
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


@cache
def bomb() -> bytes:
    return gzip.compress(bytes(LARGE_BYTES), 1)


def _limited(*headers: tuple[str, str], status: int = 429) -> Answer:
    return Answer(status, _HTML, headers=headers)


def _json(body: str, *headers: tuple[str, str], encoding: str = "utf-8") -> Answer:
    return Answer(200, body.encode(encoding), _JSON, headers)


def _redirect(location: str) -> Answer:
    return Answer(302, headers=(("Location", location),))


def _wiki_error(code: str, *headers: tuple[str, str]) -> Answer:
    error = f'{{"errors":[{{"code":"{code}","text":"x","module":"main"}}]}}'
    return _json(error, ("MediaWiki-API-Error", code), *headers)


def answer(fault: Fault, path: str) -> Answer | None:
    """The answer to a request of that path; null for what is no whole answer."""
    match fault:
        case Fault.LIMITED_SHORT:
            return _limited(("Retry-After", "1"))
        case Fault.LIMITED_LONG:
            return _limited(("Retry-After", "3600"))
        case Fault.LIMITED_DATE:
            later = datetime.now(UTC) + timedelta(minutes=30)
            return _limited(("Retry-After", format_datetime(later, usegmt=True)))
        case Fault.LIMITED_BARE:
            return _limited()
        case Fault.UNAVAILABLE:
            return _limited(("Retry-After", "3600"), status=503)
        case Fault.ERROR_HTML:
            return Answer(500, _HTML)
        case Fault.OK_HTML:
            return Answer(200, _HTML)
        case Fault.FORBIDDEN:
            return Answer(403, b"Please respect our robot policy", "text/plain")
        case Fault.TRUNCATED_JSON:
            return _json('{"batchcomplete":true,"query":{"pages":[{"pageid":2,"tit')
        case Fault.WRONG_TYPE:
            return _json("42")
        case Fault.WRONG_INSIDE:
            return _json("{" + ",".join(f'"{key}":42' for key in _KEYS) + "}")
        case Fault.WRONG_ITEMS:
            return _json(json.dumps(_ITEMS))
        case Fault.ERROR_IN_200:
            return _json('{"error":{"code":500,"message":"backend failed","status":"INTERNAL"}}')
        case Fault.WIKI_ERROR:
            return _wiki_error("internal_api_error_DBQueryError")
        case Fault.WIKI_MAXLAG:
            return _wiki_error("maxlag", ("Retry-After", "5"))
        case Fault.WRONG_CHARSET:
            return _json('{"query":{"pages":[{"pageid":2,"title":"Café"}]}}', encoding="iso-8859-1")
        case Fault.GZIP_BOMB:
            return Answer(200, bomb(), headers=(("Content-Encoding", "gzip"),))
        case Fault.BROKEN_GZIP:
            return Answer(200, b"\x1f\x8b\x08\x00 this is no gzip", headers=(("Content-Encoding", "gzip"),))
        case Fault.REDIRECT_LOOP:
            return _redirect(path)
        case Fault.REDIRECT_CHAIN:
            return _redirect(f"{path}/on")
        case Fault.REDIRECT_METADATA:
            return _redirect("http://169.254.169.254/latest/meta-data/")
        case Fault.REDIRECT_LOOPBACK:
            return _redirect("http://0x7f.1/")
        case Fault.EMPTY:
            return Answer(200)
        case _:
            return None
