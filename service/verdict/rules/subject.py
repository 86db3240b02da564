"""Whether a record is about what the claim is about.

A line of Germany's page says nothing of France, and the number of men does not refute the population.
"""

from __future__ import annotations

from service.domain.stance import StanceLabel
from service.domain.verdict import Signal
from service.verdict.excerpt import tokens
from service.verdict.rules.lines import key_of
from service.verdict.rules.ruling import Ruling
from service.verdict.vocabulary import QUALIFIERS
from service.verdict.wording import content_stems, names, names_alike, stem, words

_NARROWING = frozenset(stem(word) for word in QUALIFIERS - {"birth"})
"""When somebody was born narrows nothing down."""


def other_subject(statement: str, window: str, title: str | None) -> Ruling | None:
    """Weight 0 for a "key: value" line of a page whose subject the claim does not name.

    Such a line does not name its own subject; prose does, and the judge reads it there.
    """
    if not title or key_of(window) is None:
        return None
    subject, said = names(title), words(statement)
    if not subject or any(names_alike(name, word) for name in subject for word in said):
        return None
    return Ruling(Signal("other_subject", "weight 0", f"page: {title}"), weight=0.0)


def other_key(statement: str, window: str, title: str | None) -> Ruling | None:
    """Weight 0 for a "key: value" line of a page that has nothing in common with the claim but names.

    That a list of launch sites names Norway and the European Union says nothing of its membership.
    """
    key = key_of(window)
    if not title or key is None:
        return None
    asked = tokens(statement) - tokens(" ".join(names(statement)))
    if not asked or asked & tokens(window):
        return None
    return Ruling(Signal("other_key", "weight 0", key), weight=0.0)


def part_of_subject(statement: str, window: str, title: str | None, label: StanceLabel) -> Ruling | None:
    """Weight 0 for a refutation by a single "key: value" line of a page, its key narrower than the claim."""
    key = key_of(window)
    if label is not StanceLabel.REFUTES or not title or key is None or "\n" in window.strip():
        return None
    narrower = content_stems(key) & _NARROWING - content_stems(statement)
    if not narrower:
        return None
    return Ruling(Signal("part_of_subject", "weight 0", ", ".join(sorted(narrower))), weight=0.0)
