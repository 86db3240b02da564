"""Which parts of passages are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.verdict.excerpt import ROOM, pieces
from service.verdict.windows import MAX_WINDOWS, PER_PASSAGE, plan, windows_of
from tests.unit.verdict.examples import passage

TEXT = "It rained all day. Ada Byron wrote three novels in Turin. They sold well. Nobody knew why."


def test_the_passage_is_read_and_its_fittest_sentence_alone() -> None:
    windows = windows_of(passage(TEXT), "Ada Byron wrote seven novels.")
    assert [window.text for window in windows] == [TEXT, "Ada Byron wrote three novels in Turin."]


def test_the_quote_is_the_fittest_sentence_in_the_document() -> None:
    one = passage(TEXT, before="A heading\n\n")
    for window in windows_of(one, "Ada wrote novels."):
        quote = one.document.text[window.span.start : window.span.end]
        assert quote == "Ada Byron wrote three novels in Turin."


def test_a_page_is_condensed_to_what_speaks_of_the_statement() -> None:
    page = "The council met and went home again without a word on it. " * 60
    whole, sentence = windows_of(passage(f"{page}{TEXT} {page}"), "Ada Byron wrote seven novels.")
    assert "Ada Byron wrote three novels in Turin." in whole.text
    assert pieces(whole.text) <= ROOM
    assert sentence.text == "Ada Byron wrote three novels in Turin."


def test_what_no_reader_is_shown_is_not_read() -> None:
    given_passage = passage("Ada wrote <!-- seven -->three novels.")
    (window,) = windows_of(given_passage, "Ada wrote seven novels.")
    assert window.text == "Ada wrote three novels."
    assert given_passage.document.text[window.span.start : window.span.end] == given_passage.text


def test_nothing_to_read_in_an_empty_passage() -> None:
    assert plan([passage(" \n ")], "Ada wrote.") == [[]]


def test_each_passage_is_read_before_any_is_read_twice() -> None:
    passages = [passage(f"{TEXT} Number {n}.", score=n / 30) for n in range(20)]
    planned = plan(passages, "Ada wrote novels.")
    assert sum(map(len, planned)) == MAX_WINDOWS
    assert [len(windows) for windows in planned] == [0] * 4 + [1] * 16


def test_a_single_sentence_is_one_window() -> None:
    assert len(windows_of(passage("Ada wrote three novels."), "Ada wrote.")) == 1


@given(st.lists(st.text(alphabet="Ab c.\n!é😀", max_size=80), max_size=6), st.text(max_size=30))
def test_every_quote_lies_in_its_passage_and_the_bound_holds(texts: list[str], statement: str) -> None:
    passages = [passage(text, before="x ") for text in texts]
    planned = plan(passages, statement)
    assert sum(map(len, planned)) <= MAX_WINDOWS
    for one, windows in zip(passages, planned, strict=True):
        assert len(windows) <= PER_PASSAGE
        for window in windows:
            assert one.span.start <= window.span.start < window.span.end <= one.span.end
        for window in windows[1:]:
            assert one.document.text[window.span.start : window.span.end] == window.text
