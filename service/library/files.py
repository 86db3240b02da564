"""Files an operator adds: which kinds there are, and how large they may be."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from service.library.schema import LibraryError

MAX_PAGE_BYTES = 20 * 1024 * 1024
"""Of one line, page or text."""
MAX_FILE_BYTES = 4 * 1024**3
"""Of one file, unpacked."""
MAX_PROBLEMS = 20
"""After so many problems a file is given up."""

JSONL = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
HTML = (".html", ".htm", ".xhtml")
TEXT = (".txt", ".md")
WARC = (".warc", ".warc.gz")
ZIM = (".zim",)
KINDS = JSONL + HTML + TEXT + WARC + ZIM


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something in a file cannot be taken; ``line`` counts from 1; of a WARC it is the record."""

    reason: str
    line: int | None = None


class BadFileError(LibraryError):
    """A file that cannot be added, with all its problems (at most twenty). Nothing of it was."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        super().__init__(f"{path}: {len(problems)} problem(s)")
        self.path = path
        self.problems = problems


def files_under(path: Path) -> list[Path]:
    """The file itself, or the files of known kinds in a folder and below. Raises ``BadFileError``."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file() and kind_of(file) is not None)
        if not files:
            raise BadFileError(path, [Problem(f"the folder holds no {', '.join(KINDS)}")])
        return files
    if not path.exists():
        raise BadFileError(path, [Problem("there is no such file")])
    if not path.is_file():
        raise BadFileError(path, [Problem("is not a plain file")])
    return [path]


def kind_of(path: Path) -> tuple[str, ...] | None:
    """The group of endings the name belongs to."""
    name = path.name.lower()
    return next((kind for kind in (JSONL, HTML, TEXT, WARC, ZIM) if name.endswith(kind)), None)


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """Numbered lines, unpacked when the name ends in ``.gz``. Raises ``BadFileError``."""
    size = number = 0
    try:
        with _opened(path) as file:
            while line := file.readline(MAX_PAGE_BYTES + 1):
                number += 1
                size += len(line)
                if len(line) > MAX_PAGE_BYTES:
                    raise BadFileError(path, [Problem(f"is longer than {MAX_PAGE_BYTES} bytes", number)])
                if size > MAX_FILE_BYTES:
                    raise BadFileError(path, [Problem(f"unpacks to more than {MAX_FILE_BYTES} bytes")])
                yield number, line
    except (OSError, EOFError, zlib.error) as error:
        raise BadFileError(path, [Problem(f"cannot be read: {error}", number + 1)]) from error


def bytes_of(path: Path) -> bytes:
    """The whole of a page or text. Raises ``BadFileError``."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_PAGE_BYTES + 1)
    except OSError as error:
        raise BadFileError(path, [Problem(f"cannot be read: {error.strerror}")]) from error
    if len(content) > MAX_PAGE_BYTES:
        raise BadFileError(path, [Problem(f"is larger than {MAX_PAGE_BYTES} bytes")])
    return content


def _opened(path: Path) -> gzip.GzipFile | BufferedReader:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rb")
    return path.open("rb")
