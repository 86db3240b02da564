"""The process in which a page that nobody vouches for is parsed. Run as a module; reads frames on stdin.

It has no secrets in its environment, cannot write files, is bounded in memory, and ends with its parent or
when a page takes too long. Whatever goes wrong ends the process; the parent sees that and says so.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from dataclasses import asdict
from datetime import date
from typing import BinaryIO

from service.pages.reading import read_html, read_plain


def main(memory_bytes: int, seconds: float, chars: int) -> None:
    """Frames in: a JSON line ``{url, charset, plain, latest, size}`` and ``size`` bytes.

    Out: the fields of a ``Reading``, with at most ``chars`` of text, as a JSON line.
    """
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
            read_plain(body, asked["charset"], chars=chars)
            if asked["plain"]
            else read_html(
                body,
                asked["charset"],
                asked["url"],
                latest=date.fromisoformat(asked["latest"]),
                chars=chars,
            )
        )
        signal.setitimer(signal.ITIMER_REAL, 0)
        _answer(sink, asdict(found))


def _answer(sink: BinaryIO, found: dict[str, object]) -> None:
    sink.write(json.dumps(found).encode() + b"\n")
    sink.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
