"""A long passage condensed to the parts that speak of a statement: what a judge with little room reads."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field

from service.domain.spans import Span
from service.language.sentences import split
from service.verdict.wording import content_stems

ROOM = 190
"""Word pieces of a passage that fit beside a statement; as ``pieces`` counts them."""
HEAD = 40
"""Word pieces up to which a first part is taken for a title or a header."""
LONG_PART = 300
"""Code points from which a sentence made of "; " parts is taken apart: a record in one line."""

_PIECE = re.compile(r"[^\W\d_]{1,6}|\d{1,3}|[^\w\s]")
_NUMBER = re.compile(r"\d[\d.,]*")
_CELLS = re.compile(r"[#|\t]")
_RECORD_END = re.compile(r";\s+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``text`` is what to read; ``parts`` are the spans it was made of, in order, none overlapping."""

    text: str = field(repr=False)
    parts: tuple[Span, ...]


def tokens(text: str) -> frozenset[str]:
    """Stems of its meaningful words, and its numbers."""
    return content_stems(text) | {number.strip(".,") for number in _NUMBER.findall(text)}


def pieces(text: str) -> int:
    """About how many word pieces a tokenizer makes of it."""
    return len(_PIECE.findall(text))


def parts_of(text: str) -> list[Span]:
    """Sentences; lines of a table; entries of a record written in one line."""
    lines = [Span(line.start(), line.end()) for line in re.finditer(r"[^\n]*\S[^\n]*", text)]
    celled = sum(_CELLS.search(text[line.start : line.end]) is not None for line in lines)
    if len(lines) > 2 and 3 * celled >= 2 * len(lines):  # noqa: PLR2004 - two thirds are rows of cells
        return lines
    found: list[Span] = []
    for sentence in split(text) or [Span(0, len(text))]:
        found.extend(_entries(text, sentence))
    return found


def excerpt(text: str, statement: str, *, room: int = ROOM) -> Excerpt:
    """The whole text where it fits; else its short beginning (title, header) and the fittest parts, in order.

    A part counts by the words of the statement it has, the more the fewer parts have them.
    """
    parts = parts_of(text)
    costs = [pieces(text[one.start : one.end]) for one in parts]
    if sum(costs) <= room:
        return Excerpt(text.strip(), tuple(parts))
    heads = 2 if _CELLS.search(text[parts[0].end :].strip().partition("\n")[0]) else 1
    kept = {i for i in range(min(heads, len(parts))) if costs[i] <= HEAD}
    left = room - sum(costs[i] for i in kept)
    ranked = [i for i in _ranked(text, parts, statement) if i not in kept]
    for i in ranked:
        if costs[i] <= left or i == ranked[0]:
            kept.add(i)
            left -= costs[i]
    chosen = sorted(kept)
    gaps = [text[parts[i].end : parts[i + 1].start] for i in chosen[:-1]]
    texts = [text[parts[i].start : parts[i].end] for i in chosen]
    joined = "".join(one + gap for one, gap in zip(texts, [*gaps, ""], strict=True))
    return Excerpt(joined, tuple(parts[i] for i in chosen))


def _ranked(text: str, parts: list[Span], statement: str) -> list[int]:
    """Positions of the parts, fittest first; a part next to a fit one goes before others as unfit as it."""
    asked = tokens(statement)
    held = [tokens(text[one.start : one.end]) & asked for one in parts]
    common = Counter(token for one in held for token in one)
    own = [sum(math.log(1 + len(parts) / common[token]) for token in sorted(one)) for one in held]
    near = [max([own[i] * 0.5, *own[max(0, i - 1) : i], *own[i + 1 : i + 2]]) for i in range(len(parts))]
    return sorted(range(len(parts)), key=lambda i: (-own[i], -near[i], i))


def _entries(text: str, sentence: Span) -> list[Span]:
    if sentence.end - sentence.start < LONG_PART:
        return [sentence]
    found, start = [], sentence.start
    for end in _RECORD_END.finditer(text, sentence.start, sentence.end):
        found.append(Span(start, end.start()))
        start = end.end()
    return [*found, Span(start, sentence.end)] if start < sentence.end else found
