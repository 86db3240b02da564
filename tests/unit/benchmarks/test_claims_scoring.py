"""Which marks count as found, and which claims as others."""

from __future__ import annotations

import pytest

from benchmarks.claims.scoring import ASKED, LENIENT, match
from tests.unit.benchmarks.claims import claim, mark

WHOLE = "The mayor of Riga opened two bridges over the river on 3 May"
FIRST = "The mayor of Riga opened two"
SECOND = "bridges over the river on 3 May"


def test_a_split_mark_is_found_by_its_parts_together() -> None:
    asked = mark(WHOLE)
    matching = match([claim(FIRST), claim(SECOND)], [asked])
    assert [one.mark for one in matching.found(ASKED)] == [asked]
    assert len(matching.marks[0].parts) == 2


def test_one_half_of_it_alone_is_a_miss() -> None:
    matching = match([claim(SECOND)], [mark(WHOLE)])
    assert [one.mark.number for one in matching.missed(LENIENT)] == [1]
    assert matching.marks[0].overlap == pytest.approx(len(SECOND) / len(WHOLE))


def test_between_the_thresholds_only_the_lenient_one_finds() -> None:
    part = WHOLE[: round(0.65 * len(WHOLE))]
    matching = match([claim(part)], [mark(WHOLE)])
    assert (len(matching.found(LENIENT)), len(matching.found(ASKED))) == (1, 0)


def test_what_reaches_far_beyond_a_mark_is_no_part_of_it() -> None:
    asked = mark("on 3 May")
    matching = match([claim(WHOLE)], [asked])
    assert matching.marks[0].parts == ()
    assert matching.marks[0].overlap == 0.0


def test_a_claim_outside_the_marks_is_other() -> None:
    beside = claim("the council said")
    assert match([claim(WHOLE), beside], [mark(WHOLE)]).others == (beside,)


def test_a_claim_in_an_optional_mark_is_no_other_and_earns_nothing() -> None:
    matching = match([claim("the council said")], [mark(WHOLE), mark("the council said", optional=True)])
    assert matching.others == ()
    assert (len(matching.required), matching.found(LENIENT)) == (1, ())


def test_without_claims_everything_is_missed() -> None:
    matching = match([], [mark(WHOLE)])
    assert len(matching.missed(LENIENT)) == 1
    assert matching.others == ()
