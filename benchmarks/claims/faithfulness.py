"""Whether statements say all that a mark says, and nothing that the article does not.

Complete: every name, date and number asked for is in the statements of the mark's parts together. Nothing
added: every name and number of the statements stands in the article, and every date is one that can be read
from it, or a month or year around one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from benchmarks.claims.marks import MarkedArticle
from benchmarks.claims.scoring import Found
from benchmarks.claims.wording import (
    ANY_DAY,
    always_capital,
    bare,
    dates_in,
    heads,
    named_in,
    numbers_in,
    tokens,
)
from service.domain.times import Interval, Precision, PublishedAt
from service.language.english import English
from service.language.times import find_times

_OPENS = '.!?:“"‘'  # what a capital may stand behind without making a name
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """``lacking`` and ``added`` are the words in question; both empty is faithful.

    ``put_in`` are names of the article that neither stand in the mark nor are asked for: a reader must
    tell whether they are right.
    """

    mark: int
    statement: str
    lacking: tuple[str, ...]
    added: tuple[str, ...]
    put_in: tuple[str, ...] = ()


class Faithful:
    """The rule for one article. ``english`` tells a name at the head of a sentence from another word."""

    def __init__(self, article: MarkedArticle, english: English) -> None:
        self._article = article
        self._english = english
        self._numbers = set(numbers_in(article.text, of_dates=True).values())
        self._dates = set(_readable(article))
        self._written = always_capital(article.text)

    def judge(self, found: Found) -> Faithfulness:
        said = " ".join(dict.fromkeys(part.statement for part in found.parts))
        mark = found.mark
        asked = " ".join([mark.text, mark.statement, *mark.needs])
        added = tuple(self._added(found))
        return Faithfulness(
            mark=mark.number,
            statement=said,
            lacking=tuple(self._lacking(found)),
            added=added,
            put_in=tuple(n for n in self._names(said) if n not in added and not named_in(n, asked)),
        )

    def _lacking(self, found: Found) -> Iterable[str]:
        mark = found.mark
        said = " ".join(part.statement for part in found.parts)
        days = [day for part in found.parts for day in self._dated(part.statement).values()]
        values = [value for part in found.parts for value in numbers_in(part.statement).values()]
        if mark.statement:
            yield from self._not_in(mark.statement, said, days, values)
        yield from (need for need in mark.needs if not self._met(need, said, days, values))

    def _not_in(self, model: str, said: str, days: list[Interval], values: list[float]) -> Iterable[str]:
        yield from (name for name in self._names(model) if not named_in(name, said))
        for text, asked in dates_in(model, self._article.published_at, absolute=True).items():
            if not any(asked.contains(one) for one in days):
                yield text
        yield from (text for text, asked in numbers_in(model).items() if not _among(asked, values))

    def _met(self, need: str, said: str, days: list[Interval], values: list[float]) -> bool:
        """In words, or as a date or number in another form."""
        asked = dates_in(f"in {need}", self._article.published_at).values()
        numbered = [] if asked else list(numbers_in(need).values())
        return (
            named_in(need, said)
            or any(one.contains(day) for one in asked for day in days)
            or (bool(numbered) and all(_among(value, values) for value in numbered))
        )

    def _added(self, found: Found) -> Iterable[str]:
        for statement in dict.fromkeys(part.statement for part in found.parts):
            for name in self._names(statement):
                if not named_in(name, self._article.text):
                    yield name
            for text, days in self._dated(statement).items():
                if not any(days.contains(known) for known in self._dates):
                    yield text
            for text, value in numbers_in(statement).items():
                if not _among(value, self._numbers):
                    yield text

    def _dated(self, statement: str) -> dict[str, Interval]:
        return dates_in(statement, self._article.published_at)

    def _names(self, text: str) -> list[str]:
        """Words with a capital, outside dates; at the head of a sentence only those known for a name."""
        proper = {word.start for word in self._english.parse(text).words if word.pos == "PROPN"}
        dated = [found.span for found in find_times(text, anchor=ANY_DAY)]
        return [
            match.group()
            for match in tokens(text)
            if match.group()[0].isupper()
            and match.group() != "I"
            and not any(span.start <= match.start() < span.end for span in dated)
            and (
                not heads(text, match.start())
                or any(match.start() <= start < match.end() for start in proper)
                or bare(match.group()) in self._written
            )
        ]


def _readable(article: MarkedArticle) -> list[Interval]:
    """The dates of the article and its own; one without a date is read as of each year that it names."""
    if article.published_at is not None:
        own = article.published_at.day()
        return [*dates_in(article.text, article.published_at).values(), Interval(own, own)]
    anchors = [
        PublishedAt(datetime(int(year), 12, 31), Precision.DAY, offset_known=False)  # noqa: DTZ001 - a day has no zone
        for year in sorted(set(_YEAR.findall(article.text)))
    ]
    read = [*dates_in(article.text, None).values()]
    return read + [day for anchor in anchors for day in dates_in(article.text, anchor).values()]


def _among(value: float, values: Iterable[float]) -> bool:
    return any(math.isclose(value, other) for other in values)
