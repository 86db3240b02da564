"""Quotations that run over several sentences: only one of them says who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.claims.layout import Sentence
from service.claims.propositions import Proposition
from service.claims.sayings import Saying
from service.domain.claim import Directness
from service.language.english import Parse

_OPEN = '“"«'


class Quotations:
    """For each sentence of an article, the saying of a neighbour whose quotation it continues."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        parses: Sequence[Parse],
        stated: Sequence[Sequence[Proposition]],
    ) -> None:
        """``stated`` are the propositions of each parse."""
        self._continued: dict[int, tuple[Parse, Saying]] = {}
        inside = False
        block = -1
        last: tuple[int, Parse, Saying] | None = None
        waiting: list[int] = []
        for number, (place, parse, own) in enumerate(zip(sentences, parses, stated, strict=True)):
            if place.block != block:
                inside, waiting, block = False, [], place.block
            text = parse.text
            quoted = inside or text[:1] in _OPEN
            inside = _still_inside(text, inside=inside)
            saying = _quoting(own) if quoted else None
            if saying is not None:
                last = (number, parse, saying)
                for earlier in waiting:
                    self._continued[earlier] = (parse, saying)
                waiting = []
            elif quoted and _wholly(text, inside=inside):
                if last is not None and number - last[0] <= 1:
                    self._continued[number] = (last[1], last[2])
                    last = (number, last[1], last[2])
                else:
                    waiting.append(number)

    def continues(self, number: int) -> tuple[Parse, Saying] | None:
        return self._continued.get(number)

    def completed(self, number: int, proposition: Proposition) -> Proposition:
        """The proposition with the saying it continues, so that it is judged as quoted speech."""
        continued = self._continued.get(number)
        if proposition.sayings or continued is None:
            return proposition
        return replace(proposition, sayings=(replace(continued[1], directness=Directness.QUOTED),))


def _quoting(stated: Sequence[Proposition]) -> Saying | None:
    for proposition in stated:
        for saying in proposition.sayings:
            if saying.directness is Directness.QUOTED:
                return saying
    return None


def _wholly(text: str, *, inside: bool) -> bool:
    """Whether the sentence has nothing outside its quotation marks."""
    return inside or text.rstrip()[-1:] in '”"»'


def _still_inside(text: str, *, inside: bool) -> bool:
    for character in text:
        if character in "“«":
            inside = True
        elif character in "”»":
            inside = False
        elif character == '"':
            inside = not inside
    return inside
