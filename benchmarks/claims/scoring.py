"""Which marks an extraction finds, and what it claims beside them.

A mark is found when the union of the extracted spans that lie at least 60 % inside it has at least the
asked intersection over union with it, so that a correct split costs nothing. A claim of which less than
half lies in any mark, optional ones included, is "other".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.claims.marks import Mark
from service.domain.claim import Claim
from service.domain.spans import Span

ASKED, LENIENT = 0.7, 0.6
"""Intersection over union at which a mark counts as found; the figures asked for are those at ``ASKED``."""
_INSIDE, _OTHER = 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A mark with the claims that lie in it."""

    mark: Mark
    parts: tuple[Claim, ...]
    overlap: float


@dataclass(frozen=True, slots=True)
class Matching:
    """Every mark, found or not, in order; ``others`` are the claims outside all of them."""

    marks: tuple[Found, ...]
    others: tuple[Claim, ...]

    @property
    def required(self) -> tuple[Found, ...]:
        return tuple(one for one in self.marks if not one.mark.optional)

    def found(self, overlap: float) -> tuple[Found, ...]:
        """Of the required marks those that overlap so much."""
        return tuple(one for one in self.required if one.overlap >= overlap)

    def missed(self, overlap: float) -> tuple[Found, ...]:
        return tuple(one for one in self.required if one.overlap < overlap)


def match(claims: Sequence[Claim], marks: Sequence[Mark]) -> Matching:
    return Matching(
        marks=tuple(_find(claims, mark) for mark in marks),
        others=tuple(c for c in claims if max(_inside(c.span, mark.span) for mark in marks) < _OTHER),
    )


def _find(claims: Sequence[Claim], mark: Mark) -> Found:
    parts = tuple(claim for claim in claims if _inside(claim.span, mark.span) >= _INSIDE)
    covered = {i for part in parts for i in range(part.span.start, part.span.end)}
    wanted = set(range(mark.span.start, mark.span.end))
    return Found(mark, parts, len(covered & wanted) / len(covered | wanted) if parts else 0.0)


def _inside(span: Span, mark: Span) -> float:
    """The share of ``span`` that lies in ``mark``."""
    shared = min(span.end, mark.end) - max(span.start, mark.start)
    return max(shared, 0) / (span.end - span.start)
