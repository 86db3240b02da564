"""Which parts of passages are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.verdict.excerpt import ROOM, pieces
from service.verdict.windows import MAX_WINDOWS, Window, plan, window_of
from tests.unit.verdict.examples import passage

TEXT = "It rained all day. Ada Byron wrote three novels in Turin. They sold well. Nobody knew why."


def read(text: str, statement: str, *, before: str = "") -> tuple[Window, str]:
    """The window, and what is quoted for it."""
    one = passage(text, before=before)
    window = window_of(one, statement)
    assert window is not None
    return window, one.document.text[window.span.start : window.span.end]


def test_a_passage_is_read_at_once_and_its_fittest_sentence_quoted() -> None:
    window, quote = read(TEXT, "Ada Byron wrote seven novels.", before="A heading\n\n")
    assert window.text == TEXT
    assert quote == "Ada Byron wrote three novels in Turin."


def test_a_page_is_condensed_to_what_speaks_of_the_statement() -> None:
    page = "The council met and went home again without a word on it. " * 60
    window, quote = read(f"{page}{TEXT} {page}", "Ada Byron wrote seven novels.")
    assert "Ada Byron wrote three novels in Turin." in window.text
    assert pieces(window.text) <= ROOM
    assert quote == "Ada Byron wrote three novels in Turin."


def test_what_no_reader_is_shown_is_not_read() -> None:
    text = "Ada wrote <!-- seven -->three novels."
    window, quote = read(text, "Ada wrote seven novels.")
    assert window.text == "Ada wrote three novels."
    assert quote == text


def test_nothing_to_read_in_an_empty_passage() -> None:
    assert plan([passage(" \n ")], "Ada wrote.") == [None]


def test_the_best_passages_are_read_and_the_others_left() -> None:
    passages = [passage(f"{TEXT} Number {n}.", score=n / 30) for n in range(20)]
    planned = plan(passages, "Ada wrote novels.")
    assert [window is not None for window in planned] == [False] * 4 + [True] * MAX_WINDOWS


@given(st.lists(st.text(alphabet="Ab c.\n!é😀", max_size=80), max_size=6), st.text(max_size=30))
def test_every_quote_lies_in_its_passage(texts: list[str], statement: str) -> None:
    passages = [passage(text, before="x ") for text in texts]
    for one, window in zip(passages, plan(passages, statement), strict=True):
        if window is not None:
            assert one.span.start <= window.span.start < window.span.end <= one.span.end
            assert one.document.text[window.span.start : window.span.end] in window.text
