"""A text in pieces of about a paragraph."""

from __future__ import annotations

import re
from itertools import pairwise

_ENOUGH = 600
_LONGEST = 1000
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=\S)")


def chunks_of(text: str) -> tuple[str, ...]:
    """Splits at line ends, long lines at sentence ends; joined again they are ``text``.

    Short lines share a chunk of up to 600 characters or so; none is longer than 1000.
    """
    chunks: list[str] = []
    current = ""
    for piece in _pieces(text):
        if current and len(current) + len(piece) > _ENOUGH:
            chunks.append(current)
            current = ""
        current += piece
    if current:
        chunks.append(current)
    return tuple(chunks)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        if len(line) <= _LONGEST:
            pieces.append(line)
            continue
        starts = [0, *(match.end() for match in _SENTENCE_END.finditer(line)), len(line)]
        for start, end in pairwise(starts):
            pieces += [line[at : min(at + _LONGEST, end)] for at in range(start, end, _LONGEST)]
    return pieces
