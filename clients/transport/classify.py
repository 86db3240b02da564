"""From a response to what may be concluded from it, by status, headers and kind of body."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from clients.outcome import Misused, NotMeasured, Why
from clients.transport.response import Response

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

MAX_RETRY_AFTER_S = 3600.0
"""An upstream may ask us to stay away for so long; a longer wish is cut to this."""


def retry_after(response: Response, *, now: datetime | None = None) -> float | None:
    """Seconds to wait, from either form of Retry-After, capped; null when absent or not readable.

    RFC 9110 §10.2.3: a number of seconds or an HTTP-date.
    """
    value = (response.header("retry-after") or "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value), MAX_RETRY_AFTER_S)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(max(seconds, 0.0), MAX_RETRY_AFTER_S)


def by_status(response: Response) -> NotMeasured | Misused | None:
    """Null for 2xx; otherwise what the status says about us, the upstream or the moment."""
    status = response.status
    if 200 <= status < 300:  # noqa: PLR2004 - the class of success, RFC 9110 §15.3
        return None
    detail = f"status {status}"
    match status:
        case 429:
            return NotMeasured(Why.RATE_LIMITED, detail, retry_after(response))
        case 401 | 402 | 403 | 404 | 405 | 407 | 410 | 501:
            return NotMeasured(Why.MISCONFIGURED, detail)
        case 301 | 302 | 303 | 307 | 308:
            return NotMeasured(Why.MISCONFIGURED, f"{detail}: the source has moved")
        case 400 | 406 | 411 | 413 | 414 | 415 | 422 | 431:
            return Misused(detail)
        case _ if status == 408 or status >= 500:  # noqa: PLR2004 - RFC 9110 §15.5.9 and §15.6
            return NotMeasured(Why.SOURCE_DOWN, detail, retry_after(response))
        case _:
            return NotMeasured(Why.INVALID_RESPONSE, detail)


def plain_success(response: Response) -> NotMeasured | Misused | None:
    """2xx with a body is an answer."""
    failed = by_status(response)
    if failed is not None:
        return failed
    return None if response.body else NotMeasured(Why.INVALID_RESPONSE, "empty body")


def json_of(response: Response) -> Json | NotMeasured:
    """The parsed body, or ``invalid_response`` for HTML, cut-off or otherwise unreadable JSON."""
    try:
        parsed: Json = json.loads(response.body)
    except (ValueError, RecursionError):
        kind = response.media_type or "unnamed type"
        return NotMeasured(Why.INVALID_RESPONSE, f"not JSON ({kind[:60]})")
    return parsed
