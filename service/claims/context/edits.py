"""Replacing pieces of a text while keeping account of what was replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` in place of ``span`` of the plain text."""

    span: Span
    text: str

    def touches(self, other: Edit) -> bool:
        """Whether both want the same place."""
        mine, its = self.span, other.span
        return mine == its or (mine.start < its.end and its.start < mine.end)


def apply(text: str, pieces: Sequence[Span], edits: Iterable[Edit]) -> str:
    """The pieces of ``text`` in a row with the edits that lie in them made; white space is single."""
    ordered = sorted(edits, key=lambda edit: edit.span.start)
    parts: list[str] = []
    for piece in pieces:
        here = piece.start
        for edit in ordered:
            if edit.span.start < here or edit.span.end > piece.end:
                continue
            parts += [text[here : edit.span.start], edit.text]
            here = edit.span.end
        parts += [text[here : piece.end], " "]
    words = " ".join("".join(parts).split())
    return _STRAY.sub(lambda marks: marks[0].replace(" ", "")[-1], words)


_STRAY = re.compile(r" (?=[,;.])[,;.]|(?:[,;] ?)+(?=[,;.])[,;.]")


def sentence(words: str) -> str:
    """As a sentence of its own: a capital first and a full stop last, unpaired quotation marks gone."""
    words = words.strip(" ,;:–—-")
    for opening, closing in (("“", "”"), ("«", "»")):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    if words.count('"') % 2:
        words = words.replace('"', "")
    words = words.strip()
    if not words:
        return words
    words = words[0].upper() + words[1:] if words[0].islower() and not words[:2].istitle() else words
    ended = words.rstrip("\"'”’»)")[-1:] in {".", "!", "?", "…"} and words[-1] != ")"
    return words if ended else words.rstrip(",;") + "."
