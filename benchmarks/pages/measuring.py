"""Figures of one reader on one half of the pages."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.pages.corpus import SamplePage, readable, unreadable
from benchmarks.pages.reading import Found, Reader, milliseconds
from benchmarks.pages.scores import f1, leaked, same_day, same_moment

GOAL_F1 = 0.95
GOAL_DATES = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader made of one page."""

    page: str
    shape: str
    f1: float
    day: bool
    moment: bool
    date: str | None
    origin: str | None
    kind: str | None
    leaks: int
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What one reader made of one page that has nothing to read; ``found`` is ``None`` when it was read."""

    page: str
    asked: str
    found: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One reader on the development pages or on those held out."""

    reader: str
    split: str
    readings: tuple[Reading, ...]
    refusals: tuple[Refusal, ...]

    @property
    def f1(self) -> float:
        return statistics.mean(one.f1 for one in self.readings)

    @property
    def worst(self) -> Reading:
        return min(self.readings, key=lambda one: one.f1)

    @property
    def days(self) -> int:
        return sum(one.day for one in self.readings)

    @property
    def moments(self) -> int:
        return sum(one.moment for one in self.readings)

    @property
    def false_alarms(self) -> int:
        return sum(one.kind is not None for one in self.readings)

    @property
    def leaks(self) -> int:
        return sum(one.leaks for one in self.readings)

    @property
    def refused(self) -> int:
        return sum(one.found is not None for one in self.refusals)

    @property
    def named(self) -> int:
        return sum(one.found == one.asked for one in self.refusals)

    @property
    def milliseconds(self) -> float:
        return statistics.mean(one.milliseconds for one in self.readings)

    @property
    def met(self) -> bool:
        """What is asked of a reader: word-level F1, dates right, and no readable page refused."""
        enough = self.days >= GOAL_DATES * len(self.readings)
        return self.f1 >= GOAL_F1 and enough and not self.false_alarms


def measure(name: str, reader: Reader, pages: Sequence[SamplePage], split: str, rounds: int) -> Half:
    chosen = [page for page in pages if page.split == split]
    return Half(
        reader=name,
        split=split,
        readings=tuple(
            _reading(page, reader(page), milliseconds(reader, page, rounds)) for page in readable(chosen)
        ),
        refusals=tuple(
            Refusal(page=page.name, asked=page.unreadable or "", found=reader(page).kind)
            for page in unreadable(chosen)
        ),
    )


def _reading(page: SamplePage, found: Found, taken: float) -> Reading:
    return Reading(
        page=page.name,
        shape=page.shape,
        f1=f1(found.text, page),
        day=same_day(found.date, page),
        moment=same_moment(found.date, page),
        date=found.date,
        origin=found.origin,
        kind=found.kind,
        leaks=len(leaked(found.text, page)),
        milliseconds=taken,
    )
