"""What the sentence vectors learn from: the texts of ``verdict/train``, and which of them belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.stance.rows import Example, load
from training.stance.sources import SOURCES

PAIRED = {"citint": 3, "climatefever": 2, "covidfact": 1, "fever": 1, "feverous": 1, "fm2": 1, "healthver": 2}
"""Files whose evidence is text that was found for the claim, and how often each is read in a pass."""
TABLES = frozenset({"tabfact"})
"""Their evidence is no prose: the claims alone are read."""
MOST = 16_000
FEWER = {"cad_nli": 0, "creak": 9_000, "infotabs": 9_000, "lingnli": 10_000, "tabfact": 2_500}
"""Texts of one file: what is far from news and science is read less, and reviews of films not at all."""
LONGEST = 600  # characters


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and evidence on it; ``source`` is the file it comes from."""

    claim: str
    evidence: str
    source: str


def read_rows(data: Path) -> dict[str, list[Example]]:
    """Rows of each training file, by its name; ``data`` is the folder ``verdict``."""
    files = [source.file for source in SOURCES]
    return {name: load(data / "train" / f"{name}.jsonl.gz") for name in files}


def distinct_texts(rows: Mapping[str, Sequence[Example]]) -> list[str]:
    """Claims and evidence, each once, cut to ``LONGEST``; of a large file some, evenly spread over it."""
    found: dict[str, None] = {}
    for name, examples in rows.items():
        both = ((one.statement,) if name in TABLES else (one.statement, one.passage) for one in examples)
        texts = list(dict.fromkeys(text[:LONGEST] for texts in both for text in texts if text.strip()))
        most = min(len(texts), FEWER.get(name, MOST))
        found.update(dict.fromkeys(texts[at * len(texts) // most] for at in range(most)))
    return list(found)


def pairs(rows: Mapping[str, Sequence[Example]]) -> list[Pair]:
    """Also those in which the evidence refutes or does not suffice: it is on the claim all the same."""
    return [Pair(one.statement, one.passage[:800], name) for name in PAIRED for one in rows[name]]
