"""From where to look, to what was found, to what a passage is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from service.domain.spans import Span
from service.domain.stance import StanceLabel, StanceProbabilities
from service.domain.times import Interval, PublishedAt
from service.domain.verdict import Reason


class SourceRole(StrEnum):
    REQUIRED = "required"
    BEST_EFFORT = "best_effort"


class LookOutcome(StrEnum):
    OK = "ok"
    NOT_MEASURED = "not_measured"
    MISUSED = "misused"


class AsOfEnforced(StrEnum):
    """How a source was held to the knowledge cut-off."""

    REVISION = "revision"
    CAPTURE = "capture"
    PUBLISHER_DATE = "publisher_date"
    NONE = "none"


class Timing(StrEnum):
    """When evidence was published, seen from ``as_of``."""

    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"


class CaptureStatus(StrEnum):
    FOUND = "found"
    NONE_IN_WINDOW = "none_in_window"
    NOT_MEASURED = "not_measured"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class PlannedQuery:
    """One query to one source: its words, the names among them, and a day it may be narrowed to."""

    source: str
    text: str = field(repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    around: date | None = None


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """Where to look for one claim, with what words, and which sources must have answered.

    ``withheld`` are sources that were not asked, with the reason (``confidential``).
    """

    queries: tuple[PlannedQuery, ...]
    roles: tuple[tuple[str, SourceRole], ...]
    withheld: tuple[tuple[str, Reason], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What became of one source for one claim; ``hits`` is null unless ``ok``."""

    source: str
    role: SourceRole
    outcome: LookOutcome
    reason: Reason | None = None
    hits: int | None = None
    elapsed_ms: int = 0
    as_of_enforced: AsOfEnforced = AsOfEnforced.NONE


@dataclass(frozen=True, slots=True)
class Outbound:
    """What was told to a source outside the process: a query, an address, a statement."""

    source: str
    query: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureLink:
    """The archived capture nearest to the relevant date.

    ``gap_days`` is the distance from that date; ``sha256`` that of the raw captured body when it was read.
    """

    status: CaptureStatus
    url: str | None = None
    captured_at: datetime | None = None
    gap_days: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a fact-checker says of one claim: ``words`` as it gave them, null where it gives none.

    ``at`` is the day of the review; what it says of the claim it says of no other.
    """

    reviewed: str = field(repr=False)
    words: str | None = field(repr=False)
    by: str | None
    at: PublishedAt | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text extracted from what was fetched, or what the search API returned.

    Offsets of quotes count code points of ``text``; ``text_sha256`` is the hash of its UTF-8.
    ``whole`` is false when ``text`` is only a search excerpt. ``published_origin`` says who gave the date:
    the ``source`` that was searched, the ``caller``, or what on the page (``json-ld: datePublished``).
    ``revised_at`` is when the text was last changed, ``captured_at`` when it was captured, where there is no
    ``capture`` to link to. With a ``rating`` the text is no evidence by itself; its first line is the quote.
    """

    source: str
    text: str = field(repr=False)
    text_sha256: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published_at: PublishedAt | None = None
    published_origin: str | None = None
    about: Interval | None = None
    revised_at: datetime | None = None
    captured_at: datetime | None = None
    capture: CaptureLink | None = None
    as_of_enforced: AsOfEnforced = AsOfEnforced.NONE
    of_article: bool = False
    whole: bool = True
    rating: Rating | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a document, ``document.text[span.start:span.end]``.

    ``score`` in [0, 1] says how well it fits the statement; ``origin`` names the independent origin it
    belongs to: passages of one origin count once. ``copy`` is set on what repeats
    the article.
    """

    document: Document
    span: Span
    score: float
    origin: str
    timing: Timing = Timing.UNKNOWN
    copy: bool = False

    @property
    def text(self) -> str:
        return self.document.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedPassage:
    """A passage with its stance. ``weight`` 0 means it is shown but does not count.

    ``quote_span`` is the deciding sentence, in ``passage.document.text``.
    """

    passage: Passage
    stance: StanceLabel
    probabilities: StanceProbabilities
    weight: float
    quote_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that was found for one claim, best passages first, and what could not be asked.

    ``of_source`` are passages of a ``source_of_article`` document.
    """

    passages: tuple[Passage, ...] = ()
    of_source: tuple[Passage, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One item of evidence as the report shows it."""

    id: str
    source: str
    url: str | None
    title: str | None
    publisher: str | None
    published_at: PublishedAt | None
    published_origin: str | None
    about: Interval | None
    timing: Timing
    quote: str
    quote_span: Span
    text_sha256: str
    stance: StanceLabel
    probabilities: StanceProbabilities
    score: float
    origin: str
    capture: CaptureLink | None
    link: str | None
