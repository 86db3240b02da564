"""Marks and claims made up for the rules that compare them."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.claims.marks import AskedQuantity, AskedSpeaker, Mark
from benchmarks.claims.scoring import Found
from service.domain.claim import Attribution, Claim, Directness
from service.domain.quantities import Quantity
from service.domain.spans import Selector, Span, TextSpan
from service.domain.times import TimeMention

TEXT = "The mayor of Riga opened two bridges over the river on 3 May, the council said."


def mark(
    words: str = "The mayor of Riga opened two bridges over the river on 3 May",
    *,
    number: int = 1,
    optional: bool = False,
    speakers: Sequence[AskedSpeaker | None] = (None,),
    times: Sequence[str] = (),
    quantities: Sequence[AskedQuantity] = (),
    statement: str = "",
    needs: Sequence[str] = (),
) -> Mark:
    start = TEXT.index(words)
    return Mark(
        number=number,
        span=Span(start, start + len(words)),
        text=words,
        optional=optional,
        speakers=tuple(speakers),
        times=tuple(times),
        quantities=tuple(quantities),
        statement=statement,
        needs=tuple(needs),
    )


def claim(
    words: str = "The mayor of Riga opened two bridges over the river on 3 May",
    *,
    statement: str = "",
    said: Attribution | None = None,
    times: Sequence[TimeMention] = (),
    quantities: Sequence[Quantity] = (),
) -> Claim:
    start = TEXT.index(words)
    end = start + len(words)
    return Claim(
        id="c1",
        key="",
        text=words,
        display_text=words,
        span=TextSpan(
            start=start,
            end=end,
            utf16_start=start,
            utf16_end=end,
            start_line=1,
            start_column=start + 1,
            end_line=1,
            end_column=end + 1,
        ),
        selector=Selector(words, "", ""),
        statement=statement or f"{words}.",
        attribution=said,
        times=tuple(times),
        quantities=tuple(quantities),
        check_worthiness=0.5,
    )


def by(speaker: str, *passed_on: str) -> Attribution:
    return Attribution(
        speaker=speaker,
        chain=(speaker, *passed_on),
        cue="said",
        directness=Directness.REPORTED,
        statement=f"{speaker} said so.",
    )


def found(asked: Mark, *parts: Claim) -> Found:
    return Found(asked, parts, 1.0)
