"""What is no claim, and why: told only when asked for."""

from __future__ import annotations

import pytest

from service.domain.article import Draft
from service.domain.claim import NotCheckableKind
from service.language.english import English
from tests.unit.claims.reading import extractor_of


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Who is to blame for the loss of 40 ships?", NotCheckableKind.QUESTION),
        ("The new film about Adair is wonderful.", NotCheckableKind.OPINION),
        ("The minister should resign over Adair.", NotCheckableKind.OPINION),
        ("Prices in Adair will rise by 12 percent.", NotCheckableKind.PREDICTION),
        ("We will build 12 schools in Adair.", NotCheckableKind.PROMISE),
        ("The bank would lose 12 million dollars in Adair.", NotCheckableKind.HYPOTHETICAL),
        ("Send 12 letters to the ministry in Adair.", NotCheckableKind.COMMAND),
        ("This was very hard indeed.", NotCheckableKind.VAGUE),
    ],
)
def test_each_kind_has_its_name(english: English, sentence: str, kind: NotCheckableKind) -> None:
    text = f"{sentence} Norland has 300 ships."
    found = extractor_of(english).extract(Draft(text=text, language="en"), max_claims=9, not_checkable=True)
    assert [claim.text for claim in found.claims] == ["Norland has 300 ships"]
    assert found.not_checkable is not None
    (piece,) = found.not_checkable
    assert piece.kind is kind
    assert text[piece.span.start : piece.span.end] == piece.text == sentence.rstrip(".?")


def test_nothing_is_told_unasked(english: English) -> None:
    found = extractor_of(english).extract(
        Draft(text="Who is to blame for Adair?", language="en"), max_claims=9
    )
    assert found.not_checkable is None


def test_what_could_not_be_done_is_a_fact(english: English) -> None:
    found = extractor_of(english).extract(
        Draft(text="The ministry could not confirm 40 losses.", language="en"), max_claims=9
    )
    assert len(found.claims) == 1
