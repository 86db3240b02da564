"""From a passage to a quotation that finds it again, and back.

W3C TextQuoteSelector, https://www.w3.org/TR/annotation-model/#text-quote-selector: the passage as it
stands, with what stands before and behind it to tell it from the same words elsewhere. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from service.domain.spans import Selector, Span

CONTEXT = 32
"""Code points of prefix and suffix where the passage stands only once with them."""
LONGEST_CONTEXT = 1024
"""Beyond which a passage that stands twice is not told apart."""
_AGREEMENT = 8
"""Code points next to the passage by which it is known when its context was edited."""
_MOST_PLACES = 10_000


def select(text: str, span: Span) -> Selector:
    """The selector of a passage, with as much context as tells it from its repeats.

    A passage that has the same 1,024 code points on each side elsewhere gets the usual context: no
    selector finds it.
    """
    context = CONTEXT
    while context <= LONGEST_CONTEXT:
        start, end = max(0, span.start - context), span.end + context
        if _only(text, text[start:end]):
            break
        context *= 2
    else:
        context = CONTEXT
    return Selector(
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - context) : span.start],
        suffix=text[span.end : span.end + context],
    )


def locate(text: str, selector: Selector) -> Span | None:
    """Where the passage stands in ``text``, in code points; None where that cannot be told.

    It is where prefix, passage and suffix stand in a row, if that is one place. Where they stand nowhere,
    since the context was edited, it is the place that agrees with most of the context next to it: with
    8 code points or the whole of it on one side at least, and more than any other place. A passage whose
    context is gone is not found, for what stands there may be a repeat of it.
    """
    whole = selector.prefix + selector.exact + selector.suffix
    first = text.find(whole)
    if first >= 0:
        start = first + len(selector.prefix)
        return Span(start, start + len(selector.exact)) if text.find(whole, first + 1) < 0 else None
    best, most, tied = None, 0, False
    for start in _places(text, selector.exact):
        agreement = _agreement(text, start, selector)
        if agreement >= most and agreement:
            best, most, tied = start, agreement, agreement == most
    return None if best is None or tied else Span(best, best + len(selector.exact))


def _only(text: str, words: str) -> bool:
    return text.find(words, text.find(words) + 1) < 0


def _places(text: str, words: str) -> Iterator[int]:
    here = text.find(words)
    for _ in range(_MOST_PLACES):
        if here < 0 or not words:
            return
        yield here
        here = text.find(words, here + 1)


def _agreement(text: str, start: int, selector: Selector) -> int:
    """Code points of context around a place that agree with the selector's; 0 for too few to know it by."""
    end = start + len(selector.exact)
    before = _common(text[max(0, start - len(selector.prefix)) : start][::-1], selector.prefix[::-1])
    behind = _common(text[end : end + len(selector.suffix)], selector.suffix)
    known = _known(before, len(selector.prefix), at_edge=start == 0) or _known(
        behind, len(selector.suffix), at_edge=end == len(text)
    )
    return before + behind + 1 if known else 0


def _known(common: int, whole: int, *, at_edge: bool) -> bool:
    return common >= min(_AGREEMENT, whole) if whole else at_edge


def _common(left: str, right: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
