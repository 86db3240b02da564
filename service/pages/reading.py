"""One page: bytes in, text with title and date out, or why there is nothing to read."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from datetime import date

import trafilatura
from lxml.etree import ParserError  # type: ignore[import-untyped]  # ships no types
from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types
from trafilatura.metadata import extract_metadata
from trafilatura.utils import load_html

from service.pages.addresses import stated_address
from service.pages.encoding import decoded
from service.pages.furniture import join_parts, strip_furniture
from service.pages.hidden import strip_hidden
from service.pages.kinds import NotReadable
from service.pages.lines import lines_of
from service.pages.published import in_address, published
from service.pages.result import Reading
from service.pages.told import keep_told
from service.pages.walls import Seen, not_readable
from service.pages.wiki import is_wiki, wiki_text

TEXT_CHARS = 400_000
_TAG = re.compile(r"<[a-z!/?]", re.IGNORECASE)
_MAGIC = (
    b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"OggS", b"ID3",
    b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xd0\xcf\x11\xe0", b"{\\rtf",
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_START_CHARS = 4000
_BINARY_SHARE = 0.05
_MANY_ELEMENTS = 8000


def read_plain(body: bytes, charset: str | None, *, chars: int = TEXT_CHARS) -> Reading:
    content = decoded(body, charset)
    return Reading(kind=NotReadable.NOT_A_PAGE) if _is_binary(body, content) else _plain(content, chars)


def read_html(
    body: bytes, charset: str | None, url: str, *, latest: date, chars: int = TEXT_CHARS
) -> Reading:
    """``charset`` is what the Content-Type says, ``latest`` the day it was fetched or captured, in UTC.

    ``chars`` bounds the text.
    """
    content = decoded(body, charset)
    if _is_binary(body, content):
        return Reading(kind=NotReadable.NOT_A_PAGE)
    if _TAG.search(content) is None:
        return replace(_plain(content, chars), published=in_address(url, latest=latest))
    try:
        tree = load_html(f"<html>{content}" if "<html" not in content[:2000].lower() else content)
    except (ParserError, ValueError):
        tree = None
    if tree is None:
        return Reading(kind=NotReadable.EMPTY)
    found = _read(tree, url, latest)
    return replace(found, text=found.text[:chars], address=stated_address(content, tree))


def _read(tree: HtmlElement, url: str, latest: date) -> Reading:
    wiki = is_wiki(tree)
    shown = deepcopy(tree)
    strip_hidden(shown)
    lines = lines_of(shown)
    article = deepcopy(shown)
    strip_furniture(article)
    join_parts(article)
    keep_told(article)
    text = wiki_text(deepcopy(shown)) if wiki else _main_text(article)
    told = extract_metadata(tree, url, {"extensive_search": False, "original_date": True})
    seen = Seen(tree=tree, title=told.title or "", lines=lines, article=lines_of(article), text=text)
    kind = not_readable(seen)
    if kind is not None and not (wiki and kind is NotReadable.INDEX):  # an article may well be a list
        return Reading(kind=kind)
    return Reading(
        text=text,
        title=told.title,
        publisher=told.sitename,
        # A wiki is never finished: its dates are those of what it tells, or of the first draft.
        published=None if wiki else published(tree, shown, url=url, latest=latest),
    )


def _main_text(tree: HtmlElement) -> str:
    """Comments are left out: readers' opinions are not what the page says.

    Very large pages are spared the second opinion of extractors whose time grows with the square of a page.
    """
    page = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_images=False,
        with_metadata=False,
        fast=sum(1 for _ in tree.iter()) > _MANY_ELEMENTS,
    )
    return "" if page is None or isinstance(page, dict) else page.text or ""


def _is_binary(body: bytes, content: str) -> bool:
    """A file of another kind, whatever the Content-Type says."""
    start = content[:_START_CHARS]
    return body.lstrip()[:8].startswith(_MAGIC) or len(_CONTROL.findall(start)) > _BINARY_SHARE * len(start)


def _plain(content: str, chars: int) -> Reading:
    text = content.replace("\r\n", "\n").strip()[:chars]
    return Reading(text=text) if text else Reading(kind=NotReadable.EMPTY)
