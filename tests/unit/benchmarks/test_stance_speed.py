"""The pairs that are timed are distinct and of the length they claim."""

from __future__ import annotations

import pytest

from benchmarks.stance_speed import LENGTHS, pairs


@pytest.mark.parametrize("tokens", LENGTHS)
def test_pairs_are_distinct_and_exactly_as_long_as_said(tokens: int) -> None:
    made = pairs(tokens, 60)
    assert len(set(made)) == 60
    lengths = {len(pair.statement.split()) + len(pair.passage.split()) + 3 for pair in made}
    assert lengths == {tokens}
