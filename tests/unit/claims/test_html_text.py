"""What a reader of an HTML page sees: https://html.spec.whatwg.org/multipage/parsing.html."""

from __future__ import annotations

import pytest

from service.claims.markup.html_text import html_text
from service.claims.markup.plain import BlockKind
from service.domain.spans import Span


def seen(raw: str) -> str:
    return html_text(raw).text.strip()


def kinds(raw: str) -> list[tuple[str, BlockKind]]:
    plain = html_text(raw)
    return [(plain.text[span.start : span.end].strip(), kind) for span, kind in plain.blocks]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Caf&eacute; &#233; &#xE9; &amp; AT&T", "Café é é & AT&T"),
        ("&copy2015 &notit; &lt b", "©2015 ¬it; < b"),
        ("AT&amp;amp;T", "AT&amp;T"),
        ("&lt;b&gt;", "<b>"),
        ("&bogus; &; &#; &#x;", "&bogus; &; &#; &#x;"),
        ("a&#0;b&#xD800;c&#1114112;d", "a\ufffdb\ufffdc\ufffdd"),
        ("a&#" + "9" * 5000 + ";b", "a\ufffdb"),
        ("one&nbsp;two&#10;three", "one\u00a0two three"),
        ("Nor&shy;land Nor\u00adland Nor<wbr>land", "Norland Norland Norland"),
    ],
)
def test_references(raw: str, text: str) -> None:
    assert seen(raw) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- x > y -->", "<!-->", "<!--->", "<!-- x --!>", "<![CDATA[ x > y ]]>", "<?php x ?>", "<!a>",
        "</ x>", "<script>if (a < b) '<b>' && x</script>", "<STYLE>p > b {}</sTyLe >", "<script src=x />",
        '<script>"<!--"</script>', "<template><p>x</p></template>", "<noscript>x</noscript>",
        "<svg><title>x</title><style/>y</svg>",
        "<b hidden>x<i>y</i></b>", "<b aria-hidden=TRUE>x</b>", '<b style="color: red; Display : none">x</b>',
        "<textarea></b>x</textarea>", "<select><option>x</select>", "<button><div>x</div></button>",
        "<img alt='x>y'>", "<del>x<b>y</b></del>",
    ],
)  # fmt: skip
def test_nothing_is_seen_of(hidden: str) -> None:
    assert seen(f"<p>one{hidden} two</p>three") == "one two\n\nthree"


@pytest.mark.parametrize("name", ["nav", "footer", "aside", "form", "dialog"])
def test_a_part_of_the_page_is_left_out_with_what_stands_in_it(name: str) -> None:
    assert seen(f"<p>one<{name}><p>x<{name}>y</{name}><div>z</div></{name}><p>two") == "one\n\ntwo"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>one<p hidden>x<p>two", "one\n\ntwo"),
        ("<ul><li>one<li hidden>x<ul><li>y</ul>z<li>two</ul>three", "one\n\ntwo\n\nthree"),
        ("<table><tr><td>one<td hidden>x<tr><td>two</table>", "one\n\ntwo"),
        ("<dl><dt hidden>x<dd>one</dl>", "one"),
        ("<div hidden><p>x</div>one", "one"),
        ("<div><b>one<i>two</div>three", "onetwo\n\nthree"),
        ("</p></div></b>one", "one"),
        ("<x-mark>cus<nyt-b>tom</nyt-b></x-mark>", "custom"),
        ("one<br>two<BR/>three", "one\ntwo\nthree"),
        ("<pre>one\n  two <code>x</code></pre>", "one\n  two"),
        ("He <q>said <q>no</q></q>.", "He “said ‘no’”."),
        ("<a href='x>y'>one</a> <a title=\"x\ny>z\">two</a>", "one two"),
        ('<a href="x>one', "one"),
        ("5 < 6, a <3 b, c <d", "5 < 6, a <3 b, c"),
        ("<b title=a/>one</b>", "one"),
        ("<style>one", ""),
        ("one <!-- two", "one"),
    ],
)
def test_what_is_seen(raw: str, text: str) -> None:
    assert seen(raw) == text


def test_the_title_of_the_page_stands_in_for_a_heading() -> None:
    assert kinds("<head><title>Ports &amp; bays</title></head><p>one") == [("Ports & bays", BlockKind.TITLE)]
    assert kinds("<title>Ports - Coast Press</title><h1>Ports</h1>") == [("Ports", BlockKind.TITLE)]


def test_kinds_of_nested_blocks() -> None:
    raw = "<ul><li>one<h3>two</h3>three<li>four</ul><figure><img><figcaption>five</figcaption></figure>"
    assert kinds(raw) == [
        ("one", BlockKind.ITEM), ("two", BlockKind.HEADING), ("three", BlockKind.ITEM),
        ("four", BlockKind.ITEM), ("five", BlockKind.CAPTION),
    ]  # fmt: skip
    table = "<table><caption>one</caption><tr><th>two<td><p>three</p>four</table>"
    assert kinds(table) == [
        ("one", BlockKind.CAPTION), ("two", BlockKind.CELL), ("three\n\nfour", BlockKind.CELL),
    ]  # fmt: skip


def test_a_paragraph_that_is_one_link() -> None:
    raw = (
        "<p><a href=x>one <b>two</b></a> </p><ul><li><a>three</a><li><a>four</a> five</ul>"
        "<p><a>six</a> <a>seven</a>"
    )
    assert kinds(raw) == [
        ("one two", BlockKind.LINK), ("three", BlockKind.LINK), ("four five", BlockKind.ITEM),
        ("six seven", BlockKind.LINK),
    ]  # fmt: skip


def test_a_slice_begins_and_ends_at_the_words_and_holds_whole_references() -> None:
    raw = "<p><b>Ten</b> <i title='>'>people</i> in Norland &amp; at sea&hellip;</i></p>"
    plain = html_text(raw)
    span = plain.offsets.raw(Span(0, len(plain.text.rstrip())))
    assert raw[span.start : span.end] == raw[len("<p><b>") : raw.index("</i></p>")]
    ampersand = plain.text.index("&")
    span = plain.offsets.raw(Span(ampersand, ampersand + 1))
    assert raw[span.start : span.end] == "&amp;"
