"""Plain text of HTML, character by character traceable. Standard library parser: it reports positions."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from service.claims.plain import BlockKind, PlainText, PlainWriter

_OPENING = re.compile(r"<[A-Za-z/!?]")
_UNSEEN = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "footer",
    "form",
    "button",
    "svg",
    "iframe",
    "aside",
}
_VOID = {
    "br",
    "hr",
    "img",
    "input",
    "meta",
    "link",
    "source",
    "wbr",
    "area",
    "base",
    "col",
    "embed",
    "track",
    "param",
}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "font", "wbr", "label",
    "img",
}  # fmt: skip
_KINDS = {
    "h1": BlockKind.TITLE,
    "h2": BlockKind.HEADING,
    "h3": BlockKind.HEADING,
    "h4": BlockKind.HEADING,
    "h5": BlockKind.HEADING,
    "h6": BlockKind.HEADING,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "li": BlockKind.ITEM,
}


def html_text(raw: str) -> PlainText:
    """Malformed HTML is read as far as it goes; nothing raises."""
    reader = _Reader(raw)
    reader.feed(raw[: _complete(raw)])
    reader.close()
    return reader.writer.done()


def _complete(raw: str) -> int:
    """Where the last tag or comment ends that does end; what opens after it is never closed.

    The parser looks for the end of each opening anew, so that many unclosed ones would take it hours.
    """
    unclosed = len(raw)
    here = raw.find("<!--")
    while here >= 0:
        closing = raw.find("-->", here + 4)
        if closing < 0:
            unclosed = here
            break
        here = raw.find("<!--", closing)
    opening = _OPENING.search(raw, raw.rfind(">", 0, unclosed) + 1, unclosed)
    return opening.start() if opening else unclosed


class _Reader(HTMLParser):
    """White space is collapsed as a browser does; each kept space maps to the first of its run."""

    def __init__(self, raw: str) -> None:
        super().__init__(convert_charrefs=False)
        self.writer = PlainWriter()
        self._raw = raw
        self._lines = [0]
        for i, character in enumerate(raw):
            if character == "\n":
                self._lines.append(i + 1)
        self._unseen: list[str] = []
        self._open: list[tuple[str, int]] = []
        self._space = True

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - inherited
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if self._unseen:
            return
        if tag == "br":
            self.writer.write("\n", self._at(), self._at() + len(self.get_starttag_text() or ""))
            self._space = True
        elif tag not in _INLINE:
            self._break()
        if tag in _KINDS:
            self._open.append((tag, self.writer.length))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)
        elif not self._unseen and tag not in _INLINE and tag not in _UNSEEN:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if self._open and self._open[-1][0] == tag:
            self.writer.block(self._open.pop()[1], _KINDS[tag])
        if tag not in _INLINE and tag not in _VOID:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        start = self._at()
        for i, character in enumerate(data):
            self._put(character, start + i, start + i + 1)

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        if self._unseen:
            return
        start = self._at()
        end = start + len(written)
        end += self._raw[end : end + 1] == ";"
        for character in html.unescape(self._raw[start:end]):
            self._put(character, start, end)

    def _put(self, character: str, start: int, end: int) -> None:
        if character in " \t\n\r\f":
            if not self._space:
                self.writer.write(" ", start, end)
            self._space = True
        else:
            self.writer.write(character, start, end)
            self._space = False

    def _break(self) -> None:
        self.writer.paragraph(self._at())
        self._space = True
