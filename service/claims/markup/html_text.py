"""Plain text of HTML: what a reader sees, each character traceable to where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.claims.markup.entities import reference
from service.claims.markup.html_elements import BLOCKS, ENDED_BY, HOLDERS, KINDS, VOID, hidden
from service.claims.markup.html_tokens import Tag, tokens
from service.claims.markup.plain import BYTE_ORDER_MARK, BlockKind, PlainText, PlainWriter
from service.domain.spans import Span

_LARGEST_HEADING = re.compile(r"<h1[\s/>]", re.IGNORECASE)
_DEPTH = 32
"""Open elements looked at from the innermost; deeper ones stay open, and no text takes quadratic time."""
_QUOTES = ("“", "”"), ("‘", "’")


def html_text(raw: str) -> PlainText:
    """Malformed HTML is read as browsers read it; nothing raises."""
    writer = PlainWriter()
    reader = HtmlReader(raw, writer)
    reader.read(raw.startswith(BYTE_ORDER_MARK), len(raw))
    reader.close()
    return writer.done()


@dataclass(slots=True)
class _Open:
    """An element whose end has not come, with the writer's and the reader's counts when it opened."""

    name: str
    hidden: bool
    start: int
    inked: int
    linked: int


_NOTE = re.compile(r"\s*<a\b", re.IGNORECASE)
"""A link right inside of <sup>: the number of a footnote."""


class HtmlReader:
    """Writes what a reader sees of tags and text given in order.

    The title of the page stands in for a largest heading where the page has none.
    """

    def __init__(self, raw: str, writer: PlainWriter) -> None:
        self._raw = raw
        self._writer = writer
        self._open: list[_Open] = []
        self._unseen = 0
        self._quotes = 0
        self._preformatted = 0
        self._linked = 0
        """Characters written that stand in links."""
        self._headed = _LARGEST_HEADING.search(raw) is not None

    @property
    def seen(self) -> bool:
        return not self._unseen

    def read(self, start: int, end: int) -> None:
        for token in tokens(self._raw, start, end):
            if isinstance(token, Tag):
                self.tag(token)
            elif self.seen:
                self._text(token)

    def close(self) -> None:
        """Ends what is open still."""
        self._end(0)

    def tag(self, tag: Tag) -> None:
        """``tag.span`` is in the raw text."""
        if tag.closing:
            self._closing(tag)
        else:
            self._opening(tag)

    def _opening(self, tag: Tag) -> None:
        block = tag.name in BLOCKS
        self._end_before(tag.name)
        if self.seen and tag.name == "br":
            self._writer.line_break(tag.span.start, tag.span.end)
        elif self.seen and tag.name == "q":
            self._quotes += 1
            self._writer.write(_QUOTES[(self._quotes - 1) % 2][0], tag.span.start, tag.span.end)
        unseen = hidden(tag) or (tag.name == "title" and self._headed)
        unseen = unseen or (tag.name == "code" and self._preformatted > 0)
        unseen = unseen or (tag.name == "sup" and _NOTE.match(self._raw, tag.span.end) is not None)
        if block and self.seen and not unseen:
            self._writer.paragraph(tag.span.start)
        if tag.name not in VOID and not tag.empty and (block or unseen or tag.name == "a"):
            self._open.append(_Open(tag.name, unseen, self._writer.length, self._writer.inked, self._linked))
            self._unseen += unseen
            self._preformatted += tag.name == "pre"

    def _closing(self, tag: Tag) -> None:
        if tag.name == "q" and self.seen and self._quotes:
            self._quotes -= 1
            self._writer.write(_QUOTES[self._quotes % 2][1], tag.span.start, tag.span.end)
        for i in range(len(self._open) - 1, max(-1, len(self._open) - 1 - _DEPTH), -1):
            if self._open[i].name == tag.name:
                self._end(i)
                break
        if tag.name in BLOCKS and self.seen:
            self._writer.paragraph(tag.span.start)

    def _end_before(self, name: str) -> None:
        """Ends the elements that an opening ends: a list item the one before it."""
        for i in range(len(self._open) - 1, max(-1, len(self._open) - 1 - _DEPTH), -1):
            around = self._open[i].name
            if name in ENDED_BY.get(around, ()):
                self._end(i)
            elif around in HOLDERS:
                return

    def _end(self, first: int) -> None:
        """Ends the open elements from number ``first`` on, innermost first."""
        while len(self._open) > first:
            ended = self._open.pop()
            self._unseen -= ended.hidden
            self._preformatted -= ended.name == "pre"
            if ended.hidden or self._unseen:
                continue
            inked = self._writer.inked - ended.inked
            if ended.name == "a":
                self._linked = ended.linked + inked
            kind = KINDS.get(ended.name)
            if ended.name in {"p", "li"} and 0 < inked == self._linked - ended.linked:
                kind = BlockKind.LINK
            if kind is not None:
                self._writer.block(ended.start, kind)

    def _text(self, span: Span) -> None:
        here = span.start
        flow = self._writer.copy if self._preformatted else self._writer.flow
        while here < span.end:
            at = self._raw.find("&", here, span.end)
            if at < 0:
                break
            flow(self._raw, here, at)
            found = reference(self._raw, at, span.end)
            here = found[1] if found else at + 1
            if found is None:
                self._writer.copy(self._raw, at, here)
            elif found[0] and found[0] in " \t\n\r\f":
                self._writer.space(at, here)
            else:
                self._writer.write(found[0], at, here)
        flow(self._raw, here, span.end)
