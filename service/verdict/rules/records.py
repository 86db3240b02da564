"""Records, lines of the form "key: value" on a page about one thing, against claims that say no more.

"Capital of Iceland: Reykjavik" is the whole of "Reykjavik is the capital of Iceland". Where a claim holds
nothing that the lines of one page do not speak of, its numbers and dates can be compared without a model.

On every fourth row of infotabs (train and dev; nothing was fitted) such agreement met 88 rows labelled
supported, 8 refuted and 13 neither, and such conflict of dates 10 refuted, 5 neither and none supported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.times import Interval, TimeRole
from service.domain.verdict import Signal
from service.verdict.rules.bounds import Comparison, compare
from service.verdict.rules.negation import negated
from service.verdict.rules.ruling import CONFIRMED, RULED, Asserted, Reading, Ruling
from service.verdict.vocabulary import LIGHT
from service.verdict.wording import content_stems, names, names_alike, stem, words

_COMPARES = re.compile(
    r"\b(?:only|both|same|more|less|fewer|most|least|every|each|all|than|before|after|until|till|since|by|"
    r"first|last|during|early|late|mid|or|through|between|many|such|almost|raised)\b|\d0[’']?s\b|[’']s\b(?=\W*$)",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"\b(?:from|with|against|to|by|than)\s+(?:the\s+)?[A-Z][\w’'-]*")
"""Independence from Denmark is no fact about Denmark."""
_ROLE = re.compile(r"\b(?:is|was|are|were)\b(?! (?:known|associated))[^,]*\b(?:of|for|with)\b")
_COUNTS = re.compile(r"\d|\bcentur(?:y|ies)\b", re.IGNORECASE)
LINE = re.compile(
    r"^[ \t]*(?P<key>[^\W\d][^\n:.!?]{0,80}(?::[ \t]+[a-z][\w ]{0,30})?):[ \t]+(?P<value>\S.*)$", re.MULTILINE
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ITEM = re.compile(r"(?:[^,;()\n]|\([^()]*\))+")
_LIGHT = frozenset(stem(word) for word in LIGHT)


@dataclass(frozen=True, slots=True)
class Record:
    """A line the claim may be about; ``start`` and ``end`` in the text of its reading."""

    key: str
    text: str
    start: int
    end: int


def records(asserted: Asserted, reading: Reading) -> list[Record]:
    """The lines of a reading whose key the claim asks about, on a page whose subject it names."""
    if not reading.title or ":" not in reading.text:
        return []
    subject, said = names(reading.title), words(_ORIGIN.sub("", asserted.statement))
    if not any(names_alike(name, word) for name in subject for word in said):
        return []
    asked = content_stems(asserted.statement) | {stem(name) for name in subject}
    return [
        Record(line["key"], line.group().strip(), line.start(), line.end())
        for line in LINE.finditer(reading.text)
        if content_stems(line["key"]) <= asked
    ]


def rule_on_records(asserted: Asserted, readings: Sequence[Reading]) -> list[Ruling | None]:
    """One ruling per window of a document: whether its records, taken together, are the claim or deny it."""
    relevant = [records(asserted, reading) for reading in readings]
    together = " \n".join(record.text for found in relevant for record in found)
    title = next((reading.title for reading in readings if reading.title), "") or ""
    if not together or negated(asserted.statement) or not _covered(asserted, f"{title} {together}"):
        return [None] * len(readings)
    ruling = _ruling(asserted, readings, relevant, title)
    return [ruling if found else None for found in relevant]


def _ruling(
    asserted: Asserted, readings: Sequence[Reading], relevant: Sequence[Sequence[Record]], title: str
) -> Ruling | None:
    keys = list(dict.fromkeys(record.key for found in relevant for record in found))
    numbers = _numbers_agree(asserted, readings, relevant)
    dates = _dates_agree(asserted, readings, relevant)
    if not asserted.quantities and (len(keys) > 1 or _COMPARES.search(asserted.statement)):
        return None
    if not asserted.quantities and dates is False:
        return Ruling(Signal("dates_conflict", "refutes", "; ".join(keys)), stance=RULED)
    if not asserted.quantities and not dates and _turned(asserted.statement, title):
        return None
    if not numbers or dates is False or (asserted.times and dates is None):
        return None
    if asserted.quantities or dates or _names_the_value(asserted, relevant, title):
        one_number = len(keys) == 1 and len(asserted.quantities) == 1
        return Ruling(Signal("record_agrees", "supports", "; ".join(keys)), CONFIRMED, strict=one_number)
    return None


def _turned(statement: str, title: str) -> bool:
    """Whether the subject of the page is given the part of the value: "Camelot is breeder of Ann"."""
    first = next(iter(names(title)), None)
    opens = first is not None and statement.startswith(first)
    return opens and _ROLE.search(statement) is not None


def _covered(asserted: Asserted, told: str) -> bool:
    """Every word of the claim is a number, a date, a light verb, or stands in the records."""
    known, present = content_stems(told), words(told)
    numbers = content_stems(" ".join(f"{one.text} {one.unit or ''}" for one in asserted.quantities))
    counted = content_stems(" ".join(one.counted or "" for one in asserted.quantities))
    left = content_stems(asserted.statement) - known - _LIGHT - (numbers - counted)
    called = {stem(name): name for name in names(asserted.statement)}
    return all(one in called and any(names_alike(called[one], word) for word in present) for one in left)


def _numbers_agree(
    asserted: Asserted, readings: Sequence[Reading], relevant: Sequence[Sequence[Record]]
) -> bool:
    """Each number of the claim agrees with one that stands in a relevant line."""
    told = [
        placed.quantity
        for reading, found in zip(readings, relevant, strict=True)
        for placed in reading.quantities
        if any(record.start <= placed.span.start < record.end for record in found)
    ]
    return all(
        any(compare(claimed, evidence) is Comparison.AGREE for evidence in told)
        for claimed in asserted.quantities
    )


def _dates_agree(
    asserted: Asserted, readings: Sequence[Reading], relevant: Sequence[Sequence[Record]]
) -> bool | None:
    """Whether some date of the relevant lines is the claim's; null when either side names none."""
    wanted = [Interval(one.start, one.end) for one in asserted.times if one.role is not TimeRole.SAYING]
    told = [
        Interval(one.start, one.end)
        for reading, found in zip(readings, relevant, strict=True)
        for one in reading.times
        if any(one.text in record.text for record in found)
    ]
    if not wanted or not told:
        return None
    return all(any(one.overlaps(other) for other in told) for one in wanted)


def _names_the_value(asserted: Asserted, relevant: Sequence[Sequence[Record]], title: str) -> bool:
    """Whether the claim, which has no number in it, has a word that stands in the value only."""
    if _COUNTS.search(asserted.statement):
        return False
    value = " ".join(record.text.removeprefix(record.key) for found in relevant for record in found)
    keys = " ".join(record.key for found in relevant for record in found)
    own = content_stems(value) - content_stems(keys) - content_stems(title)
    said = content_stems(asserted.statement) & own
    return bool(said) and _of_one_item(said, value)


def _of_one_item(said: frozenset[str], value: str) -> bool:
    """What stands in brackets is said of its own item alone: "Portuguese (official); some speak Spanish"."""
    qualified = content_stems(" ".join(_IN_BRACKETS.findall(value))) & said
    return not qualified or any(said <= content_stems(item) for item in _ITEM.findall(value))
