"""Each known limitation of an upstream has a test with its number, on a real server where there is one."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
REGISTER = {
    1: "the availability API misses pages that are archived",
    2: "Wayback answers 429, and cuts off for an hour who goes on",
    3: "archives refuse, reset and drop connections",
    4: "GDELT reports errors as a sentence in a 200",
    5: "GDELT sends JSON that is none",
    6: "SearXNG as installed answers JSON with 403",
    7: "SearXNG's limiter lets four JSON requests an hour through",
    8: "SearXNG with dead engines answers an empty 200",
    9: "MediaWiki searches titles unless told",
    10: "MediaWiki reads signs in a query as syntax",
    11: "kiwix-serve reports errors as XML that is none",
    12: "archived redirects lead out of the archive",
    13: "TimeGates redirect, or answer 200 with a frame",
    14: "Save Page Now reports errors in a 200",
}
BY_STAND_IN_ALONE = {1, 5, 14}
"""There is no server to install that has these."""


def named() -> dict[int, set[Path]]:
    """The files with tests of each number, relative to the tests."""
    found: dict[int, set[Path]] = defaultdict(set)
    for path in TESTS.rglob("test_*.py"):
        for number in re.findall(r"^(?:async )?def test_l(\d+)_", path.read_text(), re.MULTILINE):
            found[int(number)].add(path.relative_to(TESTS))
    return found


@pytest.mark.parametrize("number", REGISTER)
def test_a_limitation_has_a_test(number: int) -> None:
    assert named()[number]


@pytest.mark.parametrize("number", sorted(REGISTER.keys() - BY_STAND_IN_ALONE))
def test_a_limitation_is_met_on_a_real_server(number: int) -> None:
    assert [path for path in named()[number] if path.parts[0] == "integration"]


def test_no_test_bears_a_number_that_is_not_in_the_register() -> None:
    assert named().keys() <= REGISTER.keys()
