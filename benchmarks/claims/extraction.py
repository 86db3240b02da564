"""The extractor as the service makes it, and how long that takes."""

from __future__ import annotations

import hashlib
import statistics
import subprocess
import sys
from pathlib import Path

from service.claims.checkworthiness import CheckWorthiness
from service.claims.extractor import ClaimExtractor, Scorer
from service.domain.article import Draft
from service.language.english import English

ALL = 1000
"""Claims of one article; none has more."""
_ROOT = Path(__file__).parents[2]
_LOAD = """
import time
started = time.perf_counter()
from benchmarks.claims.extraction import load_all
load_all()
print(time.perf_counter() - started)
"""


def load_scorer() -> CheckWorthiness:
    return CheckWorthiness.load(_ROOT / "service" / "artifacts" / "checkworthiness")


def make_extractor(english: English, scorer: Scorer) -> ClaimExtractor:
    return ClaimExtractor(english, scorer, _key)


def load_all() -> ClaimExtractor:
    """With a sentence read, so that nothing is left to be loaded later."""
    extractor = make_extractor(English(), load_scorer())
    extractor.extract(Draft(text="The ministry said on Monday that 12 bridges were closed."), max_claims=ALL)
    return extractor


def seconds_to_load(times: int) -> float:
    """Imports included, in a fresh interpreter each time; the median."""
    return statistics.median(_seconds_to_load() for _ in range(times))


def _seconds_to_load() -> float:
    done = subprocess.run(  # noqa: S603 - this interpreter, on the code above
        [sys.executable, "-c", _LOAD], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _key(statement: str) -> str:
    return hashlib.sha256(statement.encode()).hexdigest()
