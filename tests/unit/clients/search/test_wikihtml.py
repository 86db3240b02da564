"""Rendered pages as text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from clients.search.wikihtml import text_of

PAGE = """<div class="mw-parser-output"><style>.x{color:red}</style>
<table class="infobox"><caption>Tower</caption><tr><th>Height</th><td>330&#160;m</td></tr></table>
<p>The <b>tower</b> is 330&nbsp;metres
tall.<sup id="c1" class="reference"><a href="#n1">[1]</a></sup> It has <i>three</i> levels.
</p><h2><span class="mw-headline">History</span><span class="mw-editsection">[<a>edit</a>]</span></h2>
<div class="hatnote">See also: towers</div>
<ul><li>Opened in 1889</li><li>Painted in 2001<br>and 2009</li></ul>
<div class="thumb"><div class="thumbinner">A caption<div>more</div></div></div>
<script>alert("x")</script><div class="navbox"><table><tr><td>Towers</td></tr></table></div>
<ol class="references"><li>A reference</li></ol><p>The end.</p></div>"""


def test_what_a_reader_reads_is_kept_and_the_furniture_is_not() -> None:
    assert text_of(PAGE).split("\n") == [
        "Tower",
        "Height: 330 m",
        "The tower is 330 metres tall. It has three levels.",
        "History",
        "Opened in 1889",
        "Painted in 2001",
        "and 2009",
        "The end.",
    ]


def test_an_open_skipped_element_does_not_show() -> None:
    assert text_of("<p>a</p><script>b") == "a"


@settings(max_examples=50)
@given(st.text(st.sampled_from("<>/pdivscrt a\"='&;!-"), max_size=80))
def test_no_html_breaks_it(html: str) -> None:
    assert "\n\n" not in text_of(html)
