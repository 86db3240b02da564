"""A passage as judge and rules read it: without what no reader is shown, and without what is no evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from service.domain.spans import Span
from service.verdict.shown.foreign import foreign
from service.verdict.shown.hidden import hidden
from service.verdict.shown.instructions import not_evidence

_GLUED = re.compile(r"\S[^\s.,;:!?)\]]")


@dataclass(frozen=True, slots=True)
class Readable:
    """``text`` is what may be read; each of its code points stands at ``places`` in the text given."""

    text: str = field(repr=False)
    places: tuple[int, ...] = field(repr=False)

    def given(self, span: Span) -> Span:
        """Where a span of ``text``, not empty, stands in the text given, with what was left out within."""
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def readable(text: str, statement: str) -> Readable:
    """What of ``text`` may be read against ``statement``: all of it where nothing is to be left out."""
    shown = _without(Readable(text, tuple(range(len(text)))), hidden(text))
    said = _without(shown, ((span, True) for span in not_evidence(shown.text)))
    return _without(said, ((span, True) for span in foreign(said.text, statement)))


def readable_title(title: str | None) -> str | None:
    """The title of a page as it may be read; null when nothing of it is left."""
    if title is None:
        return None
    shown = _without(Readable(title, tuple(range(len(title)))), hidden(title)).text.strip()
    return shown if shown and not not_evidence(shown) else None


def _without(whole: Readable, cuts: Iterable[tuple[Span, bool]]) -> Readable:
    """What is left; a space keeps apart what a cut has parted."""
    pieces: list[str] = []
    places: list[int] = []
    here = 0
    for span, parts in cuts:
        pieces.append(whole.text[here : span.start])
        places.extend(whole.places[here : span.start])
        here = span.end
        if parts and _GLUED.match(
            whole.text[max(0, span.start - 1) : span.start] + whole.text[here : here + 1]
        ):
            pieces.append(" ")
            places.append(whole.places[span.start])
    pieces.append(whole.text[here:])
    places.extend(whole.places[here:])
    return Readable("".join(pieces), tuple(places))
