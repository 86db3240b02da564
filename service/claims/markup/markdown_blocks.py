"""The blocks of a Markdown file: which lines make a paragraph, a heading, an item, a cell.

The block structure of CommonMark, https://spec.commonmark.org/0.31.2/#container-blocks, with tables,
footnotes, tasks and definition lists. Code, front matter, rules and link targets are no blocks. What
stands behind a fence or a comment that is never closed is text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from service.claims.markup.front_matter import front_matter_end
from service.claims.markup.html_elements import BLOCKS
from service.claims.markup.markdown_ahead import Ahead
from service.claims.markup.markdown_lines import (
    BOX,
    CODE_INDENT,
    DEFINITION,
    FENCE,
    FOOTNOTE,
    HEADING,
    MARKER,
    MEANING,
    RAW,
    TAG,
    Line,
    cells,
    is_rule,
    is_underline,
    lines_of,
)
from service.claims.markup.markdown_links import label_of
from service.claims.markup.plain import BYTE_ORDER_MARK, BlockKind
from service.domain.spans import Span

_DEEPEST = 16
"""Lists that may begin on one line."""


@dataclass(frozen=True, slots=True)
class Block:
    """``lines`` are spans of the raw text without the marks of the block; ``html`` is to be read as HTML."""

    lines: tuple[Span, ...]
    kind: BlockKind | None = None
    html: bool = False


@dataclass(frozen=True, slots=True)
class Blocks:
    """In order; ``labels`` are those of links that have a target."""

    blocks: list[Block] = field(repr=False)
    labels: frozenset[str] = field(repr=False)


def blocks_of(raw: str) -> Blocks:
    reader = _Reader(raw)
    reader.read()
    return Blocks(reader.blocks, frozenset(reader.labels))


class _Reader:
    def __init__(self, raw: str) -> None:
        self.blocks: list[Block] = []
        self.labels: set[str] = set()
        self._lines = lines_of(raw, front_matter_end(raw, raw.startswith(BYTE_ORDER_MARK)))
        self._paragraph: list[Span] = []
        self._kind: BlockKind | None = None
        self._html = False
        """Whether the paragraph began with a tag, so that only a blank line ends it."""
        self._quote = 0
        self._items: list[int] = []
        """Columns where the text of the open list items begins, outermost first."""
        self._ahead = Ahead(raw, self._lines)

    def read(self) -> None:
        here = 0
        while here < len(self._lines):
            here = self._line(self._lines[here])
        self._end()

    def _line(self, line: Line) -> int:
        """The number of the line to read next."""
        after = line.number + 1
        if line.blank:
            self._end()
            return after
        if self._html and line.quote == self._quote:
            self._add(line)
            return after
        indent, words = line.dedented()
        lazy = bool(self._paragraph) and self._is_text(words, indent)
        if line.quote != self._quote and not (lazy and line.quote < self._quote):
            self._end()
            self._quote, self._items = line.quote, []
            self._ahead.new_quotation()
        nested = bool(self._items)
        while self._items and indent < self._items[-1] and not (self._paragraph and lazy):
            self._items.pop()
            self._end()
        base = self._items[-1] if self._items else 0
        if indent - base >= CODE_INDENT:
            if self._paragraph:
                self._add(words)
            return after
        return self._leaf(self._markers(words, indent, nested=nested))

    def _is_text(self, words: Line, indent: int) -> bool:
        """Whether a line could go on with the paragraph before it, though less indented or quoted."""
        text = words.text
        return indent >= CODE_INDENT or not (
            FENCE.match(text)
            or HEADING.match(text)
            or is_rule(text)
            or MARKER.match(text)
            or RAW.match(text)
            or FOOTNOTE.match(text)
        )

    def _markers(self, words: Line, indent: int, *, nested: bool) -> Line:
        """The line behind the marks of the list items that begin on it."""
        for _ in range(_DEEPEST):
            marker = None if is_rule(words.text) else MARKER.match(words.text)
            if marker is None or not self._begins_item(words, marker["number"], nested=nested):
                break
            self._end()
            self._kind, nested = BlockKind.ITEM, True
            spaces, behind = words.behind(marker.end()).dedented()
            width = spaces if 0 < spaces <= CODE_INDENT and behind.text else 1
            self._items.append(indent + marker.end() + width)
            indent += marker.end() + spaces
            words = behind
            box = BOX.match(words.text)
            words = words.behind(box.end()) if box else words
            while words.text.startswith(">"):
                words = words.behind(1).dedented()[1]
        return words

    def _begins_item(self, words: Line, number: str | None, *, nested: bool) -> bool:
        """Only a list that starts with 1 may interrupt a paragraph; a line may begin with "2014. Then"."""
        if not self._paragraph:
            return True
        return nested or (number in {None, "1"} and len(words.text.split(maxsplit=1)) > 1)

    def _leaf(self, line: Line) -> int:
        text, after = line.text, line.number + 1
        if not text:
            return after
        fence, heading, raw = FENCE.match(text), HEADING.match(text), RAW.match(text)
        if fence:
            self._end()
            return self._ahead.fence_end(line, fence["fence"])
        if self._paragraph and is_underline(text):
            self._kind = BlockKind.TITLE if text[0] == "=" else BlockKind.HEADING
            self._end()
            return after
        if is_rule(text):
            self._end()
            return after
        if heading:
            return self._heading(line.behind(heading.end()), len(heading["level"]))
        if raw and (end := self._ahead.raw_end(line, raw["name"])):
            self._end()
            self.blocks.append(Block((Span(line.start, end),), html=True))
            return self._text(self._ahead.rest(end).dedented()[1])
        if self._ahead.begins_table(line):
            return self._table(line)
        return self._text(line)

    def _text(self, line: Line) -> int:
        text, after = line.text, line.number + 1
        footnote, definition = FOOTNOTE.match(text), DEFINITION.match(text)
        if footnote:
            self._end()
            self._items = [CODE_INDENT]
            line = line.behind(footnote.end())
        elif definition and not self._paragraph:
            self.labels.add(label_of(definition["label"]))
            return after
        elif meaning := MEANING.match(text):
            self._end()
            self._kind = BlockKind.ITEM
            line = line.behind(meaning.end())
        elif not self._paragraph:
            tag = TAG.match(text)
            self._html = tag is not None and tag["name"].lower() in BLOCKS
        if line.text:
            self._add(line)
        return after

    def _heading(self, words: Line, level: int) -> int:
        self._end()
        text = words.text.rstrip(" \t")
        bare = text.rstrip("#")
        if bare != text and (not bare or bare[-1] in " \t"):
            text = bare.rstrip(" \t")
        if text:
            kind = BlockKind.TITLE if level == 1 else BlockKind.HEADING
            self.blocks.append(Block((Span(words.start, words.start + len(text)),), kind))
        return words.number + 1

    def _table(self, head: Line) -> int:
        self._end()
        after = head.number + 2
        while after < len(self._lines):
            row = self._lines[after]
            if row.blank or row.quote != head.quote or not self._is_text(row.dedented()[1], 0):
                break
            after += 1
        rows = [head, *self._lines[head.number + 2 : after]]
        found = [cell for row in rows for cell in cells(row) if cell.start < cell.end]
        self.blocks += [Block((cell,), BlockKind.CELL) for cell in found]
        return after

    def _add(self, line: Line) -> None:
        self._paragraph.append(Span(line.start, line.end))

    def _end(self) -> None:
        if self._paragraph:
            self.blocks.append(Block(tuple(self._paragraph), self._kind))
        self._paragraph, self._kind, self._html = [], None, False
