"""A window as the rules read it: its text, its title, the dates of its document."""

from __future__ import annotations

from service.domain.evidence import Passage
from service.verdict.rules.ruling import Reading
from service.verdict.windows import Window


def read(passage: Passage, window: Window) -> Reading:
    document = passage.document
    return Reading(
        text=window.text, title=window.title, about=document.about, published_at=document.published_at
    )
