"""Claims of an article in a language without a parser: its declarative sentences as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.claims.layout import Sentence
from service.claims.reader import Candidate, Passed, Reading
from service.domain.claim import NotCheckableKind, Unresolved
from service.domain.times import PublishedAt
from service.language.times import find_times

_QUESTION = re.compile(r"[?？؟;]\s*[\"'”’»)\]]*$")
_MIN_LETTERS = 12
_FIRST_IDEOGRAPH = "\u2e80"


def _weight(character: str) -> int:
    """Letters, of which an ideograph says as much as three."""
    if not character.isalpha():
        return 0
    return 3 if character >= _FIRST_IDEOGRAPH else 1


def read_other(text: str, sentences: Sequence[Sentence], anchor: PublishedAt | None) -> Reading:
    """Sentences that are no question and not a mere few letters; dates only where written in digits."""
    found: list[Candidate] = []
    passed: list[Passed] = []
    for sentence in sentences:
        words = text[sentence.span.start : sentence.span.end]
        if _QUESTION.search(words):
            passed.append(Passed(sentence.span, NotCheckableKind.QUESTION))
            continue
        if sum(_weight(c) for c in words) < _MIN_LETTERS:
            continue
        found.append(
            Candidate(
                span=sentence.span,
                statement=" ".join(words.split()),
                written=" ".join(words.split()),
                resolutions=(),
                unresolved=(Unresolved("", "statement left as it stands in the article's language"),),
                attribution=None,
                times=tuple(
                    found.mention for found in find_times(words, anchor=anchor) if not found.relative
                ),
                telling=True,
            )
        )
    return Reading(tuple(found), tuple(passed))
