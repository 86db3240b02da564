"""Score claim extraction against an editor's marks.

    python -m benchmarks.claims ARTICLE.txt ARTICLE.claims.jsonl [--json]

The rule: a mark is found when the union of the extracted spans that lie at least 60 % inside it has an
intersection over union of at least 0.6 with it, so that a correct split costs nothing; an extracted claim
of which less than half lies in any mark is "other". Prints each miss and each other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path

from service.claims.checkworthiness import CheckWorthiness
from service.claims.extractor import ClaimExtractor
from service.domain.article import Draft
from service.domain.claim import Claim
from service.language.english import English

INSIDE, UNION, OTHER = 0.6, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Mark:
    """What an editor marked; ``times`` are prefixes of ISO dates, ``speakers`` any of which is right."""

    number: int
    start: int
    end: int
    text: str
    optional: bool
    times: tuple[str, ...]
    speakers: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """``times`` and ``speakers`` count the found marks whose times and whose attribution came out right."""

    required: int
    found: int
    times: int
    speakers: int
    missed: tuple[Mark, ...]
    others: tuple[Claim, ...]


def read_marks(path: Path) -> list[Mark]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Mark(
            number=row["n"],
            start=row["span"][0],
            end=row["span"][1],
            text=row["text"],
            optional=row.get("optional", False),
            times=tuple(row.get("times", ())),
            speakers=tuple(row.get("attribution") or [None]),
        )
        for row in rows
    ]


def score(claims: list[Claim], marks: list[Mark]) -> Score:
    required = [mark for mark in marks if not mark.optional]
    parts = {mark.number: [c for c in claims if _inside(c, mark) >= INSIDE] for mark in marks}
    found = [mark for mark in required if _overlap(parts[mark.number], mark) >= UNION]
    return Score(
        required=len(required),
        found=len(found),
        times=sum(_dated(parts[mark.number], mark) for mark in found),
        speakers=sum(_attributed(parts[mark.number], mark) for mark in found),
        missed=tuple(mark for mark in required if mark not in found),
        others=tuple(c for c in claims if max(_inside(c, mark) for mark in marks) < OTHER),
    )


def _inside(claim: Claim, mark: Mark) -> float:
    shared = min(claim.span.end, mark.end) - max(claim.span.start, mark.start)
    return max(shared, 0) / (claim.span.end - claim.span.start)


def _overlap(claims: list[Claim], mark: Mark) -> float:
    covered = {i for claim in claims for i in range(claim.span.start, claim.span.end)}
    wanted = set(range(mark.start, mark.end))
    return len(covered & wanted) / len(covered | wanted) if covered else 0.0


def _dated(claims: list[Claim], mark: Mark) -> bool:
    starts = [time.start.isoformat() for claim in claims for time in claim.times]
    return all(any(start.startswith(wanted) for start in starts) for wanted in mark.times)


def _attributed(claims: list[Claim], mark: Mark) -> bool:
    """Right when the speaker of some part is one the editor allows; compared by their words."""
    said = [claim.attribution.speaker if claim.attribution else None for claim in claims]
    return any(_same(speaker, allowed) for speaker in said for allowed in mark.speakers)


def _same(speaker: str | None, allowed: str | None) -> bool:
    if speaker is None or allowed is None:
        return speaker is allowed
    left, right = _words(speaker), _words(allowed)
    return left <= right or right <= left


def _words(text: str) -> set[str]:
    return {word.strip(",.()’'").removesuffix("’s").removesuffix("'s").lower() for word in text.split()}


def main() -> None:
    options = argparse.ArgumentParser(description="Score claim extraction against an editor's marks.")
    options.add_argument("article", type=Path)
    options.add_argument("marks", type=Path)
    options.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = options.parse_args()
    scorer = CheckWorthiness.load(Path(__file__).parent.parent / "service/artifacts/checkworthiness")
    extractor = ClaimExtractor(English(), scorer, lambda text: hashlib.sha256(text.encode()).hexdigest())
    text = chosen.article.read_text(encoding="utf-8")
    extractor.extract(Draft(text="A first sentence loads the models."), max_claims=1)
    start = time.perf_counter()
    extraction = extractor.extract(Draft(text=text), max_claims=100)
    elapsed = time.perf_counter() - start
    result = score(list(extraction.claims), read_marks(chosen.marks))
    if chosen.json:
        print(json.dumps({"found": result.found, "required": result.required, "others": len(result.others)}))
        return
    print(f"found {result.found} of {result.required} required marks, {len(result.others)} others")
    print(f"of those found: times right {result.times}, speaker right {result.speakers}")
    print(f"published_at {extraction.article.published_at}; {elapsed:.2f} s")
    for mark in result.missed:
        print(f"missed {mark.number}: {mark.text}")
    for claim in result.others:
        print(f"other {claim.id}: {claim.text}")


if __name__ == "__main__":
    main()
