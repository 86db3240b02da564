"""Quotations find their passage again: https://www.w3.org/TR/annotation-model/#text-quote-selector."""

from __future__ import annotations

import os
import time
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from service.claims.markup.anchoring import CONTEXT, LONGEST_CONTEXT, locate, select
from service.domain.spans import Selector, Span

EDITED = settings(max_examples=max(100, int(os.environ.get("SECONDSOURCE_EXAMPLES", "0"))), deadline=None)


def test_a_passage_has_32_code_points_on_each_side() -> None:
    text = "x" * 40 + "claim" + "y" * 10
    assert select(text, Span(40, 45)) == Selector("claim", "x" * 32, "y" * 10)


@pytest.mark.parametrize("context", [CONTEXT + 8, 200, LONGEST_CONTEXT - 20])
def test_a_repeat_with_the_same_surroundings_gets_more_context(context: int) -> None:
    around = "".join(chr(ord("a") + i % 23) for i in range(context))
    text = f"First. {around}Ten died.{around} Second. {around}Ten died.{around} Third."
    first, second = (Span(at, at + 9) for at in (text.index("Ten died."), text.rindex("Ten died.")))
    for span in (first, second):
        selector = select(text, span)
        assert len(selector.prefix) > CONTEXT
        assert locate(text, selector) == span


def test_repeats_that_nothing_tells_apart_are_not_guessed() -> None:
    text = "Ten died. " * 500
    middle = Span(2500, 2509)
    selector = select(text, middle)
    assert len(selector.prefix) == CONTEXT
    assert locate(text, selector) is None


def test_a_hundred_repeats_are_told_apart_by_how_far_the_ends_are() -> None:
    text = "Ten died. " * 100
    for start in range(0, len(text), 10):
        assert locate(text, select(text, Span(start, start + 9))) == Span(start, start + 9)


def test_a_context_may_be_edited_on_one_side() -> None:
    text = "The port closed on Monday. Ten died. The mayor resigned the next day, officials said."
    selector = select(text, Span(27, 36))
    edited = "The harbour was shut this morning. Ten died. The mayor resigned the next day, officials said."
    assert locate(edited, selector) == Span(35, 44)
    assert locate("Ten died. The mayor resigned at noon.", selector) == Span(0, 9)


def test_a_passage_that_is_gone_is_not_found_in_its_repeat() -> None:
    text = "In the north it was calm: ten died. In the south the storm raged on, and ten died. It ended late."
    there = text.rindex("ten died")
    selector = select(text, Span(there, there + 8))
    assert locate(text[:36], selector) is None


def test_of_two_places_the_one_with_more_of_the_context_is_it() -> None:
    text = "Officials in Norland said that ten died. Officials in Borland said that ten died."
    there = text.rindex("ten died")
    selector = select(text, Span(there, there + 8))
    edited = text.replace("Officials in Borland", "The police in Borland")
    found = locate(edited, selector)
    assert found is not None
    assert edited[: found.start].endswith("Borland said that ")
    assert (
        locate(
            "It said that ten died. She said that ten died.", Selector("ten died", "Olsen said that ", "!")
        )
        is None
    )


@pytest.mark.parametrize("text", ["", "nothing of it", "ten", "Ten die"])
def test_what_is_not_there_is_not_found(text: str) -> None:
    assert locate(text, Selector("Ten died.", "", "")) is None
    assert locate(text, Selector("Ten died.", "before ", " behind")) is None


def test_words_alone_are_found_where_they_stand_once() -> None:
    """A selector of another program may have no context."""
    assert locate("So ten died.", Selector("ten died", "", "")) == Span(3, 11)
    assert locate("Ten. Ten.", Selector("Ten", "", "")) is None


LETTERS = partial(st.text, st.sampled_from("ab. "))
SENTENCES = st.lists(
    st.sampled_from(["Ten died.", "Ten died.", "The port closed.", "Nine 🚢 sank, e\u0301.", "שלום עולם."]),
    min_size=1,
    max_size=60,
)  # fmt: skip


@EDITED
@given(sentences=SENTENCES, data=st.data())
def test_edits_elsewhere_leave_the_passage_where_it_is(sentences: list[str], data: st.DataObject) -> None:
    """Text is put in and taken out beyond the context; repeats stay apart."""
    number = data.draw(st.integers(0, len(sentences) - 1))
    separator = data.draw(st.sampled_from([" ", "\n\n", "\r\n"]))
    text = separator.join(sentences)
    start = len(separator.join([*sentences[:number], ""])) if number else 0
    span = Span(start, start + len(sentences[number]))
    selector = select(text, span)
    assert locate(text, selector) == span
    left, right = start - len(selector.prefix), span.end + len(selector.suffix)
    cut = data.draw(st.tuples(st.integers(0, left), st.integers(0, left)))
    drop = data.draw(st.tuples(st.integers(right, len(text)), st.integers(right, len(text))))
    added = data.draw(st.text(st.sampled_from("abc .\n🚢"), max_size=80))
    head = text[: min(cut)] + added + text[max(cut) : left]
    tail = text[right : min(drop)] + added + text[max(drop) :]
    edited = head + text[left:right] + tail
    assume(edited.find(text[left:right]) == edited.rfind(text[left:right]))
    moved = len(head) + len(selector.prefix)
    assert locate(edited, selector) == Span(moved, moved + len(selector.exact))


@EDITED
@given(
    text=LETTERS(max_size=60),
    exact=LETTERS(max_size=4),
    prefix=LETTERS(max_size=12),
    suffix=LETTERS(max_size=12),
)
def test_what_is_found_is_the_passage(text: str, exact: str, prefix: str, suffix: str) -> None:
    """And where the whole of the context stands once, that is where."""
    found = locate(text, Selector(exact, prefix, suffix))
    if found is not None:
        assert text[found.start : found.end] == exact
    places = [i for i in range(len(text) + 1) if text.startswith(prefix + exact + suffix, i)]
    if len(places) == 1:
        assert found == Span(places[0] + len(prefix), places[0] + len(prefix) + len(exact))
    elif places:
        assert found is None


def test_a_megabyte_of_repeats_takes_no_time() -> None:
    text = "Ten died. " * 100_000
    begun = time.perf_counter()
    for start in range(0, 500_000, 1_000):
        locate(text, select(text, Span(start, start + 9)))
    assert time.perf_counter() - begun < 20
