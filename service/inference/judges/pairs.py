"""How a pair is put before a model that reads two texts."""

from __future__ import annotations

from enum import StrEnum

from service.domain.stance import StatementPassage
from service.inference.stance import titled


class PairOrder(StrEnum):
    """Models of natural language inference read (premise, hypothesis): the passage, then the statement."""

    PASSAGE_FIRST = "passage-first"
    STATEMENT_FIRST = "statement-first"


def both(pair: StatementPassage, order: PairOrder) -> tuple[str, str]:
    """The two texts in the order the model reads them, the passage under the title of its page."""
    passage = titled(pair)
    return (passage, pair.statement) if order is PairOrder.PASSAGE_FIRST else (pair.statement, passage)
