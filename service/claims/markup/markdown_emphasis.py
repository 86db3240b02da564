"""Which asterisks, underscores and tildes of Markdown are marks, and which are text.

The delimiter algorithm of CommonMark: https://spec.commonmark.org/0.31.2/#phase-2-inline-structure
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.spans import Span

_LONGEST_TILDES = 2


@dataclass(slots=True)
class Run:
    """Equal delimiters in a row; those from ``left`` to ``right`` have no partner yet."""

    character: str
    left: int
    right: int
    opens: bool
    closes: bool
    length: int


def run_at(text: str, start: int) -> Run:
    """The run that begins at ``start``, flanking as its neighbours say."""
    character, end = text[start], start + 1
    while end < len(text) and text[end] == character:
        end += 1
    before, after = _class(text[start - 1 : start]), _class(text[end : end + 1])
    left = after != "space" and (after == "word" or before != "word")
    right = before != "space" and (before == "word" or after != "word")
    opens, closes = left, right
    if character == "_":
        opens = left and (not right or before == "punctuation")
        closes = right and (not left or after == "punctuation")
    elif character == "~" and end - start > _LONGEST_TILDES:
        opens = closes = False
    return Run(character, start, end, opens, closes, end - start)


def marks(runs: Sequence[Run]) -> list[Span]:
    """The delimiters that have partners, in no order. ``runs`` are in order and are used up.

    Of tildes the whole stretch is returned: what is struck out is withdrawn.
    """
    found: list[Span] = []
    open_runs: list[int] = []
    bottom: dict[tuple[str, bool, int], int] = {}
    for number, closer in enumerate(runs):
        while closer.closes and closer.left < closer.right:
            key = (closer.character, closer.opens, closer.length % 3)
            at = _opener(runs, open_runs, closer, bottom.get(key, -1))
            if at < 0:
                bottom[key] = number - 1
                break
            opener = runs[open_runs[at]]
            pair = min(2, opener.right - opener.left, closer.right - closer.left)
            if closer.character == "~":
                pair = closer.length
                found.append(Span(opener.right - pair, closer.left + pair))
            else:
                found += [Span(opener.right - pair, opener.right), Span(closer.left, closer.left + pair)]
            opener.right -= pair
            closer.left += pair
            del open_runs[at + (opener.left < opener.right) :]
        if closer.opens and closer.left < closer.right:
            open_runs.append(number)
    return found


def _opener(runs: Sequence[Run], open_runs: list[int], closer: Run, bottom: int) -> int:
    """The number among the open runs of the nearest one that ``closer`` closes; -1 for none."""
    for at in range(len(open_runs) - 1, -1, -1):
        if open_runs[at] <= bottom:
            break
        opener = runs[open_runs[at]]
        if opener.character != closer.character:
            continue
        if closer.character == "~":
            if opener.length == closer.length:
                return at
            continue
        threes = opener.length % 3 == 0 and closer.length % 3 == 0
        either = opener.closes or closer.opens
        if not either or (opener.length + closer.length) % 3 or threes:
            return at
    return -1


def _class(character: str) -> str:
    if not character or character.isspace():
        return "space"
    return "punctuation" if unicodedata.category(character)[0] in "PS" else "word"
