"""Whether a record is about what the claim is about: a line of Germany's page says nothing of France."""

from __future__ import annotations

import re

from service.domain.verdict import Signal
from service.verdict.rules.ruling import Ruling
from service.verdict.wording import names, names_alike, words

_RECORD = re.compile(r"^\s*[^\W\d][^\n:.!?]{0,60}:\s+\S")


def other_subject(statement: str, window: str, title: str | None) -> Ruling | None:
    """Weight 0 for a "key: value" line of a page whose subject the claim does not name.

    Such a line does not name its own subject; prose does, and the judge reads it there.
    """
    if not title or not _RECORD.match(window):
        return None
    subject, said = names(title), words(statement)
    if not subject or any(names_alike(name, word) for name in subject for word in said):
        return None
    return Ruling(Signal("other_subject", "weight 0", f"page: {title}"), weight=0.0)
