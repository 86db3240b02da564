"""Claims with labelled evidence sentences, read by the judge and weighed by the service's own rules."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from clients.transport.deadline import Deadline
from service.domain.evidence import Coverage, Document, LookOutcome, Passage, SourceRole, WeighedPassage
from service.domain.spans import Span
from service.domain.stance import StanceJudge, StanceProbabilities
from service.language.quantities import read_quantities
from service.language.times import read_times
from service.verdict.calibration import Calibration
from service.verdict.case import Case
from service.verdict.verdicts import Verdicts
from training.stance.mismatch import deprived, mismatched
from training.stance.mixture import PROSE, chosen_by
from training.stance.parsed import Parses
from training.stance.rows import NEITHER, Example, for_calibration, load
from training.stance.stripped import stripped

CLASSES = ("supported", "refuted", "not_enough_info")
A_DAY = 86_400.0


class ClaimRow(TypedDict):
    claim: str
    label: str
    evidence: dict[str, str]


class PageRow(TypedDict):
    id: str
    title: str
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """``verdict`` as labelled (``conflicting`` occurs); ``labels`` and ``passages`` go together."""

    population: str
    text: str
    verdict: str
    labels: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class WeighedClaim:
    claim: LabelledClaim
    weighed: tuple[WeighedPassage, ...]


def climate(data: Path) -> list[LabelledClaim]:
    """The claims of ``retrieval/climatefever/dev`` the model was not trained on; each page is an origin."""
    folder = data / "retrieval" / "climatefever"
    learned = {row.statement for row in load(data / "verdict" / "train" / "climatefever.jsonl.gz")}
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = {page["id"]: page for page in map(json.loads, lines)}
    with gzip.open(folder / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        claims = [_claim(json.loads(line), pages) for line in lines]
    return [one for one in claims if one.text not in learned or for_calibration(one.text)]


def single(data: Path, per_file: int) -> list[LabelledClaim]:
    """Claims with one piece of evidence, never trained on: the dev files, and rows kept out of the others.

    Where a file has no undecided rows, evidence of another claim, without its telling sentence or without
    its telling phrase stands in for them: as much of it as of the rows that are decided.
    """
    by_file: dict[str, list[Example]] = defaultdict(list)
    for name, some in chosen_by(data / "verdict", per_file).items():
        by_file[name.partition("/")[2]] += some
    by_file.pop("climatefever", None)
    return [
        LabelledClaim(
            population=name,
            text=row.statement,
            verdict=CLASSES[row.label],
            labels=(CLASSES[row.label],),
            passages=(_passage("", row.passage),),
        )
        for name, rows in by_file.items()
        for row in rows + _undecided(rows)
    ]


def _undecided(rows: list[Example]) -> list[Example]:
    if any(row.label == NEITHER for row in rows):
        return []
    rng = random.Random(11)
    prose = rows[0].source in PROSE
    made = mismatched(rows, rng, len(rows) // 4 if prose else len(rows))
    if prose:
        made += deprived(rng.sample(rows, len(rows)), rng, len(rows) // 4)
        parses = Parses(text for row in rows for text in (row.statement, row.passage))
        lost = stripped(rng.sample(rows, len(rows)), parses, rng, len(rows) // 2)
        made += [row for row in lost if row.label == NEITHER]
    return made


def derived(labels: list[str]) -> str:
    """The verdict that a set of labelled sentences gives, by the rule of the data set."""
    supported, refuted = "supported" in labels, "refuted" in labels
    if supported and refuted:
        return "conflicting"
    return "supported" if supported else "refuted" if refuted else "not_enough_info"


async def weigh(claims: list[LabelledClaim], judge: StanceJudge, known: StanceFile) -> list[WeighedClaim]:
    """Every passage of every claim, read and weighed as the service does it."""
    verdicts = Verdicts(judge, Calibration.load(Path("service/artifacts/calibration")), known)
    found: list[WeighedClaim] = []
    for start in range(0, len(claims), 40):
        some = claims[start : start + 40]
        judged = await verdicts.judge(
            [_case(one) for one in some], deadline=Deadline.after(A_DAY), scope=None
        )
        found.extend(
            WeighedClaim(one, answer.passages)
            for one, answer in zip(some, judged, strict=True)
            if len(answer.passages) == len(one.passages)  # evidence without a word is not read
        )
        print(f"{len(found)} of {len(claims)} claims read", flush=True)
    return found


class StanceFile:
    """Stances kept between runs in a file, behind the service's cache port."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, StanceProbabilities] = {}
        if path.exists():
            with path.open(encoding="utf-8") as lines:
                for row in map(json.loads, lines):
                    self._known[row[0]] = StanceProbabilities(*row[1:])

    def key(self, judge_sha256: str, statement: str, passage: str) -> str:
        return hashlib.sha256(f"{judge_sha256}\0{statement}\0{passage}".encode()).hexdigest()

    async def get_many(
        self,
        keys: Sequence[str],
        *,
        scope: str | None,  # noqa: ARG002 - the port has it
    ) -> list[StanceProbabilities | None]:
        return [self._known.get(key) for key in keys]

    async def put_many(
        self,
        items: Sequence[tuple[str, StanceProbabilities]],
        *,
        scope: str | None,  # noqa: ARG002 - nothing here is confidential
    ) -> None:
        self._known.update(items)
        with self._path.open("a", encoding="utf-8") as out:
            for key, stance in items:
                out.write(json.dumps([key, stance.supports, stance.refutes, stance.neither]) + "\n")


def _claim(row: ClaimRow, pages: Mapping[str, PageRow]) -> LabelledClaim:
    return LabelledClaim(
        population="climatefever",
        text=row["claim"],
        verdict=row["label"],
        labels=tuple(row["evidence"].values()),
        passages=tuple(
            _passage(pages[key]["title"], " ".join(pages[key]["sentences"])) for key in row["evidence"]
        ),
    )


def _passage(title: str, text: str) -> Passage:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(source="dev", text=text, text_sha256=sha256, title=title or None)
    return Passage(document=document, span=Span(0, len(text)), score=1.0, origin=title or sha256)


def _case(claim: LabelledClaim) -> Case:
    return Case(
        statement=claim.text,
        quantities=read_quantities(claim.text),
        times=read_times(claim.text, anchor=None),
        passages=claim.passages,
        coverage=(Coverage(source="dev", role=SourceRole.REQUIRED, outcome=LookOutcome.OK),),
    )
