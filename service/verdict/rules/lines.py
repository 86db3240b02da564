"""Lines of the form "key: value", as records have them."""

from __future__ import annotations

import re

RECORD = re.compile(
    r"^[ \t]*(?P<key>(?!.*\b(?:is|are|was|were|has|have|had|said|says)\b[^:]*:)"
    r"[^\W\d][^\n:.!?]{0,60}):[ \t]+\S.*(?<!\.)$"
)
"""One line: no sentence with a colon in it."""


def key_of(text: str) -> str | None:
    """The key of the first line of a text; null where that is none of a record."""
    found = RECORD.match(text.lstrip("\n").partition("\n")[0])
    return found["key"].strip() if found else None
