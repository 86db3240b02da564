"""Character references of HTML: "&eacute;", "&#233;", "&#xE9;".

https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state
"""

from __future__ import annotations

import html
import re
from html.entities import html5

_REFERENCE = re.compile(
    r"&(?:#(?:(?P<decimal>[0-9]++)|[xX](?P<hex>[0-9a-fA-F]++));?|[A-Za-z][A-Za-z0-9]{0,31};?)"
)
_MOST_DIGITS = 7
"""Of a code point; Python refuses to read numbers of thousands of digits."""


def reference(raw: str, at: int, end: int, *, closed: bool = False) -> tuple[str, int] | None:
    """What the reference at ``at`` stands for and where it ends; None where there is none.

    ``closed`` asks for the semicolon, as Markdown does. Without it the longest name known counts:
    "&copy2015" is "©" and "2015". A reference to no character stands for U+FFFD or for nothing.
    """
    found = _REFERENCE.match(raw, at, end)
    if found is None or (closed and not found[0].endswith(";")):
        return None
    digits = found["decimal"] or found["hex"]
    if digits:
        if len(digits.lstrip("0")) > _MOST_DIGITS:
            return "\ufffd", found.end()
        return html.unescape(found[0]), found.end()
    name = found[0][1:]
    if name in html5:
        return html5[name], found.end()
    if not closed:
        for length in range(len(name), 1, -1):
            if name[:length] in html5:
                return html5[name[:length]], at + 1 + length
    return None
