"""From read windows to weighed passages: the named rules, then the window that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.evidence import Passage, WeighedPassage
from service.domain.spans import Span
from service.domain.stance import StanceLabel, StanceProbabilities
from service.domain.verdict import Signal
from service.verdict.case import Case
from service.verdict.content import rule_on_documents
from service.verdict.pooling import is_copy
from service.verdict.rules import attribution, standing, subject
from service.verdict.rules.ruling import CONFIRMED, RULED, Asserted, Ruling
from service.verdict.windows import Window

LEAD = 200
"""Code points before a quote in which its speaker is looked for."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage with its stance and weight, and the rules that were applied to it.

    ``contested``: a rule decided otherwise than the judge.
    """

    passage: WeighedPassage
    signals: tuple[Signal, ...]
    contested: bool = False


def weigh(
    case: Case, asserted: Asserted, read: Sequence[tuple[Passage, Window, StanceProbabilities]]
) -> list[Weighed]:
    """One result per passage, with its window and what the judge said of it, in order."""
    rulings = rule_on_documents(asserted, read)
    return [_weighed(case, *one, ruling) for one, ruling in zip(read, rulings, strict=True)]


def _weighed(
    case: Case, passage: Passage, window: Window, judged: StanceProbabilities, ruling: Ruling | None
) -> Weighed:
    if ruling and ruling.stance == CONFIRMED and judged.label() is not StanceLabel.SUPPORTS:
        ruling = Ruling(
            replace(ruling.signal, effect="none")
        )  # right in 2 of 19 such cases kept out of training
    stance = ruling.stance if ruling and ruling.stance else judged
    label = stance.label()
    quote = passage.document.text[window.span.start : window.span.end]
    applied = [
        ruling,
        standing.copy(is_copy(passage)),
        subject.other_subject(case.statement, quote, window.title),
        subject.other_key(case.statement, quote, window.title),
        subject.part_of_subject(case.statement, quote, window.title, label),
        standing.timing(passage.timing, case.as_of),
        attribution.only_reported(_around(passage, window.span), case.speaker, label, saying=case.saying),
    ]
    weights = [ruling.weight for ruling in applied if ruling and ruling.weight is not None]
    weighed = WeighedPassage(
        passage=passage,
        stance=label,
        probabilities=stance,
        weight=min([1.0, *weights]),
        quote_span=window.span,
    )
    contested = stance == RULED and judged.label() is not StanceLabel.REFUTES
    return Weighed(weighed, tuple(ruling.signal for ruling in applied if ruling), contested)


def _around(passage: Passage, quote: Span) -> str:
    """The quote with what leads up to it in its passage: who is speaking often stands a sentence before."""
    start = max(passage.span.start, quote.start - LEAD)
    return passage.document.text[start : quote.end]
