"""The same pages read by the service and by trafilatura as it comes."""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import trafilatura

from benchmarks.pages.corpus import SamplePage
from service.pages.pagetypes import charset_of
from service.pages.reading import read_html

FETCHED = date(2026, 1, 1)
"""The day on which the pages are taken to have been fetched: later than any of their dates."""


@dataclass(frozen=True, slots=True)
class Found:
    """``kind`` is why a page is not readable, ``None`` when it is read; dates are ISO 8601."""

    text: str
    date: str | None = None
    origin: str | None = None
    kind: str | None = None


Reader = Callable[[SamplePage], Found]


def ours(page: SamplePage) -> Found:
    found = read_html(page.body, charset_of(page.content_type), page.url, latest=FETCHED)
    stated = found.published
    return Found(
        found.text,
        stated.date if stated else None,
        stated.origin if stated else None,
        found.kind.value if found.kind else None,
    )


def plain(page: SamplePage) -> Found:
    """With its defaults but for readers' comments, which the corpus does not count as the text of a page."""
    found = trafilatura.bare_extraction(page.body, url=page.url, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return Found("", kind="empty")
    return Found(found.text or "", found.date)


def milliseconds(reader: Reader, page: SamplePage, rounds: int) -> float:
    """Median processor time of one reading: on a busy machine the clock on the wall says little."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        reader(page)
        taken.append(time.process_time() - start)
    return 1000 * statistics.median(taken)


def silence() -> None:
    """Trafilatura tells of each page it cannot read."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
