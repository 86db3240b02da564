"""The rules on content, document by document: what one line leaves open another may settle."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.evidence import Passage
from service.domain.stance import StanceProbabilities
from service.verdict.reading import read
from service.verdict.rules.asserts import Prepared, prepared, rule_on_sentences
from service.verdict.rules.records import rule_on_records
from service.verdict.rules.ruling import Asserted, Reading, Ruling
from service.verdict.rules.single_value import names_another
from service.verdict.windows import Window


def rule_on_documents(
    asserted: Asserted, windows: Sequence[tuple[Passage, Window, StanceProbabilities]]
) -> list[Ruling | None]:
    """One ruling per window, in order; null where no rule on content applies."""
    claim = prepared(asserted)
    readings = [read(passage, window) for passage, window, _ in windows]
    members: dict[str, list[int]] = {}
    for i, (passage, _, _) in enumerate(windows):
        members.setdefault(passage.document.text_sha256, []).append(i)
    found: dict[int, Ruling | None] = {}
    for of_document in members.values():
        ruled = _in_document(asserted, claim, [readings[i] for i in of_document])
        found.update(zip(of_document, ruled, strict=True))
    return [found[i] for i in range(len(windows))]


def _in_document(asserted: Asserted, claim: Prepared, readings: Sequence[Reading]) -> list[Ruling | None]:
    """A name speaks first, then a record, then sentences."""
    of_records = rule_on_records(asserted, readings)
    return [
        names_another(asserted, reading) or record or rule_on_sentences(claim, reading)
        for reading, record in zip(readings, of_records, strict=True)
    ]
