"""What was measured of check-worthiness, and the page that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from training.checkworthiness.data import CHECKTHAT

CLAIMBUSTER = "claimbuster_disjoint_2000"
GAIN_ASKED = 0.08  # F1 of check-worthy above the bag of words
RATIO_ASKED = 1.5  # MAP over that of length and numbers


@dataclass(frozen=True, slots=True)
class ClaimBusterLine:
    """One answerer on ClaimBuster's test; ``threshold`` was chosen on training rows."""

    who: str
    threshold: float
    precision: float
    recall: float
    f1: float
    weighted_f1: float
    average_precision: float


@dataclass(frozen=True, slots=True)
class DebateLine:
    """One ranking of the test debates: means over debates."""

    who: str
    mean_average_precision: float
    precision_at_10: float


@dataclass(frozen=True, slots=True)
class CheckworthyResult:
    """``calibration_error`` in ten bins on ClaimBuster's test; times in ms a sentence, on one core."""

    model: str
    sha256: str
    sentences: int
    check_worthy: int
    claimbuster: tuple[ClaimBusterLine, ...]
    debates: int
    debate_sentences: int
    picked: int
    ranking: tuple[DebateLine, ...]
    calibration_error: float
    any_language_average_precision: float
    scoring_ms: float
    parsing_ms: float

    @property
    def gain(self) -> float:
        """F1 of check-worthy, model less bag of words."""
        return self.claimbuster[0].f1 - self.claimbuster[1].f1

    @property
    def ratio(self) -> float:
        """MAP of the model over that of length and numbers."""
        return self.ranking[0].mean_average_precision / self.ranking[1].mean_average_precision


def lines(result: CheckworthyResult) -> list[str]:
    """A section in Markdown."""
    gain, ratio = _met(result.gain >= GAIN_ASKED), _met(result.ratio >= RATIO_ASKED)
    return f"""## Check-worthiness

Model {result.model}, weights sha256 `{result.sha256}`.
Thresholds and settings were chosen on training rows.

`checkworthy/test/{CLAIMBUSTER}`: {result.sentences} sentences, {result.check_worthy} check-worthy.

| who | threshold | precision | recall | F1 | weighted F1 of three classes | average precision |
| --- | --- | --- | --- | --- | --- | --- |
{_rows(result.claimbuster)}

F1 {result.gain:+.3f} beside the bag of words ({gain}: {GAIN_ASKED:+.2f}).
Expected calibration error of the model {result.calibration_error:.3f} (10 bins).
The scorer for other languages, read on these English sentences:
average precision {result.any_language_average_precision:.3f}.

`checkworthy/test/{CHECKTHAT}`: {result.debates} debates and speeches, {result.debate_sentences} sentences,
{result.picked} of them picked by fact-checkers. Means over debates.

| ranked by | MAP | P@10 |
| --- | --- | --- |
{_rows(result.ranking)}

MAP {result.ratio:.2f} times that of length and numbers ({ratio}: {RATIO_ASKED}).
Scoring takes {result.scoring_ms:.1f} ms of processor time a sentence, parsing {result.parsing_ms:.1f} ms.
""".splitlines()


def _rows(found: Sequence[ClaimBusterLine | DebateLine]) -> str:
    return "\n".join(
        "| " + " | ".join(v if isinstance(v, str) else f"{v:.3f}" for v in asdict(one).values()) + " |"
        for one in found
    )


def _met(met: bool) -> str:
    return "asked and met" if met else "asked and **missed**"
