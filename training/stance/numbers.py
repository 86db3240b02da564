"""Numbers and years changed, compared and denied, in both directions."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from training.stance.rows import DENIAL, REFUTES, SUPPORTS, Example, share_told

_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w,]|\.\d)")
_COUNT = re.compile(
    r"(?<!than )(?<!least )(?<!most )(?<!over )(?<!about )(?<!nearly )(?<![\w.,$£€-])"
    r"(\d{1,3}(?:,\d{3})+|\d{2,7})(?![\w,%-]|\.\d)"
)
_IN_YEAR = re.compile(r"\b[Ii]n (1[5-9]\d\d|20[0-2]\d)\b(?!s)")
_YEARS = range(1500, 2030)
_NEAREST = 10
MOSTLY_TOLD = 0.7
"""Share of a statement's words in its changed evidence from which nothing else is likely to be untrue."""


def renumbered(rows: Iterable[Example], rng: random.Random, count: int) -> list[Example]:
    """Supported rows with one shared number changed, in the statement or in the evidence: refuted."""

    def change(row: Example) -> Example | None:
        shared = set(_NUMBER.findall(row.statement)) & set(_NUMBER.findall(row.passage))
        if row.label != SUPPORTS or not shared:
            return None
        number = rng.choice(sorted(shared))
        other = str(max(1, int(number) + rng.choice([-20, -10, -7, -3, -2, -1, 1, 2, 3, 5, 10, 30])))
        if other == number or other in shared:
            return None
        if rng.random() < 0.5:
            return replace(row, statement=_put(row.statement, number, other), label=REFUTES)
        return replace(row, passage=_put(row.passage, number, other), label=REFUTES)

    return _first(count, map(change, rows))


def made_true(rows: Iterable[Example], count: int) -> list[Example]:
    """Refuted rows whose one stray number was put into the evidence for the stray one there: supported."""

    def change(row: Example) -> Example | None:
        said, told = set(_NUMBER.findall(row.statement)), set(_NUMBER.findall(row.passage))
        mine, theirs = said - told, told - said
        if row.label != REFUTES or len(mine) != 1 or len(theirs) != 1:
            return None
        (number,), (stray,) = mine, theirs
        if len(number) != len(stray) or DENIAL.search(row.statement):
            return None
        passage = _put(row.passage, stray, number)
        if share_told(row.statement, passage) < MOSTLY_TOLD:
            return None
        return replace(row, passage=passage, label=SUPPORTS)

    return _first(count, map(change, rows))


def compared(rows: Iterable[Example], rng: random.Random, count: int) -> list[Example]:
    """Supported rows whose shared number became "more than", "at least", "about" some other: either side."""

    def change(row: Example) -> Example | None:
        number = next((one for one in _COUNT.findall(row.statement) if one in row.passage), None)
        if row.label != SUPPORTS or number is None:
            return None
        value = int(number.replace(",", ""))
        if value < _NEAREST or value in _YEARS:
            return None
        words, label = rng.choice(_COMPARISONS)(value, rng)
        return replace(row, statement=row.statement.replace(number, words, 1), label=label)

    return _first(count, map(change, rows))


def placed_in_time(rows: Iterable[Example], rng: random.Random, count: int) -> list[Example]:
    """Supported rows whose "in 1998" became "before 2000", "after 2000", "in the 1990s": either side."""

    def change(row: Example) -> Example | None:
        found = _IN_YEAR.search(row.statement)
        if row.label != SUPPORTS or found is None or found.group(1) not in row.passage:
            return None
        year, away = int(found.group(1)), rng.choice([1, 2, 3, 5, 8, 12, 20])
        true = rng.random() < 0.5
        phrase = rng.choice(
            [
                f"before {year + away if true else year - away}",
                f"after {year - away if true else year + away}",
                f"in the {year // 10 * 10 + (0 if true else rng.choice([-20, -10, 10]))}s",
                f"between {year - away} and {year + 3}" if true else f"between {year + away} and {year + 40}",
            ]
        )
        statement = row.statement[: found.start()] + phrase + row.statement[found.end() :]
        return replace(row, statement=statement, label=SUPPORTS if true else REFUTES)

    return _first(count, map(change, rows))


def _more(value: int, rng: random.Random) -> tuple[str, int]:
    true = rng.random() < 0.5
    other = round(value * (rng.uniform(0.5, 0.95) if true else rng.uniform(1.1, 2.0)))
    word = rng.choice(["more than", "over", "at least", "no fewer than"])
    return f"{word} {other:,}", SUPPORTS if true else REFUTES


def _less(value: int, rng: random.Random) -> tuple[str, int]:
    true = rng.random() < 0.5
    other = round(value * (rng.uniform(1.1, 2.0) if true else rng.uniform(0.5, 0.9)))
    word = rng.choice(["fewer than", "less than", "under", "at most"])
    return f"{word} {other:,}", SUPPORTS if true else REFUTES


def _about(value: int, rng: random.Random) -> tuple[str, int]:
    true = rng.random() < 0.5
    power = 10 ** max(0, len(str(value)) - 2)
    near = max(1, round(value / power)) * power
    other = near if true else round(near * rng.choice([0.5, 0.6, 1.5, 2.0, 3.0]))
    return f"{rng.choice(['about', 'around', 'roughly', 'some'])} {other:,}", SUPPORTS if true else REFUTES


_COMPARISONS: Sequence[Callable[[int, random.Random], tuple[str, int]]] = (_more, _less, _about)


def _put(text: str, number: str, other: str) -> str:
    return re.sub(rf"(?<![\w.,]){number}(?![\w,]|\.\d)", other, text)


def _first(count: int, changed: Iterator[Example | None]) -> list[Example]:
    found: list[Example] = []
    for row in changed:
        if len(found) >= count:
            break
        if row is not None:
            found.append(row)
    return found
