"""What is known when a sentence of an article is reached."""

from __future__ import annotations

from dataclasses import dataclass

from service.claims.context.discourse import Discourse
from service.claims.context.speakers import Speaker


@dataclass(frozen=True, slots=True)
class Setting:
    """``number`` is the sentence's; ``speaker`` who says the proposition, if it is reported.

    ``quoted``: in his own words, in which "he" is somebody else.
    """

    number: int
    discourse: Discourse
    speaker: Speaker | None
    quoted: bool = False
