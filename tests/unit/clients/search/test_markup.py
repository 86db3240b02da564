"""Text out of HTML, JATS and MathML."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.search.markup import abstract_text, plain_text

FORMULA = (
    "<jats:alternatives><jats:tex-math>$$x=1$$</jats:tex-math>"
    "<mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>1</mml:mn></mml:math></jats:alternatives>"
)


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("", ""),
        ("a < b and c > d", "a < b and c > d"),
        ("Tom &amp; Jerry&#x27;s", "Tom & Jerry's"),
        ("p &amp;lt; 0.05", "p < 0.05"),
        ("the <strong>tower</strong> is", "the tower is"),
        ("<jats:p>One.</jats:p>\n   <jats:p>Two.</jats:p>", "One.\nTwo."),
        (
            "<jats:sec><jats:title>Methods</jats:title><jats:p>We  did\nit.</jats:p></jats:sec>",
            "Methods\nWe did it.",
        ),
        ("10<sup>6</sup> CO<sub>2</sub>, 5 m<jats:sup>−2</jats:sup>", "10⁶ CO2, 5 m⁻²"),
        ("<h4>Background</h4>Text<br/>more", "Background\nText\nmore"),
        (f"at <jats:inline-formula>{FORMULA}</jats:inline-formula> it", "at x=1 it"),
        ("<script>alert(1)</script>left", "left"),
        ("<jats:p>cut off", "cut off"),
        ("</sup></tex-math>10", "10"),
    ],
)
def test_only_text_stays_and_raised_figures_stay_raised(marked: str, text: str) -> None:
    assert plain_text(marked) == text


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>It holds.</jats:p>", "It holds."),
        ("<jats:title>ABSTRACT:</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One.\nTwo."),
        (
            "<jats:p>Abstract painting sells.</jats:p><jats:p>It does.</jats:p>",
            "Abstract painting sells.\nIt does.",
        ),
        ("<jats:title>Background</jats:title><jats:p>It holds.</jats:p>", "Background\nIt holds."),
        ("Plain.", "Plain."),
        ("Abstract", ""),
    ],
)
def test_the_heading_of_an_abstract_is_no_part_of_it(marked: str, text: str) -> None:
    assert abstract_text(marked) == text


@settings(max_examples=60)
@given(st.text(alphabet="<>/&;#x1ab jats:p\n!-", max_size=60))
def test_broken_markup_never_fails_and_leaves_no_empty_line(marked: str) -> None:
    assert all(line.strip() for line in plain_text(marked).split("\n")) or plain_text(marked) == ""
