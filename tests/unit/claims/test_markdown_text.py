"""What a reader of Markdown sees: https://spec.commonmark.org/0.31.2/."""

from __future__ import annotations

import pytest

from service.claims.markup.markdown_text import markdown_text
from service.claims.markup.plain import BlockKind


def seen(raw: str) -> list[str]:
    """The paragraphs a reader sees."""
    return markdown_text(raw).text.strip().split("\n\n")


def kinds(raw: str) -> list[tuple[str, BlockKind]]:
    plain = markdown_text(raw)
    return [(plain.text[span.start : span.end].strip(), kind) for span, kind in plain.blocks]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Ports\ndate: 2016-01-29\n---\n",
        "---  \r\n# note\r\n'og:title': Ports\r\ntags:\r\n  - sea\r\n- land\r\n...\r\n",
        "\ufeff---\ntitle: |\n  Ten died.\n\n  Two: more.\n---\n",
        "+++\ntitle = 'Ports'\n\n[more]\n+++\n",
        "---\n---\n",
    ],
)
def test_front_matter_is_left_out(front: str) -> None:
    assert seen(f"{front}Ten died.") == ["Ten died."]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("---\n\nTen died: all.\n\n---\nOne", ["Ten died: all.", "One"]),
        ("---\nTen people died: all.\n---\nOne", ["Ten people died: all.", "One"]),
        ("---\nNote: all\nTen people died.\n---\nOne", ["Note: all Ten people died.", "One"]),
        ("---\ntitle: Ports\nTen died.", ["title: Ports Ten died."]),
        ("+++\nTen died.", ["+++ Ten died."]),
        ("One\n\n---\na: b\n---\n", ["One", "a: b"]),
    ],
)
def test_a_rule_is_no_front_matter(raw: str, text: list[str]) -> None:
    assert seen(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("```\nx\n```\nOne", ["One"]),
        ("~~~~ py\n~~~\nx\n~~~~~\nOne", ["One"]),
        ("One\n```\nx\n\n```\nTwo", ["One", "Two"]),
        ("> ```\n> x\n> ```\n> One", ["One"]),
        ("- One\n  ```\n  x\n  ```\n- Two", ["One", "Two"]),
        ("One\n\n    x\n\ty\n\nTwo", ["One", "Two"]),
        ("One\n    two", ["One two"]),
        ("- One\n\n      x\n\n  two", ["One", "two"]),
        ("``` x ``` One", ["x One"]),
        ("```\nOne", ["One"]),
        ("> ```\n> One\n\nTwo\n```\n", ["One", "Two"]),
    ],
)
def test_code_blocks_are_left_out_and_unclosed_ones_read(raw: str, text: list[str]) -> None:
    assert seen(raw) == text


def test_cells_are_blocks_of_their_own() -> None:
    raw = "One\n| Port | *Ships* |\n|:--|--:|\nAdair \\| Vale | 40 | 3\n|Borland|\n\nTwo | three"
    assert kinds(raw) == [
        (cell, BlockKind.CELL) for cell in ("Port", "Ships", "Adair | Vale", "40", "3", "Borland")
    ]
    assert seen(raw)[0] == "One"
    assert seen(raw)[-1] == "Two | three"
    assert seen("a | b\n--- | --- | ---\n") == ["a | b --- | --- | ---"]
    assert seen("| a |\n| b |") == ["| a | | b |"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("[a [b] c](u (x) 'T)') d", "[a [b] c](u (x) 'T)') d"),
        ("[a [b] c](u(x)y 'T)') d", "a [b] c d"),
        ('[a\nb](<u v>\n"T") c', "a b c"),
        ("[a [b](u) c](v)", "[a b c](v)"),
        ("[a][R] [r][] [R] [no][s] [no]\n\n[r]: <u> 'T'\n", "a r R [no][s] [no]"),
        ("![a [b] *c*](u) d ![r] ![no]\n\n[r]: u", "d ![no]"),
        ("<https://x.y/?a=1> <a@b.c>", "https://x.y/?a=1 a@b.c"),
        ("[a](u", "[a](u"),
        ("![a", "![a"),
        ("Text[^1]! Ten died![^2]", "Text! Ten died!"),
        ("[x]: said Olsen of it", "[x]: said Olsen of it"),
    ],
)
def test_links_images_and_footnotes(raw: str, text: str) -> None:
    assert seen(raw) == [text]


def test_a_footnote_is_read_where_it_stands() -> None:
    assert seen("One[^a]\n\n[^a]: Ten *died*.\n    All.\n\n    More.\n\nTwo") == [
        "One", "Ten died. All.", "More.", "Two",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("un*frig*able **bold**ly ***x*** *a **b** c*", "unfrigable boldly x a b c"),
        ("snake_case_x _a_ __b__ _a_b", "snake_case_x a b _a_b"),
        ("2 * 3 * 4, ** no, *no, no*no", "2 * 3 * 4, ** no, no, nono"),
        ("**Ten died", "**Ten died"),
        ("x ~~a *b* [c](d) <b>e</b> f~~ ~g~ ~~~h~~~ ~~i~", "x ~~~h~~~ ~~i~"),
        ("*a\nb*", "a b"),
        ("\\*a\\* \\# \\a \\\\", "*a* # \\a \\"),
        ("`a *b*` ``c`d`` `e", "a *b* c`d `e"),
        ("a &amp; b &lt; &#233; &amp c &x; &amp;amp;", "a & b < é &amp c &x; &amp;"),
        ("a <b title='>'>b</b> <!-- x --> c <d e, f> <3", "a b c <d e, f> <3"),
        ("a <span hidden>x *y*</span> b", "a b"),
        ("a <!-- b", "a <!-- b"),
        ("5 <a and b", "5 <a and b"),
    ],
)
def test_inline_marks(raw: str, text: str) -> None:
    assert seen(raw) == [text]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<!-- x\n\ny --> *One*", ["One"]),
        ("<div hidden>\n\nx *y*\n\n</div>\n\nOne", ["One"]),
        ("<script>\n\nx\n</script>\nOne", ["One"]),
        ("<p>One</p><p>*Two* &lt; 3</p>\nThree", ["One", "Two < 3", "Three"]),
        ("<!-- x\n\nOne", ["<!-- x", "One"]),
        ("<table><tr><td>One<td>Two</table>\n\nThree", ["One", "Two", "Three"]),
    ],
)
def test_html_in_markdown(raw: str, text: list[str]) -> None:
    assert seen(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("> One\ntwo\n> > Three\n\nFour", ["One two", "Three", "Four"]),
        ("- One\n  two\n- [x] Three\n  1. Four\n     five\n\n  Six\n\nSeven",
         ["One two", "Three", "Four five", "Six", "Seven"]),
        ("- > One", ["One"]),
        ("* * *\n*\n\n* One", ["One"]),
        ("In\n2014. Then", ["In 2014. Then"]),
        ("In\n1. One\n2. Two", ["In", "One", "Two"]),
        ("One\ntwo\n===\nThree\n---\n***\nFour", ["One two", "Three", "Four"]),
        ("# One #\n## Two\\#\n#no\n####### no", ["One", "Two#", "#no ####### no"]),
        ("Term\n: Meaning\n: Other", ["Term", "Meaning", "Other"]),
        ("One\r\ntwo\rthree\u2028four\x85five", ["One two three\u2028four\x85five"]),
        ("One  \ntwo\\\nthree\nfour", ["One \ntwo\nthree four"]),
    ],
)  # fmt: skip
def test_blocks(raw: str, text: list[str]) -> None:
    assert seen(raw) == text


def test_kinds() -> None:
    raw = (
        "# One\n\nTwo\n===\n\n## Three\n\nFour\n---\n\n- Five\n\n- [Six](x)\n\n[Seven](x) more\n\n"
        "[Eight](x)\n"
    )
    assert kinds(raw) == [
        ("One", BlockKind.TITLE), ("Two", BlockKind.TITLE), ("Three", BlockKind.HEADING),
        ("Four", BlockKind.HEADING), ("Five", BlockKind.ITEM), ("Six", BlockKind.LINK),
        ("Eight", BlockKind.LINK),
    ]  # fmt: skip
