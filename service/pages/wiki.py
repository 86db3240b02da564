"""Pages of a MediaWiki, whose boxes of facts are rows of a table beside the text."""

from __future__ import annotations

from lxml.html import HtmlElement, tostring  # type: ignore[import-untyped]  # ships no types

from clients.search.wikihtml import text_of as as_text
from service.pages.lines import lines_of
from service.pages.told import keep_told

_CONTENT = (
    "//*[@id='mw-content-text']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' mw-parser-output ')]",
)
_LINE_CHARS = 1000
"""A longer cell is a column of a page, not a value."""


def is_wiki(tree: HtmlElement) -> bool:
    return _content(tree) is not None


def wiki_text(tree: HtmlElement) -> str:
    """What the same page says that comes from the wiki itself, each fact of a box on a line of its own.

    ``tree`` is without what is not shown, and is changed.
    """
    content = _content(tree)
    if content is None:
        return ""
    keep_told(content)
    for row in content.iter("tr"):
        _join(row)
    return as_text(tostring(content, encoding="unicode", with_tail=False))


def _content(tree: HtmlElement) -> HtmlElement | None:
    return next((found[0] for path in _CONTENT if (found := tree.xpath(path))), None)


def _join(row: HtmlElement) -> None:
    """A label and its value, each of which may be spread over several lines, on one."""
    label, value = row.find("th"), row.find("td")
    if label is None or value is None or len(row) != 2 or value.find(".//table") is not None:  # noqa: PLR2004 - the two
        return
    told = "; ".join(lines_of(value))
    if len(told) <= _LINE_CHARS:
        for cell, text in ((label, " ".join(lines_of(label))), (value, told)):
            for child in list(cell):
                cell.remove(child)
            cell.text = text
