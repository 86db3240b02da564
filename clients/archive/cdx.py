"""CDX index answers: two dialects, one row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from clients.archive.exclusion import NOT_SHOWN, is_excluded
from clients.archive.stamps import parse_stamp, stamp
from clients.outcome import Misused, NotMeasured, Why
from clients.transport.classify import by_status, json_of
from clients.transport.response import Response


class Dialect(Enum):
    """How a CDX server is asked and answers."""

    IA = "ia"
    """web.archive.org: an array of arrays, the first one names the fields."""
    PYWB = "pywb"
    """pywb and those who run it: one JSON object a line; nothing at all when there is no capture."""


@dataclass(frozen=True, slots=True)
class CdxRow:
    """One good capture in an index."""

    original: str
    captured_at: datetime


# What web.archive.org gives under load besides 5xx (edgi-govdata-archiving/wayback, ``retryable_statuses``).
_BUSY = frozenset({413, 421})
_FIELDS = "timestamp,original,statuscode,digest,mimetype"
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_REVISIT = "warc/revisit"


def parameters(dialect: Dialect, url: str, near: datetime | None, limit: int) -> list[tuple[str, str]]:
    """The query for good captures of a page, nearest to ``near`` or else newest first.

    https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server,
    https://pywb.readthedocs.io/en/latest/manual/cdxserver_api.html. A revisit has no status of its own.
    """
    wanted = [("url", url), ("output", "json")]
    if dialect is Dialect.IA:
        wanted += [("fl", _FIELDS), ("filter", "statuscode:200|-")]
        wanted += [("filter", "mimetype:text/html|text/plain|application/xhtml.xml|warc/revisit")]
        if near is None:
            return [*wanted, ("limit", str(-limit)), ("fastLatest", "true")]
    else:
        wanted += [
            ("filter", "~status:200|-"),
            ("filter", "~mime:text/html|text/plain|application/xhtml|warc/"),
        ]
        if near is None:
            return [*wanted, ("limit", str(limit)), ("sort", "reverse")]
    return [*wanted, ("limit", str(limit)), ("sort", "closest"), ("closest", stamp(near))]


def judge_cdx(response: Response) -> NotMeasured | Misused | None:
    """An answer of 2xx that is an index and not a refusal written into one; empty means no captures."""
    if is_excluded(response):
        return NOT_SHOWN
    if response.status in _BUSY:
        return NotMeasured(Why.SOURCE_DOWN, f"status {response.status}")
    failed = by_status(response)
    if failed is not None:
        return failed
    return NotMeasured(Why.INVALID_RESPONSE, "HTML instead of an index") if _is_html(response) else None


def rows(dialect: Dialect, response: Response) -> list[CdxRow] | NotMeasured:
    """The good captures in an answer; rows with no readable date or address are left out, unless all are."""
    records = _arrays(response) if dialect is Dialect.IA else lines(response)
    if isinstance(records, NotMeasured):
        return records
    return [row for record in records if (row := good_row(record)) is not None]


def _arrays(response: Response) -> list[dict[str, str]] | NotMeasured:
    table = json_of(response)  # without captures it is [], never an empty body
    if isinstance(table, NotMeasured):
        return table
    broken = NotMeasured(Why.INVALID_RESPONSE, "not a CDX table")
    if not isinstance(table, list) or not all(isinstance(line, list) for line in table):
        return broken
    cells = [[str(cell) for cell in line] for line in table if isinstance(line, list)]
    if not cells:
        return []
    header, *rest = cells
    if "timestamp" not in header or "original" not in header:
        return broken
    # A resume key stands alone after an empty row; it is not as long as the header.
    return _some_readable([dict(zip(header, line, strict=True)) for line in rest if len(line) == len(header)])


def lines(response: Response) -> list[dict[str, str]] | NotMeasured:
    """One record a line, as pywb writes them; an empty body has none."""
    records: list[dict[str, str]] = []
    for line in response.body.splitlines():
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            return NotMeasured(Why.INVALID_RESPONSE, "not CDXJ lines")
        if not isinstance(record, dict) or "timestamp" not in record:
            return NotMeasured(Why.INVALID_RESPONSE, "not CDXJ lines")
        records.append({str(key): str(value) for key, value in record.items()})
    return _some_readable(records)


def _some_readable(records: list[dict[str, str]]) -> list[dict[str, str]] | NotMeasured:
    """Records none of which has a date and an address are no index, least of all one without captures."""
    if not records or any(
        parse_stamp(record.get("timestamp", "")) and _address(record) for record in records
    ):
        return records
    return NotMeasured(Why.INVALID_RESPONSE, "no capture that can be read")


def _address(record: dict[str, str]) -> str | None:
    original = record.get("original") or record.get("url") or ""
    return original if original.startswith(("http://", "https://")) else None


def good_row(record: dict[str, str]) -> CdxRow | None:
    """The capture in a record; null for errors, redirects, what is no text, what has no date."""
    captured_at = parse_stamp(record.get("timestamp", ""))
    original = _address(record)
    status = record.get("statuscode") or record.get("status") or "-"
    kind = record.get("mimetype") or record.get("mime") or ""
    readable = kind in _PAGES or kind == _REVISIT
    if captured_at is None or original is None:
        return None
    return CdxRow(original, captured_at) if readable and status in {"200", "-"} else None


def _is_html(response: Response) -> bool:
    """By its first character; an empty index has none, and pywb calls it ``text/x-ndjson``."""
    body = response.body.lstrip()
    return body[:1] == b"<" or (not body and response.media_type == "text/html")
