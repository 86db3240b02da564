"""How near two texts are in meaning: what ranks passages beside the words they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Similarity(Protocol):
    """Blocking and quick: tens of thousands of sentences a second. May be called from several threads."""

    def similarities(self, statement: str, texts: Sequence[str]) -> list[float]:
        """One per text, in [-1, 1]; 0 where a text has no words. A longer text is read to a bound."""
        ...
