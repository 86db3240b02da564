"""A claim: one proposition of an article, in words that can be checked without it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from service.domain.article import Article
from service.domain.quantities import Quantity
from service.domain.spans import Selector, Span, TextSpan
from service.domain.times import TimeMention
from service.domain.verdict import Reason, VerdictLabel


class Directness(StrEnum):
    QUOTED = "quoted"
    REPORTED = "reported"


class NotCheckableKind(StrEnum):
    """Why nobody could find out whether a sentence holds."""

    QUESTION = "question"
    OPINION = "opinion"
    PREDICTION = "prediction"
    PROMISE = "promise"
    HYPOTHETICAL = "hypothetical"
    COMMAND = "command"
    VAGUE = "vague"
    """Points at something and says nothing that could be looked up: "this was hard"."""
    FRAGMENT = "fragment"
    """States nothing: no subject with a verb."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A phrase of the article and what the statement says instead, so that a reader can object."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"alias_generator": lambda name: name.rstrip("_")}

    text: str
    span: Span
    as_: str  # "as" on the wire


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A phrase that could not be resolved within the article, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingCheck:
    """Whether the speaker said it; says nothing about whether it holds."""

    verdict: VerdictLabel
    confidence: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says it. ``chain`` runs from the first speaker to the outlet that passed it on.

    ``statement`` is the saying as a claim of its own: "X said that …".
    """

    speaker: str
    chain: tuple[str, ...]
    cue: str
    directness: Directness
    statement: str = field(repr=False)
    check: SayingCheck | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition. ``text`` is the slice of the article at ``span``."""

    id: str
    key: str
    text: str = field(repr=False)
    display_text: str = field(repr=False)
    span: TextSpan
    selector: Selector = field(repr=False)
    statement: str = field(repr=False)
    resolutions: tuple[Resolution, ...] = field(default=(), repr=False)
    unresolved: tuple[Unresolved, ...] = field(default=(), repr=False)
    same_as: str | None = None
    attribution: Attribution | None = field(default=None, repr=False)
    times: tuple[TimeMention, ...] = field(default=(), repr=False)
    quantities: tuple[Quantity, ...] = field(default=(), repr=False)
    check_worthiness: float

    @property
    def undated(self) -> str:
        """The statement without the "(as of …)" behind it: what is looked up and compared.

        The day is judged by rule against the dates of the evidence, not by the words of it.
        """
        behind = [r.as_ for r in self.resolutions if not r.text and r.as_.startswith("(")]
        statement = self.statement
        for words in behind:
            statement = statement.replace(f" {words}", "")
        return statement


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCheckable:
    """A piece of the article that is no claim, ``text`` its slice at ``span``."""

    text: str = field(repr=False)
    span: TextSpan
    kind: NotCheckableKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What ``POST /v1/claims`` answers; ``notes`` says what was not done, say for the language.

    ``not_checkable`` is null unless it was asked for.
    """

    article: Article
    claims: tuple[Claim, ...]
    not_checkable: tuple[NotCheckable, ...] | None = None
    notes: tuple[str, ...] = ()
