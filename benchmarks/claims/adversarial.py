"""How many of the adversarial cases of the tests come out right."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_TESTS = Path("tests") / "unit" / "claims" / "test_adversarial.py"
_CASE = "test_case"  # asked once for each case
_COUNT = re.compile(r"(\d+) (passed|failed|errors?|xfailed|xpassed|skipped)")
_TESTS_FAILED = 1  # https://docs.pytest.org/en/stable/reference/exit-codes.html


class NotRunError(Exception):
    """pytest did not come to run the cases."""


@dataclass(frozen=True, slots=True)
class Cases:
    """``known`` are among the others: cases that the tests themselves expect to fail."""

    passed: int
    cases: int
    known: int


def measure(tests: Path = _TESTS) -> Cases | None:
    """Null where there is no such test file; raises ``NotRunError`` when its cases cannot be run."""
    if not (_ROOT / tests).exists():
        return None
    options = ["-q", "--tb=no", "--no-header", "-p", "no:cacheprovider"]
    done = subprocess.run(  # noqa: S603 - this interpreter, on a path above
        [sys.executable, "-m", "pytest", *options, f"{tests}::{_CASE}"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {0, _TESTS_FAILED}:
        raise NotRunError(f"pytest ended with {done.returncode} on {tests}")
    return read_summary(done.stdout)


def read_summary(output: str) -> Cases:
    """The counts in the last line of pytest's output; a skipped case is none."""
    last = output.strip().splitlines()[-1]
    counts = {what: int(count) for count, what in _COUNT.findall(last)}
    skipped = counts.pop("skipped", 0)
    if not counts:
        raise NotRunError(f"no case was run, {skipped} skipped")
    return Cases(counts.get("passed", 0), sum(counts.values()), counts.get("xfailed", 0))
