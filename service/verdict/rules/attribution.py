"""Saying is not being: a passage in which the claim's own source says it shows only that it was said."""

from __future__ import annotations

from service.domain.stance import StanceLabel
from service.domain.verdict import Signal
from service.verdict.rules.ruling import Ruling
from service.verdict.rules.sayings import SPEECH
from service.verdict.wording import content_stems, names, names_alike


def only_reported(text: str, speaker: str | None, stance: StanceLabel, *, saying: bool) -> Ruling | None:
    """Weight 0 for support by ``text`` that merely passes on what ``speaker`` says.

    A case that checks the saying itself is not touched; nor is a passage that refutes.
    """
    if saying or speaker is None or stance is not StanceLabel.SUPPORTS:
        return None
    if not SPEECH.search(text) or not _speaks(speaker, text):
        return None
    detail = "the passage reports what the claim's own source said"
    return Ruling(Signal("only_reported", "weight 0", detail), weight=0.0)


def _speaks(speaker: str, text: str) -> bool:
    """The speaker is named there: one of its names, or, for one without names, most of its words."""
    called = names(speaker)
    if called:
        present = names(text)
        alike = sum(any(names_alike(one, other) for other in present) for one in called)
        return 2 * alike >= len(called)
    described = content_stems(speaker)
    return bool(described) and 2 * len(described & content_stems(text)) > len(described)
