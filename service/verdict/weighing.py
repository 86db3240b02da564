"""From read windows to weighed passages: the named rules, then the window that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.evidence import Passage, WeighedPassage
from service.domain.stance import StanceProbabilities
from service.domain.verdict import Signal
from service.verdict.case import Case
from service.verdict.content import rule_on_documents
from service.verdict.pooling import is_copy
from service.verdict.rules import attribution, standing, subject
from service.verdict.rules.ruling import CONFIRMED, RULED, Asserted, Ruling
from service.verdict.windows import Window, fit, tokens

ON_TOPIC = 0.4
"""From this share of the statement's words on, page title included, a window counts in full, below it less.

On climate-fever dev this lowered the log loss of the pooled model for an early judge from 0.995 to 0.978.
"""
NEAR = 0.05
"""Windows whose decisive probabilities differ by no more say the same; the shorter one is quoted."""
LEAD = 200
"""Code points before a window in which its speaker is looked for."""


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
    best = _deciding(windows, stances)
    stance = stances[best]
    label = stance.label()
    applied = [
        rulings[best],
        standing.copy(is_copy(passage)),
        subject.other_subject(case.statement, windows[best].window.text, passage.document.title),
        subject.part_of_subject(case.statement, windows[best].window.text, label),
        standing.timing(passage.timing, case.as_of),
        attribution.only_reported(
            _around(passage, windows[best].window), case.speaker, label, saying=case.saying
        ),
    ]
    weights = [ruling.weight for ruling in applied if ruling and ruling.weight is not None]
    weighed = WeighedPassage(
        passage=passage,
        stance=label,
        probabilities=stance,
        weight=min([*weights, _on_topic(case, passage, windows[best].window, rulings[best])]),
        quote_span=windows[best].window.span,
    )
    return Weighed(weighed, tuple(ruling.signal for ruling in applied if ruling))


def _on_topic(case: Case, passage: Passage, window: Window, ruling: Ruling | None) -> float:
    """The less of the statement a window speaks of, the less its stance is worth; rules have seen to that."""
    if ruling is not None and ruling.stance in {RULED, CONFIRMED}:
        return 1.0
    share = fit(f"{passage.document.title or ''} {window.text}", tokens(case.statement))
    return min(1.0, share / ON_TOPIC)


def _around(passage: Passage, window: Window) -> str:
    """The window with what leads up to it in its passage: who is speaking often stands a sentence before."""
    start = max(passage.span.start, window.span.start - LEAD)
    return passage.document.text[start : window.span.end]


def _deciding(windows: Sequence[ReadWindow], stances: Sequence[StanceProbabilities]) -> int:
    """The shortest of the windows that are about as decisive as the most decisive one."""
    top = max(map(_decisive, stances))
    near = [i for i, stance in enumerate(stances) if _decisive(stance) >= top - NEAR]
    return min(near, key=lambda i: len(windows[i].window.text))


def _decisive(stance: StanceProbabilities) -> float:
    return max(stance.supports, stance.refutes)
