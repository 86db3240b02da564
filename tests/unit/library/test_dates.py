from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.times import Precision
from service.library.dates import latest, published_at


@pytest.mark.parametrize(
    ("text", "precision", "last"),
    [
        ("2016", Precision.YEAR, datetime(2017, 1, 1, 12, tzinfo=UTC)),
        ("2016-02", Precision.MONTH, datetime(2016, 3, 1, 12, tzinfo=UTC)),
        ("2016-12", Precision.MONTH, datetime(2017, 1, 1, 12, tzinfo=UTC)),
        ("2016-02-29", Precision.DAY, datetime(2016, 3, 1, 12, tzinfo=UTC)),
        ("2016-02-29T14:58:00", Precision.SECOND, datetime(2016, 3, 1, 2, 58, tzinfo=UTC)),
        ("2016-02-29T14:58:00Z", Precision.SECOND, datetime(2016, 2, 29, 14, 58, tzinfo=UTC)),
        ("2016-02-29T14:58+02:00", Precision.MINUTE, datetime(2016, 2, 29, 12, 58, tzinfo=UTC)),
        ("2016-02-29 14:58", Precision.MINUTE, datetime(2016, 3, 1, 2, 58, tzinfo=UTC)),
        ("2016-02-29T14:58:00+02:00", Precision.SECOND, datetime(2016, 2, 29, 12, 58, tzinfo=UTC)),
    ],
)
def test_a_date_has_the_precision_it_is_written_with(text: str, precision: Precision, last: datetime) -> None:
    published = published_at(text)
    assert published.precision is precision
    assert published.offset_known == (published.value.tzinfo is not None)
    assert latest(published) == last


@pytest.mark.parametrize("text", ["", "soon", "2016-13", "2016-02-30", "0000", "29.02.2016", "2016-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        published_at(text)


@given(st.dates(max_value=datetime(9990, 1, 1).date()))  # noqa: DTZ001
def test_a_vaguer_date_never_ends_earlier(day: object) -> None:
    text = str(day)
    ends = [latest(published_at(part)) for part in (text, text[:7], text[:4])]
    assert ends == sorted(ends)
    assert ends[0] - published_at(text).instant() == timedelta(days=1, hours=12)
