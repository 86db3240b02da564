"""Claims with one passage each, of which the model reads exactly so many tokens."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.probes.answers import NoStances
from clients.transport.deadline import Deadline
from service.domain.stance import JudgeCard, StanceProbabilities, StatementPassage
from service.inference.encoding import EncodedPair, PairEncoder
from service.inference.stance import titled
from service.verdict.calibration import Calibration
from service.verdict.verdicts import Verdicts
from service.verification.assess import AssessmentItem, GivenPassage, assess

_PLACES = (
    "Paris",
    "Berlin",
    "Vienna",
    "London",
    "Madrid",
    "Dublin",
    "Boston",
    "Chicago",
    "Toronto",
    "Sydney",
)
_THINGS = ("schools", "bridges", "houses", "trains", "hotels", "farms", "ships", "shops", "trees", "roads")
_FILLERS = (
    *(
        "and",
        "with",
        "near",
        "from",
        "under",
        "after",
        "over",
        "about",
        "through",
        "between",
        "water",
        "light",
    ),
    *("road", "tower", "people", "market", "winter", "north", "south", "house", "city", "river", "stone"),
    *("garden", "church", "station", "island", "valley", "summer", "school", "music", "paper", "forest"),
)
"""Each is one token, and none ends a sentence."""
_AN_HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Item:
    """One claim and the one sentence it is judged by."""

    claim: str
    passage: str


def items(encoder: PairEncoder, tokens: int, count: int, seed: str) -> list[Item]:
    """Others for each seed, no two alike; raises ``ValueError`` when so few tokens hold no sentence.

    A third has figures in claim and passage, a third in the passage alone, a third has none. In the median
    file of ``DATA/verdict/test`` 0.25 of the claims and 0.72 of the passages have a digit.
    """
    pick = random.Random(seed)
    found: dict[Item, None] = {}
    while len(found) < count:
        found[_item(encoder, tokens, pick, figures=2 - len(found) % 3)] = None
    return list(found)


def _item(encoder: PairEncoder, tokens: int, pick: random.Random, *, figures: int) -> Item:
    """``figures``: in how many of claim and passage."""
    place, thing, year = pick.choice(_PLACES), pick.choice(_THINGS), pick.randint(1950, 2020)
    claim = f"{place} had no {thing} before the great flood."
    start = f"For many years there were few {thing} in {place}"
    if figures:
        start = f"In {year} there were {pick.randint(100, 999)} {thing} in {place}"
    if figures > 1:
        claim = f"{place} had {pick.randint(100, 999)} {thing} in {year}."
    room = tokens - len(encoder.encode(claim, f"{start}.").ids)
    if room < 0:
        raise ValueError(f"{tokens} tokens are fewer than a claim and a sentence have")
    fillers = "".join(f" {pick.choice(_FILLERS)}" for _ in range(room))
    return Item(claim, f"{start}{fillers}.")


async def as_sent(
    asked: Sequence[Item], tokens: int, encoder: PairEncoder, calibration: Calibration
) -> list[EncodedPair]:
    """What the service's own stages put before the model for a request of these items.

    Raises ``ValueError`` unless that is one pair an item, each of exactly so many tokens.
    """
    judge = _Recorder()
    sent = [AssessmentItem(claim=one.claim, passages=(GivenPassage(text=one.passage),)) for one in asked]
    await assess(sent, Verdicts(judge, calibration, NoStances()), deadline=Deadline.after(_AN_HOUR_S))
    pairs = [encoder.encode(pair.statement, titled(pair)) for pair in judge.read]
    lengths = sorted({len(pair.ids) for pair in pairs})
    if len(pairs) != len(asked) or lengths != [tokens]:
        raise ValueError(f"{len(asked)} items of {tokens} tokens are {len(pairs)} pairs of {lengths}")
    return pairs


class _Recorder:
    """A judge that keeps what it is asked and has no opinion."""

    card = JudgeCard("recorder", "")

    def __init__(self) -> None:
        self.read: list[StatementPassage] = []

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        self.read.extend(pairs)
        return [StanceProbabilities(0.0, 0.0, 1.0)] * len(pairs)
