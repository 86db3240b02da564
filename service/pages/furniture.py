"""What stands around an article and is not it: menus, banners, advertisements, boxes that ask for much."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

_WHOLE = frozenset({"html", "head", "body"})
_ALWAYS = frozenset({"nav", "dialog", "menu"})
_ROLES = frozenset({
    "navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "complementary", "menu",
})  # fmt: skip
_BOXES = frozenset({"div", "section", "aside", "form", "ul", "ol", "p", "ins", "table", "details"})
_NAMES = re.compile(
    r"(?<![a-z])(?:ad|ads|advert\w*|adsbygoogle|annonce\w*|anzeige\w*|werbung|reklame|publicit\w*|publicidad"
    r"|sponsor\w*|newsletter\w*|cookies?|consent|cmp|gdpr|promo\w*|breadcrumbs?|share|sharing|social"
    r"|related|recirc\w*|recommended|most-?read|most-?popular|outbrain|taboola)(?![a-z])",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:advertisement|advert|sponsored|annonce|anzeige|werbung|publicité|publicidad|pubblicità|reklame|reklam"
    r"|реклама|広告|广告)(?![^\W\d_])",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"(?:no |\d+ |readers?['’]? |leser-?)?(?:comments?|kommentare|commentaires|comentarios|comentários"
    r"|commenti|reacties|kommentarer|komentarze|комментарии|коментарі|コメント|评论)(?: \(?\d+\)?)?"
    r"|\d+ thoughts? on .*|readers say|join the (?:conversation|discussion)|leave a (?:reply|comment)"
    r"|you (?:may|might) also like|(?:more|read) (?:next|on this|like this)|related (?:stories|articles|news)"
    r"|(?:most|more) (?:read|popular|viewed)|popular|trending|meist ?gelesen|lesen sie auch|mehr zum thema"
    r"|à lire aussi|les plus lus|lo más leído|le più lette|più letti|mais lidas|meest gelezen|mest læst[ae]?"
    r"|weather|wetter|météo|meteo|el tiempo|newsletter",
    re.IGNORECASE,
)
"""Headings of boxes that stand beside an article or below it."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LABEL_CHARS = 40
_LABELLED_WORDS = 40
_LINK_WORDS = 30
_LEAST_KEPT = 0.4
_LANDMARKS = ".//h1 | .//main"


@dataclass(slots=True)
class _Words:
    """How much an element says, and how much of it in links."""

    all: int = 0
    linked: int = 0


def strip_furniture(tree: HtmlElement) -> None:
    """Remove from ``tree``, in place, what its names, roles or labels tell to be no part of the article.

    Nothing that holds the headline, the main element, or much of what there is to read goes.
    """
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    words = _counted(elements)
    enough = _LEAST_KEPT * words[tree].all
    for element in elements:
        if element.tag in _WHOLE or element.getparent() is None or words[element].all > enough:
            continue
        if _is_furniture(element, words[element]) and not element.xpath(_LANDMARKS):
            element.drop_tree()


def join_parts(tree: HtmlElement) -> None:
    """Articles beside the headline, and divisions alike side by side, are parts of one, as in a live blog.

    They become plain divisions, lest one of them be taken for all.
    """
    headline = tree.find(".//h1")
    if headline is None or next(headline.iterancestors("article"), None) is not None:
        return
    for one in list(tree.iter("article", "div", "section")):
        others = (one.getprevious(), one.getnext())
        if any(other is not None and _alike(one, other) for other in others):
            one.set("data-part", one.get("class", ""))
    for one in tree.iterfind(".//*[@data-part]"):
        one.tag = "div"
        one.attrib.pop("class", None)


def _alike(one: HtmlElement, other: HtmlElement) -> bool:
    return one.tag == other.tag and (
        one.tag == "article" or (one.get("class") or "") == (other.get("class") or "")
    )


def _is_furniture(element: HtmlElement, words: _Words) -> bool:
    if element.tag in _ALWAYS or element.get("role") in _ROLES:
        return True
    if element.tag in {"header", "footer"}:
        return next(element.iterancestors("article", "main"), None) is None
    if element.tag not in _BOXES:
        return False
    if _NAMES.search(f"{element.get('class', '')} {element.get('id', '')}") or _is_headed(element):
        return True
    if element.tag != "table" and 0 < words.all <= _LABELLED_WORDS and _LABEL.match(_start(element)):
        return words.all == 1 or element.tag != "p"
    return element.tag in {"div", "aside", "section"} and 0 < words.all == words.linked <= _LINK_WORDS


def _is_headed(element: HtmlElement) -> bool:
    first = next(element.iterchildren(), None)
    if first is None or first.tag not in _HEADINGS or (element.text and not element.text.isspace()):
        return False
    return _HEADED.fullmatch(" ".join(first.text_content().split()).strip(" :.")) is not None


def _start(element: HtmlElement) -> str:
    return next((line for text in element.itertext() if (line := text.strip())), "")[:_LABEL_CHARS]


def _counted(elements: list[HtmlElement]) -> dict[HtmlElement, _Words]:
    """In one pass from the last element to the first: a deep page costs no more than a flat one."""
    words: dict[HtmlElement, _Words] = {}
    for element in reversed(elements):
        here = _Words(_count(element.text))
        for child in element:
            inside = words.get(child, _Words())
            here.all += inside.all + _count(child.tail)
            here.linked += inside.linked
        if element.tag == "a":
            here.linked = here.all
        words[element] = here
    return words


def _count(text: str | None) -> int:
    return len(text.split()) if text else 0
