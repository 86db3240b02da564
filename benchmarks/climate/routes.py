"""The two ways a claim is judged: by what a library is found to hold, and by its labelled sentences.

Both are composed as the service composes them: a verification asks its sources and judges what they bring
(``service.verification.claim_check``), an assessment what it is given (``service.verification.assess``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.climate.claims import Sentence
from clients.transport.deadline import Deadline
from service.domain.article import Draft, VerificationOptions
from service.domain.claim import Claim
from service.domain.evidence import SourceRole
from service.domain.similarity import Similarity
from service.domain.spans import Selector, TextSpan
from service.domain.verdict import Probabilities, Reason, VerdictLabel
from service.evidence.documents import sha256_of
from service.evidence.gatherer import EvidenceGatherer
from service.evidence.sources import Source
from service.language.english import English
from service.language.quantities import read_quantities
from service.language.times import read_times
from service.library import Library, LibrarySource
from service.library.jsonl import jsonl_documents
from service.verdict.verdicts import Verdicts
from service.verification.assess import AssessmentItem, GivenPassage, assess
from service.verification.claim_check import ClaimCheck

COLLECTION = "library"
A_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the service says of a claim; ``read`` are the ids of the sentences it judged, best first."""

    verdict: VerdictLabel
    reason: Reason | None
    confidence: float | None
    probabilities: Probabilities | None
    read: tuple[str, ...]


class Route(Protocol):
    async def answer(self, claim: str, gold: Sequence[str]) -> Answer:
        """``gold`` are the ids of the sentences the claim is labelled by."""
        ...


class FromLibrary:
    """Looks in an index of the whole corpus, as the only source and a required one."""

    def __init__(
        self,
        verdicts: Verdicts,
        library: Library,
        corpus: Mapping[str, Sentence],
        similarity: Similarity | None = None,
    ) -> None:
        library = library if similarity is None else library.ranked_by(similarity)
        self._verdicts = verdicts
        self._ids = {sha256_of(sentence.text.strip()): key for key, sentence in corpus.items()}
        source = Source(
            LibrarySource(library, COLLECTION, COLLECTION),
            SourceRole.REQUIRED,
            local=True,
            confidential_ok=True,
            follow=False,
        )
        english = English()
        english.load()
        self._gatherer = EvidenceGatherer([source], [], None, english, None, similarity=similarity)

    async def answer(self, claim: str, gold: Sequence[str]) -> Answer:  # noqa: ARG002 - what is to be found
        check = ClaimCheck(
            self._gatherer,
            self._verdicts,
            Draft(text=claim, language="en"),
            VerificationOptions(),
            Deadline.after(A_DAY_S),
            None,
        )
        judged = await check.judge(as_extracted(claim))
        checked = judged.checked
        if checked.verdict is None:
            raise RuntimeError("a claim was left without a verdict")
        found = (self._ids[passage.document.text_sha256] for passage in judged.cited)
        return Answer(
            verdict=checked.verdict,
            reason=checked.reason,
            confidence=checked.confidence,
            probabilities=checked.probabilities,
            read=tuple(dict.fromkeys(found)),
        )


class FromGold:
    """Gives the labelled sentences, each under the title of its page."""

    def __init__(self, verdicts: Verdicts, corpus: Mapping[str, Sentence]) -> None:
        self._verdicts = verdicts
        self._corpus = corpus

    async def answer(self, claim: str, gold: Sequence[str]) -> Answer:
        given = [self._corpus[key] for key in gold]
        passages = tuple(GivenPassage(text=one.text, title=one.title) for one in given)
        item = AssessmentItem(claim=claim, passages=passages)
        (found,) = await assess([item], self._verdicts, deadline=Deadline.after(A_DAY_S))
        return Answer(
            verdict=found.verdict,
            reason=found.reason,
            confidence=found.confidence,
            probabilities=found.probabilities,
            read=tuple(key for key, passage in zip(gold, found.passages, strict=True) if passage),
        )


def index(corpus: Mapping[str, Sentence], folder: Path) -> Library:
    """A library in ``folder`` of the whole corpus, added as JSON lines; one document a sentence."""
    file = folder / "corpus.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for one in corpus.values():
            lines.write(json.dumps({"id": one.id, "title": one.title, "text": one.text}) + "\n")
    library = Library(folder / "library")
    library.add(COLLECTION, jsonl_documents(file))
    return library


def as_extracted(text: str) -> Claim:
    """The claim as an article would hold it that says nothing else."""
    lines = text.split("\n")
    whole = TextSpan(
        start=0,
        end=len(text),
        utf16_start=0,
        utf16_end=len(text.encode("utf-16-le")) // 2,
        start_line=1,
        start_column=1,
        end_line=len(lines),
        end_column=len(lines[-1]) + 1,
    )
    return Claim(
        id="c1",
        key="c1",
        text=text,
        display_text=text,
        span=whole,
        selector=Selector(text, "", ""),
        statement=text,
        times=read_times(text, anchor=None),
        quantities=read_quantities(text),
        check_worthiness=1.0,
    )
