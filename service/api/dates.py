"""Dates as callers write them: RFC 3339, or less of it, between the years 1000 and 2099.

The patterns stand in the OpenAPI document, so that a client can know before it asks.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import Annotated

from pydantic import Field

from service.domain.times import Precision, PublishedAt

_YEAR = "(?:1[0-9]{3}|20[0-9]{2})"
_LEAP_YEAR = "(?:(?:1[0-9]|20)(?:0[48]|[2468][048]|[13579][26])|(?:12|16|20)00)"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = (
    f"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
)
_TIME = "T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,6})?)?"
_OFFSET = "(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?"

PUBLISHED_PATTERN = f"^(?:{_YEAR}(?:-{_MONTH})?|{_DAY}(?:{_TIME}{_OFFSET})?)$"
AS_OF_PATTERN = f"^{_DAY}(?:{_TIME}{_OFFSET})?$"

PublishedText = Annotated[
    str,
    Field(
        pattern=PUBLISHED_PATTERN,
        max_length=40,
        description="A year, month, day or moment (RFC 3339); without an offset the zone counts as unknown.",
        examples=["2016-01-29T14:58:00", "2016-01"],
    ),
]
AsOfText = Annotated[
    str,
    Field(
        pattern=AS_OF_PATTERN,
        max_length=40,
        description="Knowledge cut-off (RFC 3339): a moment, without an offset in UTC, or a day, which "
        "counts to its end.",
        examples=["2016-02-01T00:00:00Z"],
    ),
]

_MONTHS_IN = re.compile(r"^[0-9]{4}-[0-9]{2}$")


def published_at(text: str) -> PublishedAt:
    """The date with the precision it was written with; ``text`` fits ``PUBLISHED_PATTERN``."""
    if len(text) == len("2016"):
        return PublishedAt(datetime(int(text), 1, 1), Precision.YEAR, offset_known=False)  # noqa: DTZ001 - no zone known
    if _MONTHS_IN.match(text):
        year, month = text.split("-")
        return PublishedAt(datetime(int(year), int(month), 1), Precision.MONTH, offset_known=False)  # noqa: DTZ001 - no zone known
    value = datetime.fromisoformat(text)
    if "T" not in text:
        return PublishedAt(value, Precision.DAY, offset_known=False)
    precision = Precision.SECOND if text.count(":", 0, len("2016-01-29T14:58:00")) > 1 else Precision.MINUTE
    return PublishedAt(value, precision, offset_known=value.tzinfo is not None)


def as_of(text: str) -> datetime:
    """The moment up to which evidence counts; ``text`` fits ``AS_OF_PATTERN``."""
    value = datetime.fromisoformat(text)
    if "T" not in text:
        value = datetime.combine(value.date(), time.max)
    return value if value.tzinfo else value.replace(tzinfo=UTC)
