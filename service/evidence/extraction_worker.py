"""The process in which a page that nobody vouches for is parsed. Run as a module; reads frames on stdin.

It has no secrets in its environment, cannot write files, is bounded in memory, and ends with its parent or
when a page takes too long. Whatever goes wrong ends the process; the parent sees that and says so.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from datetime import date
from typing import BinaryIO

from service.pages.reading import Reading, read_html, read_plain


def main(memory_bytes: int, seconds: float) -> None:
    """Frames in: a JSON line ``{url, charset, plain, latest, size}`` and ``size`` bytes. Out: a JSON line."""
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
            read_plain(body, asked["charset"])
            if asked["plain"]
            else read_html(body, asked["charset"], asked["url"], latest=date.fromisoformat(asked["latest"]))
        )
        signal.setitimer(signal.ITIMER_REAL, 0)
        _answer(sink, _as_json(found))


def _answer(sink: BinaryIO, found: dict[str, object]) -> None:
    sink.write(json.dumps(found).encode() + b"\n")
    sink.flush()


def _as_json(found: Reading) -> dict[str, object]:
    if found.kind is not None:
        return {"kind": found.kind.value}
    return {
        "text": found.text,
        "title": found.title,
        "published": found.published.date if found.published else None,
        "published_origin": found.published.origin if found.published else None,
        "publisher": found.publisher,
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
