from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.claims.markup.formats import plain_text, read_markup
from service.claims.markup.plain import BlockKind
from service.domain.article import TextFormat
from service.domain.spans import Span


def test_text_is_itself() -> None:
    plain, offsets = plain_text("a\r\n🚢 b", TextFormat.TEXT)
    assert plain == "a\r\n🚢 b"
    assert offsets.raw(Span(3, 6)) == Span(3, 6)


@pytest.mark.parametrize(
    ("raw", "words", "slice_"),
    [
        ("<p>The <b>port</b> is open.</p>", "The port is open.", "The <b>port</b> is open."),
        ("<p>Caf&eacute; &amp; bar</p>", "Café & bar", "Caf&eacute; &amp; bar"),
        ("<p>one\n  two</p>", "one two", "one\n  two"),
        ("x<script>if (a < b) alert('hi')</script> y", "x y", "x<script>if (a < b) alert('hi')</script> y"),
        ("<p>5 &lt; 6 and a < b", "5 < 6 and a < b", "5 &lt; 6 and a < b"),
    ],
)
def test_html(raw: str, words: str, slice_: str) -> None:
    plain, offsets = plain_text(raw, TextFormat.HTML)
    assert words in plain
    at = plain.index(words)
    span = offsets.raw(Span(at, at + len(words)))
    assert raw[span.start : span.end] == slice_


@pytest.mark.parametrize(
    ("raw", "words", "slice_"),
    [
        ("The *old* **port** is open.", "The old port is open.", "The *old* **port** is open."),
        ("See [the port](http://x.y/(z)) now.", "See the port now.", "See [the port](http://x.y/(z)) now."),
        ("a snake_case_word, 2 * 3", "a snake_case_word, 2 * 3", "a snake_case_word, 2 * 3"),
        ("\\*no\\* mark", "*no* mark", "\\*no\\* mark"),
        ("wrapped\nline", "wrapped line", "wrapped\nline"),
        ("> quoted text", "quoted text", "quoted text"),
        ("text ![chart](c.png) more[^1].", "text more.", "text ![chart](c.png) more[^1]."),
        ("a <!-- note --> b", "a b", "a <!-- note --> b"),
    ],
)
def test_markdown(raw: str, words: str, slice_: str) -> None:
    plain, offsets = plain_text(raw, TextFormat.MARKDOWN)
    assert words in plain
    at = plain.index(words)
    span = offsets.raw(Span(at, at + len(words)))
    assert raw[span.start : span.end] == slice_


def test_markdown_leaves_out_what_is_not_prose() -> None:
    raw = "---\ndate: 2016\n---\n\n# The Port\n\nProse.\n\n```\ncode = 1\n```\n\n| a | b |\n|---|---|\n"
    plain = read_markup(raw, TextFormat.MARKDOWN)
    assert "date" not in plain.text
    assert "code" not in plain.text
    assert "---" not in plain.text
    assert plain.kind_at(plain.text.index("The Port")) is BlockKind.TITLE
    assert plain.kind_at(plain.text.index("Prose")) is None


def test_html_names_its_headings_and_items() -> None:
    plain = read_markup("<h1>Port</h1><h2>Part</h2><p>Prose</p><ul><li>Item</li></ul>", TextFormat.HTML)
    kinds = [plain.kind_at(plain.text.index(word)) for word in ("Port", "Part", "Prose", "Item")]
    assert kinds == [BlockKind.TITLE, BlockKind.HEADING, None, BlockKind.ITEM]


@pytest.mark.parametrize("kind", list(TextFormat))
def test_what_is_no_character(kind: TextFormat) -> None:
    """The raw text keeps its length, so that offsets hold."""
    plain = read_markup("\ufeffTen\0 died\ud83d.", kind)
    assert plain.text.strip() == "Ten\ufffd died\ufffd."
    assert plain.offsets.raw(Span(plain.text.index("T"), plain.text.index(".") + 1)) == Span(1, 12)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    [
        "<!-- x -->",
        "<pre>x</pre>",
        "- ",
        "> - ",
        "```\n",
        "> ~~~ a\n",
        "|a|\n|-|\n",
        '[a](x "',
        "<a b='",
        "a*",
        "*a **b _c ",
        "<li>",
        "<p><b hidden>",
        "<script>",
        "<style><script>",
        "[[a]](b)",
        "[^a]: b\n",
        "    ",
        "<!--",
        "<!",
        "<a ",
        "![",
        "[a](",
        "`",
        "*a",
        "# ",
        "&#",
        "<div>",
        "-" * 9,
    ],
)
@pytest.mark.parametrize("kind", list(TextFormat))
def test_no_text_takes_long(piece: str, kind: TextFormat) -> None:
    """Quadratic reading of these takes minutes."""
    read_markup(piece * (60_000 // len(piece)) + "x", kind)


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "&amp;", "&#x1F6A2;", "&bogus", "<script>", "</script>", "<!--", "-->", "<", ">",
     "**", "_", "`", "[a](b)", "![", "]", "\\", "# ", "- ", "> ", "\n", "\r\n", "\n\n", "---\n",
     "```\n", "word", " ", "🚢", "שלום", "é"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from(list(TextFormat)))
def test_every_character_maps_forward_into_the_raw_text(pieces: list[str], kind: TextFormat) -> None:
    raw = "".join(pieces)
    plain, offsets = plain_text(raw, kind)
    assert len(offsets.starts) == len(offsets.ends) == len(plain)
    last = 0
    for i, character in enumerate(plain):
        span = offsets.raw(Span(i, i + 1))
        assert last <= span.start <= span.end <= len(raw)
        last = span.start
        if character.isalnum() and not raw[span.start : span.end].startswith("&"):
            assert raw[span.start : span.end] == character


@pytest.mark.timeout(60)
@pytest.mark.parametrize("character", "<[*&|")
@pytest.mark.parametrize("kind", list(TextFormat))
def test_a_megabyte_of_one_mark(character: str, kind: TextFormat) -> None:
    raw = "x" + character * 1_000_000
    assert read_markup(raw, kind).text.strip() == raw


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("piece", "size"),
    [
        ("<script>", 1_200_000),
        ("<style><textarea>", 400_000),
        ("```a\n", 400_000),
        ("- ", 400_000),
        ("> - ", 400_000),
        ("<!-- \n\n", 400_000),
        ("<p><b hidden>", 400_000),
    ],
)
@pytest.mark.parametrize("kind", [TextFormat.HTML, TextFormat.MARKDOWN])
def test_what_is_never_closed_is_looked_for_once(piece: str, size: int, kind: TextFormat) -> None:
    """Quadratic reading of these takes minutes."""
    read_markup(piece * (size // len(piece)) + "x", kind)
