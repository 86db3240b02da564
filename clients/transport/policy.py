"""How one kind of call to one upstream is made; each adapter states its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from clients.outcome import Misused, NotMeasured
from clients.transport.classify import plain_success
from clients.transport.ports import Rate
from clients.transport.response import Response

Judge: TypeAlias = Callable[[Response], NotMeasured | Misused | None]
"""Null when the response is an answer (and may be cached), else what it is instead."""


class Reach(Enum):
    """Where a call may go."""

    CONFIGURED = auto()
    """An upstream the operator named: public addresses, and the private ones allowed in settings."""
    PUBLIC = auto()
    """A page whose address came from outside: public addresses, and page hosts allowed in settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Limits of one kind of call.

    ``version`` changes when the adapter asks or reads differently, so that old cache entries are not used.
    ``safe``: asking changes nothing at the upstream, whatever the method (RFC 9110 §9.2.1); what is not safe
    is sent once and its answer not kept, ``ValueError`` when the other limits say otherwise.
    ``lane`` names the budget (null: that of the source); ``pauses`` are further lanes that stop with it when
    the upstream says 429. ``goes_on``: the call needs the answer of another, and comes before those that
    begin something. ``time_limit_s`` bounds one try; ``ttl_s`` 0 means not cached; for ``stale_s`` more an
    answer may stand in when the upstream fails. ``pause_s`` is the least pause after a 429.
    ``breaker_failures`` null means neither breaker nor pauses: the hosts called have nothing to do with each
    other.
    """

    version: str
    safe: bool = True
    lane: str | None = None
    pauses: tuple[str, ...] = ()
    goes_on: bool = False
    rate: Rate | None = None
    concurrency: int = 2
    time_limit_s: float = 10.0
    attempts: int = 2
    ttl_s: float = 0.0
    stale_s: float = 0.0
    max_bytes: int = 2_000_000
    max_redirects: int = 0
    pause_s: float = 5.0
    breaker_failures: int | None = 4
    breaker_rest_s: float = 30.0
    reach: Reach = Reach.CONFIGURED
    judge: Judge = plain_success

    def __post_init__(self) -> None:
        if not self.safe and (self.attempts > 1 or self.ttl_s > 0):
            raise ValueError("what changes something upstream is neither tried again nor kept")
