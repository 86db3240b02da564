"""The text of a parsed page as lines, as a reader sees it, and how much they say."""

from __future__ import annotations

import re

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "label", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section",
    "summary", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_WIDE_SHARE = 0.25


def lines_of(tree: HtmlElement) -> list[str]:
    """The text of each block of the body, or of ``tree`` itself, in order and without empty ones."""
    body = tree.find(".//body")
    root = tree if body is None else body
    pieces: list[str] = []
    waiting: list[tuple[HtmlElement, bool]] = [(root, False)]
    while waiting:
        element, closing = waiting.pop()
        if closing and element is root:
            break
        text = element.tail if closing else element.text
        pieces.append(("\n" if element.tag in _BLOCKS else "") + (text or "").replace("\n", " "))
        if not closing:
            waiting.append((element, True))
            waiting.extend((child, False) for child in reversed(element) if isinstance(child.tag, str))
    return [line for part in "".join(pieces).split("\n") if (line := " ".join(part.split()))]


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def count_words(text: str) -> int:
    """Two characters count as a word in scripts that do not part them."""
    wide = len(_WIDE.findall(text))
    return wide // 2 if wide > _WIDE_SHARE * len(text) else len(text.split())
