"""How often each named rule fired on labelled rows, and how often that was right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.rows import Label
from benchmarks.verdicts.answers import Answer

_RIGHT = {
    "refutes": frozenset({Label.REFUTED}),
    "supports": frozenset({Label.SUPPORTED}),
    "neither": frozenset({Label.NOT_ENOUGH}),
    "weight 0": frozenset({Label.NOT_ENOUGH}),
    "refutation weight 0": frozenset(Label) - {Label.REFUTED},
    "support weight 0": frozenset(Label) - {Label.SUPPORTED},
}
"""The labels with which an effect is right."""
_DECIDES_NOTHING = frozenset({"none", "probabilities", "confidence withheld"})


@dataclass(frozen=True, slots=True)
class RuleCount:
    """``right`` is null where the file has no label the effect could be right with, or none is known."""

    rule: str
    effect: str
    fired: int
    right: int | None


def count_rules(
    answers: Sequence[Answer], truth: Sequence[Label], classes: Sequence[Label]
) -> tuple[RuleCount, ...]:
    """In order of name; a rule counts once a row."""
    fired: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for answer, label in zip(answers, truth, strict=True):
        for rule, effect in {(signal.name, signal.effect) for signal in answer.signals}:
            if effect not in _DECIDES_NOTHING:
                fired[rule, effect] += 1
                right[rule, effect] += label in _RIGHT.get(effect, ())
    can_tell = {effect for effect, labels in _RIGHT.items() if labels & set(classes)}
    return tuple(
        RuleCount(rule, effect, count, right[rule, effect] if effect in can_tell else None)
        for (rule, effect), count in sorted(fired.items())
    )


def in_all(files: Iterable[Sequence[RuleCount]]) -> list[RuleCount]:
    """Over all files that can tell whether the rule was right; without such a file, how often it fired."""
    together: dict[tuple[str, str], list[RuleCount]] = {}
    for counts in files:
        for one in counts:
            together.setdefault((one.rule, one.effect), []).append(one)
    found = []
    for (rule, effect), counts in sorted(together.items()):
        told = [(one.fired, one.right) for one in counts if one.right is not None]
        fired = sum(fired for fired, _ in told) if told else sum(one.fired for one in counts)
        found.append(RuleCount(rule, effect, fired, sum(right for _, right in told) if told else None))
    return found
