from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.evidence.urls import canonical, is_public, is_web, same_page, site


@pytest.mark.parametrize(
    "other",
    [
        "http://news.example/a",
        "https://www.news.example/a/",
        "https://m.news.example:443/a#section",
        "HTTPS://NEWS.EXAMPLE/a?utm_source=feed&fbclid=1",
    ],
)
def test_addresses_of_one_page(other: str) -> None:
    assert same_page("https://news.example/a", other)


@pytest.mark.parametrize(
    "other",
    [
        "https://news.example/A",
        "https://news.example/a?id=1",
        "https://news.example:8443/a",
        "https://sport.news.example/a",
    ],
)
def test_addresses_of_others(other: str) -> None:
    assert not same_page("https://news.example/a", other)


def test_a_name_is_the_same_in_its_own_letters() -> None:
    assert same_page("https://www.bücher.de/a", "http://xn--bcher-kva.de/a/")


def test_the_order_of_parameters_does_not_matter() -> None:
    assert same_page("https://n.example/?b=2&a=1", "https://n.example/?a=1&b=2")


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://en.wikipedia.org/wiki/Syria", True),
        ("http://93.184.216.34/x", True),
        ("http://127.0.0.1:8000/x", False),
        ("http://[::1]/x", False),
        ("http://169.254.169.254/latest", False),
        ("http://intranet/x", False),
        ("http://wiki.corp/x", False),
        ("https://user:secret@example.com/x", False),
        ("ftp://example.com/x", False),
        ("urn:isbn:1", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_only_public_pages_may_be_told_to_archives(url: str, public: bool) -> None:
    assert is_public(url) is public


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.b.co.uk/x", "b.co.uk"),
        ("https://news.bbc.co.uk:443/x", "bbc.co.uk"),
        ("HTTPS://WWW.BBC.CO.UK/x", "bbc.co.uk"),
        ("https://www.smh.com.au/x", "smh.com.au"),
        ("https://www.abc.net.au/x", "abc.net.au"),
        ("https://www.gov.uk/guidance", "www.gov.uk"),
        ("https://foo.github.io/x", "foo.github.io"),
        ("https://www.bücher.de/x", "bücher.de"),
        ("https://www.xn--bcher-kva.de/x", "bücher.de"),
        ("https://xn--\u0660.de/x", "xn--\u0660.de"),
        ("https://co.uk/", "co.uk"),
        ("http://127.0.0.1:1/x", "127.0.0.1"),
        ("http://[2001:db8::1]/x", "2001:db8::1"),
        ("http://wiki.test/x", "wiki.test"),
        ("urn:x:y", None),
    ],
)
def test_site_is_the_registrable_domain(url: str, name: str | None) -> None:
    assert site(url) == name


def test_what_has_no_address_is_not_on_the_web() -> None:
    assert not is_web("urn:x:y")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_them(text: str) -> None:
    for url in (text, f"http://{text}", f"https://a.example/{text}"):
        canonical(url)
        is_public(url)
        site(url)
