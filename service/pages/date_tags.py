"""Places of a page that are meant for its publication date: JSON-LD, meta, microdata and time elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

from service.pages.date_lines import CHANGED, is_in_sentence, is_of_others
from service.pages.lines import count_words, text_of

Stated = Iterator[tuple[str, str]]
"""A value as it stands, and the name of its place."""
_META = (
    "article:published_time", "article:published", "article:published_date", "article.published",
    "article:post_date", "og:published_time", "og:article:published_time", "datepublished", "date_published",
    "published_time", "published-date", "published_date", "publish_date", "publish-date", "publishdate",
    "publication_date", "publisheddate", "pubdate", "originalpublicationdate", "article_date_original",
    "citation_publication_date", "citation_online_date", "citation_date", "dc.date.issued", "dcterms.issued",
    "dc.date.publication", "parsely-pub-date", "sailthru.date", "bt:pubdate", "rnews:datepublished",
    "video:release_date",
    "date", "dc.date", "dc:date", "dcterms.date", "dc.date.created", "dcterms.created", "dc.created",
    "article:created", "article.created", "date_created", "datecreated", "created", "displaydate",
)  # fmt: skip
"""The surer ones first: ``date`` is often the day of the last change."""
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|BlogPost)$")
_PAGE = re.compile(r"(?:Page|CreativeWork|Dataset|VideoObject)$")
_NEARLY_JSON = re.compile(r",(?=\s*[}\]])|[\x00-\x1f]")
_WORDS_AFTER = 60


def stated_in_tags(tree: HtmlElement, *, path: str) -> Stated:
    """The surest first; ``path`` is that of the page's address."""
    return chain(_json_ld(tree, path), _meta(tree), _microdata(tree), _time_elements(tree))


def _json_ld(tree: HtmlElement, path: str) -> Stated:
    """``datePublished`` of the article itself, then of the page; lists of other articles are passed over."""
    scripts = [script for script in tree.iter("script") if "ld+json" in script.get("type", "").lower()]
    nodes = [node for script in scripts for node in _nodes(script.text or "")]
    here = path.rstrip("/")
    articles = [node for node in nodes if _is_a(node, _ARTICLE)]
    articles.sort(key=lambda node: not (here and _address(node).rstrip("/").endswith(here)))
    for node in (*articles, *(node for node in nodes if _is_a(node, _PAGE))):
        stated = node.get("datePublished")
        if isinstance(stated, str):
            yield stated, "json-ld: datePublished"


def _nodes(text: str) -> Iterator[dict[str, object]]:
    value = _json(text)
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            continue
        graph = one.get("@graph")
        for node in (one, *(graph if isinstance(graph, list) else ())):
            if isinstance(node, dict):
                yield node
                yield from (inner for inner in (node.get("mainEntity"),) if isinstance(inner, dict))


def _json(text: str) -> object:
    """Also with commas too many and line breaks in strings, which are common."""
    for candidate in (text, _NEARLY_JSON.sub(" ", text)):
        try:
            value: object = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _is_a(node: dict[str, object], kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    named = types if isinstance(types, list) else [types]
    return any(isinstance(one, str) and kind.search(one) for one in named)


def _address(node: dict[str, object]) -> str:
    for value in (node.get("url"), node.get("mainEntityOfPage"), node.get("@id")):
        found = value.get("@id") if isinstance(value, dict) else value
        if isinstance(found, str):
            return found.partition("?")[0].partition("#")[0]
    return ""


def _meta(tree: HtmlElement) -> Stated:
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        if element.get("content"):
            stated.setdefault(name, element.get("content"))
    return ((stated[name], f"meta: {name}") for name in _META if name in stated)


def _microdata(tree: HtmlElement) -> Stated:
    for element in tree.iterfind(".//*[@itemprop]"):
        if "datepublished" in element.get("itemprop").lower().split() and not is_of_others(element):
            told = element.get("content") or element.get("datetime") or text_of(element)
            yield told, "itemprop: datePublished"


def _time_elements(tree: HtmlElement) -> Stated:
    """Those marked as the publication date, then the first after the headline, then the last before it."""
    headline = tree.find(".//h1")
    article = next(headline.iterancestors("article", "main"), None) if headline is not None else None
    marked: list[HtmlElement] = []
    before: list[HtmlElement] = []
    after: list[HtmlElement] = []
    words, seen = 0, headline is None
    for element in tree.iter("h1", "p", "time"):
        seen = seen or element is headline
        if element.tag == "p" and seen:
            words += count_words(text_of(element))
        elif element.tag == "time" and not (
            is_of_others(element) or _is_changed(element) or is_in_sentence(element)
        ):
            if _is_marked(element):
                marked.append(element)
            elif seen and words <= _WORDS_AFTER:
                after.append(element)
            elif not seen and article is not None and article in element.iterancestors():
                before.append(element)
    for element in (*marked, *after[:1], *reversed(before)):
        if element.get("datetime"):
            yield element.get("datetime"), "time: datetime"


def _is_marked(element: HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('itemprop', '')}".lower()
    return "pubdate" in element.attrib or any(
        name in names for name in ("entry-date", "publish", "datecreated")
    )


def _is_changed(element: HtmlElement) -> bool:
    before = element.getprevious()
    told = (element.getparent().text if before is None else before.tail) or ""
    return bool(CHANGED.search(f"{element.get('class', '')} {element.get('itemprop', '')} {told[-40:]}"))
