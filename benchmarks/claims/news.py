"""Extraction on 300 news articles: errors, density, time beside the bare parser, and memory.

Each pass reads every article once by the extractor and once by the same spaCy pipeline alone on the same
sentences, in turns, so that what else the machine does falls on both.
"""

from __future__ import annotations

import gzip
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.claims.extraction import ALL, seconds_to_load
from benchmarks.claims.watching import Watched, english_sentences, resident_mb
from service.domain.article import Draft
from service.domain.claim import Extraction

PASSES = 3
_LOADS = 3  # fresh interpreters
RATIO, LOAD_S, GROWTH_MB = 2.5, 3.0, 4.0
"""What is asked at most: times the bare parser, seconds to load, growth from the second pass to the last."""
FILE = Path("articles") / "news_bodies.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Text:
    """``sentences`` is null for another language than English: such a text is in no time."""

    id: int
    text: str
    sentences: list[str] | None


@dataclass(slots=True)
class Seconds:
    """One pass over all English texts; the last three are parts of ``whole``."""

    alone: float = 0.0
    whole: float = 0.0
    sentences: float = 0.0
    parsing: float = 0.0
    scoring: float = 0.0

    @property
    def ratio(self) -> float:
        return self.whole / self.alone


@dataclass(frozen=True, slots=True)
class Pass:
    seconds: Seconds
    resident_mb: float


@dataclass(slots=True)
class Density:
    """Counts over one pass; ``sentences`` those of English texts.

    ``why`` counts the reasons of what is unresolved; ``errors`` are "id: error".
    """

    articles: int = 0
    words: int = 0
    sentences: int = 0
    claims: int = 0
    unresolved: int = 0
    why: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, text: Text, extraction: Extraction) -> None:
        self.claims += len(extraction.claims)
        self.unresolved += sum(bool(claim.unresolved) for claim in extraction.claims)
        for one in (one for claim in extraction.claims for one in claim.unresolved):
            self.why[one.why] = self.why.get(one.why, 0) + 1
        self.articles += 1
        self.words += len(text.text.split())
        self.sentences += len(text.sentences or ())


@dataclass(frozen=True, slots=True)
class NewsResult:
    density: Density
    passes: tuple[Pass, ...]
    ratio: float
    growth_mb: float
    load_s: float


def measure(data: Path, progress: Callable[[str], None]) -> NewsResult:
    texts = read_texts(data / FILE)
    watched = Watched.load()
    density, passes = Density(), []
    for number in range(PASSES):
        density = Density()
        seconds = one_pass(texts, watched, density)
        passes.append(Pass(seconds, resident_mb()))
        progress(f"pass {number + 1}: {seconds.ratio:.2f} times the parser, {passes[-1].resident_mb:.0f} MB")
    return NewsResult(
        density=density,
        passes=tuple(passes),
        ratio=statistics.median(one.seconds.ratio for one in passes),
        growth_mb=passes[-1].resident_mb - passes[-2].resident_mb,
        load_s=seconds_to_load(_LOADS),
    )


def read_texts(path: Path) -> list[Text]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Text(row["id"], row["text"], english_sentences(row["text"])) for row in rows]


def one_pass(texts: Sequence[Text], watched: Watched, density: Density) -> Seconds:
    """Counts into ``density``; who reads first changes from text to text."""
    total = Seconds()
    for number, text in enumerate(texts):
        alone = 0.0
        if text.sentences is not None and number % 2:
            alone = watched.alone.seconds(text.sentences)
        parsing, scoring, started = watched.english.seconds, watched.scorer.seconds, time.perf_counter()
        try:
            extraction = watched.extractor.extract(Draft(text=text.text), max_claims=ALL)
        except Exception as error:  # noqa: BLE001 - whatever fails is what is counted
            density.errors.append(f"{text.id}: {type(error).__name__}")
            continue
        whole = time.perf_counter() - started
        density.add(text, extraction)
        if text.sentences is None:
            continue
        if not number % 2:
            alone = watched.alone.seconds(text.sentences)
        total.alone += alone
        total.whole += whole
        total.parsing += watched.english.seconds - parsing
        total.scoring += watched.scorer.seconds - scoring
        started = time.perf_counter()
        english_sentences(text.text)
        total.sentences += time.perf_counter() - started
    return total
