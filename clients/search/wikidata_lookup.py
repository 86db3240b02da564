"""Looking names up, one call each and several at once, in words that may not show where a name ends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

import anyio

from clients.outcome import Misused, NotMeasured, Ok, Outcome
from clients.search.wikidata_answers import found_ids
from clients.search.wikidata_names import shortened, split
from clients.transport.response import Response

_CALLS = 4
_NAMES = 2


@dataclass(slots=True)
class Found:
    """Ids of entities per name found; ``failure`` is of the look-up that ended it, null when none did.

    ``age`` and ``stale`` are the worst of the answers.
    """

    ids: list[list[str]] = field(default_factory=list)
    failure: NotMeasured | Misused | None = None
    age: float = 0.0
    stale: bool = False

    def best(self, most: int) -> list[str]:
        """The first of each name, then the second of each, without repetition."""
        ranked = chain.from_iterable(zip_longest(*self.ids))
        return list(dict.fromkeys(one for one in ranked if one))[:most]


async def look_up(
    runs: Sequence[Sequence[str]], find: Callable[[str], Awaitable[Outcome[Response]]]
) -> Found:
    """Each run from its beginning, by ever shorter names until one is found; at most four calls.

    All runs at once; what is left of them after that likewise, until enough names were found.
    """
    found = Found()
    left = [split(run) for run in runs]
    calls = _CALLS
    while left and calls and len(found.ids) < _NAMES and found.failure is None:
        now, left = left[:calls], []
        calls -= len(now)
        outcomes = await _all([" ".join(words) for words, _ in now], find)
        for (words, rest), outcome in zip(now, outcomes, strict=True):
            if not isinstance(outcome, Ok):
                found.failure = found.failure or outcome
                continue
            found.age, found.stale = max(found.age, outcome.age), found.stale or outcome.stale
            if ids := found_ids(outcome.value, " ".join(words)):
                found.ids.append(ids)
                following = split(rest)
            else:
                shorter, dropped = shortened(words, rest)
                following = (shorter, dropped) if shorter else split(dropped)
            if following[0]:
                left.append(following)
    return found


async def _all(
    names: Sequence[str], find: Callable[[str], Awaitable[Outcome[Response]]]
) -> list[Outcome[Response]]:
    outcomes: dict[int, Outcome[Response]] = {}

    async def one(place: int, name: str) -> None:
        outcomes[place] = await find(name)

    async with anyio.create_task_group() as tasks:
        for place, name in enumerate(names):
            tasks.start_soon(one, place, name)
    return [outcomes[place] for place in range(len(names))]
