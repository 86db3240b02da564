"""A stand-in wiki: the shapes of MediaWiki's Action API over a handful of pages.

The shapes were recorded from MediaWiki 1.39 with TextExtracts; `tests/servers/mediawiki.py` runs the real
thing with the same pages, and the same test passes on both. Search is that of a stock wiki: all words
must occur, quoted ones side by side, and without ``srwhat=text`` only titles are searched.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha1
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, urlsplit

from tests.servers.json_values import JsonValue

PUBLIC = "http://wiki.example"
"""The address in what the wiki says of itself, as a wiki behind a proxy has one: not where it is reached."""

Query = dict[str, str]


@dataclass(frozen=True, slots=True)
class Revision:
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class WikiPage:
    """Revisions oldest first; ``text`` is plain paragraphs separated by empty lines."""

    title: str
    revisions: tuple[Revision, ...]

    @property
    def url(self) -> str:
        return f"{PUBLIC}/wiki/{_in_url(self.title)}"


@dataclass(slots=True)
class Wiki:
    """``base`` is where it is reached; ``sent`` are the bodies it answered with, ``asked`` the parameters."""

    base: str
    pages: tuple[WikiPage, ...]
    asked: list[Query] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def answer(self, query: Query) -> tuple[JsonValue, str | None]:
        """The body, and the code of the error it reports: with status 200 either way."""
        self.asked.append(query)
        if query.get("action") not in {"query", "parse"}:
            return _error("badvalue", 'Unrecognized value for parameter "action".'), "badvalue"
        if query["action"] == "parse":
            return self._parse(query)
        if query.get("list") == "search":
            return self._search_list(query)
        if query.get("generator") == "search":
            return self._generator(query)
        if "titles" in query or "pageids" in query:
            return self._named(query)
        return {"batchcomplete": True}, None

    def _search_list(self, query: Query) -> tuple[JsonValue, str | None]:
        if not query.get("srsearch"):
            return _error(
                "missingparam", 'The "srsearch" parameter must be set.', "query+search"
            ), "missingparam"
        found = self._search(query["srsearch"], query.get("srwhat", "title"))
        shown = found[: int(query.get("srlimit", "10"))]
        rows: list[JsonValue] = [
            {
                "ns": 0,
                "title": page.title,
                "pageid": number,
                "size": len(page.revisions[-1].text),
                "wordcount": len(page.revisions[-1].text.split()),
                "snippet": _snippet(page.revisions[-1].text, query["srsearch"]),
                "timestamp": _stamp(page.revisions[-1].at),
            }
            for number, page in shown
        ]
        return {
            "batchcomplete": True,
            "query": {"searchinfo": {"totalhits": len(found)}, "search": rows},
        }, None

    def _generator(self, query: Query) -> tuple[JsonValue, str | None]:
        if not query.get("gsrsearch"):
            return _error(
                "missingparam", 'The "gsrsearch" parameter must be set.', "query+search"
            ), "missingparam"
        found = self._search(query["gsrsearch"], query.get("gsrwhat", "title"))
        if not found:
            return {"batchcomplete": True}, None
        numbered = [
            (number, page, rank + 1)
            for rank, (number, page) in enumerate(found[: int(query.get("gsrlimit", "10"))])
        ]
        # by page id, not by rank: that is how the API answers
        pages: list[JsonValue] = [
            self._page(query, number, page, rank, position)
            for position, (number, page, rank) in enumerate(sorted(numbered, key=lambda row: row[0]))
        ]
        return {"batchcomplete": True, "query": {"pages": pages}, "limits": {"extracts": 20}}, None

    def _named(self, query: Query) -> tuple[JsonValue, str | None]:
        wanted = query.get("titles") or query.get("pageids") or ""
        pages: list[JsonValue] = []
        for position, name in enumerate(wanted.split("|")):
            for number, page in enumerate(self.pages, start=1):
                if name.replace("_", " ") == page.title or ("titles" not in query and name == str(number)):
                    pages.append(self._page(query, number, page, None, position))
                    break
            else:
                absent: dict[str, JsonValue] = {"ns": 0, "title": name, "missing": True}
                pages.append(absent | (_addresses(name) if "info" in query.get("prop", "") else {}))
        return {"batchcomplete": True, "query": {"pages": pages}}, None

    def _page(
        self, query: Query, number: int, page: WikiPage, rank: int | None, position: int
    ) -> dict[str, JsonValue]:
        latest = page.revisions[-1]
        props = query.get("prop", "").split("|")
        row: dict[str, JsonValue] = {"pageid": number, "ns": 0, "title": page.title}
        if rank is not None:
            row["index"] = rank
        intro = "exintro" in query
        # more than one extract in a call only of introductions
        if "extracts" in props and (intro or position == 0):
            row["extract"] = _extract(latest.text, intro=intro)
        if "info" in props:
            if len(page.revisions) == 1:
                row["new"] = True
            known: dict[str, JsonValue] = {
                "touched": _stamp(latest.at),
                "lastrevid": _revision_id(number, len(page.revisions)),
                "length": len(latest.text),
            }
            row |= known | _addresses(page.title)
        if "revisions" in props:
            row["revisions"] = _revisions(query, number, page)
        return row

    def _parse(self, query: Query) -> tuple[JsonValue, str | None]:
        for number, page in enumerate(self.pages, start=1):
            for order, revision in enumerate(page.revisions, start=1):
                named = query.get("page", "").replace("_", " ") == page.title
                last = order == len(page.revisions)
                if query.get("oldid") == str(_revision_id(number, order)) or (named and last):
                    html = _html(revision.text)
                    return {"parse": {"title": page.title, "pageid": number, "text": html}}, None
        return _error("missingtitle", "The page you specified doesn't exist."), "missingtitle"

    def _search(self, text: str, what: str) -> list[tuple[int, WikiPage]]:
        words = re.findall(r"[\w’]+", text.lower())
        phrases = re.findall(r'"([^"]+)"', text.lower())
        found = []
        for number, page in enumerate(self.pages, start=1):
            haystack = page.title if what == "title" else f"{page.title} {page.revisions[-1].text}"
            has_words = set(words) <= set(re.findall(r"[\w’]+", haystack.lower()))
            if words and has_words and all(phrase in haystack.lower() for phrase in phrases):
                found.append((number, page))
        return found


@contextmanager
def wiki(pages: Sequence[WikiPage]) -> Iterator[Wiki]:
    """The stand-in, serving on a free loopback port at ``/w/api.php``."""
    served = Wiki(base="", pages=tuple(pages))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path != "/w/api.php":
                self._send(404, "text/html", "<h1>Not Found</h1>", None)
                return
            body, code = served.answer(dict(parse_qsl(parts.query, keep_blank_values=True)))
            text = json.dumps(body, ensure_ascii=False)
            served.sent.append(text)
            self._send(200, "application/json; charset=utf-8", text, code)

        def _send(self, status: int, content_type: str, text: str, code: str | None) -> None:
            payload = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Cache-Control", "private, must-revalidate, max-age=0")
            self.send_header("Content-Length", str(len(payload)))
            if code:
                self.send_header("MediaWiki-API-Error", code)
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _revisions(query: Query, number: int, page: WikiPage) -> list[JsonValue]:
    """Newest first from ``rvstart``, as ``rvdir=older`` gives them."""
    until = query.get("rvstart")
    wanted = query.get("rvprop", "ids|timestamp|flags|comment|user").split("|")
    rows: list[JsonValue] = []
    for order, revision in reversed(list(enumerate(page.revisions, start=1))):
        if until and _stamp(revision.at) > until:
            continue
        row: dict[str, JsonValue] = {}
        if "ids" in wanted:
            row |= {
                "revid": _revision_id(number, order),
                "parentid": _revision_id(number, order - 1) if order > 1 else 0,
            }
        if "timestamp" in wanted:
            row["timestamp"] = _stamp(revision.at)
        if "sha1" in wanted:
            row["sha1"] = sha1(revision.text.encode(), usedforsecurity=False).hexdigest()
        if "content" in wanted:
            row["slots"] = {
                "main": {
                    "contentmodel": "wikitext",
                    "contentformat": "text/x-wiki",
                    "content": revision.text,
                }
            }
        rows.append(row)
    return rows[: int(query.get("rvlimit", "1"))]


def _extract(text: str, *, intro: bool) -> str:
    """Plain text, a line per paragraph; the introduction ends at the first heading."""
    introduction, heading, rest = text.partition("\n\n==")
    whole = introduction if intro else introduction + heading + rest
    # placeholder: a heading keeps its empty lines, paragraphs do not
    return whole.replace("\n\n==", "\r==").replace("\n\n", "\n").replace("\r==", "\n\n\n==")


def _html(text: str) -> str:
    """As ``action=parse`` renders it: first the introduction, an empty line, then the sections."""
    blocks = []
    for block in text.split("\n\n"):
        heading = re.match(r"== (.+) ==\n", block)
        if heading:
            anchor = heading[1].replace(" ", "_")
            blocks.append(f'<h2><span class="mw-headline" id="{anchor}">{escape(heading[1])}</span></h2>\n')
        blocks.append(f"<p>{escape(block[heading.end() if heading else 0 :], quote=False)}\n</p>")
    return f'<div class="mw-parser-output">{"".join(blocks)}\n\n</div>'


def _snippet(text: str, words: str) -> str:
    marked = escape(text[:200], quote=True)
    for word in re.findall(r"\w+", words):
        marked = re.sub(
            rf"\b({re.escape(word)})\b", r"<span class='searchmatch'>\1</span>", marked, flags=re.IGNORECASE
        )
    return marked


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _revision_id(page: int, order: int) -> int:
    return page * 100 + order


def _in_url(title: str) -> str:
    return quote(title.replace(" ", "_"), safe=":/_-().,")


def _addresses(title: str) -> dict[str, JsonValue]:
    """What ``prop=info`` tells, of pages that do not exist too."""
    url = f"{PUBLIC}/wiki/{_in_url(title)}"
    return {
        "contentmodel": "wikitext",
        "pagelanguage": "en",
        "fullurl": url,
        "editurl": f"{PUBLIC}/w/index.php?title={_in_url(title)}&action=edit",
        "canonicalurl": url,
    }


def _error(code: str, text: str, module: str = "main") -> JsonValue:
    """As with ``errorformat=plaintext``."""
    return {"errors": [{"code": code, "text": text, "module": module}], "docref": f"See {PUBLIC}/w/api.php"}
