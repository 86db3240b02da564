"""The process in which a page that nobody vouches for is parsed. Run as a module; reads frames on stdin.

It has no secrets in its environment, cannot write files, is bounded in memory, and ends with its parent or
when a page takes too long. Whatever goes wrong ends the process; the parent sees that and says so.
"""

from __future__ import annotations

import codecs
import json
import resource
import signal
import sys
from typing import BinaryIO

import trafilatura

TEXT_CHARS = 400_000
_DATES = {"extensive_search": False, "original_date": True}


def main(memory_bytes: int, seconds: float) -> None:
    """Frames: one JSON line ``{url, charset, plain, size}`` and ``size`` bytes in; one JSON line out."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _answer(sink, {"ready": True})
    while line := source.readline():
        asked = json.loads(line)
        body = source.read(asked["size"])
        signal.setitimer(signal.ITIMER_REAL, seconds)  # SIGALRM ends the process, even inside a C parser
        found = (
            _plain(body, asked["charset"]) if asked["plain"] else _html(body, asked["charset"], asked["url"])
        )
        signal.setitimer(signal.ITIMER_REAL, 0)
        _answer(sink, found)


def _answer(sink: BinaryIO, found: dict[str, object]) -> None:
    sink.write(json.dumps(found).encode() + b"\n")
    sink.flush()


def _plain(body: bytes, charset: str | None) -> dict[str, object]:
    return {"text": _decoded(body, charset or "utf-8")[:TEXT_CHARS]}


def _html(body: bytes, charset: str | None, url: str) -> dict[str, object]:
    """Comments are left out: readers' opinions are not what the page says."""
    content = body if charset is None else _decoded(body, charset)
    page = trafilatura.bare_extraction(
        content,
        url=url,
        include_comments=False,
        include_images=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    if page is None or isinstance(page, dict):
        return {"text": ""}
    return {
        "text": (page.text or "")[:TEXT_CHARS],
        "title": page.title,
        "published": page.date,
        "publisher": page.sitename,
    }


def _decoded(body: bytes, charset: str) -> str:
    try:
        codecs.lookup(charset)
    except LookupError:
        charset = "utf-8"
    return body.decode(charset, errors="replace")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
