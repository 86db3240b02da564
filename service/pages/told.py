"""Parts of an article that extractors drop or run together, put in a shape in which they stay whole."""

from __future__ import annotations

import re

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

from service.pages.lines import count_words, text_of

_RENAMED = (("figcaption", "p"), ("figure", "div"), ("header", "div"), ("hgroup", "div"))
_SENTENCES = ("p", "li", "dd", "td", "th", "blockquote", "figcaption")
_ARTICLE = ("article", "main")
_PULLED = re.compile(r"pull-?quote|author|bio\b|subscribe|signup", re.IGNORECASE)
_CORRECTED = re.compile(
    r"correct(?:ion|ed)|clarification|editor['’]s note|korrektur|berichtigung|anmerkung der redaktion"
    r"|précision|rectificati|corrección|fe de errores|errata|rettelse|rättelse|sprostowanie"
    r"|исправлен|уточнен|訂正|更正",
    re.IGNORECASE,
)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_RAISED_TEXT = re.compile(r"[0-9+−-]{1,4}")
_NOTE = re.compile(r"\[?(?:\d{1,3}|[a-z]|\*+|†|‡)\]?")
_LINKED_SHARE = 0.7
_ASIDE_LINKED_SHARE = 0.3
_ASIDE_WORDS = 6


def keep_told(tree: HtmlElement) -> None:
    """Change ``tree`` in place so that captions, boxes, notes, linked names and dates in sentences stay.

    Exponents become raised digits, else 10 to the third would read 103; marks of footnotes go.
    """
    for element in list(tree.iter("aside", "footer")):
        if next(element.iterancestors(*_ARTICLE), None) is not None and _is_told(element):
            element.tag = "div"
    for raised in list(tree.iter("sup")):
        _raise(raised)
    for link in list(tree.iter("a")):
        if _is_in_sentence(link):
            link.drop_tag()
    for time in list(tree.iter("time")):
        if next(time.iterancestors(*_SENTENCES), None) is not None:
            time.drop_tag()
        else:
            time.drop_tree()
    for old, new in _RENAMED:
        for element in tree.iter(old):
            element.tag = new


def _is_told(element: HtmlElement) -> bool:
    """A box of facts beside the text, or a note below it that corrects it."""
    text = text_of(element)
    if element.tag == "footer":
        return _CORRECTED.search(text) is not None
    if (
        _PULLED.search(f"{element.get('class', '')} {element.get('id', '')}")
        or element.find(".//input") is not None
    ):
        return False
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return count_words(text) >= _ASIDE_WORDS and linked <= _ASIDE_LINKED_SHARE * len(text)


def _raise(element: HtmlElement) -> None:
    text = text_of(element)
    if element.find(".//a") is not None and _NOTE.fullmatch(text):
        element.drop_tree()
    elif _RAISED_TEXT.fullmatch(text) and not len(element):
        element.text = text.translate(_RAISED)


def _is_in_sentence(link: HtmlElement) -> bool:
    """More is said around it than in it, so that the block is not one of a list of links."""
    block = next(link.iterancestors(*_SENTENCES), None)
    return block is not None and len(text_of(link)) <= _LINKED_SHARE * len(text_of(block))
