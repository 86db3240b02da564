"""What stands in a passage without being shown to its readers: it is no evidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from service.domain.spans import Span
from service.verdict.shown.hidden_markup import unseen

_OVERRIDDEN = re.compile(r"[\u202d\u202e][^\n\u202c]*\u202c?")
"""Shown in another order than it stands in: nobody reads what a program would read."""
_TAG_CHARACTERS = re.compile(r"[\U000e0000-\U000e0fff]+")
"""Tags and the supplementary variation selectors: text within text that no font shows."""
_JOINERS = "\u200c\u200d"
_LATIN_END = "\u02ff"
_BLANK = "\u115f\u1160\u3164\uffa0"
"""Letters without a shape: they look like a space."""
_ARABIC_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"
"""Of the category of format characters, yet shown."""
_MARKDOWN = re.compile(
    r"!\[[^\]\n]{0,1000}\]\([^)\n]{0,1000}\)"
    r"|^[ ]{0,3}\[(?!\^)[^\]\n]{1,200}\]:\s*(?:#|<|\w+:/|\S+\s+[\"'(])[^\n]*"
    r"|~~[^~\n]{1,1000}~~"
    r"|^```.*?(?:^```[^\n]*|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""Pictures with their alternative text, link definitions (used as comments), what is struck out, listings."""
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{1,500})\](?P<target>\([^()\s]{1,500}(?:\s+[^()\n]{0,500})?\))")


def hidden(text: str) -> list[tuple[Span, bool]]:
    """Spans that no reader is shown, in order, none overlapping; true where they part what is around them."""
    found = [*unseen(text), *_markdown(text), *_characters(text)]
    found.sort(key=lambda one: (one[0].start, -one[0].end))
    kept: list[tuple[Span, bool]] = []
    for span, parts in found:
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, parts))
        elif span.end > kept[-1][0].end:
            kept[-1] = (Span(kept[-1][0].start, span.end), kept[-1][1] or parts)
    return kept


def _markdown(text: str) -> Iterator[tuple[Span, bool]]:
    for found in _MARKDOWN.finditer(text):
        yield Span(found.start(), found.end()), True
    for found in _LINK.finditer(text):
        yield Span(found.start(), found.start() + 1), False
        yield Span(found.end("text"), found.end()), False


def _characters(text: str) -> Iterator[tuple[Span, bool]]:
    for pattern in (_OVERRIDDEN, _TAG_CHARACTERS):
        for run in pattern.finditer(text):
            yield Span(run.start(), run.end()), False
    if text.isascii():
        return
    for i, character in enumerate(text):
        if _is_shown(character):
            continue
        joins = character in _JOINERS and 0 < i < len(text) - 1 and min(text[i - 1], text[i + 1]) > _LATIN_END
        if not joins:
            yield Span(i, i + 1), character in _BLANK


def _is_shown(character: str) -> bool:
    if "\ufe00" <= character <= "\ufe0f" or character in _BLANK or character == "\u034f":
        return False
    return character in _ARABIC_SIGNS or unicodedata.category(character) not in {"Cf", "Co", "Cn"}
