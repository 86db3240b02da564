from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from service.claims.markup.positions import Positions
from service.domain.spans import Span, TextSpan


def test_lines_columns_and_utf16() -> None:
    text = "a🚢\r\nbc\rd\ne"
    assert Positions(text).text_span(Span(4, 6)) == TextSpan(
        start=4, end=6, utf16_start=5, utf16_end=7, start_line=2, start_column=1, end_line=2, end_column=3
    )
    last = Positions(text).text_span(Span(9, 10))
    assert (last.start_line, last.start_column) == (4, 1)


def test_only_lf_crlf_and_cr_end_a_line() -> None:
    """As in editors and the Language Server Protocol."""
    last = Positions("a\x85b\u2028c\u2029d\x0be\n\ud83df").text_span(Span(11, 12))
    assert (last.start_line, last.start_column, last.end_column, last.utf16_start) == (2, 2, 3, 11)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab \r\n🚢ש\u2028\x85\0"), max_size=60), st.data())
def test_all_ways_of_counting_agree(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Positions(text).text_span(Span(start, end))
    units = text.encode("utf-16-le", "surrogatepass")
    assert units[span.utf16_start * 2 : span.utf16_end * 2].decode("utf-16-le") == text[start:end]
    assert span.utf16_start == len(text[:start].encode("utf-16-le")) // 2
    # The end of a position is found again by walking the lines before it.
    lines = text[:start].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    inside_crlf = text[start - 1 : start + 1] == "\r\n"
    if not inside_crlf:
        assert (span.start_line, span.start_column) == (len(lines), len(lines[-1]) + 1)
