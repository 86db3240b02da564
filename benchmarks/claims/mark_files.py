"""Marks read from either of the two forms they are written in.

The shared data marks one article with words (``000_400fd4530af4f708.claims.jsonl``); ``benchmarks/marks``
marks others with spans only, which become words of the article here.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeAlias, TypedDict

from benchmarks.claims.marks import AskedQuantity, AskedSpeaker, Mark, MarkedArticle
from service.domain.quantities import Comparator
from service.domain.spans import Span
from service.domain.times import Precision, PublishedAt
from service.language.units import UNITS

FIRST = "000_400fd4530af4f708"
PUBLISHED = PublishedAt(datetime(2016, 1, 29, 14, 58), Precision.MINUTE, offset_known=False)  # noqa: DTZ001 - as its dateline says, which names no zone
Ends: TypeAlias = tuple[int, int]


class OtherTextError(Exception):
    """The text is not the one that was marked."""


class _Quantity(TypedDict, total=False):
    value: float
    low: float
    high: float
    comparator: str
    unit: str | None
    counted: Ends | None


class _Mark(TypedDict):
    n: int
    span: Ends
    optional: bool
    attribution: list[list[Ends] | None]
    times: list[str]
    quantities: list[_Quantity]
    needs: list[Ends]


def read_articles(data: Path, marks: Path) -> list[MarkedArticle]:
    """The article of the shared data, then those marked in the folder ``marks``, in order of name."""
    articles = data / "articles"
    text = (articles / f"{FIRST}.txt").read_text(encoding="utf-8")
    lines = (articles / f"{FIRST}.claims.jsonl").read_text(encoding="utf-8")
    return [worded(text, lines), *(_spanned_file(data, path) for path in sorted(marks.glob("news_*.json")))]


def worded(text: str, lines: str) -> MarkedArticle:
    """Marks in words, one JSON object a line."""
    rows = [json.loads(line) for line in lines.splitlines() if line.strip()]
    marks = [
        Mark(
            number=row["n"],
            span=Span(*row["span"]),
            text=text[slice(*row["span"])],
            optional=row.get("optional", False),
            speakers=tuple(None if name is None else _speaker(name) for name in row["attribution"]),
            times=tuple(row["times"]),
            quantities=tuple(_counted(number, words) for number, words in row["quantities"]),
            statement=row["statement"],
        )
        for row in rows
    ]
    return MarkedArticle(FIRST, text, PUBLISHED, tuple(marks))


def _speaker(name: str) -> AskedSpeaker:
    who, _, via = name.partition(", to ")
    return AskedSpeaker(who, via or None)


def _counted(number: float | str, words: str) -> AskedQuantity:
    """``">100"`` is more than 100, ``"half"`` 50 percent; ``words`` is a unit, what is counted, or both."""
    comparator = Comparator.MORE_THAN if str(number).startswith(">") else None
    first, _, rest = words.partition(" ")
    unit = UNITS.get(first.lower())
    counted = words if unit is None else rest.removeprefix("of ")
    if number == "half":
        return AskedQuantity(50.0, 50.0, comparator, UNITS["percent"], words)
    value = float(str(number).removeprefix(">"))
    return AskedQuantity(value, value, comparator, unit, counted or None)


def _spanned_file(data: Path, path: Path) -> MarkedArticle:
    raw = json.loads(path.read_text(encoding="utf-8"))
    of = raw["article"]
    with gzip.open(data / of["file"], "rt", encoding="utf-8") as lines:
        text: str = next(row["text"] for row in map(json.loads, lines) if row["id"] == of["id"])
    if hashlib.sha256(text.encode()).hexdigest() != of["sha256"]:
        raise OtherTextError(
            f"{path.name}: article {of['id']} of {of['file']} is not the text that was marked"
        )
    day = of["published_at"]
    published = day and PublishedAt(datetime.fromisoformat(day), Precision.DAY, offset_known=False)
    return MarkedArticle(path.stem, text, published, tuple(spanned(text, raw["marks"])))


def spanned(text: str, marks: Sequence[_Mark]) -> list[Mark]:
    """Marks in spans of ``text``."""

    def words(ends: Ends) -> str:
        return text[slice(*ends)]

    return [
        Mark(
            number=row["n"],
            span=Span(*row["span"]),
            text=words(row["span"]),
            optional=row["optional"],
            speakers=tuple(
                None if spans is None else AskedSpeaker(" ".join(words(ends) for ends in spans))
                for spans in row["attribution"]
            ),
            times=tuple(row["times"]),
            quantities=tuple(_quantity(text, one) for one in row["quantities"]),
            needs=tuple(words(ends) for ends in row["needs"]),
        )
        for row in marks
    ]


def _quantity(text: str, row: _Quantity) -> AskedQuantity:
    low, high = (row["value"],) * 2 if "value" in row else (row["low"], row["high"])
    counted, unit = row["counted"], row["unit"]
    return AskedQuantity(
        low=low,
        high=high,
        comparator=Comparator(row["comparator"]),
        unit=unit and UNITS.get(unit.lower(), unit),
        counted=counted and text[slice(*counted)],
    )
