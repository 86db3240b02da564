"""Quotations that run over several sentences: only one of them says who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.claims.layout import Sentence
from service.claims.syntax.propositions import Proposition
from service.claims.syntax.sayings import Saying
from service.domain.claim import Directness
from service.language.english import Parse

_OPENS = {"“": "”", "«": "»", "„": "“", '"': '"'}


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
        self._begun: set[int] = set()
        awaited: str | None = None
        block = -1
        last: tuple[int, Parse, Saying] | None = None
        waiting: list[int] = []
        for number, (place, parse, own) in enumerate(zip(sentences, parses, stated, strict=True)):
            text = parse.text
            if place.block != block:
                # A quotation that goes on in the next paragraph opens there anew, without having been closed.
                goes_on = awaited is not None and text[:1] in _OPENS
                awaited, block = None, place.block
                waiting = waiting if goes_on else []
                last = (number - 1, last[1], last[2]) if goes_on and last is not None else last
            if awaited is not None:
                self._begun.add(number)
            quoted = awaited is not None or text[:1] in _OPENS
            saying = _quoting(own, begun=awaited is not None) if quoted else None
            awaited = _open_at_end(text, awaited)
            if saying is not None:
                for earlier in waiting:
                    self._continued[earlier] = (parse, saying)
                last, waiting = (number, parse, saying), []
            elif quoted and _wholly(text, open_at_end=awaited is not None):
                if last is not None and number - last[0] <= 1:
                    self._continued[number] = (last[1], last[2])
                    last = (number, last[1], last[2])
                else:
                    waiting.append(number)
            elif awaited is not None and own and own[-1].sayings:
                last = (number, parse, own[-1].sayings[-1])

    def continues(self, number: int) -> tuple[Parse, Saying] | None:
        return self._continued.get(number)

    def completed(self, number: int, proposition: Proposition) -> Proposition:
        """The proposition with the saying it continues, quoted where its quotation opened before it."""
        continued = self._continued.get(number)
        if not proposition.sayings and continued is not None:
            # its words are those of another sentence: here nothing but what is said
            spoken = replace(_as_quoted(continued[1]), words=set(), said=set(proposition.words))
            return replace(proposition, sayings=(spoken,))
        if proposition.sayings and number in self._begun and _first_said(proposition.sayings[-1]):
            return replace(
                proposition, sayings=(*proposition.sayings[:-1], _as_quoted(proposition.sayings[-1]))
            )
        return proposition


def _as_quoted(saying: Saying) -> Saying:
    return replace(saying, directness=Directness.QUOTED)


def _first_said(saying: Saying) -> bool:
    """Whether what is said stands before who says it."""
    return min(saying.said, default=0) < min(saying.words, default=0)


def _quoting(stated: Sequence[Proposition], *, begun: bool) -> Saying | None:
    for proposition in stated:
        for saying in proposition.sayings:
            if saying.directness is Directness.QUOTED or (begun and _first_said(saying)):
                return saying
    return None


def _wholly(text: str, *, open_at_end: bool) -> bool:
    """Whether the sentence has nothing outside its quotation marks."""
    return open_at_end or text.rstrip()[-1:] in '”"»“'


def _open_at_end(text: str, awaited: str | None) -> str | None:
    """The mark that a quotation still open at the end of ``text`` waits for."""
    for character in text:
        if character == awaited:
            awaited = None
        elif awaited is None:
            awaited = _OPENS.get(character)
    return awaited
