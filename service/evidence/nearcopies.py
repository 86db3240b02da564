"""Whether a document is the article itself or a copy of it, and which sentences repeat the article.

A copy proves nothing about what it copies (docs/decisions/0007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.domain.article import DocumentRole, Draft, VerificationOptions
from service.domain.evidence import Document
from service.evidence.shingles import Shingles, containment, of_words, shingles
from service.evidence.sources import DOCUMENTS
from service.evidence.urls import canonical
from service.evidence.words import is_number, plain_words

ARTICLE_WORDS = 50
"""A shorter draft is a note: it will share its sentence with its own best evidence."""
COPY_SHARE = 0.5
"""Share of the article in a document, or of the document in the article, that makes it a near-copy."""
LONGEST_COPY = 4.0
"""A document so many times the article's length has the article in it as one thing among others."""
VERBATIM_WORDS = 8
VERBATIM_SHARE = 0.8
SENTENCE_WORDS = 25
"""A shorter text is one sentence, or two."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One text that evidence may be a copy of: the draft, or what it was written from."""

    words: int
    numbers: frozenset[str] = field(repr=False)
    shingles: Shingles = field(repr=False)

    @classmethod
    def of(cls, text: str) -> ArticleText:
        words = plain_words(text)
        return cls(len(words), _numbers(words), shingles(text))

    def is_copied_by(self, text: str, *, least: int) -> bool:
        """Whether most of the one stands in the other; fewer words than ``least`` are no copy."""
        if self.words < ARTICLE_WORDS:
            return False
        words = plain_words(text)
        if len(words) < ARTICLE_WORDS:
            return len(words) >= least and self.repeats(words)
        there = shingles(text)
        if containment(there, self.shingles) >= COPY_SHARE:
            return True
        within = len(words) <= LONGEST_COPY * self.words
        return within and containment(self.shingles, there) >= COPY_SHARE

    def repeats(self, words: Sequence[str]) -> bool:
        """Whether a few words stand here verbatim. With a number of their own they say something else."""
        if self.words < ARTICLE_WORDS or len(words) < VERBATIM_WORDS:
            return False
        return (
            _numbers(words) <= self.numbers and containment(of_words(words), self.shingles) >= VERBATIM_SHARE
        )


@dataclass(frozen=True, slots=True)
class CopyDetector:
    """Knows the article of one verification."""

    urls: frozenset[str]
    texts: tuple[ArticleText, ...]

    @classmethod
    def of(cls, draft: Draft, options: VerificationOptions) -> CopyDetector:
        own = [d for d in options.documents if d.role is DocumentRole.SOURCE_OF_ARTICLE]
        urls = [draft.url, *(document.url for document in own)]
        return cls(
            frozenset(canonical(url) for url in urls if url),
            tuple(ArticleText.of(text) for text in (draft.text, *(document.text for document in own))),
        )

    @classmethod
    def none(cls) -> CopyDetector:
        """For the source of the article, which the article copies."""
        return cls(frozenset(), ())

    def is_copy(self, document: Document) -> bool:
        """The article under its own address, or most of it under another.

        A sentence that the caller hands in as evidence may say what the article says in the same words.
        """
        if document.url is not None and canonical(document.url) in self.urls:
            return True
        least = SENTENCE_WORDS if document.source == DOCUMENTS else VERBATIM_WORDS
        return any(text.is_copied_by(document.text, least=least) for text in self.texts)

    def repeats(self, sentence: str, document: Document) -> bool:
        """Whether a sentence of a document that is not a copy stands in the article word for word.

        What the caller hands in as evidence is evidence: who quotes whom is known there.
        """
        if document.source == DOCUMENTS:
            return False
        words = plain_words(sentence)
        return any(text.repeats(words) for text in self.texts)


def without_copies(documents: Sequence[Document], detector: CopyDetector) -> tuple[list[Document], int]:
    """What is left as evidence, and how many copies of the article were left out."""
    kept = [document for document in documents if not detector.is_copy(document)]
    return kept, len(documents) - len(kept)


def _numbers(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in words if is_number(word))
