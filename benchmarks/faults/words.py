"""What each fault is called by whoever asks an upstream that has it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from tests.faults import Fault

Word: TypeAlias = Why | Literal["ok", "misused"]
"""Why nothing was measured, or else the kind of outcome."""

USUAL: Final[Mapping[Fault, Word]] = MappingProxyType(
    {
        Fault.REFUSED: Why.SOURCE_DOWN,
        Fault.RESET: Why.SOURCE_DOWN,
        Fault.RESET_BODY: Why.INVALID_RESPONSE,
        Fault.CUT_OFF: Why.INVALID_RESPONSE,
        Fault.HANG: Why.DEADLINE,
        Fault.DRIP: Why.DEADLINE,
        Fault.LIMITED_SHORT: Why.RATE_LIMITED,
        Fault.LIMITED_LONG: Why.RATE_LIMITED,
        Fault.LIMITED_DATE: Why.RATE_LIMITED,
        Fault.LIMITED_BARE: Why.RATE_LIMITED,
        Fault.UNAVAILABLE: Why.SOURCE_DOWN,
        Fault.ERROR_HTML: Why.SOURCE_DOWN,
        Fault.OK_HTML: Why.INVALID_RESPONSE,
        Fault.FORBIDDEN: Why.MISCONFIGURED,
        Fault.TRUNCATED_JSON: Why.INVALID_RESPONSE,
        Fault.WRONG_TYPE: Why.INVALID_RESPONSE,
        Fault.WRONG_INSIDE: Why.INVALID_RESPONSE,
        Fault.WRONG_ITEMS: Why.INVALID_RESPONSE,
        Fault.ERROR_IN_200: Why.INVALID_RESPONSE,
        Fault.WIKI_ERROR: Why.INVALID_RESPONSE,
        Fault.WIKI_MAXLAG: Why.INVALID_RESPONSE,
        Fault.WRONG_CHARSET: Why.INVALID_RESPONSE,
        Fault.LARGE: Why.INVALID_RESPONSE,
        Fault.OVERSIZED: Why.INVALID_RESPONSE,
        Fault.GZIP_BOMB: Why.INVALID_RESPONSE,
        Fault.BROKEN_GZIP: Why.INVALID_RESPONSE,
        Fault.REDIRECT_LOOP: Why.MISCONFIGURED,
        Fault.REDIRECT_CHAIN: Why.MISCONFIGURED,
        Fault.REDIRECT_METADATA: Why.MISCONFIGURED,
        Fault.REDIRECT_LOOPBACK: Why.MISCONFIGURED,
        Fault.EMPTY: Why.INVALID_RESPONSE,
    }
)
"""What an API says of itself by each fault; ``Adapter.differs`` holds where one knows better."""


def word_of(outcome: Outcome[object]) -> Word:
    match outcome:
        case Ok():
            return "ok"
        case NotMeasured(why=why):
            return why
        case Misused():
            return "misused"
