"""What a page gives as its own address."""

from __future__ import annotations

import re

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]+)",
    re.IGNORECASE,
)
"""Browsers note where a page was that they save, and so does the extension SingleFile."""
_START_CHARS = 4000


def stated_address(html: str, tree: HtmlElement) -> str | None:
    """Where it was saved from, or else its canonical address (RFC 6596). Nobody has checked either."""
    if saved := _SAVED.search(html[:_START_CHARS]):
        return saved[1]
    links = (link for link in tree.iter("link") if "canonical" in link.get("rel", "").lower().split())
    shared = (meta for meta in tree.iter("meta") if meta.get("property", "").lower() == "og:url")
    stated = (*(link.get("href", "") for link in links), *(meta.get("content", "") for meta in shared))
    return next((one for one in map(str.strip, stated) if one.startswith(("http://", "https://"))), None)
