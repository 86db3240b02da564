"""A report in which every field of every type is filled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from service.domain.article import Article
from service.domain.claim import Attribution, Directness, Resolution, SayingCheck, Unresolved
from service.domain.evidence import (
    AsOfEnforced,
    CaptureLink,
    CaptureStatus,
    Coverage,
    Evidence,
    LookOutcome,
    Outbound,
    SourceRole,
    Timing,
)
from service.domain.quantities import Comparator, Quantity
from service.domain.report import CheckedClaim, Difference, ModelCard, Report, Status, Summary
from service.domain.spans import Selector, Span, TextSpan
from service.domain.stance import StanceLabel, StanceProbabilities
from service.domain.times import Interval, Precision, PublishedAt, TimeMention, TimeRole
from service.domain.verdict import Origins, Probabilities, Reason, Signal, VerdictLabel

WINDOW = Interval(date(2015, 9, 1), date(2015, 9, 30))
DATELINE = PublishedAt(datetime(2016, 1, 29, 14, 58), Precision.MINUTE, offset_known=False)  # noqa: DTZ001
CHECKED = datetime(2026, 2, 3, 4, 5, 6, 789012, tzinfo=UTC)


def evidence() -> Evidence:
    return Evidence(
        id="e1",
        source="wikipedia",
        url="https://example.org/a?b=ü",
        title="A title",
        publisher="Example",
        published_at=PublishedAt(
            datetime(2016, 1, 29, tzinfo=timezone(timedelta(hours=2))), Precision.DAY, offset_known=True
        ),
        published_origin="json-ld: datePublished",
        about=WINDOW,
        timing=Timing.AFTER,
        quote="A “quote” with \U0001f30d and\nlines.",
        quote_span=Span(3, 30),
        text_sha256="0" * 64,
        stance=StanceLabel.SUPPORTS,
        probabilities=StanceProbabilities(0.1 + 0.2, 1e-17, 0.7 - 1e-17),
        score=1 / 3,
        origin="example.org",
        capture=CaptureLink(
            status=CaptureStatus.FOUND,
            url="https://web.example/1/x",
            captured_at=CHECKED,
            gap_days=-3,
            sha256="1" * 64,
        ),
        link="https://example.org/a#:~:text=A",
    )


def claim() -> CheckedClaim:
    return CheckedClaim(
        id="c1",
        key="k1",
        text="It grew.",
        display_text="It grew.",
        span=TextSpan(
            0, 8, utf16_start=0, utf16_end=8, start_line=1, start_column=1, end_line=1, end_column=9
        ),
        selector=Selector("It grew.", "", " Then"),
        statement="The town grew by 4.2 million.",
        resolutions=(Resolution("It", Span(0, 2), "The town"),),
        unresolved=(Unresolved("there", "no place is named"),),
        same_as="c0",
        attribution=Attribution(
            speaker="The mayor",
            chain=("The mayor", "an agency"),
            cue="said",
            directness=Directness.REPORTED,
            statement="The mayor said that the town grew.",
            check=SayingCheck(verdict=VerdictLabel.SUPPORTED, confidence=0.8, reason=Reason.ONLY_REPORTED),
        ),
        times=(
            TimeMention(
                WINDOW.start, WINDOW.end, precision=Precision.MONTH, role=TimeRole.WINDOW, text="September"
            ),
        ),
        quantities=(
            Quantity(
                value=4.2e6,
                comparator=Comparator.NEARLY,
                unit="percent",
                counted="people",
                window=WINDOW,
                text="nearly 4.2 million",
            ),
            Quantity(low=1.0, high=2.0, text="one to two"),
        ),
        check_worthiness=0.1,
        verdict=VerdictLabel.CONFLICTING,
        reason=Reason.CONFLICT,
        confidence=0.25,
        probabilities=Probabilities(0.25, 0.5, 0.25),
        origins=Origins(1, 2, 3),
        differs_from_source=(Difference(document="wire", quote="fell", detail="says fell"),),
        signals=(Signal("numbers", "refutes", "4 against 5"),),
        evidence=(evidence(),),
        coverage=(
            Coverage(
                source="wikipedia",
                role=SourceRole.REQUIRED,
                outcome=LookOutcome.NOT_MEASURED,
                reason=Reason.RATE_LIMITED,
                hits=None,
                elapsed_ms=12,
                as_of_enforced=AsOfEnforced.REVISION,
            ),
        ),
        complete=False,
    )


def report(identity: str = "r1") -> Report:
    return Report(
        id=identity,
        status=Status.DONE,
        complete=False,
        stored=True,
        article=Article(title="Title", published_at=DATELINE, language="en", sha256="2" * 64),
        as_of=CHECKED,
        checked_at=CHECKED,
        expires_at=CHECKED + timedelta(days=1),
        model=ModelCard(stance="s", stance_sha256="3" * 64, calibration=None, check_worthiness="w"),
        outbound=(Outbound("wikipedia", "town growth"),),
        summary=Summary(by_verdict={"conflicting": 1}, needs_attention=("c1",), unchecked=()),
        claims=(claim(), replace(claim(), id="c2", attribution=None, verdict=None, probabilities=None)),
        notes=("a note",),
    )
