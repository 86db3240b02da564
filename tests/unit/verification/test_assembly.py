from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from service.verification.assembly import text_fragment


def test_a_long_quote_is_linked_by_its_ends() -> None:
    quote = "one two three four five six seven eight nine ten eleven twelve thirteen"
    link = text_fragment("https://a.example/p#part", quote)
    assert link == (
        "https://a.example/p#:~:text=one%20two%20three%20four%20five%20six,"
        "eight%20nine%20ten%20eleven%20twelve%20thirteen"
    )


def test_signs_of_the_fragment_syntax_are_encoded() -> None:
    assert text_fragment("https://a.example/", "a-b, c&d").endswith("#:~:text=a%2Db%2C%20c%26d")


@given(st.text(min_size=1, max_size=40).filter(lambda text: len(text.split()) in range(1, 12)))
def test_a_short_quote_comes_back_from_its_link(quote: str) -> None:
    link = text_fragment("https://a.example/", quote)
    assert unquote(link.partition(":~:text=")[2]) == " ".join(quote.split())
