"""What comes of reading a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.pages.kinds import NotReadable


@dataclass(frozen=True, slots=True)
class Published:
    """``date`` is ISO 8601 in the precision given; ``origin`` names the tag or rule that gave it."""

    date: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``kind`` says why there is no text; then ``text`` is empty.

    ``address`` is what the page gives as its own, which nobody has checked.
    """

    text: str = field(default="", repr=False)
    kind: NotReadable | None = None
    title: str | None = None
    publisher: str | None = None
    published: Published | None = None
    address: str | None = None
