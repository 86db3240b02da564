"""Fields of a country profile as lines that can be read on their own."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from service.library.factbook_names import CountryName

_BREAK = re.compile(r"(?:\s*<br\s*/?>\s*|\s*</?p\b[^>]*>\s*)+")
_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_SPACE = re.compile(r"\s+")
_NOTE = re.compile(r"note\b")
_THE_WHOLE = {"total", "total population", "name", "text"}
_PROSE = {"Background"}


def field_lines(name: CountryName, field: str, value: object) -> list[str]:
    """One line per figure: "Population of France: 68,512,806 (2025 est.)", the value verbatim but for markup.

    A part that is not the whole is named ("Population of France, male: …"); each paragraph is a line of its
    own. The background is prose and stands as it is.
    """
    lines: list[str] = []
    for part, text in _parts(value):
        label = _label(name, field, part)
        for paragraph in _paragraphs(text):
            if field in _PROSE and part is None:
                lines.append(paragraph)
                continue
            lines.append(f"{label}: {_without_repeated_label(paragraph, part)}")
    return lines


def _parts(value: object, path: str | None = None) -> Iterator[tuple[str | None, str]]:
    """(name of the part, text), depth first; the text of a field itself has no name."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            name = str(key).strip()
            if name == "text":
                yield from _parts(inner, path)
            elif name == "note":
                yield from _parts(inner, None)
            else:
                yield from _parts(inner, name if path is None else f"{path}, {name}")


def _label(name: CountryName, field: str, part: str | None) -> str:
    if part is None or part.lower() in _THE_WHOLE:
        return f"{field} of {name.with_article}"
    if part.lower().startswith(field.lower()):  # "Exports 2024" of "Exports"
        return f"{part} of {name.with_article}"
    return f"{field} of {name.with_article}, {part}"


def _paragraphs(text: str) -> list[str]:
    if "<" not in text and "&" not in text and "\n" not in text:
        return [text.strip()] if text.strip() else []
    pieces = (_SPACE.sub(" ", html.unescape(_TAG.sub("", piece))).strip() for piece in _BREAK.split(text))
    return [piece for piece in pieces if piece]


def _without_repeated_label(paragraph: str, part: str | None) -> str:
    """The part "agricultural land: arable land" says "arable land: 31.4%": its figure is "31.4%"."""
    if part is None or _NOTE.match(paragraph):
        return paragraph
    last = part.rsplit(":", 1)[-1].strip()
    return paragraph.removeprefix(f"{last}:").strip() or paragraph
