from __future__ import annotations

import pytest

from tests.unit.pages.parsing import read

TEXT = "<p>The council met on Thursday and agreed to pay four million for a bridge to the island.</p>"
SAVED = "<!-- saved from url=(0026)https://a.example/as-saved -->"
SINGLE = "<!--\n Page saved with SingleFile \n url: https://a.example/single?x=1 \n saved date: Mon -->"
CANONICAL = '<link rel="Canonical" href=" https://a.example/canonical ">'
SHARED = '<meta property="og:url" content="http://a.example/shared">'


@pytest.mark.parametrize(
    ("before", "head", "address"),
    [
        (SAVED, CANONICAL + SHARED, "https://a.example/as-saved"),
        (SINGLE, CANONICAL, "https://a.example/single?x=1"),
        ("", SHARED + CANONICAL, "https://a.example/canonical"),
        ("", SHARED, "http://a.example/shared"),
        ("", '<link rel="canonical" href="/story">', None),
        ("", '<link rel="canonical" href="javascript:alert(1)">', None),
        ("<!-- saved from url=(0014)about:internet -->", "", None),
        ("", "<link href='https://a.example/x.css' rel=stylesheet>", None),
    ],
)
def test_what_a_page_gives_as_its_address(before: str, head: str, address: str | None) -> None:
    found = read(f"<!doctype html>{before}<html><head>{head}</head><body><h1>Bridge</h1>{TEXT}</body></html>")
    assert found.text
    assert found.address == address
