"""What a ZIM file tells of all its articles: its name, maker, source and date.

https://wiki.openzim.org/wiki/Metadata
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from libzim.reader import Archive

_EDITION = re.compile(r"_\d{4}-\d{2}(?:-\d{2})?$")


@dataclass(frozen=True, slots=True)
class Book:
    """``name`` is that of all its editions, ``made_at`` the end of the day on which it was made.

    ``source`` is the site it was made of, as a host or an address.
    """

    name: str
    creator: str | None
    source: str
    made_at: datetime | None


def book_of(archive: Archive, path: Path) -> Book:
    told = {key: _told(archive, key) for key in ("Name", "Creator", "Source", "Date")}
    day = _day(told["Date"])
    return Book(
        name=told["Name"] or _EDITION.sub("", path.stem),
        creator=told["Creator"] or None,
        source=told["Source"],
        made_at=None if day is None else datetime.combine(day, time(23, 59, 59), tzinfo=UTC),
    )


def _told(archive: Archive, key: str) -> str:
    if key not in archive.metadata_keys:
        return ""
    return bytes(archive.get_metadata(key)).decode("utf-8", "replace").strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
