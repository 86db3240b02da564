"""The errors stated with most confidence, for reading. They hold third-party text: never for a commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.rows import Row
from benchmarks.verdicts.answers import Answer
from benchmarks.verdicts.measuring import Answered
from benchmarks.verdicts.results import VERDICT

WORST = 20  # a file
CLIP = 900  # code points of evidence
ROOT = Path(__file__).parents[2]
UNCOMMITTED = (ROOT / ".cache", ROOT / "var")


def may_hold_errors(path: Path) -> bool:
    """Outside of the project, or in a folder of it that is never committed."""
    whole = path.resolve()
    return not whole.is_relative_to(ROOT) or any(whole.is_relative_to(folder) for folder in UNCOMMITTED)


def worst(answered: Answered) -> list[tuple[Row, Answer]]:
    """Rows whose most probable answer is wrong, the most probable first."""
    wrong = [
        (row, answer)
        for row, answer in zip(answered.rows, answered.answers[VERDICT], strict=True)
        if answer.chances.likeliest() is not row.label
    ]
    return sorted(wrong, key=lambda one: -max(one[1].chances))[:WORST]


def as_markdown(files: Sequence[Answered]) -> str:
    return "\n".join(line for answered in files for line in _file(answered)) + "\n"


def _file(answered: Answered) -> Iterator[str]:
    yield f"# {answered.file}\n"
    for number, (row, answer) in enumerate(worst(answered), 1):
        evidence = row.evidence if len(row.evidence) <= CLIP else f"{row.evidence[:CLIP]} …"
        chances = " / ".join(f"{chance:.2f}" for chance in answer.chances)
        signals = "; ".join(f"{one.name} ({one.effect}): {one.detail}" for one in answer.signals) or "none"
        yield f"## {answered.file} {number}: {row.label}, answered {answer.chances.likeliest()}\n"
        yield f"- claim: {_line(row.claim)}"
        yield f"- evidence: {_line(evidence)}"
        yield f"- supported / refuted / not enough: {chances}; given: {answer.given}"
        yield f"- signals: {_line(signals)}\n"


def _line(text: str) -> str:
    return " ⏎ ".join(part.strip() for part in text.splitlines() if part.strip())
