"""Check-worthiness on ClaimBuster and CheckThat! 2019, beside baselines fitted in the same run."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.claims.checkworthy_baselines import bag_of_words, length_and_numbers
from benchmarks.claims.checkworthy_scores import (
    Flags,
    Scores,
    average_precision,
    calibration_error,
    found,
    precision_at,
    weighted_f1,
)
from service.claims.checkworthiness import CheckWorthiness
from service.language.english import English
from training.checkworthiness.data import CHECKTHAT, LABELS, load, read_rows

ARTIFACT = Path("service/artifacts/checkworthiness")
CLAIMBUSTER = "claimbuster_disjoint_2000"
DEPTH = 10
SPEED_ROWS = 300
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


def measure(data: Path) -> CheckworthyResult:
    """Of ``data/checkworthy``; about a minute. Thresholds and settings come from training rows alone."""
    corpus = load(data / "checkworthy").sentences
    model = CheckWorthiness.load(ARTIFACT)
    rows = read_rows(data / f"checkworthy/test/{CLAIMBUSTER}.jsonl.gz")
    texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]
    truth = np.array([label == "check_worthy" for label in labels])
    judged = model.judge(texts)
    worth = np.array([one.check_worthy for one in judged])
    kinds = [LABELS[max(range(3), key=one.kinds.__getitem__)] for one in judged]
    words = bag_of_words(corpus, texts)
    plain = np.array(model.score_any_language(texts))

    spoken = read_rows(data / f"checkworthy/test/{CHECKTHAT}.jsonl.gz")
    said = [row["text"] for row in spoken]
    debates = np.array([row["debate"] for row in spoken])
    picked = np.array([row["label"] == "check_worthy" for row in spoken])
    shape = length_and_numbers(corpus, said)
    rankings = {
        model.name: np.array([one.rank for one in model.judge(said)]),
        f"length and numbers ({shape.chosen})": shape.scores,
        "random": np.random.default_rng(1).random(len(said)),
    }
    scoring, parsing = _speed(model, texts[:SPEED_ROWS])
    return CheckworthyResult(
        model=model.name,
        sha256=model.sha256,
        sentences=len(rows),
        check_worthy=int(truth.sum()),
        claimbuster=(
            _claimbuster(model.name, model.threshold, truth, worth, labels, kinds),
            _claimbuster(
                f"bag of words ({words.chosen})", words.threshold, truth, words.scores, labels, words.kinds
            ),
        ),
        debates=len(set(debates)),
        debate_sentences=len(spoken),
        picked=int(picked.sum()),
        ranking=tuple(_debates(who, debates, picked, scores) for who, scores in rankings.items()),
        calibration_error=calibration_error(truth, worth),
        any_language_average_precision=average_precision(truth, plain),
        scoring_ms=scoring,
        parsing_ms=parsing,
    )


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


def _claimbuster(  # noqa: PLR0917 - a line of the table from its parts
    who: str, threshold: float, truth: Flags, scores: Scores, labels: Sequence[str], kinds: Sequence[str]
) -> ClaimBusterLine:
    return ClaimBusterLine(
        who=who,
        threshold=threshold,
        **asdict(found(truth, scores >= threshold)),
        weighted_f1=weighted_f1(labels, kinds),
        average_precision=average_precision(truth, scores),
    )


def _debates(
    who: str, debates: np.ndarray[tuple[int], np.dtype[np.str_]], picked: Flags, scores: Scores
) -> DebateLine:
    inside = [debates == one for one in sorted(set(debates))]
    return DebateLine(
        who=who,
        mean_average_precision=float(np.mean([average_precision(picked[i], scores[i]) for i in inside])),
        precision_at_10=float(np.mean([precision_at(picked[i], scores[i], DEPTH) for i in inside])),
    )


def _speed(model: CheckWorthiness, sentences: list[str]) -> tuple[float, float]:
    """Milliseconds of processor time a sentence takes to be scored, and to be parsed."""
    english = English()
    english.parse_all(sentences[:1])
    started = time.process_time()
    model.score(sentences)
    scored = time.process_time()
    english.parse_all(sentences)
    return tuple(1000 * t / len(sentences) for t in (scored - started, time.process_time() - scored))  # type: ignore[return-value]  # two of them
