"""Plain text of Markdown: what a reader sees, each character traceable to where it stands.

CommonMark libraries give line numbers for blocks and none for inline text, so the marks are taken off
here. Front matter, code blocks, table rules, images, footnote numbers and link targets are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.claims.markup.html_text import HtmlReader
from service.claims.markup.markdown_blocks import Block, blocks_of
from service.claims.markup.markdown_inline import inline_marks
from service.claims.markup.markdown_links import Mark, whole_link
from service.claims.markup.plain import BlockKind, PlainText, PlainWriter
from service.domain.spans import Span


def markdown_text(raw: str) -> PlainText:
    """Malformed Markdown is read as text; nothing raises."""
    found = blocks_of(raw)
    writer = PlainWriter()
    reader = HtmlReader(raw, writer)
    for block in found.blocks:
        writer.paragraph(block.lines[0].start)
        if block.html:
            reader.read(block.lines[0].start, block.lines[-1].end)
        else:
            _write(raw, block, found.labels, reader, writer)
    if found.blocks:
        writer.paragraph(found.blocks[-1].lines[-1].end)
    reader.close()
    return writer.done()


def _write(raw: str, block: Block, labels: frozenset[str], reader: HtmlReader, writer: PlainWriter) -> None:
    lines = _Lines(block.lines)
    text = "\n".join(raw[line.start : line.end] for line in block.lines)
    marks = inline_marks(text, labels)
    opened, here = writer.length, 0
    for mark in [*marks, Mark(Span(len(text), len(text)))]:
        for shown in (Span(here, mark.span.start), mark.shown):
            if shown is not None and reader.seen:
                _flow(raw, lines, shown, writer)
        here = mark.span.end
        place = lines.raw(mark.span)
        if mark.tag:
            reader.tag(replace(mark.tag, span=place))
        elif mark.hard_break and reader.seen:
            writer.line_break(place.start, place.end)
        elif reader.seen:
            writer.write(mark.text, place.start, place.end)
    linked = block.kind in {None, BlockKind.ITEM} and whole_link(text, marks)
    kind = BlockKind.LINK if linked else block.kind
    if kind:
        writer.block(opened, kind)


def _flow(raw: str, lines: _Lines, shown: Span, writer: PlainWriter) -> None:
    """A stretch of the block; the end of a line within it reads as a space."""
    for piece, ended in lines.pieces(shown):
        writer.flow(raw, piece.start, piece.end)
        if ended:
            writer.space(ended.start, ended.end)


class _Lines:
    """The lines of a block joined by one character each, and the way back to the raw text."""

    def __init__(self, lines: Sequence[Span]) -> None:
        self._lines = lines
        self._starts: list[int] = []
        length = 0
        for line in lines:
            self._starts.append(length)
            length += line.end - line.start + 1

    def raw(self, span: Span) -> Span:
        return Span(self._raw(span.start), self._raw(span.end))

    def _raw(self, offset: int) -> int:
        number = bisect_right(self._starts, offset) - 1
        return self._lines[number].start + offset - self._starts[number]

    def pieces(self, span: Span) -> Iterator[tuple[Span, Span | None]]:
        """The parts of ``span`` on each line, with the end of that line where ``span`` goes over it."""
        here = span.start
        while here < span.end:
            number = bisect_right(self._starts, here) - 1
            line = self._lines[number]
            stop = min(span.end, self._starts[number] + line.end - line.start)
            ended = None
            if stop < span.end:
                ended = Span(line.end, self._lines[number + 1].start)
            yield Span(self._raw(here), self._raw(max(here, stop))), ended
            here = max(here, stop) + (ended is not None)
