"""Values inside JSON answers: what a pointer finds, texts, addresses, moments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from clients.transport.classify import Json

POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)*")
"""RFC 6901 §3: empty for the whole document, otherwise each token behind a slash."""

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_MILLISECONDS_FROM = 1e11
"""As seconds that is the year 5138, as milliseconds 1973."""


def pointed(value: Json, pointer: str) -> Json:
    """What the JSON Pointer finds (RFC 6901 §4). Raises ``LookupError`` when it finds nothing."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and _INDEX.fullmatch(name) and int(name) < len(value):
            value = value[int(name)]
        else:
            raise LookupError(pointer)
    return value


def text_at(value: Json, pointers: Sequence[str]) -> str | None:
    """The first text that one of the pointers finds, or null; a list of texts is one, a line each."""
    for pointer in pointers:
        try:
            found = pointed(value, pointer)
        except LookupError:
            continue
        parts = found if isinstance(found, list) else [found]
        texts = [part for part in parts if isinstance(part, str)]
        if texts and len(texts) == len(parts):
            return "\n".join(texts)
    return None


def is_address(text: str) -> bool:
    """Whether it is an http(s) address, as far as can be told without fetching it."""
    return re.fullmatch(r"https?://[^\s/]\S*", text, re.IGNORECASE) is not None


def moment_of(value: Json, *, now: datetime | None = None) -> datetime | None:
    """A moment in UTC from ISO 8601 or from seconds or milliseconds since 1970; null for anything else.

    Without a zone it is read as UTC. What is later than tomorrow is no date of a publication.
    """
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value.strip())
        elif isinstance(value, int | float) and not isinstance(value, bool):
            moment = datetime.fromtimestamp(value / 1000 if abs(value) >= _MILLISECONDS_FROM else value, UTC)
        else:
            return None
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment < (now or datetime.now(UTC)) + timedelta(days=1) else None


def is_later(published: datetime | None, before: datetime | None) -> bool:
    """Whether it is known to have been published after ``before``; a cut-off without a zone is UTC."""
    if published is None or before is None:
        return False
    return published > (before if before.tzinfo else before.replace(tzinfo=UTC))
