"""Short lines near a headline, where readers find the date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

from service.pages.lines import count_words, text_of

CHANGED = re.compile(
    r"updat|modif|chang|revis|edited|aktualisier|geändert|stand\b|mis à jour|modifié|actualiz|atualiz"
    r"|aggiornat|bijgewerkt|oppdater|opdater|uppdater|zaktualiz|обновл|оновл|更新",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"(?:first |last |zuerst |date )?(?:publi|posted|issued|released|veröffentlicht|erschienen|erstellt|"
    r"geplaatst|udgivet|pubblicat|opublik|zveřejn|опублик|公開|掲載|发布|發布)",
    re.IGNORECASE,
)
_DATE_NAME = re.compile(
    r"date|datum|dato\b|fecha|\bdata\b|publish|posted|timestamp|byline|hizuke|entry-meta|post-meta",
    re.IGNORECASE,
)
_BESIDE_THE_ARTICLE = frozenset({"aside", "nav", "footer"})
_OF_OTHERS = re.compile(
    r"comment|related|recirc|recommend|sidebar|latest|popular|teaser|newsletter|promo|footer", re.IGNORECASE
)
_BLOCKS = frozenset({
    "p", "div", "span", "i", "em", "b", "small", "font", "td", "li", "h2", "h3", "h4", "h5", "h6", "time",
    "address", "center", "header", "section",
})  # fmt: skip
_PARTED = re.compile(r"\s*[|·•]\s*")
_LINE_CHARS = 120
_LINE_WORDS = 15
_DATE_WORDS = 8
_PARAGRAPH_WORDS = 20
_LINES_AFTER = 6
_LINES_BEFORE = 3


def lines_near_headline(tree: HtmlElement) -> Iterator[str]:
    """Lines that may hold the date: those that say they do, then those between headline and text.

    Where there is no headline, those above the first paragraph. What speaks of a change is left out.
    """
    headline = tree.find(".//h1")
    if headline is None:
        headline = tree.find(".//h2")
    seen = False
    told: list[str] = []
    before: list[str] = []
    after: list[str] = []
    for element in tree.iter():
        seen = seen or element is headline
        if seen and element.tag == "p" and count_words(text_of(element)) >= _PARAGRAPH_WORDS:
            break
        if element.tag not in _BLOCKS or is_of_others(element) or is_in_sentence(element):
            continue
        line = " ".join((element.text or "").split())
        if len(line) > _LINE_CHARS:
            if seen and count_words(line) >= _PARAGRAPH_WORDS:
                break
            continue
        for part in _PARTED.split(line):
            if not any(map(str.isdigit, part)) or CHANGED.search(part):
                continue
            if _ISSUED.match(part) or _DATE_NAME.search(_names(element)):
                told.append(part)
            elif count_words(part) <= _DATE_WORDS:
                (after if seen else before).append(part)
    yield from told
    yield from after[:_LINES_AFTER]
    if headline is None:
        yield from before[:_LINES_BEFORE]


def is_in_sentence(element: HtmlElement) -> bool:
    """A date there is that of what is told, not of the telling."""
    block = next(element.iterancestors("p", "li", "dd", "blockquote"), None)
    return block is not None and count_words(text_of(block)) > _LINE_WORDS


def is_of_others(element: HtmlElement) -> bool:
    """It stands in what is beside the article: comments, lists of other articles, the foot of the page."""
    return any(
        outer.tag in _BESIDE_THE_ARTICLE or _OF_OTHERS.search(_names(outer))
        for outer in element.iterancestors()
        if outer.tag not in {"html", "body", "main", "article"}
    )


def _names(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"
