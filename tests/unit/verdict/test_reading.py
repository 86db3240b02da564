"""How a window is read for the rules."""

from __future__ import annotations

from tests.unit.verdict.examples import reading


def test_what_a_number_counts_does_not_stand_in_the_next_line() -> None:
    found = reading("Teams: 12\nVenues: 6").quantities
    assert (found[0].quantity.text, found[0].quantity.counted) == ("12", None)


def test_the_dates_of_its_document_anchor_its_times() -> None:
    (time,) = reading("The pier closed yesterday.", published="2016-01-29").times
    assert time.start.isoformat() == "2016-01-28"
