"""What editors marked in articles."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.quantities import Comparator
from service.domain.spans import Span
from service.domain.times import PublishedAt


@dataclass(frozen=True, slots=True)
class AskedSpeaker:
    """``name`` as it may be written out; ``via`` is the outlet it was said to, if any."""

    name: str
    via: str | None = None


@dataclass(frozen=True, slots=True)
class AskedQuantity:
    """``low`` equals ``high`` but for a range; what is null is not compared."""

    low: float
    high: float
    comparator: Comparator | None
    unit: str | None
    counted: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement of an article. ``speakers``: any of them is right, null stands for none.

    ``times`` are prefixes of ISO dates. What a statement must say is given by ``statement``, a model of
    it, or by ``needs``, the words in it; one of the two is empty.
    """

    number: int
    span: Span
    text: str
    optional: bool
    speakers: tuple[AskedSpeaker | None, ...]
    times: tuple[str, ...]
    quantities: tuple[AskedQuantity, ...]
    statement: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """``published_at`` is null where the text leaves its day open."""

    name: str
    text: str
    published_at: PublishedAt | None
    marks: tuple[Mark, ...]
