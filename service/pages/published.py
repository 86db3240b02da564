"""When a page says it was published, and where it says so."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

from service.pages.date_lines import lines_near_headline
from service.pages.date_tags import stated_in_tags
from service.pages.result import Published
from service.pages.stated_dates import from_markup, from_path, from_words

_DAY_CHARS = len("2016-01-29")


def published(tree: HtmlElement, shown: HtmlElement, *, url: str, latest: date) -> Published | None:
    """The first date found, places meant for it before those that may hold another.

    What a page says of its last change is no publication date. Nor is a day after ``latest``, when the page
    was fetched or captured. ``shown`` is ``tree`` without what readers do not see.
    """
    language = next((node.get("lang", "") for node in tree.iter("html")), "")
    for value, origin in stated_in_tags(tree, path=_path(url)):
        if found := from_markup(value, latest=latest):
            return Published(found, origin)
    addressed = in_address(url, latest=latest)
    if addressed is not None and len(addressed.date) == _DAY_CHARS:
        return addressed
    for line in lines_near_headline(shown):
        if found := from_words(line, language=language, latest=latest):
            return Published(found, "text")
    return addressed


def in_address(url: str, *, latest: date) -> Published | None:
    """The day or month that the path of an address names."""
    found = from_path(_path(url), latest=latest)
    return Published(found, "url") if found else None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
