"""From read windows to weighed passages: the named rules, then the window that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.evidence import Passage, WeighedPassage
from service.domain.stance import StanceProbabilities
from service.domain.verdict import Signal
from service.verdict.case import Case
from service.verdict.pooling import is_copy
from service.verdict.rules import attribution, standing
from service.verdict.rules.numbers import rule_on_numbers
from service.verdict.rules.ruling import Asserted
from service.verdict.windows import Window


@dataclass(frozen=True, slots=True)
class ReadWindow:
    """A window with what the judge said of it."""

    window: Window
    stance: StanceProbabilities


@dataclass(frozen=True, slots=True)
class Weighed:
    """The passage, the rules applied to it."""

    passage: WeighedPassage
    signals: tuple[Signal, ...]


def weigh(
    case: Case, asserted: Asserted, passages: Sequence[tuple[Passage, Sequence[ReadWindow]]]
) -> list[Weighed]:
    """One result per passage that has a window, in order."""
    read = [(passage, windows) for passage, windows in passages if windows]
    rulings = rule_on_numbers(
        asserted,
        [
            (passage, [one.window for one in windows], [one.stance for one in windows])
            for passage, windows in read
        ],
    )
    found = []
    for (passage, windows), of_windows in zip(read, rulings, strict=True):
        stances = [
            ruling.stance if ruling and ruling.stance else one.stance
            for one, ruling in zip(windows, of_windows, strict=True)
        ]
        best = max(range(len(windows)), key=lambda i: (_decisive(stances[i]), windows[i].window.fit))
        decided = of_windows[best]
        signals = [decided.signal] if decided else []
        stance, weight = stances[best], 1.0
        label = stance.label()
        for ruling in (
            standing.copy(is_copy(passage)),
            standing.timing(passage.timing, case.as_of),
            attribution.only_reported(passage.text, case.speaker, label, saying=case.saying),
        ):
            if ruling is not None:
                signals.append(ruling.signal)
                weight = min(weight, 1.0 if ruling.weight is None else ruling.weight)
        found.append(
            Weighed(
                WeighedPassage(
                    passage=passage,
                    stance=label,
                    probabilities=stance,
                    weight=weight,
                    quote_span=windows[best].window.span,
                ),
                tuple(signals),
            )
        )
    return found


def _decisive(stance: StanceProbabilities) -> float:
    return max(stance.supports, stance.refutes)
