"""What CSS written in a page itself says about how its elements look: inline and in simple rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Declarations = Mapping[str, str]
Colour = tuple[int, int, int]

_SHEET_CHARS = 300_000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?")
_HEX = re.compile(r"#([0-9a-f]{3,8})")
_RGB = re.compile(r"rgba?\((\d{1,3})[, ]+(\d{1,3})[, ]+(\d{1,3})(?:[,/ ]+([\d.]+%?))?\)")
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|ex|ch|%|vw|vh)?")
_NAMED: dict[str, Colour] = {
    "white": (255, 255, 255), "snow": (255, 250, 250), "ivory": (255, 255, 240), "black": (0, 0, 0),
    "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255), "navy": (0, 0, 128),
    "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "yellow": (255, 255, 0),
}  # fmt: skip
_SHORT, _LONG = 4, 6
_PIXELS = {"pt": 4 / 3, "rem": 16.0, "px": 1.0, None: 1.0}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rules whose selector is one element name, class or id, or an element name with one of these."""

    rules: Mapping[str, Declarations]

    def matching(self, tag: str, classes: list[str], name: str | None) -> Iterator[Declarations]:
        """In rising order of specificity."""
        for selector in (tag, *(f"{t}.{c}" for t in ("", tag) for c in classes)):
            if selector in self.rules:
                yield self.rules[selector]
        for selector in (f"#{name}", f"{tag}#{name}") if name else ():
            if selector in self.rules:
                yield self.rules[selector]


def declarations(style: str) -> dict[str, str]:
    """Properties in lower case to values in lower case, without ``!important``; the last one counts."""
    found = {}
    for part in style.lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = " ".join(value.replace("!important", "").split())
    return found


def read_sheet(css: str) -> Sheet:
    """Rules that always hold: what stands in ``@media`` and other at-rules is passed over."""
    rules: dict[str, dict[str, str]] = {}
    for selectors, body in _rules(_COMMENT.sub(" ", css[:_SHEET_CHARS])):
        for selector in (part.strip() for part in selectors.lower().split(",")):
            if selector and _SIMPLE.fullmatch(selector):
                rules.setdefault(selector, {}).update(declarations(body))
    return Sheet(rules)


def colour(value: str) -> Colour | None:
    """Red, green and blue of 255; ``None`` for what is not a plain colour."""
    if found := _HEX.fullmatch(value):
        digits = found[1]
        if len(digits) <= _SHORT:
            digits = "".join(digit * 2 for digit in digits)
        return (
            None if len(digits) < _LONG else (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16))
        )
    if found := _RGB.fullmatch(value):
        return int(found[1]), int(found[2]), int(found[3])
    return _NAMED.get(value)


def is_clear(value: str) -> bool:
    """A colour through which everything is seen."""
    if value == "transparent":
        return True
    found = _RGB.fullmatch(value)
    return found is not None and found[4] is not None and float(found[4].rstrip("%")) == 0


def pixels(value: str, *, parent: float) -> float | None:
    """A font size or length in CSS pixels; ``em`` and per cent are taken of ``parent``."""
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    number, unit = float(found[1]), found[2]
    if unit in _PIXELS:
        return number * _PIXELS[unit]
    return number * parent / (100 if unit == "%" else 1) if unit in {"em", "%"} else None


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selector and body of each block outside at-rules."""
    at = 0
    while (opened := css.find("{", at)) >= 0:
        prelude = css[at:opened].rpartition(";")[2].strip()
        depth, end = 1, opened + 1
        while depth and (brace := _next_brace(css, end)) >= 0:
            depth += 1 if css[brace] == "{" else -1
            end = brace + 1
        if depth:
            return
        if not prelude.startswith("@"):
            yield prelude, css[opened + 1 : end - 1]
        at = end


def _next_brace(css: str, at: int) -> int:
    found = [where for where in (css.find("{", at), css.find("}", at)) if where >= 0]
    return min(found, default=-1)
