"""Spans never lie: for every input and format, in every way of counting.

``SECONDSOURCE_EXAMPLES`` raises the number of generated drafts (``make property``).
"""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.claims.extractor import ClaimExtractor
from service.claims.markup.anchoring import locate
from service.claims.markup.formats import read_markup
from service.claims.markup.positions import Positions
from service.domain.article import Draft, TextFormat
from service.domain.claim import Claim
from service.domain.spans import Span, TextSpan
from service.language.english import English
from tests.unit.claims.drafts import Written, drafts, hostile
from tests.unit.claims.reading import extractor_of

EXAMPLES = int(os.environ.get("SECONDSOURCE_EXAMPLES", "0"))
READ = settings(
    max_examples=max(60, EXAMPLES // 3),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
"""For what parses: 9 ms a sentence."""
MARKED = settings(
    READ, max_examples=max(100, EXAMPLES), suppress_health_check=list(READ.suppress_health_check)
)
"""For what does not."""
FORMATS = pytest.mark.parametrize("kind", list(TextFormat))


@pytest.fixture(scope="session")
def extractor(english: English) -> ClaimExtractor:
    return extractor_of(english)


def units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Character by character, as one counts by hand."""
    line = column = 1
    for i in range(offset):
        ends = text[i] == "\n" or (text[i] == "\r" and text[i + 1 : i + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)
    return line, column


def readable(words: str) -> str:
    """Words of a text draft as they are shown."""
    shown = "".join("\ufffd" if "\ud800" <= c <= "\udfff" or c == "\0" else c for c in words)
    return " ".join(shown.split())


def agrees(text: str, span: TextSpan, words: str) -> None:
    """``words`` is the slice at ``span``, however it is counted."""
    assert 0 <= span.start < span.end <= len(text)
    assert text[span.start : span.end] == words
    assert units(text)[2 * span.utf16_start : 2 * span.utf16_end] == units(words)
    assert (span.start_line, span.start_column) == line_and_column(text, span.start)
    assert (span.end_line, span.end_column) == line_and_column(text, span.end)


def holds(text: str, kind: TextFormat, claim: Claim) -> None:
    agrees(text, claim.span, claim.text)
    assert claim.text == claim.text.strip()
    assert claim.selector.exact == claim.text
    assert locate(text, claim.selector) == Span(claim.span.start, claim.span.end)
    assert claim.display_text == " ".join(claim.display_text.split()) != ""
    if kind is TextFormat.TEXT:
        assert claim.display_text == readable(claim.text)
    for resolution in claim.resolutions:
        assert 0 <= resolution.span.start <= resolution.span.end <= len(text)
        if kind is TextFormat.TEXT:
            slice_ = text[resolution.span.start : resolution.span.end]
            assert readable(slice_) == " ".join(resolution.text.split())


@FORMATS
@READ
@given(data=st.data())
def test_claims_of_a_draft_stand_where_they_say(
    extractor: ClaimExtractor, kind: TextFormat, data: st.DataObject
) -> None:
    draft: Written = data.draw(drafts[kind])
    text = draft.raw
    found = extractor.extract(Draft(text=text, format=kind, language="en"), max_claims=50, not_checkable=True)
    starts = [claim.span.start for claim in found.claims]
    assert starts == sorted(starts)
    for claim in found.claims:
        holds(text, kind, claim)
        assert claim.display_text in draft.seen
        assert not draft.cuts(claim.span.start)
        assert not draft.cuts(claim.span.end)
        assert not unicodedata.combining((text + " ")[claim.span.end])
    for passed in found.not_checkable or ():
        agrees(text, passed.span, passed.text)


@FORMATS
@READ
@given(text=hostile)
def test_claims_of_any_text_stand_where_they_say(
    extractor: ClaimExtractor, kind: TextFormat, text: str
) -> None:
    found = extractor.extract(Draft(text=text, format=kind, language="en"), max_claims=50, not_checkable=True)
    for claim in found.claims:
        holds(text, kind, claim)
    for passed in found.not_checkable or ():
        agrees(text, passed.span, passed.text)


@FORMATS
@MARKED
@given(data=st.data())
def test_a_reader_sees_the_words_and_no_marks(kind: TextFormat, data: st.DataObject) -> None:
    """And each word of the plain text is the slice it maps to, marks within it aside."""
    draft: Written = data.draw(drafts[kind])
    plain = read_markup(draft.raw, kind)
    assert " ".join(plain.text.split()) == draft.seen
    for i, character in enumerate(plain.text):
        if not character.isspace():
            place = plain.offsets.raw(Span(i, i + 1))
            assert not draft.cuts(place.start)
            assert not draft.cuts(place.end)


@FORMATS
@MARKED
@given(text=hostile)
def test_every_character_maps_forward_into_any_text(kind: TextFormat, text: str) -> None:
    plain = read_markup(text, kind)
    assert len(plain.offsets.starts) == len(plain.offsets.ends) == len(plain.text)
    starts, ends = list(plain.offsets.starts), list(plain.offsets.ends)
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(starts, ends, strict=True))
    for character, start, end in zip(plain.text, starts, ends, strict=True):
        written = text[start:end]
        if character.isalnum() and not written.startswith("&"):
            assert written in {character, f"\\{character}"}
    here = 0
    for span, _ in plain.blocks:
        assert here <= span.start < span.end <= len(plain.text)
        here = span.end


@MARKED
@given(text=hostile, data=st.data())
def test_any_span_is_the_same_in_every_count(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    if start == end:
        return
    positions = Positions(text)
    agrees(text, positions.text_span(Span(start, end)), text[start:end])
    selector = positions.selector(Span(start, end))
    whole = selector.prefix + selector.exact + selector.suffix
    alone = text.find(whole) == text.rfind(whole)
    assert locate(text, selector) == (Span(start, end) if alone else None)
