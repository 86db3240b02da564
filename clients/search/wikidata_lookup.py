"""Looking names up, one call each, in words that do not show where a name ends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

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
    """Each run from its beginning, by ever shorter names until one is found; at most four calls."""
    found = Found()
    left = [split(run) for run in runs]
    for _ in range(_CALLS):
        if not left or len(found.ids) == _NAMES:
            break
        words, rest = left.pop(0)
        name = " ".join(words)
        outcome = await find(name)
        if not isinstance(outcome, Ok):
            found.failure = outcome
            break
        found.age, found.stale = max(found.age, outcome.age), found.stale or outcome.stale
        if ids := found_ids(outcome.value, name):
            found.ids.append(ids)
            following = split(rest)
        else:
            shorter, dropped = shortened(words, rest)
            following = (shorter, dropped) if shorter else split(dropped)
        if following[0]:
            left.insert(0, following)
    return found
