"""The figures of one run, as JSON and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from benchmarks.retrieval.scores import Figures
from benchmarks.retrieval.sets import Part

BM25, WORDS, BOTH = "bm25", "words", "both"
NAMES = {
    BM25: "plain BM25",
    WORDS: "the library by words alone",
    BOTH: "the library by words and meaning",
}
POINTS = 0.05
"""By how much recall is to be above that of plain BM25 on one set; it may be below on none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``figures`` by set, part and way; ``entries`` and ``undecided`` (claims of test left out) by set."""

    command: str
    vectors: str
    vectors_sha256: str
    entries: Mapping[str, int]
    undecided: Mapping[str, int]
    figures: Mapping[str, Mapping[Part, Mapping[str, Figures]]]


def gains(run: Run) -> dict[str, float]:
    """By set, recall on test above that of plain BM25."""
    return {
        name: parts[Part.TEST][BOTH].recall - parts[Part.TEST][BM25].recall
        for name, parts in run.figures.items()
    }


def asked_for(run: Run) -> bool:
    """Whether recall is five points above plain BM25 on one set, and below on none."""
    above = gains(run).values()
    return max(above) >= POINTS and min(above) >= 0


def as_json(run: Run) -> str:
    return json.dumps(asdict(run) | {"gains": gains(run), "asked_for": asked_for(run)}, indent=1) + "\n"


def as_markdown(run: Run) -> str:
    lines = [
        "# The passages that decide a claim",
        "",
        f"`{run.command}`, sentence vectors {run.vectors}, sha256 `{run.vectors_sha256}`.",
        "",
        _EXPLANATION,
        "",
    ]
    for name, parts in run.figures.items():
        lines += [f"## {name}", "", f"{run.entries[name]:,} documents; {_left_out(run, name)}.", ""]
        lines += [*_table(parts), ""]
    above = ", ".join(f"{name} {gain * 100:+.1f}" for name, gain in gains(run).items())
    outcome = "reached" if asked_for(run) else "missed"
    lines += [
        f"Recall@5 on test beside plain BM25, in points: {above}.",
        f"Asked for is {POINTS * 100:.0f} more on one set and no less on the other: {outcome}.",
    ]
    return "\n".join(lines) + "\n"


_EXPLANATION = """\
A claim is looked up as it stands. The passage that decides it holds a sentence that its annotators gave for
their label (citint), or that they labelled as supporting or refuting it (climatefever). Recall@5 is the share
of these sentences in the first five passages, MRR one over the rank of the first passage with one, 0 beyond
the tenth. Recall of all labelled also counts the sentences of climatefever that do not suffice.

Plain BM25 is SQLite's own, one row a sentence under the title of its document, stemmed, without words that
every text has; a sentence that stands in several documents has one row. Through the library the same corpus
is added as JSON lines, searched as a source (five documents), and cut into passages as a verification does
it. Milliseconds are per claim on one busy core, search and passages, without the parsing of the claim. On dev
the weights were chosen; of climatefever it holds only claims that the vectors did not learn from."""


def _left_out(run: Run, name: str) -> str:
    return f"{run.undecided[name]} claims of test without a deciding sentence are left out"


def _table(parts: Mapping[Part, Mapping[str, Figures]]) -> Iterator[str]:
    yield (
        "| part | claims | found by | recall@5 | any of them | MRR | recall@5 of all labelled "
        "| characters a passage | median ms | 95th percentile |"
    )
    yield "| --- " * 10 + "|"
    for part, ways in parts.items():
        for way, one in ways.items():
            shares = (one.recall, one.any_found, one.mrr, one.recall_labelled)
            cells = [str(part), str(one.claims), NAMES[way], *(f"{share:.3f}" for share in shares)]
            cells += [f"{one.passage_chars:.0f}", f"{one.median_ms:.1f}", f"{one.p95_ms:.1f}"]
            yield f"| {' | '.join(cells)} |"
