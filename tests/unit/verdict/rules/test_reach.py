"""How far back a superlative goes, told from how long something lasted."""

from __future__ import annotations

import pytest

from service.language.quantities import read_quantities
from service.verdict.rules.reach import is_reach


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Unemployment in Orm is at its lowest level in 50 years.", True),
        ("It was the worst flood in Orm for at least 30 years.", True),
        ("It is the first victory of Ayr in more than ten years.", True),
        ("The clearest lake of Orm was closed for 50 years.", False),
        ("The siege of Orm lasted 15 years.", False),
        ("The oldest of 15 men was chosen.", False),
    ],
)
def test_is_reach(statement: str, expected: bool) -> None:
    (quantity,) = read_quantities(statement)
    assert is_reach(quantity, statement) is expected
