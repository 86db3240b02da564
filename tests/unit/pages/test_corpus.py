"""The pages of ``tests/data/pages``: what is asked of reading them (make bench-pages tells it in figures)."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.pages.corpus import DEVELOPMENT, FOLDER, HELD_OUT, load_pages, readable, unreadable
from benchmarks.pages.measuring import GOAL_DATES, GOAL_F1, Half, measure
from benchmarks.pages.reading import ours
from service.pages.kinds import NotReadable

PAGES = load_pages()


@pytest.fixture(scope="module", params=[HELD_OUT, DEVELOPMENT])
def half(request: pytest.FixtureRequest) -> Half:
    return measure("service", ours, PAGES, request.param, rounds=1)


def test_texts_and_dates_are_found(half: Half) -> None:
    assert half.f1 >= GOAL_F1
    assert half.days >= GOAL_DATES * len(half.readings)


def test_every_readable_page_is_read_without_what_it_hides(half: Half) -> None:
    assert [(one.page, one.kind) for one in half.readings if one.kind] == []
    assert [one.page for one in half.readings if one.leaks] == []


def test_pages_without_a_text_are_told(half: Half) -> None:
    assert [one for one in half.refusals if one.found != one.asked] == []


def test_dates_come_from_where_they_are_told(half: Half) -> None:
    asked = {page.name: page.origin for page in PAGES}
    told = {one.page: (one.origin or "").partition(":")[0] for one in half.readings}
    assert told == {name: asked[name] for name in told}


def test_the_corpus_is_what_it_is_said_to_be() -> None:
    halves = Counter(page.split for page in readable(PAGES))
    assert len(readable(PAGES)) >= 44
    assert min(halves.values()) >= 22
    assert set(halves) == {HELD_OUT, DEVELOPMENT}
    assert len(unreadable(PAGES)) >= 12
    assert {page.unreadable for page in unreadable(PAGES)} == {kind.value for kind in NotReadable}
    assert {path.stem for path in FOLDER.glob("*.html")} == {page.name for page in PAGES}
    assert all(page.text and page.shape for page in readable(PAGES))
