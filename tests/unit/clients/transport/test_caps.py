"""Bodies that are too large, packed or not."""

from __future__ import annotations

import gzip

from hypothesis import given
from hypothesis import strategies as st

from clients.transport.caps import inflate


@given(st.binary(max_size=2000), st.integers(0, 2000))
def test_inflates_what_fits_and_nothing_else(body: bytes, cap: int) -> None:
    assert inflate(gzip.compress(body), cap) == (body if len(body) <= cap else None)


def test_a_bomb_costs_no_more_than_the_cap() -> None:
    assert inflate(gzip.compress(bytes(20_000_000), 1), 1000) is None


def test_what_is_no_gzip_or_cut_off_is_null() -> None:
    packed = gzip.compress(b"some text that was packed")
    assert inflate(b"\x1f\x8bnothing", 1000) is None
    assert inflate(packed[:-9], 1000) is None
