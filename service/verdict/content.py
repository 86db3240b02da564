"""The rules on content, document by document: what one line leaves open another may settle."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.evidence import Passage
from service.domain.stance import StanceProbabilities
from service.verdict.reading import read
from service.verdict.rules import numbers
from service.verdict.rules.records import rule_on_records
from service.verdict.rules.ruling import RULED, Asserted, Reading, Ruling
from service.verdict.rules.single_value import names_another
from service.verdict.windows import Window


def rule_on_documents(
    asserted: Asserted, windows: Sequence[tuple[Passage, Window, StanceProbabilities]]
) -> list[Ruling | None]:
    """One ruling per window, in order; null where no rule on content applies."""
    readings = [read(passage, window) for passage, window, _ in windows]
    members: dict[str, list[int]] = {}
    for i, (passage, _, _) in enumerate(windows):
        members.setdefault(passage.document.text_sha256, []).append(i)
    found: dict[int, Ruling | None] = {}
    for of_document in members.values():
        stances = [windows[i][2] for i in of_document]
        ruled = _in_document(asserted, [readings[i] for i in of_document], stances)
        found.update(zip(of_document, ruled, strict=True))
    return [found[i] for i in range(len(windows))]


def _in_document(
    asserted: Asserted, readings: Sequence[Reading], stances: Sequence[StanceProbabilities]
) -> list[Ruling | None]:
    """A number that refutes speaks first, then a name, then a record, then what shields from refutation."""
    of_numbers = [numbers.findings(asserted, reading) for reading in readings]
    agreed = frozenset(one.claimed for found in of_numbers for one in found if one.rule == numbers.AGREE)
    ruled = [numbers.ruling(found, stance, agreed) for found, stance in zip(of_numbers, stances, strict=True)]
    of_records = rule_on_records(asserted, readings)
    of_names = [names_another(asserted, reading) for reading in readings]
    return [
        number if number and number.stance == RULED else name or record or number
        for number, name, record in zip(ruled, of_names, of_records, strict=True)
    ]
