"""Answers of a JSON search endpoint, read as its description says; a wrong pointer is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from clients.outcome import Misused, NotMeasured, Why
from clients.search.json_endpoint_description import JsonEndpoint
from clients.search.json_endpoint_values import is_address, moment_of, pointed, text_at
from clients.search.wikihtml import text_of
from clients.transport.classify import Json, by_status, json_of
from clients.transport.response import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One result, in the order of the endpoint."""

    url: str
    title: str
    text: str = field(repr=False)
    rank: int
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """``missing`` says that the endpoint itself reports a failure beside its results."""

    entries: tuple[Entry, ...]
    missing: NotMeasured | None = None


def read(response: Response, endpoint: JsonEndpoint) -> Answer | NotMeasured | Misused:
    """``MISCONFIGURED`` names the pointer that finds nothing; an empty list where it points is an answer."""
    failed = by_status(response)
    if failed is not None:
        return failed
    body = json_of(response)
    if isinstance(body, NotMeasured):
        return body
    if not isinstance(body, dict | list):
        return NotMeasured(Why.INVALID_RESPONSE, "neither an object nor a list")
    reported = _reported(body, endpoint.failure_at)
    try:
        listed = pointed(body, endpoint.results_at)
    except LookupError:
        return reported or _wrong("results_at", (endpoint.results_at,), "nothing")
    if not isinstance(listed, list):
        return reported or _wrong("results_at", (endpoint.results_at,), "no list")
    if not listed:
        return reported or Answer(())
    for name, pointers in (("title_at", endpoint.title_at), ("text_at", endpoint.text_at)):
        if all(text_at(result, pointers) is None for result in listed):
            return _wrong(name, pointers, f"no text in any of {len(listed)} results")
    entries = [_entry(result, rank, endpoint) for rank, result in enumerate(listed, start=1)]
    with_address = tuple(entry for entry in entries if entry is not None)
    if not with_address:
        return _wrong("url_at", endpoint.url_at, f"no http(s) address in any of {len(listed)} results")
    return Answer(with_address, reported)


def _entry(result: Json, rank: int, endpoint: JsonEndpoint) -> Entry | None:
    url = (text_at(result, endpoint.url_at) or "").strip()
    if not is_address(url):
        return None
    title, text = (text_at(result, pointers) or "" for pointers in (endpoint.title_at, endpoint.text_at))
    return Entry(
        url=url,
        title=text_of(title) if endpoint.markup else " ".join(title.split()),
        text=text_of(text) if endpoint.markup else text.strip(),
        rank=rank,
        published_at=_date(result, endpoint.date_at),
    )


def _date(result: Json, pointer: str | None) -> datetime | None:
    """Null where there is none: many endpoints leave the field out of what has no date."""
    try:
        return None if pointer is None else moment_of(pointed(result, pointer))
    except LookupError:
        return None


def _reported(body: Json, pointers: Sequence[str]) -> NotMeasured | None:
    for pointer in pointers:
        try:
            if pointed(body, pointer):
                return NotMeasured(Why.SOURCE_DOWN, f"the endpoint reports a failure at {pointer}")
        except LookupError:
            continue
    return None


def _wrong(name: str, pointers: Sequence[str], found: str) -> NotMeasured:
    shown = " or ".join(pointer or '""' for pointer in pointers)
    return NotMeasured(Why.MISCONFIGURED, f"{name} {shown} finds {found}")
