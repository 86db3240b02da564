"""Short articles in, claims out: what the tests of reading share."""
# ruff: noqa: DTZ001 - datelines have no zone

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from service.claims.extractor import ClaimExtractor
from service.domain.article import Draft
from service.domain.claim import Claim
from service.domain.times import Precision, PublishedAt
from service.language.english import English


class Alike:
    """Every sentence is as much worth checking as the next."""

    def score(self, sentences: Sequence[str]) -> list[float]:
        return [0.5] * len(sentences)

    score_any_language = score


def key(statement: str) -> str:
    return hashlib.sha256(statement.encode("utf-8", "surrogatepass")).hexdigest()


def extractor_of(english: English) -> ClaimExtractor:
    return ClaimExtractor(english, Alike(), key)


def claims_of(english: English, text: str, *, published: date | None = None) -> list[Claim]:
    moment = datetime(published.year, published.month, published.day) if published else None
    at = PublishedAt(moment, Precision.DAY, offset_known=False) if moment else None
    draft = Draft(text=text, published_at=at, language="en")
    return list(extractor_of(english).extract(draft, max_claims=50).claims)


def statements_of(english: English, text: str, *, published: date | None = None) -> list[str]:
    return [claim.statement for claim in claims_of(english, text, published=published)]
