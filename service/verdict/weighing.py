"""From read windows to weighed passages: the named rules, then the window that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.evidence import Passage, WeighedPassage
from service.domain.spans import Span
from service.domain.stance import StanceProbabilities
from service.domain.verdict import Signal
from service.verdict.case import Case
from service.verdict.consent import Consent, Decided, decided
from service.verdict.content import rule_on_documents
from service.verdict.pooling import is_copy
from service.verdict.rules import attribution, standing, subject
from service.verdict.rules.ruling import Asserted, Ruling
from service.verdict.windows import Window

DOUBTED = 0.5
"""Weight of what the judge says against a loosely matching rule: right in 21 of 34 cases not learned from."""
LEAD = 200
"""Code points before a quote in which its speaker is looked for."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage with its stance and weight, the rules applied to it, and what one of them decided."""

    passage: WeighedPassage
    signals: tuple[Signal, ...]
    decided: Decided | None = None


def weigh(
    case: Case, asserted: Asserted, read: Sequence[tuple[Passage, Window, StanceProbabilities]]
) -> list[Weighed]:
    """One result per passage, with its window and what the judge said of it, in order."""
    rulings = rule_on_documents(asserted, read)
    return [_weighed(case, *one, ruling) for one, ruling in zip(read, rulings, strict=True)]


def _weighed(
    case: Case, passage: Passage, window: Window, judged: StanceProbabilities, ruling: Ruling | None
) -> Weighed:
    found = decided(ruling, judged)
    if ruling and found and not found.stands:
        ruling, found = _without_consent(ruling, found), None
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
    return Weighed(weighed, tuple(ruling.signal for ruling in applied if ruling), found)


def _without_consent(ruling: Ruling, found: Decided) -> Ruling:
    """The judge's stance stands, and counts for less where a rule takes the other side."""
    if found.consent is Consent.OPEN:
        return Ruling(replace(ruling.signal, effect="none"))
    return Ruling(replace(ruling.signal, effect=f"weight {DOUBTED}"), weight=DOUBTED)


def _around(passage: Passage, quote: Span) -> str:
    """The quote with what leads up to it in its passage: who is speaking often stands a sentence before."""
    start = max(passage.span.start, quote.start - LEAD)
    return passage.document.text[start : quote.end]
