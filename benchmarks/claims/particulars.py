"""Whether who, when and how many of a found mark came out right."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.claims.marks import AskedQuantity, AskedSpeaker
from benchmarks.claims.scoring import Found
from benchmarks.claims.wording import words
from service.domain.claim import Attribution
from service.domain.quantities import Quantity


class Speaking(StrEnum):
    """How a speaker agrees with what was asked, worst first."""

    WRONG = "wrong"
    CHAIN_MISSING = "chain missing"
    """The speaker is right; the outlet it was said to is not in the chain."""
    RIGHT = "right"


_ORDER = list(Speaking)


@dataclass(frozen=True, slots=True)
class Fault:
    """What a mark asked for and what its claims say instead."""

    mark: int
    expected: str
    got: str


def speaking(found: Found) -> Speaking:
    """Of several parts the one that is worst counts."""
    return min((_best(part.attribution, found.mark.speakers) for part in found.parts), key=_ORDER.index)


def _best(said: Attribution | None, allowed: Iterable[AskedSpeaker | None]) -> Speaking:
    return max((_agreement(said, one) for one in allowed), key=_ORDER.index)


def _agreement(said: Attribution | None, asked: AskedSpeaker | None) -> Speaking:
    """All words of the asked name are in the speaker or in a link of the chain, or the other way round.

    What stands in brackets or behind a comma describes the name and is not asked for.
    """
    if said is None or asked is None:
        return Speaking.RIGHT if said is None and asked is None else Speaking.WRONG
    core = words(asked.name.partition("(")[0].partition(",")[0])
    speaker = words(said.speaker)
    if asked.via is None:
        named = any(core <= words(link) for link in (said.speaker, *said.chain))
        return Speaking.RIGHT if named or _described(speaker, asked) else Speaking.WRONG
    if not (core <= speaker or _described(speaker, asked)):
        return Speaking.WRONG
    passed_on = any(words(asked.via) <= words(link) for link in said.chain)
    return Speaking.RIGHT if passed_on else Speaking.CHAIN_MISSING


def _described(speaker: set[str], asked: AskedSpeaker) -> bool:
    return bool(speaker) and speaker <= words(asked.name)


def missing_times(found: Found) -> list[str]:
    """The asked ISO prefixes with which no start of a time begins."""
    starts = [time.start.isoformat() for part in found.parts for time in part.times]
    return [asked for asked in found.mark.times if not any(start.startswith(asked) for start in starts)]


def missing_quantities(found: Found) -> list[AskedQuantity]:
    got = [quantity for part in found.parts for quantity in part.quantities]
    return [asked for asked in found.mark.quantities if not any(_same(asked, one) for one in got)]


def _same(asked: AskedQuantity, got: Quantity) -> bool:
    """Value, comparator and unit are equal as far as asked; what is counted shares a word."""
    low, high = _ends(got)
    return (
        math.isclose(asked.low, low)
        and math.isclose(asked.high, high)
        and asked.comparator in {None, got.comparator}
        and asked.unit in {None, got.unit}
        and (asked.counted is None or bool(words(asked.counted) & words(got.counted or "")))
    )


def _ends(one: AskedQuantity | Quantity) -> tuple[float, float]:
    if isinstance(one, Quantity) and one.value is not None:
        return one.value, one.value
    return (math.nan if one.low is None else one.low), (math.nan if one.high is None else one.high)


def speaker_faults(marks: Iterable[Found], kind: Speaking) -> list[Fault]:
    return [
        Fault(
            one.mark.number,
            " or ".join(_asked(speaker) for speaker in one.mark.speakers),
            _list(_said(part.attribution) for part in one.parts),
        )
        for one in marks
        if speaking(one) is kind
    ]


def time_faults(marks: Iterable[Found]) -> list[Fault]:
    return [
        Fault(
            one.mark.number,
            _list(missing),
            _list(f"{t.start} to {t.end} ({t.role})" for part in one.parts for t in part.times),
        )
        for one in marks
        if (missing := missing_times(one))
    ]


def quantity_faults(marks: Iterable[Found]) -> list[Fault]:
    return [
        Fault(
            one.mark.number,
            _list(_amount(asked) for asked in missing),
            _list(_amount(got) for part in one.parts for got in part.quantities),
        )
        for one in marks
        if (missing := missing_quantities(one))
    ]


def _asked(speaker: AskedSpeaker | None) -> str:
    if speaker is None:
        return "nobody"
    return f"{speaker.name}, to {speaker.via}" if speaker.via else speaker.name


def _said(said: Attribution | None) -> str:
    if said is None:
        return "nobody"
    return f"{said.speaker} [{' > '.join(said.chain)}]" if len(said.chain) > 1 else said.speaker


def _amount(one: AskedQuantity | Quantity) -> str:
    low, high = _ends(one)
    number = f"{low:.12g}" if low == high else f"{low:.12g}–{high:.12g}"
    return " ".join(part for part in (one.comparator, number, one.unit, one.counted) if part)


def _list(items: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(items)) or "none"
