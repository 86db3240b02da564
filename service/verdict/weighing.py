"""From read windows to weighed passages: the named rules, then the window that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.evidence import Passage, WeighedPassage
from service.domain.spans import Span
from service.domain.stance import StanceProbabilities
from service.domain.verdict import Signal
from service.verdict.case import Case
from service.verdict.content import rule_on_documents
from service.verdict.excerpt import tokens
from service.verdict.pooling import is_copy
from service.verdict.rules import attribution, standing, subject
from service.verdict.rules.ruling import CONFIRMED, RULED, Asserted, Ruling
from service.verdict.windows import Window, fit

ON_TOPIC = 0.4
"""From this share of the statement's words on, page title included, a window counts in full, below it less.

On climate-fever dev this lowered the log loss of the pooled model for an early judge from 0.995 to 0.978.
"""
LEAD = 200
"""Code points before a quote in which its speaker is looked for."""


@dataclass(frozen=True, slots=True)
class ReadWindow:
    """A window with what the judge said of it."""

    window: Window
    stance: StanceProbabilities


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage with its stance and weight, and the rules that were applied to it."""

    passage: WeighedPassage
    signals: tuple[Signal, ...]


def weigh(
    case: Case, asserted: Asserted, passages: Sequence[tuple[Passage, Sequence[ReadWindow]]]
) -> list[Weighed]:
    """One result per passage that has a window, in order."""
    found = [(passage, windows) for passage, windows in passages if windows]
    rulings = rule_on_documents(
        asserted, [(passage, one.window, one.stance) for passage, windows in found for one in windows]
    )
    weighed, start = [], 0
    for passage, windows in found:
        weighed.append(_weighed(case, passage, windows, rulings[start : start + len(windows)]))
        start += len(windows)
    return weighed


def _weighed(
    case: Case,
    passage: Passage,
    windows: Sequence[ReadWindow],
    rulings: Sequence[Ruling | None],
) -> Weighed:
    stances = [
        ruling.stance if ruling and ruling.stance else one.stance
        for one, ruling in zip(windows, rulings, strict=True)
    ]
    best = _deciding(rulings)
    stance, quote_span = stances[best], windows[best].window.span
    label = stance.label()
    quote = passage.document.text[quote_span.start : quote_span.end]
    applied = [
        rulings[best],
        standing.copy(is_copy(passage)),
        subject.other_subject(case.statement, quote, passage.document.title),
        subject.part_of_subject(case.statement, quote, label),
        standing.timing(passage.timing, case.as_of),
        attribution.only_reported(_around(passage, quote_span), case.speaker, label, saying=case.saying),
    ]
    weights = [ruling.weight for ruling in applied if ruling and ruling.weight is not None]
    weighed = WeighedPassage(
        passage=passage,
        stance=label,
        probabilities=stance,
        weight=min([*weights, _on_topic(case, passage, windows[best].window, rulings[best])]),
        quote_span=quote_span,
    )
    return Weighed(weighed, tuple(ruling.signal for ruling in applied if ruling))


def _on_topic(case: Case, passage: Passage, window: Window, ruling: Ruling | None) -> float:
    """The less of the statement a window speaks of, the less its stance is worth; rules have seen to that."""
    if ruling is not None and ruling.stance in {RULED, CONFIRMED}:
        return 1.0
    share = fit(f"{passage.document.title or ''} {window.text}", tokens(case.statement))
    return min(1.0, share / ON_TOPIC)


def _around(passage: Passage, quote: Span) -> str:
    """The quote with what leads up to it in its passage: who is speaking often stands a sentence before."""
    start = max(passage.span.start, quote.start - LEAD)
    return passage.document.text[start : quote.end]


def _deciding(rulings: Sequence[Ruling | None]) -> int:
    """The first window on which a rule has decided; the passage as a whole where none has."""
    decided = (i for i, one in enumerate(rulings) if one and one.stance in {RULED, CONFIRMED})
    return next(decided, 0)
