"""Since when, until when, and durations that contradict their own dates."""

from __future__ import annotations

from datetime import date

import pytest

from service.claims.context.durations import contradictions
from service.domain.times import TimeRole
from service.language.english import English
from service.language.quantities import read_quantities
from tests.unit.claims.reading import claims_of

DAY = date(2016, 1, 29)
CAMPAIGN = (
    "Norland launched a military campaign in Adair last September. Sources said 12 ships were lost since"
    " the start of the military operation on September 30, 2015. "
)


def test_since_it_began_is_since_the_day_named_elsewhere(english: English) -> None:
    claim = claims_of(english, CAMPAIGN + "Rebels took 12 towns since the campaign began.", published=DAY)[-1]
    assert "since the military campaign began on 30 September 2015" in claim.statement
    window = next(time for time in claim.times if time.role is TimeRole.WINDOW)
    assert (window.start, window.end, window.text) == (date(2015, 9, 30), DAY, "September 30, 2015")


def test_two_events_leave_the_start_open(english: English) -> None:
    text = (
        CAMPAIGN + "Marl launched an offensive on May 2, 2014. Rebels took 12 towns since the campaign began."
    )
    claim = claims_of(english, text, published=DAY)[-1]
    assert "2015" not in claim.statement
    assert not [time for time in claim.times if time.role is TimeRole.WINDOW]


def test_attacks_of_the_same_country_run_since_its_campaign_began(english: English) -> None:
    claim = claims_of(english, CAMPAIGN + "Norland attacks have failed in Oster and Hill.", published=DAY)[-1]
    assert claim.statement.endswith("(30 September 2015 to 29 January 2016).")


def test_others_have_no_part_in_it(english: English) -> None:
    claim = claims_of(english, CAMPAIGN + "Marl farmers have sold 12 tons of rice.", published=DAY)[-1]
    assert claim.statement.endswith("(as of 29 January 2016).")


def test_many_are_of_those_just_counted_over_the_same_period(english: English) -> None:
    claim = claims_of(
        english,
        CAMPAIGN.replace("ships were lost", "soldiers have died") + "Many were killed in Oster.",
        published=DAY,
    )[-1]
    assert (
        claim.statement == "Many of the soldiers were killed in Oster (30 September 2015 to 29 January 2016)."
    )


def test_a_duration_that_does_not_fit_the_campaign_is_noted(english: English) -> None:
    text = (
        CAMPAIGN + "According to a report of January 11, the rebels lost 2 towns despite Norland bombing"
        " for nearly four months."
    )
    claim = claims_of(english, text, published=DAY)[-1]
    assert [u.text for u in claim.unresolved] == ["nearly four months"]
    assert "3.4 months" in claim.unresolved[0].why


@pytest.mark.parametrize(
    ("words", "end", "fits"),
    [
        ("nearly four months", date(2016, 1, 11), False),
        ("nearly four months", date(2016, 1, 27), True),
        ("nearly four months", date(2016, 2, 15), False),
        ("three months", date(2016, 1, 11), True),
        ("more than three months", date(2016, 1, 11), True),
        ("more than four months", date(2016, 1, 11), False),
        ("less than three months", date(2016, 1, 11), False),
        ("103 days", date(2016, 1, 11), True),
        ("two years", date(2016, 1, 11), False),
        ("12 towns", date(2016, 1, 11), True),
    ],
)
def test_durations_are_compared_with_their_dates(words: str, end: date, fits: bool) -> None:
    notes = contradictions(read_quantities(f"It lasted {words}."), date(2015, 9, 30), end)
    assert (not notes) is fits


def test_a_duration_that_is_not_of_the_window_is_no_contradiction(english: English) -> None:
    text = "Since May 2015 the port of Adair has lost six weeks of work."
    (claim,) = claims_of(english, text, published=DAY)
    assert claim.unresolved == ()


def test_an_open_window_contradicts_nothing(english: English) -> None:
    (claim,) = claims_of(english, "Since 2004 Norland has paid Adair for ten years.")
    assert claim.unresolved == ()
