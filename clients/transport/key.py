"""What proves to an upstream who asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Sent with a call as header ``name``, or as a parameter (``in_address``) where an API wants it there.

    It is part of what is sent and of nothing else: no cache key, no kept answer, no detail. ``ValueError``
    when it cannot be sent; the message does not repeat it.
    """

    name: str
    value: str = field(repr=False)
    in_address: bool = False

    def __post_init__(self) -> None:
        if not (self.value and self.value.isascii() and self.value.isprintable()):
            raise ValueError("a key must be printable ASCII")

    def on(self, url: str, headers: Headers) -> tuple[str, Headers]:
        """Address and headers as they are sent."""
        if not self.in_address:
            return url, (*headers, (self.name, self.value))
        return f"{url}{'&' if '?' in url else '?'}{urlencode([(self.name, self.value)])}", headers
