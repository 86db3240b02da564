"""What a careful editor would mark in texts that mislead: the cases of ``adversarial.toml``."""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from service.claims.extractor import ClaimExtractor
from service.domain.article import Draft, TextFormat
from service.domain.claim import Attribution, Claim, Directness, Extraction
from service.domain.quantities import Comparator, Quantity
from service.domain.times import Precision, PublishedAt, TimeMention, TimeRole
from service.language.english import English

FILE = Path(__file__).with_name("adversarial.toml")
MANY = 100
"""More claims than any case has."""


class _Row(BaseModel):
    """A mistyped key is an error, not an expectation that nobody checks."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ExpectedTime(_Row):
    start: date
    end: date
    role: TimeRole | None = None
    precision: Precision | None = None

    def fits(self, time: TimeMention) -> bool:
        return (
            (time.start, time.end) == (self.start, self.end)
            and self.role in {None, time.role}
            and self.precision in {None, time.precision}
        )


class ExpectedQuantity(_Row):
    value: float | None = None
    low: float | None = None
    high: float | None = None
    comparator: Comparator | None = None
    unit: str | None = None
    counted: str | None = None
    text: str | None = None

    def fits(self, quantity: Quantity) -> bool:
        return (
            _near(self.value, quantity.value)
            and _near(self.low, quantity.low)
            and _near(self.high, quantity.high)
            and self.comparator in {None, quantity.comparator}
            and self.unit in {None, quantity.unit or ""}
            and self.text in {None, quantity.text}
            and (self.counted or "").casefold() in (quantity.counted or "").casefold()
        )


class ExpectedPiece(_Row):
    text: str
    kind: str


class ExpectedClaim(_Row):
    """The head of ``adversarial.toml`` says what each key asks for."""

    text: str
    or_text: tuple[str, ...] = ()
    at: int | None = None
    display: str | None = None
    speaker: str | tuple[str, ...] | None = None
    directness: Directness | None = None
    chain: tuple[str, ...] | None = None
    cue: str | None = None
    times: tuple[ExpectedTime, ...] | None = None
    no_other_times: bool = False
    quantities: tuple[ExpectedQuantity, ...] | None = None
    no_range: bool = False
    statement: str | None = None
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    unresolved: tuple[str, ...] | None = None
    notes_mention: str | None = None
    same_as: int | None = None

    def spans(self, text: str) -> set[tuple[int, int]]:
        return {_places(text, words)[(self.at or 1) - 1] for words in (self.text, *self.or_text)}


class Case(_Row):
    id: str
    why: str
    text: str
    format: TextFormat = TextFormat.TEXT
    title: str | None = None
    published_at: date | None = None
    language: str | None = None
    claims: tuple[ExpectedClaim, ...] = ()
    none: bool = False
    extra_allowed: bool = False
    not_checkable: tuple[ExpectedPiece, ...] = ()
    language_out: str | None = None
    published: date | None = None
    noted: str | None = None
    open: str | None = None

    def draft(self) -> Draft:
        published = None
        if self.published_at:
            day = datetime.combine(self.published_at, time.min)
            published = PublishedAt(day, Precision.DAY, offset_known=False)
        return Draft(
            text=self.text,
            format=self.format,
            title=self.title,
            language=self.language,
            published_at=published,
        )


CASES = [Case.model_validate(row) for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]]


class ByLength:
    def score(self, sentences: Sequence[str]) -> list[float]:
        return [min(0.2 + len(sentence) / 400, 1.0) for sentence in sentences]

    score_any_language = score


def key(statement: str) -> str:
    return hashlib.sha256(statement.encode("utf-8", "surrogatepass")).hexdigest()


@pytest.fixture(scope="module")
def extractor(english: English) -> ClaimExtractor:
    return ClaimExtractor(english, ByLength(), key)


def _asked(case: Case) -> object:
    """An open case must fail: when it is met, its key goes."""
    marks = [pytest.mark.xfail(reason=case.open, strict=True)] if case.open else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [_asked(case) for case in CASES])
def test_case(extractor: ClaimExtractor, case: Case) -> None:
    found = extractor.extract(case.draft(), max_claims=MANY, not_checkable=bool(case.not_checkable))
    faults = [*_of_article(case, found), *_of_claims(case, found), *_of_pieces(case, found)]
    assert not faults, "\n  ".join([f"{case.id}: {case.why}", *faults])


def _of_article(case: Case, found: Extraction) -> Iterator[str]:
    if case.language_out not in {None, found.article.language}:
        yield f"language: {found.article.language!r}, not {case.language_out!r}"
    day = found.article.published_at.day() if found.article.published_at else None
    if case.published not in {None, day}:
        yield f"published at: {day}, not {case.published}"
    if case.noted and not any(case.noted in note for note in found.notes):
        yield f"no note mentions {case.noted!r}: {found.notes}"


def _of_claims(case: Case, found: Extraction) -> Iterator[str]:
    starts = [claim.span.start for claim in found.claims]
    if starts != sorted(starts):
        yield f"not in the order of the text: {starts}"
    for claim in found.claims:
        yield from _of_place(case.text, claim)
    at = {(claim.span.start, claim.span.end): claim for claim in found.claims}
    matched = [next((at.pop(s) for s in e.spans(case.text) if s in at), None) for e in case.claims]
    for expected, match in zip(case.claims, matched, strict=True):
        if match is None:
            yield f"missing: {expected.text!r}"
            continue
        for fault in (*_of_words(expected, match), *_of_speaker(expected, match.attribution)):
            yield f"{expected.text!r}: {fault}"
        for fault in (*_of_times(case, expected, match), *_of_quantities(expected, match)):
            yield f"{expected.text!r}: {fault}"
        if expected.same_as is not None:
            first = matched[expected.same_as - 1] if expected.same_as else None
            if match.same_as != (first.id if first else None):
                yield f"{expected.text!r}: same as {match.same_as}, not {first.id if first else None}"
    if not case.extra_allowed:
        matched_ids = {match.id for match in matched if match}
        yield from (f"not asked for: {c.text!r}" for c in found.claims if c.id not in matched_ids)


def _of_place(text: str, claim: Claim) -> Iterator[str]:
    span, units = claim.span, text.encode("utf-16-le")
    if text[span.start : span.end] != claim.text:
        yield f"{claim.text!r} is not what stands at its span"
    if units[2 * span.utf16_start : 2 * span.utf16_end].decode("utf-16-le", "replace") != claim.text:
        yield f"{claim.text!r} is not what stands at its UTF-16 span"


def _of_words(expected: ExpectedClaim, claim: Claim) -> Iterator[str]:
    if expected.display is not None and " ".join(claim.display_text.split()) != expected.display:
        yield f"display {claim.display_text!r}, not {expected.display!r}"
    if expected.statement not in {None, claim.statement, claim.undated}:
        yield f"statement {claim.statement!r}, not {expected.statement!r}"
    for words in expected.contains:
        if words.casefold() not in claim.statement.casefold():
            yield f"statement {claim.statement!r} lacks {words!r}"
    for words in expected.lacks:
        if words.casefold() in claim.undated.casefold():
            yield f"statement {claim.statement!r} contains {words!r}"
    left_open = [u.text for u in claim.unresolved]
    if expected.unresolved == () and left_open:
        yield f"left open: {left_open}"
    for phrase in expected.unresolved or ():
        if not any(phrase.casefold() in text.casefold() for text in left_open):
            yield f"left open: {left_open}, not {phrase!r}"
    if expected.notes_mention is not None:
        told = [words for u in claim.unresolved for words in (u.text, u.why)]
        told += [words for r in claim.resolutions for words in (r.text, r.as_)]
        if not any(expected.notes_mention in words for words in told):
            yield f"nothing told of {expected.notes_mention!r}: {told}"


def _of_speaker(expected: ExpectedClaim, said: Attribution | None) -> Iterator[str]:
    speaker = said.speaker if said else ""
    wanted = (expected.speaker,) if isinstance(expected.speaker, str) else expected.speaker
    if wanted is not None and _name(speaker) not in {_name(name) for name in wanted}:
        yield f"speaker {speaker!r}, not {' or '.join(map(repr, wanted))}"
    if expected.directness is not None and (said is None or said.directness is not expected.directness):
        yield f"{said.directness if said else None}, not {expected.directness}"
    if expected.cue is not None and (said is None or said.cue != expected.cue):
        yield f"cue {said.cue if said else None!r}, not {expected.cue!r}"
    chain = said.chain if said else ()
    if expected.chain is not None and [_name(n) for n in chain] != [_name(n) for n in expected.chain]:
        yield f"chain {chain}, not {expected.chain}"


def _of_times(case: Case, expected: ExpectedClaim, claim: Claim) -> Iterator[str]:
    shown = [f"{t.text!r} {t.start}/{t.end} {t.precision} {t.role}" for t in claim.times]
    for wanted in expected.times or ():
        if not any(wanted.fits(mention) for mention in claim.times):
            yield f"times {shown} lack {wanted!r}"
    if expected.times != () and not expected.no_other_times:
        return
    others = [
        mention.text
        for mention in claim.times
        if not any(wanted.fits(mention) for wanted in expected.times or ())
        and not (mention.role is TimeRole.SAYING and mention.start == mention.end == case.published_at)
    ]
    if others:
        yield f"times {shown}: {others} not asked for"


def _of_quantities(expected: ExpectedClaim, claim: Claim) -> Iterator[str]:
    if expected.no_range and any(q.low is not None for q in claim.quantities):
        yield f"a range: {claim.quantities}"
    if expected.quantities is None:
        return
    left = list(claim.quantities)
    for wanted in expected.quantities:
        match = next((q for q in left if wanted.fits(q)), None)
        if match is None:
            yield f"no {wanted!r} among {left}"
        else:
            left.remove(match)
    if len(claim.quantities) > len(expected.quantities):
        yield f"quantities not asked for: {[q.text for q in left]}"


def _of_pieces(case: Case, found: Extraction) -> Iterator[str]:
    pieces = found.not_checkable or ()
    shown = [(_bare(piece.text), str(piece.kind)) for piece in pieces]
    for piece in pieces:
        if case.text[piece.span.start : piece.span.end] != piece.text:
            yield f"{piece.text!r} is not what stands at its span"
    for wanted in case.not_checkable:
        if (_bare(wanted.text), wanted.kind) not in shown:
            yield f"not checkable: {shown}, not {wanted.text!r} as {wanted.kind}"


def _near(wanted: float | None, found: float | None) -> bool:
    if wanted is None or found is None:
        return wanted is found
    return math.isclose(wanted, found, rel_tol=2e-3)


def _name(speaker: str) -> str:
    return re.sub(r"^(the|an?) ", "", " ".join(speaker.casefold().split()))


def _bare(text: str) -> str:
    return text.strip(" .?!,\"“”'")


def _places(text: str, words: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(re.escape(words), text)]


def test_the_cases_can_be_asked() -> None:
    assert len(CASES) >= 60
    assert [name for name, count in Counter(case.id for case in CASES).items() if count > 1] == []
    assert [f"{case.id}: {fault}" for case in CASES for fault in _of_file(case)] == []


def _of_file(case: Case) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", case.id):
        yield "the id is not in short words with hyphens"
    if not case.why.strip():
        yield "no reason is given"
    if bool(case.claims) == case.none:
        yield "it must either list claims or say that there are none"
    for expected in case.claims:
        occurrences = len(_places(case.text, expected.text))
        if not 0 < (expected.at or 1) <= occurrences or (expected.at is None) != (occurrences == 1):
            yield f"{expected.text!r} occurs {occurrences} times, at is {expected.at}"
        if not 0 <= (expected.same_as or 0) <= len(case.claims):
            yield f"{expected.text!r} is the same as no listed claim"
    slices = [words for expected in case.claims for words in expected.or_text]
    for words in (*slices, *(piece.text for piece in case.not_checkable)):
        if words not in case.text:
            yield f"{words!r} is not in the text"
