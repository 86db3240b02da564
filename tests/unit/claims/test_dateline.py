# ruff: noqa: DTZ001 - datelines have no zone
from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from service.claims.dateline import published_at
from service.claims.layout import Part, read_layout
from service.claims.markup.formats import read_markup
from service.domain.article import TextFormat
from service.domain.times import Precision
from service.language.sentences import split


@pytest.mark.parametrize(
    ("line", "value", "precision"),
    [
        ("Orient Net - AA 2016-01-29 14:58:00", datetime(2016, 1, 29, 14, 58), Precision.SECOND),
        ("Published: 09:51 EST, 2 September 2014", datetime(2014, 9, 2, 9, 51), Precision.MINUTE),
        ("January 29, 2016 2:58 PM", datetime(2016, 1, 29, 14, 58), Precision.MINUTE),
        ("29.01.2016", datetime(2016, 1, 29), Precision.DAY),
        ("Jan. 5, 2015 at 12 a.m.", datetime(2015, 1, 5, 0, 0), Precision.MINUTE),
    ],
)
def test_a_dateline_without_offset(line: str, value: datetime, precision: Precision) -> None:
    found = published_at(["By Mary Olsen", line])
    assert found is not None
    assert (found[0].value, found[0].precision, found[0].offset_known) == (value, precision, False)


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("2016-01-29T14:58:00Z", UTC),
        ("29 January 2016 14:58:00 GMT", UTC),
        ("2016-01-29 14:58:00 +02:00", timezone(timedelta(hours=2))),
    ],
)
def test_a_dateline_with_offset(line: str, zone: timezone) -> None:
    found = published_at([line])
    assert found is not None
    assert found[0].offset_known
    assert found[0].value == datetime(2016, 1, 29, 14, 58, tzinfo=zone)


@pytest.mark.parametrize("lines", [[], ["By Mary Olsen"], ["January 29"], ["in 2016"], ["February 30, 2016"]])
def test_no_dateline(lines: list[str]) -> None:
    assert published_at(lines) is None


def parts(text: str, *, title: str | None = None) -> list[tuple[Part, str]]:
    plain = read_markup(text, TextFormat.TEXT)
    layout = read_layout(plain, split(plain.text), title=title)
    return [(s.part, plain.text[s.span.start : s.span.end]) for s in layout]


def test_the_parts_of_a_page() -> None:
    text = (
        "Ports Reopen\n\nBy Mary Olsen\n\nPhoto: Coast Press\n\n"
        "LONDON, Jan 29 (Reuters) - The port reopened. Ships came.\n\n"
        "What comes next\n\nThe bay is calm.\n\nClick here to read more.\n\n(c) All rights reserved."
    )
    assert parts(text) == [
        (Part.HEADLINE, "Ports Reopen"),
        (Part.DATELINE, "By Mary Olsen"),
        (Part.CAPTION, "Photo: Coast Press"),
        (Part.PROSE, "The port reopened."),
        (Part.PROSE, "Ships came."),
        (Part.HEADING, "What comes next"),
        (Part.PROSE, "The bay is calm."),
        (Part.FURNITURE, "Click here to read more."),
        (Part.FURNITURE, "(c) All rights reserved."),
    ]


def test_prose_that_begins_like_a_byline_is_prose() -> None:
    assert parts("By noon the port was closed.")[0][0] is Part.PROSE
    assert parts("Subscribers of the service fell by half.")[0][0] is Part.PROSE


def test_the_title_the_caller_names_is_the_headline_wherever_it_stands() -> None:
    assert (
        parts("Menu\n\nPorts reopen today.\n\nThe bay is calm.", title="Ports reopen today")[1][0]
        is Part.HEADLINE
    )
