"""A rendered wiki page as plain text: paragraphs, lists and table rows, without the furniture."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "tr",
        "blockquote",
        "pre",
        "section",
        "br",
        "hr",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_SKIPPED_TAGS = frozenset({"style", "script", "noscript", "figure", "math", "audio", "video"})
_SKIPPED_CLASSES = frozenset(
    [
        "reference",
        "references",
        "reflist",
        "mw-editsection",
        "navbox",
        "noprint",
        "metadata",
        "ambox",
        "toc",
        "thumb",
        "mw-empty-elt",
        "sistersitebox",
        "hatnote",
        "mw-references-wrap",
        "catlinks",
        "mw-cite-backlink",
    ]
)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipped: str | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped is not None:
            self._depth += tag == self._skipped
            return
        classes = next((value or "" for name, value in attrs if name == "class"), "").split()
        if tag not in _VOID and (tag in _SKIPPED_TAGS or not _SKIPPED_CLASSES.isdisjoint(classes)):
            self._skipped, self._depth = tag, 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._skipped is not None:
            self._depth -= tag == self._skipped
            if self._depth == 0:
                self._skipped = None
        elif tag == "th":
            self.parts.append(": ")
        elif tag == "td":
            self.parts.append("; ")
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._skipped is None:
            # Line ends in the source are spaces on the page; those of blocks were added above.
            self.parts.append(data.replace("\n", " "))


def text_of(html: str) -> str:
    """The text, one block a line, one table row a line ("Height: 330 m"). Broken HTML gives what it gives."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()).strip("; ") for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(line for line in lines if line and line != ":"))
