from __future__ import annotations

import pytest

from service.pages.kinds import NotReadable
from tests.unit.pages.parsing import read

PARAGRAPH = (
    "<p>Skerry is an island of 1,400 people that lives on fishing and on visitors who come by sea.</p>"
)


def wiki(body: str, head: str = "") -> str:
    return (
        f"<html><head><title>Skerry</title>{head}</head><body><nav>Random page</nav>"
        f"<h1>Skerry</h1><div id='mw-content-text'><div class='mw-parser-output'>{body}</div></div>"
        "<footer>Privacy policy</footer></body></html>"
    )


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("<th>Population</th><td>1,400<sup id='cite_ref-1'><a href='#n'>[1]</a></sup></td>", "1,400"),
        ("<th>Population</th><td><div>1,400</div></td>", "1,400"),
        ("<th>Population</th><td>1,400<br>(2011)</td>", "1,400; (2011)"),
        (
            "<th>Population</th><td><ul><li>1,400</li><li>9 more</li></ul></td>",
            "1,400; 9 more",
        ),
        ("<th>Population</th><td>1,400 <span style='display:none'>(0001400)</span></td>", "1,400"),
        ("<th><div>Popu<b>lation</b></div></th><td><p>1,400</p></td>", "1,400"),
    ],
)
def test_a_fact_of_a_box_is_a_line(row: str, line: str) -> None:
    found = read(wiki(f"<table class='infobox'><tr>{row}</tr></table>{PARAGRAPH}"))
    assert f"Population: {line}" in found.text.split("\n")


def test_a_column_of_a_page_is_no_value() -> None:
    lines = "".join(f"<li>Boat number {number} of the island</li>" for number in range(60))
    found = read(wiki(f"{PARAGRAPH}<table><tr><th>Boats</th><td><ul>{lines}</ul></td></tr></table>"))
    assert "Boat number 7 of the island" in found.text.split("\n")


def test_what_stands_around_the_article_and_below_it_is_left_out() -> None:
    found = read(
        wiki(
            f"{PARAGRAPH}<div class='reflist'>A book</div><table class='navbox'><tr><td>Other isles</table>"
            "<p>The last ferry leaves at six<sup><a href='#2'>[2]</a></sup>.</p>"
        )
    )
    assert "leaves at six." in found.text
    for beside in ("A book", "Other isles", "Random page", "Privacy policy", "["):
        assert beside not in found.text


def test_a_list_is_an_article_of_a_wiki_and_nowhere_else() -> None:
    items = "".join(f"<li><a href='/{one}'>Island of the name {one}</a></li>" for one in "abcdefgh")
    assert "Island of the name c" in read(wiki(f"<ul>{items}</ul>")).text
    elsewhere = read(f"<html><body><main><h1>Islands</h1><ul>{items}</ul></main></body></html>")
    assert elsewhere.kind is NotReadable.INDEX


def test_a_wiki_has_no_day_of_publication() -> None:
    stated = '<meta property="article:published_time" content="2004-06-10">'
    box = "<table class='infobox'><tr><th>Died</th><td>June 10, 2004</td></tr></table>"
    found = read(wiki(f"{box}{PARAGRAPH}", stated))
    assert found.text
    assert found.published is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", NotReadable.EMPTY),
        ("<p>Please verify you are human.</p>", NotReadable.BOT_CHECK),
    ],
)
def test_a_wiki_has_walls_too(body: str, kind: NotReadable) -> None:
    assert read(wiki(body)).kind is kind
