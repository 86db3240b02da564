"""A claim that gives another value to what has only one: a country has its capital and no other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.domain.verdict import Signal
from service.verdict.rules.records import records
from service.verdict.rules.ruling import RULED, Asserted, Reading, Ruling
from service.verdict.wording import names, names_alike, words

_NAME = r"[A-Z][^,;:()]{1,60}?"
_CLAIMS = (
    re.compile(rf"^(?:The\s+)?(?P<key>capital)(?:\s+city)?\s+of\s+{_NAME}\s+is\s+(?P<value>{_NAME})\.?$"),
    re.compile(rf"^(?P<value>{_NAME})\s+is\s+the\s+(?P<key>capital)(?:\s+city)?\s+of\s+{_NAME}\.?$"),
)


def names_another(asserted: Asserted, reading: Reading) -> Ruling | None:
    """Refutes when the record of the claim's own subject holds none of the names the claim gives."""
    claim = next((found for pattern in _CLAIMS if (found := pattern.match(asserted.statement))), None)
    if claim is None:
        return None
    for record in records(asserted, reading):
        if claim["key"] not in record.key.lower().split():
            continue
        told = words(record.text.removeprefix(record.key))
        if told and not _any_named(names(claim["value"]), told):
            return Ruling(Signal("names_another", "refutes", record.key), stance=RULED)
    return None


def _any_named(wanted: Sequence[str], told: Sequence[str]) -> bool:
    return any(names_alike(name, word) for name in wanted for word in told)
