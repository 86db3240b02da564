"""Telling a list of other pages from a text with links in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

from service.pages.lines import count_words, lines_of, text_of

_LINKS = 6
TEASER_WORDS = 45
"""A headline may be followed by so many words, by whom and when included."""
LINE_WORDS = 20
"""Where lines beside the article count as well, a short text must not be taken for a teaser."""
_PARAGRAPH_WORDS = 20
_HEADLINE_WORDS = 3
_START_CHARS = 5
"""No headline of three words is shorter."""


def is_listing(lines: Iterable[str], tree: HtmlElement, *, between: int = TEASER_WORDS) -> bool:
    """Headlines that are links, with no more than ``between`` words from one to the next.

    An opening paragraph is a text.
    """
    links = _Links(tree)
    runs = [(linked, list(run)) for linked, run in groupby(filter(None, map(_bare, lines)), key=links.begins)]
    if sum(len(run) for linked, run in runs if linked) < _LINKS:
        return False
    if any(count_words(" ".join(run)) > between for linked, run in runs if not linked):
        return False
    first_is_linked, first = runs[0]
    return first_is_linked or not any(count_words(line) >= _PARAGRAPH_WORDS for line in first)


class _Links:
    """What the links of a page say."""

    def __init__(self, tree: HtmlElement) -> None:
        self._whole = {_bare(line) for link in tree.iter("a") for line in (text_of(link), *lines_of(link))}
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for link in self._whole:
            if count_words(link) >= _HEADLINE_WORDS:
                self._by_start[_start(link)].append(link)

    def begins(self, line: str) -> bool:
        """A link is all of the line, or a headline that is one stands before its teaser."""
        return line in self._whole or any(map(line.startswith, self._by_start.get(_start(line), ())))


def _start(line: str) -> str:
    return line[:_START_CHARS]


def _bare(line: str) -> str:
    return " ".join(line.casefold().split()).strip("-|–•· ")
