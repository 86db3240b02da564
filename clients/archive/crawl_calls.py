"""The calls to Common Crawl: their pace, and what their answers are."""

from __future__ import annotations

from dataclasses import replace

from clients.archive.cdx import lines
from clients.archive.crawls import read_crawls
from clients.outcome import Misused, NotMeasured, Why
from clients.transport.classify import by_status
from clients.transport.policy import Policy
from clients.transport.ports import Rate
from clients.transport.response import Response

NONE_FOUND = 404

_DAY_S = 24 * 3600.0
_PARTIAL = 206
_SAID_OF_NONE = b"No Captures found"


def indexing(name: str) -> Policy:
    """Look-ups in one crawl's index. The pace is that of commoncrawl/cdx_toolkit (``settings.py``)."""
    return Policy(
        version="index/1",
        lane=f"{name}:index",
        pauses=(f"{name}:replay",),
        rate=Rate(per_second=1.0),
        concurrency=1,
        time_limit_s=20.0,
        ttl_s=7 * _DAY_S,
        stale_s=7 * _DAY_S,
        pause_s=60.0,
        breaker_failures=3,
        breaker_rest_s=60.0,
        judge=_judge_index,
    )


def listing(name: str) -> Policy:
    """The list of crawls, which grows once a month."""
    return replace(indexing(name), version="crawls/1", ttl_s=_DAY_S, stale_s=30 * _DAY_S, judge=_judge_list)


def reading(name: str) -> Policy:
    """Records by byte range."""
    return replace(
        indexing(name),
        version="record/1",
        lane=f"{name}:replay",
        pauses=(f"{name}:index",),
        rate=Rate(per_second=1 / 0.55),
        ttl_s=30 * _DAY_S,
        max_bytes=5_000_000,
        judge=_judge_range,
    )


def _by_host(response: Response) -> NotMeasured | Misused | None:
    """Both hosts tell clients to slow down by 403 and 503 (https://status.commoncrawl.org, since 2023-11)."""
    if response.status in {403, 503}:
        return NotMeasured(Why.RATE_LIMITED, f"status {response.status}")
    return by_status(response)


def _judge_index(response: Response) -> NotMeasured | Misused | None:
    """404 with ``{"message": "No Captures found for: …"}`` is an answer; older servers name it ``error``."""
    if response.status == NONE_FOUND and _SAID_OF_NONE in response.body:
        return None
    failed = _by_host(response)
    if failed is not None:
        return failed
    read = lines(response)
    if isinstance(read, NotMeasured):
        return read
    return None if read else NotMeasured(Why.INVALID_RESPONSE, "an index without a word")


def _judge_list(response: Response) -> NotMeasured | Misused | None:
    failed = _by_host(response)
    if failed is not None:
        return failed
    read = read_crawls(response)
    return read if isinstance(read, NotMeasured) else None


def _judge_range(response: Response) -> NotMeasured | Misused | None:
    failed = _by_host(response)
    if failed is not None or response.status == _PARTIAL:
        return failed
    return NotMeasured(Why.INVALID_RESPONSE, "not the byte range asked for")
