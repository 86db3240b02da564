"""How much a sentence is worth checking: a small fine-tuned encoder; for other languages a plain rule.

Both learned from sentences of US debates (see the card beside the weights); in news they rank, they do not
decide what is a claim.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.claims.worth_any_language import AnyLanguageWorth, CoefficientsError
from service.inference.artifact import open_artifact
from service.inference.failures import ArtifactError
from service.inference.sentence_encoder import SentenceEncoder

LABELS = ("not_factual", "unimportant_factual", "check_worthy", "picked")
"""The model's outputs: three that exclude each other, and whether a fact-checker would take the sentence."""
ANY_LANGUAGE = "any_language.json"
_WARM_UP = "Unemployment fell to 4 percent."
_EXTREME = 700.0  # log-odds beyond which a probability is 0 to the last bit


@dataclass(frozen=True, slots=True)
class Worth:
    """``check_worthy`` is calibrated; ``kinds`` are the model's own shares of the three exclusive labels.

    ``rank`` orders the sentences of one text by how soon a fact-checker would take them.
    """

    check_worthy: float
    kinds: tuple[float, float, float]
    rank: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of the log-odds of ``check_worthy``; ``threshold`` is the probability that gave the best F1 on dev."""

    slope: float
    shift: float
    threshold: float
    rank_by_worth: float

    @classmethod
    def of(cls, card: object) -> Calibration:
        """Raises ``ArtifactError`` when the card has no calibration that can be used."""
        try:
            values = card["calibration"]  # type: ignore[index]  # whatever is wrong with it is caught below
            found = cls(**{name: float(values[name]) for name in cls.__dataclass_fields__})
        except (KeyError, TypeError, ValueError) as error:
            raise ArtifactError(f"the card has no calibration: {error!r}") from error
        if not (
            math.isfinite(found.shift) and math.isfinite(found.rank_by_worth) and 0 < found.slope < math.inf
        ):
            raise ArtifactError("the card's calibration is not one that keeps the order")
        return found


class CheckWorthiness:
    """Implements the extractor's ``Scorer``; safe to share between threads. ``name`` goes into the report."""

    def __init__(
        self,
        name: str,
        sha256: str,
        encoder: SentenceEncoder,
        calibration: Calibration,
        any_language: AnyLanguageWorth,
    ) -> None:
        self.name = name
        self.sha256 = sha256
        self.threshold = calibration.threshold
        self._encoder = encoder
        self._calibration = calibration
        self._any_language = any_language

    @classmethod
    def load(cls, folder: Path) -> CheckWorthiness:
        """Verify and open the model in ``folder``; blocking, under a second. Raises ``ArtifactError``."""
        artifact = open_artifact(folder, labels=LABELS)
        encoder = SentenceEncoder.load(artifact.weights, artifact.tokenizer, max_tokens=artifact.max_tokens)
        try:
            coefficients = json.loads((folder / ANY_LANGUAGE).read_text(encoding="utf-8"))["coefficients"]
            any_language = AnyLanguageWorth.of(coefficients)
        except (OSError, ValueError, KeyError, TypeError, CoefficientsError) as error:
            raise ArtifactError(f"{folder / ANY_LANGUAGE} is of no use: {error!r}") from error
        loaded = cls(artifact.name, artifact.sha256, encoder, Calibration.of(artifact.card), any_language)
        loaded.score([_WARM_UP])
        return loaded

    def score(self, sentences: Sequence[str]) -> list[float]:
        """Calibrated probability that a fact-checker would mark each English sentence, in order.

        Raises ``InferenceError`` when the model does not answer with numbers.
        """
        return [worth.check_worthy for worth in self.judge(sentences)]

    def score_any_language(self, sentences: Sequence[str]) -> list[float]:
        """The same from figures, names and length alone, for text that is not English."""
        return [self._any_language.probability(sentence) for sentence in sentences]

    def judge(self, sentences: Sequence[str]) -> list[Worth]:
        """All the model says of each sentence, in order; raises as ``score``."""
        return [self._worth(row) for row in self._encoder.logits(sentences, outputs=len(LABELS)).tolist()]

    def _worth(self, logits: list[float]) -> Worth:
        *kinds, picked = logits
        largest = max(kinds)
        powers = [math.exp(value - largest) for value in kinds]
        total = sum(powers)
        others = max(powers[0] + powers[1], sys.float_info.min)
        odds = kinds[2] - largest - math.log(others)
        by = self._calibration
        return Worth(
            check_worthy=1 / (1 + math.exp(-max(-_EXTREME, by.slope * odds + by.shift))),
            kinds=(powers[0] / total, powers[1] / total, powers[2] / total),
            rank=picked + by.rank_by_worth * odds,
        )
