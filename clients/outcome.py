"""What became of a look-up. Library exceptions never pass this border."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Why(StrEnum):
    """Why something could not be measured."""

    SOURCE_DOWN = "source_down"
    RATE_LIMITED = "rate_limited"
    MISCONFIGURED = "misconfigured"
    INVALID_RESPONSE = "invalid_response"
    DEADLINE = "deadline"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Ok(Generic[T_co]):
    """The upstream answered, and this is all it had: an empty list means "searched, found nothing".

    ``age`` is seconds since the upstream gave the answer (0 when fresh); ``stale`` when its TTL has passed.
    ``missing`` says why a part could not be had: what is there holds, what is not there is not measured.
    """

    value: T_co
    age: float = 0.0
    stale: bool = False
    missing: NotMeasured | None = None


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """Nobody may conclude anything about what the upstream holds.

    ``detail`` is for operators and never contains a query or a URL with one; ``retry_after`` is in seconds.
    """

    why: Why
    detail: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Misused:
    """Our request was wrong; asking again the same way cannot help."""

    detail: str


Outcome: TypeAlias = Ok[T] | NotMeasured | Misused
