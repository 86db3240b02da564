"""A window as the rules read it: its numbers, its times, the dates of its document."""

from __future__ import annotations

from service.domain.evidence import Passage
from service.language.quantities import find_quantities
from service.language.times import read_times
from service.verdict.rules.ruling import Placed, Reading
from service.verdict.windows import Window


def read(passage: Passage, window: Window) -> Reading:
    document = passage.document
    return Reading(
        text=window.text,
        title=document.title,
        quantities=tuple(Placed(one.quantity, one.span) for one in find_quantities(window.text)),
        times=read_times(window.text, anchor=document.published_at),
        about=document.about,
        published=document.published_at.interval() if document.published_at else None,
    )
