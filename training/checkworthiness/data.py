"""The sentences the check-worthiness model learns from, none of which occurs in a test file."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

LABELS = ("not_factual", "unimportant_factual", "check_worthy")
WORTHY = LABELS.index("check_worthy")
OTHER = -1  # not check-worthy, which of the other two is not known
FOLDS = 4
CLAIMBUSTER = ("claimbuster_3class", "claimbuster_2class")
CHECKTHAT = "checkthat2019_task1"
TESTS = ("claimbuster_disjoint_2000", CHECKTHAT)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``label`` indexes ``LABELS``, or is ``OTHER``, or None in a debate of which only picks are known.

    ``picked`` says whether a fact-checker took the sentence from its debate; None where nobody looked.
    ``fold`` in [0, FOLDS): equal sentences share it, and so do the sentences of a debate.
    """

    text: str
    label: int | None
    picked: bool | None
    source: str
    fold: int
    debate: str | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """``dropped`` counts, by file, the training rows whose sentence occurs in a test file."""

    sentences: tuple[Sentence, ...]
    dropped: dict[str, int]

    def without(self, folds: Collection[int]) -> tuple[Sentence, ...]:
        """What is learned from when ``folds`` are held out."""
        held = {normal(s.text) for s in self.sentences if s.fold in folds}
        return tuple(s for s in self.sentences if s.fold not in folds and normal(s.text) not in held)

    def only(self, fold: int) -> tuple[Sentence, ...]:
        return tuple(s for s in self.sentences if s.fold == fold)


def normal(text: str) -> str:
    """Letters and digits in lower case: two sentences are the same when these are."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def read_rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load(folder: Path) -> Corpus:
    """Of ``folder`` (with ``train/`` and ``test/``): each ClaimBuster sentence once, and all debates.

    Where the two ClaimBuster files disagree the one of three classes, labelled later, counts.
    """
    tested = {normal(row["text"]) for name in TESTS for row in read_rows(folder / f"test/{name}.jsonl.gz")}
    dropped: Counter[str] = Counter()
    seen: set[str] = set()
    sentences: list[Sentence] = []
    for source in (*CLAIMBUSTER, CHECKTHAT):
        rows = read_rows(folder / f"train/{source}.jsonl.gz")
        debates = sorted({row["debate"] for row in rows if "debate" in row})
        for row in rows:
            key = normal(row["text"])
            if key in tested:
                dropped[source] += 1
            elif source == CHECKTHAT:
                fold = debates.index(row["debate"]) % FOLDS
                picked = row["label"] == "check_worthy"
                sentences.append(Sentence(row["text"], None, picked, source, fold, row["debate"]))
            elif key not in seen:
                seen.add(key)
                label = OTHER if row["label"] == "other" else LABELS.index(row["label"])
                fold = zlib.crc32(key.encode()) % FOLDS
                sentences.append(Sentence(row["text"], label, None, source, fold))
    return Corpus(tuple(sentences), dict(dropped))


def counts(sentences: Iterable[Sentence]) -> dict[str, int]:
    return dict(Counter(sentence.source for sentence in sentences))
