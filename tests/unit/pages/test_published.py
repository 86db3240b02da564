from __future__ import annotations

from datetime import date

import pytest

from service.pages.published import published
from service.pages.stated_dates import from_markup, from_path, from_words
from tests.unit.pages.parsing import LATEST, page

TEXT = (
    "<p>The ferry was built on <time datetime='1987-05-03'>3 May 1987</time> and needs a new engine"
    " before the spring, when it is to sail again.</p>"
)
OF_OTHERS = (
    '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2001-01-01"}]}'
)
ELSEWHERE = '{"@type": "NewsArticle", "url": "https://a.example/other", "datePublished": "2001-01-01"}'
HERE = ', "mainEntityOfPage": {"@id": "https://a.example/story?x=1"}}'
ARTICLE = '{"@type": "NewsArticle", "datePublished": "2016-01-29T10:00:00Z"}'


def found(
    body: str, head: str = "", url: str = "https://a.example/story", latest: date = LATEST
) -> tuple[str, str] | None:
    tree = page(body, head)
    told = published(tree, tree, url=url, latest=latest)
    return (told.date, told.origin) if told else None


def ld(*objects: str) -> str:
    return "".join(f'<script type="application/ld+json">{one}</script>' for one in objects)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2016-01-29T10:00:00Z", "2016-01-29T10:00:00+00:00"),
        ("2016-01-29T10:00:00.123+0100", "2016-01-29T10:00:00+01:00"),
        ("2016-01-29 10:05", "2016-01-29T10:05"),
        ("2016-01-29T10:05+02", "2016-01-29T10:05+02:00"),
        ("20160129T100500Z", "2016-01-29T10:05:00+00:00"),
        ("2016-01-29", "2016-01-29"),
        ("2016/01/29", "2016-01-29"),
        ("20160129", "2016-01-29"),
        ("2016-01", "2016-01"),
        ("2016", "2016"),
        ("Fri, 29 Jan 2016 10:00:00 GMT", "2016-01-29T10:00:00+00:00"),
        ("1454061600", "2016-01-29T10:00:00+00:00"),
        ("1454061600000", "2016-01-29T10:00:00+00:00"),
        ("1851-09-18", "1851-09-18"),
        ("29 January 2016", "2016-01-29"),
        ("2016-13-29", None),
        ("2030-01-01", None),
        ("0001-01-01T00:00:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_values_meant_for_machines(value: str, iso: str | None) -> None:
    assert from_markup(value, latest=LATEST) == iso


@pytest.mark.parametrize(
    ("words", "language", "iso"),
    [
        ("Saturday, 16 August 1997", "", "1997-08-16"),
        ("August 16th, 1997", "en-US", "1997-08-16"),
        ("7 de noviembre de 2018", "es", "2018-11-07"),
        ("22 квітня 2021 року", "uk", "2021-04-22"),
        ("14 мая 2018", "ru", "2018-05-14"),
        ("2019年5月7日", "ja", "2019-05-07"),
        ("2017년 10월 12일", "ko", "2017-10-12"),
        ("12.03.2020", "he", "2020-03-12"),
        ("1/2/2020", "de", "2020-02-01"),
        ("1/2/2020", "en-GB", "2020-02-01"),
        ("1/2/2020", "en", None),
        ("1/2/2020", "", None),
        ("2/2/2020", "en", "2020-02-02"),
        ("1/20/2020", "en-US", "2020-01-20"),
        ("20/1/2020", "en-US", "2020-01-20"),
        ("January 2023", "en", "2023-01"),
        ("31.02.2020", "de", None),
        ("room 2020", "en", None),
        ("12 apples 2019", "en", None),
        ("3 May 1921", "en", None),
        ("Tel. 0171 2020", "en", None),
    ],
)
def test_dates_in_words(words: str, language: str, iso: str | None) -> None:
    assert from_words(words, language=language, latest=LATEST) == iso


@pytest.mark.parametrize(
    ("path", "iso"),
    [
        ("/2016/01/29/ferry", "2016-01-29"),
        ("/a/2016-01-29-ferry.html", "2016-01-29"),
        ("/amp/20160129-lock", "2016-01-29"),
        ("/2016/01/ferry", "2016-01"),
        ("/2016/1", "2016-01"),
        ("/news/2014-08.html", "2014-08"),
        ("/archive/2009/glacier", None),
        ("/id/20161329", None),
        ("/2016/13/ferry", None),
        ("/p/1234567890123", None),
        ("/1890/01/02/x", None),
    ],
)
def test_dates_in_addresses(path: str, iso: str | None) -> None:
    assert from_path(path, latest=LATEST) == iso


def test_places_meant_for_the_date_go_first() -> None:
    meta = (
        '<meta name="date" content="2019-02-11"><meta property="article:published_time" content="2016-01-30">'
    )
    body = f'<h1>Ferry</h1><time datetime="2016-01-31">x</time><p class="date">1 February 2016</p>{TEXT}'
    url = "https://a.example/2016/02/03/ferry"
    assert found(body, ld(ARTICLE) + meta, url) == ("2016-01-29T10:00:00+00:00", "json-ld: datePublished")
    assert found(body, meta, url) == ("2016-01-30", "meta: article:published_time")
    assert found(f'<i itemprop="datePublished" content="2016-01-28"></i>{body}', "", url) == (
        "2016-01-28",
        "itemprop: datePublished",
    )
    assert found(body, "", url) == ("2016-01-31", "time: datetime")
    no_time = body.replace("<time", "<b")
    assert found(no_time, "", url) == ("2016-02-03", "url")
    assert found(no_time, "", "https://a.example/2016/02/ferry") == ("2016-02-01", "text")
    assert found(TEXT, "", "https://a.example/2016/02/ferry") == ("2016-02", "url")


def test_the_date_of_a_change_is_not_that_of_publication() -> None:
    head = '<meta property="article:modified_time" content="2019-02-11">'
    head += ld('{"@type": "Article", "dateModified": "2019-02-11"}')
    body = "<h1>Ferry</h1><p>Updated 11 February 2019</p>"
    body += f"<p>Last changed: <time datetime='2019-02-11'>x</time></p>{TEXT}"
    assert found(body, head) is None


@pytest.mark.parametrize(
    "scripts",
    [
        (f'{{"@graph": [{{"@type": "WebPage", "datePublished": "2000-01-01"}}, {ARTICLE}]}}',),
        (OF_OTHERS, ARTICLE),
        (ARTICLE.replace('"}', '",}'),),
        ("{broken", "[1, null]", '"x"', "[" * 5000, ARTICLE.replace("NewsArticle", "Report")),
        (f'[{{"@type": ["Thing", "OpinionNewsArticle"], "datePublished": 5}}, {ARTICLE}]',),
        (f'{{"@type": "WebPage", "mainEntity": {ARTICLE}}}',),
        (ELSEWHERE, ARTICLE.replace("}", HERE)),
    ],
)  # fmt: skip
def test_json_ld_of_the_article_itself(scripts: tuple[str, ...]) -> None:
    assert found(TEXT, ld(*scripts)) == ("2016-01-29T10:00:00+00:00", "json-ld: datePublished")


def test_dates_beside_the_article_and_in_it_are_not_its_own() -> None:
    body = (
        '<div class="top"><time datetime="2024-05-30">Today</time></div>'
        f"<main><h1>Ferry</h1>{TEXT}</main>"
        '<aside><time datetime="2024-05-28">x</time></aside>'
        '<div class="related-list"><p class="date">27 May 2024</p></div>'
        '<section id="comments"><time class="published" datetime="2024-05-26">x</time></section>'
        "<footer>© 2024</footer>"
    )
    assert found(body) is None


def test_a_short_line_that_tells_a_story_is_not_a_date() -> None:
    assert found(f"<h1>Ferry</h1><p>The company behind it all was founded on 11 May 1998.</p>{TEXT}") is None


def test_no_page_is_younger_than_its_capture() -> None:
    meta = '<meta property="article:published_time" content="2016-01-30">'
    assert found(TEXT, meta, latest=date(2016, 1, 29)) is None
    assert found(TEXT, meta, latest=date(2016, 1, 30)) is not None


def test_an_address_that_is_none_has_no_date() -> None:
    assert found(TEXT, url="https://[2016/01/29/") is None
    tree = page(TEXT)
    assert published(tree, tree, url="", latest=LATEST) is None
