"""Of all documents found for a claim: what counts as evidence, best passages first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.article import Draft, VerificationOptions
from service.domain.evidence import Document, Passage
from service.domain.similarity import Similarity
from service.evidence.nearcopies import CopyDetector, without_copies
from service.evidence.passages import passages_for
from service.evidence.rated import rated_passages
from service.evidence.urls import canonical


@dataclass(frozen=True, slots=True)
class Selection:
    """``of_source`` are passages of what the article was written from; ``copies`` were left out."""

    passages: tuple[Passage, ...]
    of_source: tuple[Passage, ...]
    copies: int


def select(
    statement: str,
    names: Sequence[str],
    documents: Sequence[Document],
    *,
    draft: Draft,
    options: VerificationOptions,
    similarity: Similarity | None = None,
) -> Selection:
    """Where two documents are one page, the earlier one stands, unless only the later is whole.

    A fact-check names the claim, and perhaps in the article's words: it is a copy only as the article itself.
    """
    detector = CopyDetector.of(draft, options)
    own = [d for d in documents if d.of_article]
    found = [d for d in documents if not d.of_article and d.rating is None]
    kept, copies = without_copies(_distinct(found), detector)
    rated = [d for d in documents if d.rating is not None]
    ratings, article = without_copies(rated, CopyDetector(detector.urls, ()))
    return Selection(
        passages_for(statement, names, kept, detector, as_of=options.as_of, similarity=similarity)
        + rated_passages(statement, names, ratings, as_of=options.as_of),
        passages_for(statement, names, own, CopyDetector.none(), as_of=None, similarity=similarity),
        copies + article,
    )


def _distinct(documents: Sequence[Document]) -> list[Document]:
    pages: dict[str, Document] = {}
    for document in documents:
        if not document.text.strip():
            continue
        key = canonical(document.url) if document.url else document.text_sha256
        if key not in pages or (document.whole and not pages[key].whole):
            pages[key] = document
    return list(pages.values())
