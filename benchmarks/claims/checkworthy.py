"""Check-worthiness on ClaimBuster and CheckThat! 2019, beside baselines fitted in the same run."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from benchmarks.claims.checkworthy_baselines import bag_of_words, length_and_numbers
from benchmarks.claims.checkworthy_report import (
    CLAIMBUSTER,
    CheckworthyResult,
    ClaimBusterLine,
    DebateLine,
    lines,
)
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

__all__ = ["CheckworthyResult", "lines", "measure"]
ARTIFACT = Path(__file__).parents[2] / "service/artifacts/checkworthiness"
DEPTH = 10
SPEED_ROWS = 300


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
