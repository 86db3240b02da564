"""A stance needs a quote that stands in the passage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.inference.judges.quotes import decides

PASSAGE = "Lima has 10 million\n inhabitants. It lies by the sea, 154 m high."


@pytest.mark.parametrize(
    "quote",
    [
        "Lima has 10 million inhabitants",
        "Lima has 10 million\n inhabitants.",
        "  10   million ",
        "by the sea, 154 m",
        PASSAGE,
    ],
)
def test_word_for_word_but_for_white_space(quote: str) -> None:
    assert decides(quote, PASSAGE)


@pytest.mark.parametrize(
    "quote",
    [
        "",
        " ",
        "Lima",
        ".",
        "Lima has 11 million inhabitants",
        "lima has 10 million",
        "Lima has … inhabitants",
        "0 million inhabitants",
        "154 m h",
        "It lies by the se",
        "10 million inhabitants. Lima has",
        "“Lima has 10 million”",
    ],
)
def test_changed_cut_within_a_word_or_saying_nothing(quote: str) -> None:
    assert not decides(quote, PASSAGE)


def test_a_passage_may_be_one_word_and_quoted_whole() -> None:
    assert decides("Refuted.", "Refuted. ")
    assert not decides("", "")


def test_scripts_without_spaces_have_words_too() -> None:
    assert decides("人口は一千万人", "リマの人口は一千万人である。")
    assert not decides("人口", "リマの人口は一千万人である。")


@given(st.text(max_size=30), st.text(max_size=60))
def test_what_decides_stands_there(quote: str, passage: str) -> None:
    if decides(quote, passage):
        assert " ".join(quote.split()) in " ".join(passage.split())
