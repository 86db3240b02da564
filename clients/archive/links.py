"""Link values, in headers and in TimeMaps.

RFC 8288 §3 (``<target>; name="value"; …``, separated by commas) and RFC 7089 §5 (TimeMaps in that format).
Commas also stand in dates and in targets, so a value is read from its beginning and never split.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TARGET = re.compile(r"[\s,]*<([^>]*)>")
_PARAMETER = re.compile(
    r"""\s*;\s*([A-Za-z0-9!#$&+\-.^_`|~*]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?"""
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``relations`` are the words of ``rel``, parameters have lower-case names, the first counts."""

    target: str
    relations: frozenset[str]
    parameters: tuple[tuple[str, str], ...]

    def parameter(self, name: str) -> str | None:
        return next((value for key, value in self.parameters if key == name), None)


def read_links(text: str) -> tuple[list[Link], bool]:
    """All links up to where the text stops being link values, and whether that is its end."""
    links: list[Link] = []
    at = 0
    while found := _TARGET.match(text, at):
        at = found.end()
        parameters: list[tuple[str, str]] = []
        while parameter := _PARAMETER.match(text, at):
            at = parameter.end()
            quoted, bare = parameter.group(2), parameter.group(3)
            value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else (bare or "")
            parameters.append((parameter.group(1).lower(), value))
        relation = next((value for name, value in parameters if name == "rel"), "")
        links.append(Link(found.group(1).strip(), frozenset(relation.lower().split()), tuple(parameters)))
    return links, not text[at:].strip(" \t\r\n,")
