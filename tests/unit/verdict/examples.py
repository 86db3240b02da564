"""Cases, passages and a judge for the tests of the verdict stage."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from clients.transport.deadline import Deadline
from service.domain.evidence import Coverage, Document, LookOutcome, Passage, SourceRole, Timing
from service.domain.spans import Span
from service.domain.stance import JudgeCard, StanceProbabilities, StatementPassage
from service.domain.times import Interval, Precision, PublishedAt
from service.domain.verdict import Reason
from service.language.quantities import read_quantities
from service.language.times import read_times
from service.verdict.calibration import Calibration, ConflictRule, Linear, Measured, Table
from service.verdict.case import Case
from service.verdict.reading import read
from service.verdict.rules.ruling import Asserted, Reading
from service.verdict.verdicts import Verdicts
from service.verdict.windows import Window

SUPPORTS = StanceProbabilities(supports=0.95, refutes=0.02, neither=0.03)
REFUTES = StanceProbabilities(supports=0.02, refutes=0.95, neither=0.03)
NEITHER = StanceProbabilities(supports=0.03, refutes=0.02, neither=0.95)
UNSURE = StanceProbabilities(supports=0.46, refutes=0.12, neither=0.42)

PUBLISHED = datetime(2016, 1, 29, 14, 58)  # noqa: DTZ001 - a dateline has no zone
ANCHOR = PublishedAt(PUBLISHED, Precision.MINUTE, offset_known=False)
TODAY = date(2026, 6, 1)

TROOPS = "109 Russian troops were killed in Syria between 30 September 2015 and 29 January 2016."


def looked(
    outcome: LookOutcome = LookOutcome.OK,
    role: SourceRole = SourceRole.REQUIRED,
    reason: Reason | None = None,
    source: str = "wiki",
) -> Coverage:
    return Coverage(source=source, role=role, outcome=outcome, reason=reason)


def day(text: str) -> PublishedAt:
    return PublishedAt(datetime.fromisoformat(text), Precision.DAY, offset_known=False)


def passage(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    origin: str | None = None,
    timing: Timing = Timing.UNKNOWN,
    copy: bool = False,
    of_article: bool = False,
    score: float = 0.5,
    about: Interval | None = None,
    before: str = "",
) -> Passage:
    """A passage; ``before`` is text of its document in front of it."""
    sha256 = hashlib.sha256((before + text).encode()).hexdigest()
    document = Document(
        source="wiki",
        text=before + text,
        text_sha256=sha256,
        title=title,
        published_at=day(published) if published else None,
        about=about,
        of_article=of_article,
    )
    span = Span(len(before), len(before) + len(text))
    return Passage(
        document=document, span=span, score=score, origin=origin or sha256, timing=timing, copy=copy
    )


def case(
    statement: str, *passages: Passage, coverage: Sequence[Coverage] | None = None, **given: object
) -> Case:
    made = Case(
        statement=statement,
        quantities=read_quantities(statement),
        times=read_times(statement, anchor=ANCHOR),
        passages=passages,
        coverage=(looked(),) if coverage is None else tuple(coverage),
    )
    return replace(made, **given)  # type: ignore[arg-type]


def asserted(statement: str, known_at: date = TODAY) -> Asserted:
    return Asserted(
        statement=statement,
        quantities=read_quantities(statement),
        times=read_times(statement, anchor=ANCHOR),
        known_at=known_at,
    )


def reading(text: str, *, title: str | None = None, published: str | None = None) -> Reading:
    whole = passage(text, title=title, published=published)
    return read(whole, Window(whole.span, text, whole.document.title))


class Judge:
    """Answers by a function of the pair, and remembers what it was asked."""

    def __init__(self, answer: Callable[[StatementPassage], StanceProbabilities], sha256: str = "j") -> None:
        self.answer = answer
        self.calls: list[list[StatementPassage]] = []
        self._card = JudgeCard("by hand", sha256)

    @property
    def card(self) -> JudgeCard:
        return self._card

    async def judge(self, pairs: Sequence[StatementPassage]) -> list[StanceProbabilities]:
        self.calls.append(list(pairs))
        return [self.answer(pair) for pair in pairs]


class Memory:
    """A stance cache in a dict; keeps the scope of each entry."""

    def __init__(self) -> None:
        self.known: dict[str, StanceProbabilities] = {}
        self.scopes: dict[str, str | None] = {}

    def key(self, judge_sha256: str, statement: str, passage: str) -> str:
        return repr((judge_sha256, statement, passage))

    async def get_many(self, keys: Sequence[str], *, scope: str | None) -> list[StanceProbabilities | None]:
        return [self.known.get(key) for key in keys]

    async def put_many(self, items: Sequence[tuple[str, StanceProbabilities]], *, scope: str | None) -> None:
        self.known.update(items)
        self.scopes.update((key, scope) for key, _ in items)


def table(sha256: str = "j", floor: float = 0.6) -> Table:
    """Coefficients by hand: one sure origin gives about 0.9."""
    return Table(
        name="by hand",
        population="none",
        judge_name="by hand",
        judge_sha256=sha256,
        supported=Linear(
            intercept=0.0,
            coefficients={
                "support": 0.8,
                "refutation": -0.1,
                "further_support": 0.5,
                "further_refutation": -0.5,
            },
        ),
        refuted=Linear(
            intercept=0.0,
            coefficients={
                "support": -0.1,
                "refutation": 0.8,
                "further_support": -0.5,
                "further_refutation": 0.5,
            },
        ),
        temperature=1.0,
        floor=floor,
        conflict=ConflictRule(threshold=0.9, precision=0.55, fired=20),
        measured=Measured(
            claims=0, folds=0, accuracy=0.0, ece=0.0, brier=0.0, decided=0.0, decided_precision=0.0
        ),
        command="",
    )


def verdicts(
    answer: Callable[[StatementPassage], StanceProbabilities] | StanceProbabilities,
    *,
    sha256: str = "j",
    cache: Memory | None = None,
) -> Verdicts:
    known = table()
    judge = Judge(answer if callable(answer) else lambda _: answer, sha256)
    return Verdicts(judge, Calibration(known, (known,)), cache or Memory(), today=lambda: TODAY)


def later() -> Deadline:
    return Deadline.after(20)


ARTIFACTS = Path(__file__).parents[3] / "service" / "artifacts" / "calibration"
