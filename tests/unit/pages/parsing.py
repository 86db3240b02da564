"""Parsed pages for tests, and what is left of them."""

from __future__ import annotations

from datetime import date

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types
from trafilatura.utils import load_html

from service.pages.reading import read_html
from service.pages.result import Reading

LATEST = date(2026, 1, 1)


def page(body: str, head: str = "") -> HtmlElement:
    tree = load_html(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return tree


def read(html: str, url: str = "https://a.example/story", latest: date = LATEST) -> Reading:
    return read_html(html.encode(), "utf-8", url, latest=latest)


def text(tree: HtmlElement) -> str:
    return " ".join(tree.find(".//body").text_content().split())
