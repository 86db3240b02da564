"""What is checked: the text as sent, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from service.domain.times import PublishedAt


class TextFormat(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class DocumentRole(StrEnum):
    EVIDENCE = "evidence"
    SOURCE_OF_ARTICLE = "source_of_article"
    """What the article was written from, say the wire copy: never an origin of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppliedDocument:
    """Evidence of the caller's own, searched like a source."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published_at: PublishedAt | None = None
    role: DocumentRole = DocumentRole.EVIDENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as it came in; ``text`` is confidential wherever it goes."""

    text: str = field(repr=False)
    format: TextFormat = TextFormat.TEXT
    title: str | None = field(default=None, repr=False)
    url: str | None = None
    path: str | None = None
    language: str | None = None
    published_at: PublishedAt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What was found out about a draft."""

    title: str | None = field(repr=False)
    published_at: PublishedAt | None
    language: str | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationOptions:
    """How a verification is to be done; null ``sources`` means the default set."""

    as_of: datetime | None = None
    documents: tuple[SuppliedDocument, ...] = field(default=(), repr=False)
    sources: tuple[str, ...] | None = None
    confidential: bool = False
    max_claims: int = 20
