"""Forms are looked for only in texts with their cues; no date may be lost to that."""

from __future__ import annotations

import re

import pytest

from service.language.time_forms import DASH, DIGIT, FORMS, cues_of

TEXTS = (
    "2015-09-30", "03/04/2016", "September 30-31, 2015", "3–5 May 2012", "MAY 3, 2012",
    "the 3rd of May, 2012",
    "January 5 of last year", "the 3rd of may this year", "early-March 2015", "March of this year",
    "next year, in May", "the following may", "since September", "Q3 2015", "the q 2015",
    "the first quarter of last year", "the second half of 2014", "last fall 2014", "the previous winter",
    "the late-1990's", "2014/15", "2014—2015", "this morning", "the day before yesterday",
    "the past 12 years",
    "the last decade", "two weeks ago", "a month earlier", "later this week", "the following month",
    "next decade", "the weekend", "last Monday night", "Friday’s", "in 2012", "by 1453", "In 2012, he",
    "ſeptember 3, 2012", "FRıDAY", "in\n2012", "since the 3rd\tof\tMay",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_form_matches_has_its_cues(text: str) -> None:
    matching = [form for form in FORMS if form.pattern.search(text)]
    assert matching or text == "the q 2015"
    assert all(form.may_stand(cues_of(text)) for form in matching)


def test_every_form_is_among_these_texts() -> None:
    unseen = [form.pattern.pattern for form in FORMS if not any(map(form.pattern.search, TEXTS))]
    assert unseen == []


def test_a_text_without_dates_is_hardly_looked_at() -> None:
    cues = cues_of("The bridge over the river was opened by the queen.")
    assert not any(form.may_stand(cues) for form in FORMS)


def test_cues_are_words_digits_and_dashes() -> None:
    assert cues_of("May-day, 1990s!") == {"may", "day", "s", DIGIT, DASH}
    assert re.search(r"\d", "٣"), "digits of other scripts are digits to the patterns"
    assert DIGIT in cues_of("٣")
