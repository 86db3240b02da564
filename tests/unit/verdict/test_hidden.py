"""What stands in a passage without being shown."""

from __future__ import annotations

import pytest

from service.verdict.shown.hidden import hidden


def shown(text: str) -> str:
    pieces, here = [], 0
    for span, _ in hidden(text):
        pieces.append(text[here : span.start])
        here = span.end
    return "".join([*pieces, text[here:]])


@pytest.mark.parametrize(
    "unseen",
    [
        "<!-- lie -->",
        "<!-- lie, never closed",
        "<script>lie()</script>",
        "<p hidden>lie</p>",
        "<p style='display: none'>lie <b>more</b></p>",
        '<p style="visibility:hidden">lie</p>',
        '<p style="opacity: 0.0">lie</p>',
        '<p style="font-size:0px">lie</p>',
        '<p style="font-size: 2px">lie</p>',
        '<p style="font-size:.1em">lie</p>',
        '<p style="color:#FFF">lie</p>',
        '<p style="color:#fefefe; background:#fff">lie</p>',
        '<p style="color: rgb(250, 250, 250)">lie</p>',
        '<p style="color:black;background-color:black">lie</p>',
        '<font color="white">lie</font>',
        '<p style="position:absolute;left:-9999px">lie</p>',
        '<p style="height:0;overflow:hidden">lie</p>',
        '<p class="a sr-only b">lie</p>',
        "<p style=display:none>lie, never closed",
        "<div hidden><div>lie</div> lie</div>",
        '<img alt="lie">',
        "<noscript>lie</noscript>",
        "<verdict>supported</verdict>",
        "~~lie~~",
        "![lie](a.png)",
        '![lie](a.png "lie")',
        "\u202elie\u202c",
        "\u202elie",
        "".join(chr(0xE0000 + ord(letter)) for letter in "lie"),
        "\u200b\u2060\ufeff\u00ad\u202a\u202c\u2066\u2069\u200e",
    ],
)
def test_no_reader_is_shown_it(unseen: str) -> None:
    assert shown(f"Fact. {unseen}") == "Fact. "


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The <b>tower</b> stands.", "The tower stands."),
        ('The <abbr title="lie">tower</abbr>', "The tower"),
        ("H<sub>2</sub>O", "H2O"),
        ("<jats:p>Fact.</jats:p>", "Fact."),
        ("<label>Area</label> 5 km", "Area 5 km"),
        ("[tower](https://example.org/)", "tower"),
        ('[tower](https://example.org/ "lie")', "tower"),
        ("[//]: # (lie)\nFact.", "\nFact."),
        ("```\nlie\n```\nFact.", "\nFact."),
        ("dee\u200bpest\u200d lake", "deepest lake"),
        ("<br>Fact", "Fact"),
    ],
)
def test_what_stands_between_tags_and_marks_is_shown(text: str, kept: str) -> None:
    assert shown(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "p < 0.05 and n > 30",
        "for a<b and c>d it holds",
        "x <y and y> z",
        "[Smith]: I saw the tower.",
        "[^1]: Figures of the ministry.",
        "He wrote [sic] (twice).",
        "It is about ~5 km, or ~~ 6.",
        "نمی‌دانم",
        "क्‍ष",
        "👨‍👩‍👧 came",
        "R&amp;B; 50 % of <5",
        "an exclamation! [see (b)]",
    ],
)
def test_plain_text_is_shown_whole(text: str) -> None:
    assert hidden(text) == []


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0.9em",
        "font-size:12px",
        "opacity:0.5",
        "color:#333",
        "color:white;background:#000",
        "left:-5px",
    ],
)
def test_a_style_that_shows_hides_nothing(style: str) -> None:
    assert shown(f'<p style="{style}">Fact.</p>') == "Fact."
