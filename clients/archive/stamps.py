"""Dates and addresses as web archives write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import parse_qsl, unquote, urlsplit

_STAMPED = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/(?=[a-z]+:)", re.IGNORECASE)


def stamp(moment: datetime) -> str:
    """14 digits in UTC: ``YYYYMMDDhhmmss``."""
    return in_utc(moment).strftime("%Y%m%d%H%M%S")


def in_utc(moment: datetime) -> datetime:
    """A moment without a zone is read as UTC, the zone of every archive."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_stamp(text: str) -> datetime | None:
    """The moment of 14 digits, or null for what is no date (day or month ``00`` occur in indexes).

    Nor is a capture dated after tomorrow, which archives were seen to list.
    """
    if len(text) != 14 or not (text.isascii() and text.isdigit()):  # noqa: PLR2004 - YYYYMMDDhhmmss
        return None
    try:
        return _not_ahead(datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
    except ValueError:
        return None


def http_date(moment: datetime) -> str:
    """RFC 9110 §5.6.7, as RFC 7089 §2.1.1 wants it: GMT."""
    return format_datetime(in_utc(moment), usegmt=True)


def parse_http_date(text: str | None) -> datetime | None:
    """A moment in UTC, or null; a capture dated after tomorrow is no date either."""
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, IndexError):
        return None
    return _not_ahead(in_utc(moment))


def _not_ahead(moment: datetime) -> datetime | None:
    return moment if moment < datetime.now(UTC) + timedelta(days=1) else None


def stamp_in(url: str) -> datetime | None:
    """The moment named in a replay address such as ``…/web/20200102030405mp_/http://…``."""
    found = _STAMPED.search(url)
    return parse_stamp(found.group(1)) if found else None


def original_in(url: str) -> str | None:
    """The captured address in a replay address; null when it has no stamp."""
    found = _STAMPED.search(url)
    return url[found.end() :] if found else None


def as_raw(url: str) -> str | None:
    """A replay address turned into that of the bytes as captured (``id_``); null when it has no stamp."""
    found = _STAMPED.search(url)
    if found is None:
        return None
    return f"{url[: found.start()]}/{found.group(1)}id_/{url[found.end() :]}"


def same_page(one: str, other: str) -> bool:
    """Whether an archive's index would fold both addresses to one key.

    As SURT canonicalisation does: scheme, ``www.``, case, default port, closing slash, order of parameters
    and fragment do not matter. http://crawler.archive.org/articles/user_manual/glossary.html#surt
    """
    return _folded(one) == _folded(other)


def _folded(url: str) -> tuple[str, int | None, str, tuple[tuple[str, str], ...]] | None:
    try:
        parts = urlsplit(unquote(url).lower())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    host = re.sub(r"^www\d*\.", "", parts.hostname)
    query = tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return host, None if port in {80, 443} else port, parts.path.rstrip("/"), query
