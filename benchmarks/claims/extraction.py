"""The extractor as the service makes it, loaded."""

from __future__ import annotations

import hashlib
from pathlib import Path

from service.claims.checkworthiness import CheckWorthiness
from service.claims.extractor import ClaimExtractor
from service.language.english import English

_WEIGHTS = Path(__file__).parents[2] / "service" / "artifacts" / "checkworthiness"


def load_extractor(english: English) -> ClaimExtractor:
    english.load()
    return ClaimExtractor(english, CheckWorthiness.load(_WEIGHTS), _key)


def _key(statement: str) -> str:
    return hashlib.sha256(statement.encode()).hexdigest()
