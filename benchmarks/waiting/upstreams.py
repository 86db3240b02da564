"""One server for every host, that takes ``delay_s`` for each answer and notes every call."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from benchmarks.waiting import world
from benchmarks.waiting.composed import CLAIM, LOOPBACK
from tests.servers.json_values import JsonValue
from tests.servers.wiki import Wiki, WikiPage

_JSON, _HTML = "application/json; charset=utf-8", "text/html; charset=utf-8"
_CAPTURED = "20160131080000"
_CAPTURED_HTTP = "Sun, 31 Jan 2016 08:00:00 GMT"


@dataclass(frozen=True, slots=True)
class Seen:
    """One call: of which source, which of its steps, for which claim; when, on the monotonic clock."""

    source: str
    step: str
    claim: str
    asked: str = field(repr=False)
    began: float = 0.0
    ended: float = 0.0


@dataclass(frozen=True, slots=True)
class _Reply:
    source: str
    step: str
    body: JsonValue | str = None
    status: int = 200
    kind: str = _JSON
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Upstreams:
    """``calls`` in the order in which they ended."""

    pages: Sequence[WikiPage]
    delay_s: float
    port: int = 0
    calls: list[Seen] = field(default_factory=list)

    def reply(self, target: str) -> _Reply:
        parts = urlsplit(target)
        host, _, rest = parts.path.lstrip("/").partition("/")
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        match host:
            case "en.wikipedia.org":
                return self._wiki(asked)
            case "www.wikidata.org":
                return _wikidata(asked)
            case "api.gdeltproject.org":
                return _Reply("gdelt", "list", world.news(asked.get("query", "")))
            case "api.crossref.org":
                return _Reply("crossref", "list", world.papers())
            case "www.ebi.ac.uk":
                return _Reply("europepmc", "list", world.papers())
            case "web.archive.org":
                return _wayback(rest, asked)
            case "arquivo.pt":
                return _arquivo(target.partition("/arquivo.pt/")[2])
            case _ if host.endswith(".example"):
                return _Reply("pages", "page", world.page(f"{host}/{rest}"), kind=_HTML)
            case _:
                return _Reply(host, "unknown", status=404)

    def _wiki(self, asked: dict[str, str]) -> _Reply:
        body, _ = Wiki("", tuple(self.pages)).answer(asked)
        search = asked.get("generator") == "search"
        return _Reply("wikipedia", "search" if search else "revision" if "rvstart" in asked else "text", body)


def _wikidata(asked: dict[str, str]) -> _Reply:
    if asked.get("action") == "wbsearchentities":
        return _Reply("wikidata", "names", world.found(asked.get("search", "")))
    labels_only = asked.get("props") == "labels"
    body = world.entities(asked.get("ids", ""), labels_only=labels_only)
    return _Reply("wikidata", "labels" if labels_only else "entities", body)


def _wayback(rest: str, asked: dict[str, str]) -> _Reply:
    if rest.startswith("cdx/"):
        header: list[JsonValue] = ["timestamp", "original", "statuscode", "digest", "mimetype"]
        row: list[JsonValue] = [_CAPTURED, asked.get("url", ""), "200", "A" * 32, "text/html"]
        return _Reply("wayback", "index", [header, row])
    return _Reply("wayback", "replay", world.page(rest), kind=_HTML, headers=_memento())


def _arquivo(rest: str) -> _Reply:
    if rest.startswith("noFrame/replay/"):
        return _Reply("arquivo", "replay", world.page(rest), kind=_HTML, headers=_memento())
    if rest.startswith("wayback/cdx?"):
        asked = dict(parse_qsl(rest.partition("?")[2]))
        row: dict[str, JsonValue] = {
            "timestamp": _CAPTURED,
            "url": asked.get("url", ""),
            "status": "200",
            "mime": "text/html",
        }
        return _Reply("arquivo", "index", json.dumps(row) + "\n", kind="text/x-ndjson")
    original = rest.removeprefix("wayback/")
    shown = f"https://arquivo.pt/wayback/{_CAPTURED}/{original}"
    return _Reply("arquivo", "timegate", "", 302, _HTML, (*_memento(), ("Location", shown)))


def _memento() -> tuple[tuple[str, str], ...]:
    return (("Memento-Datetime", _CAPTURED_HTTP),)


@contextmanager
def serving(pages: Sequence[WikiPage], delay_s: float) -> Iterator[Upstreams]:
    """In a thread with an event loop of its own, on a free loopback port."""
    known = Upstreams(pages, delay_s)
    listening, over = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        server = await asyncio.start_server(
            lambda reader, writer: _connected(known, reader, writer), LOOPBACK, 0, backlog=512
        )
        known.port = server.sockets[0].getsockname()[1]
        listening.set()
        await over.wait()
        server.close()
        waiting = asyncio.all_tasks() - {asyncio.current_task()}
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    listening.wait(30)
    try:
        yield known
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)
        loop.close()


async def _connected(known: Upstreams, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
        while True:
            await _answered(known, reader, writer)
    writer.close()


async def _answered(known: Upstreams, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    began = time.monotonic()
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    target = first.split(" ")[1]
    reply = known.reply(target)
    body = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
    sent = body.encode()
    told = [("Content-Type", reply.kind), ("Content-Length", str(len(sent))), *reply.headers]
    if known.delay_s:
        await asyncio.sleep(known.delay_s - (time.monotonic() - began))
    head = f"HTTP/1.1 {reply.status} \r\n" + "".join(f"{name}: {value}\r\n" for name, value in told)
    # noted before it is sent: who was answered may look at once
    known.calls.append(
        Seen(reply.source, reply.step, headers.get(CLAIM, ""), target, began, time.monotonic())
    )
    writer.write(head.encode() + b"\r\n" + sent)
    await writer.drain()
