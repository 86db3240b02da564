"""When who, when and how many of a mark are right, and when not."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.claims.marks import AskedQuantity, AskedSpeaker
from benchmarks.claims.particulars import (
    Fault,
    Speaking,
    missing_quantities,
    missing_times,
    quantity_faults,
    speaker_faults,
    speaking,
    time_faults,
)
from service.domain.claim import Attribution
from service.domain.quantities import Comparator, Quantity
from service.domain.times import Precision, TimeMention, TimeRole
from tests.unit.benchmarks.claims import by, claim, found, mark

COUNCIL = AskedSpeaker("the city council")
WITNESSES = AskedSpeaker("witnesses of the fire", via="Baltic News Agency")
AGENT = AskedSpeaker("Anna Berzina, a spokeswoman of the ministry")


@pytest.mark.parametrize(
    ("asked", "said", "how"),
    [
        (COUNCIL, by("The City Council’s"), Speaking.RIGHT),
        (COUNCIL, by("Riga’s city council"), Speaking.RIGHT),
        (COUNCIL, by("council"), Speaking.RIGHT),  # its words are all in the description
        (COUNCIL, by("the port"), Speaking.WRONG),
        (COUNCIL, by("the city"), Speaking.RIGHT),
        (COUNCIL, by("the"), Speaking.WRONG),
        (COUNCIL, None, Speaking.WRONG),
        (None, by("the city council"), Speaking.WRONG),
        (None, None, Speaking.RIGHT),
        (AGENT, by("Anna Berzina"), Speaking.RIGHT),
        (AGENT, by("a spokeswoman of the ministry"), Speaking.RIGHT),
        (AGENT, by("a spokeswoman of the army"), Speaking.WRONG),
        (AskedSpeaker("Workers’ Councils (Latvia)"), by("Workers' Councils"), Speaking.RIGHT),
        (AskedSpeaker("Baltic News Agency"), by("witnesses", "Baltic News Agency"), Speaking.RIGHT),
        (WITNESSES, by("witnesses of the fire", "Baltic News Agency"), Speaking.RIGHT),
        (WITNESSES, by("witnesses of the fire"), Speaking.CHAIN_MISSING),
        (WITNESSES, by("Baltic News Agency"), Speaking.WRONG),
    ],
)
def test_speakers(asked: AskedSpeaker | None, said: Attribution | None, how: Speaking) -> None:
    assert speaking(found(mark(speakers=[asked]), claim(said=said))) is how


def test_any_of_the_allowed_speakers_is_right() -> None:
    asked = mark(speakers=[None, COUNCIL])
    assert speaking(found(asked, claim(said=by("the city council")), claim())) is Speaking.RIGHT


def test_one_part_with_a_wrong_speaker_spoils_the_mark() -> None:
    one = found(mark(speakers=[COUNCIL]), claim(said=by("the city council")), claim(said=by("the port")))
    assert speaking(one) is Speaking.WRONG
    assert speaker_faults([one], Speaking.WRONG) == [
        Fault(1, "the city council", "the city council; the port")
    ]


def test_a_missing_chain_is_listed_apart() -> None:
    one = found(mark(speakers=[WITNESSES]), claim(said=by("witnesses of the fire")))
    assert speaker_faults([one], Speaking.WRONG) == []
    (fault,) = speaker_faults([one], Speaking.CHAIN_MISSING)
    assert fault.expected == "witnesses of the fire, to Baltic News Agency"


def on(start: date) -> TimeMention:
    return TimeMention(start=start, end=start, precision=Precision.DAY, role=TimeRole.EVENT, text="")


def test_a_time_is_right_when_the_asked_prefix_begins_it() -> None:
    one = found(mark(times=["2015-09", "2016"]), claim(times=[on(date(2015, 9, 30))]), claim())
    assert missing_times(one) == ["2016"]
    assert time_faults([one]) == [Fault(1, "2016", "2015-09-30 to 2015-09-30 (event)")]


def test_a_coarser_start_does_not_satisfy_a_day() -> None:
    one = found(mark(times=["2015-09-30"]), claim(times=[on(date(2015, 9, 1))]))
    assert missing_times(one) == ["2015-09-30"]


MORE_THAN_100 = AskedQuantity(100.0, 100.0, Comparator.MORE_THAN, None, "Russian soldiers")


@pytest.mark.parametrize(
    ("asked", "got", "right"),
    [
        (
            MORE_THAN_100,
            Quantity(value=100, comparator=Comparator.MORE_THAN, counted="soldiers", text=""),
            True,
        ),
        (MORE_THAN_100, Quantity(value=100, counted="soldiers", text=""), False),
        (
            MORE_THAN_100,
            Quantity(value=101, comparator=Comparator.MORE_THAN, counted="soldiers", text=""),
            False,
        ),
        (
            MORE_THAN_100,
            Quantity(value=100, comparator=Comparator.MORE_THAN, counted="ships", text=""),
            False,
        ),
        (MORE_THAN_100, Quantity(value=100, comparator=Comparator.MORE_THAN, text=""), False),
        (AskedQuantity(4, 4, None, "months", None), Quantity(value=4, unit="months", text=""), True),
        (AskedQuantity(4, 4, None, "months", None), Quantity(value=4, unit="years", text=""), False),
        (AskedQuantity(3, 5, None, None, None), Quantity(low=3, high=5, text=""), True),
        (AskedQuantity(3, 5, None, None, None), Quantity(low=3, high=6, text=""), False),
        (AskedQuantity(3, 5, None, None, None), Quantity(value=3, text=""), False),
    ],
)
def test_quantities(asked: AskedQuantity, got: Quantity, right: bool) -> None:
    one = found(mark(quantities=[asked]), claim(quantities=[got]))
    assert missing_quantities(one) == ([] if right else [asked])


def test_a_missing_quantity_is_shown_beside_what_came_instead() -> None:
    one = found(
        mark(quantities=[MORE_THAN_100]), claim(quantities=[Quantity(low=3, high=5.5, unit="km", text="")])
    )
    assert quantity_faults([one]) == [Fault(1, "more_than 100 Russian soldiers", "exactly 3–5.5 km")]
    assert quantity_faults([found(mark(quantities=[MORE_THAN_100]), claim())])[0].got == "none"
