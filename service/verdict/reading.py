"""A window as the rules read it: its numbers, its times, the dates of its document."""

from __future__ import annotations

from dataclasses import replace

from service.domain.evidence import Passage
from service.language.quantities import FoundQuantity, find_quantities
from service.language.times import read_times
from service.verdict.rules.ruling import Placed, Reading
from service.verdict.windows import Window


def read(passage: Passage, window: Window) -> Reading:
    document = passage.document
    return Reading(
        text=window.text,
        title=window.title,
        quantities=tuple(_in_line(one) for one in find_quantities(window.text)),
        times=read_times(window.text, anchor=document.published_at),
        about=document.about,
        published=document.published_at.interval() if document.published_at else None,
    )


def _in_line(found: FoundQuantity) -> Placed:
    """What a number counts does not stand in the next line."""
    line = found.quantity.text.partition("\n")[0].rstrip()
    if line == found.quantity.text:
        return Placed(found.quantity, found.span)
    return Placed(replace(found.quantity, text=line, counted=None), found.span)
