"""Queries of plain words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.search.protocol import SearchLimits
from clients.search.words import plain_words

LIMITS = SearchLimits(max_chars=60, max_words=6)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('C++ (x) [y]: "z" -not intitle:foo', "C x y z not intitle"),
        ("Paris OR London AND Rome", "Paris or London and Rome"),
        ("4.2 million, 1,250 and 30%", "4.2 million 1,250 and 30"),
        ("the people’s U.S. al-Shabaab", "the people's U.S al Shabaab"),
        ("Kyiv Kyiv kyiv", "Kyiv"),
        ("Київ 2016 北京", "Київ 2016 北京"),
        ("?!*~", ""),
        ("one two three four five six seven", "one two three four five six"),
        ("a" * 61, ""),
    ],
)
def test_words_stay_and_syntax_goes(text: str, words: str) -> None:
    assert plain_words(text, LIMITS) == words


@settings(max_examples=50)
@given(st.text(max_size=200), st.integers(0, 40), st.integers(0, 8))
def test_no_text_gets_an_operator_or_too_many_words_through(text: str, chars: int, words: int) -> None:
    query = plain_words(text, SearchLimits(max_chars=chars, max_words=words))
    assert len(query) <= chars
    assert len(query.split()) <= words
    assert not set(query) & set(':"()[]{}~*?+-/\\!|&^<>=%\n')
    assert not {"AND", "OR", "NOT"} & set(query.split())
    assert plain_words(query, SearchLimits(max_chars=chars, max_words=words)) == query
