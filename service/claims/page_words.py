"""The words by which a page speaks of itself: bylines, captions, calls to subscribe, agencies."""

from __future__ import annotations

import re


def _any(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


_WRITTEN = _any(
    "story", "written", "posted", "reported", "additional reporting", "reporting", "editing", "compiled",
    "published",
)  # fmt: skip
BYLINE = re.compile(
    _any(
        rf"\(?{_WRITTEN} by\b",
        r"by (?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z])[\w.’'-]+){0,3}(?:,|$| for\b| in\b| and\b)",
        r"published\b",
        r"updated\b",
        r"last (?:updated|modified)\b",
        r"posted\b",
    ),
    re.IGNORECASE,
)
"""At the start of a short paragraph."""

CAPTION = re.compile(
    _any(
        r"(?:file )?(?:photo|image|picture|video|illustration|credit|graphic)s?\s*"
        r"(?::|by\b|credit\b|courtesy\b|via\b|/|\()",
        r"pictured\s*:",
        r".{0,80}\b(?:getty images?|ap photo|shutterstock|(?:file|stock) (?:photo|image)|expressive image)\b",
        r".{0,120}(?:/afp|/reuters|/getty|/ap)\b\)?\.?$",
    ),
    re.IGNORECASE,
)
"""At the start of a paragraph."""

FURNITURE = re.compile(
    r"(?:>+\s*)?"
    + _any(
        r"click (?:here|on|for)\b",
        r"subscribe (?:to|now|here|today)\b",
        r"sign up\b",
        r"follow (?:us|me|@|(?-i:[A-Z])\w+ on)",
        r"like us\b",
        r"share (?:this|on)\b",
        r"read (?:more|also|next|the full)\b",
        r"see (?:also|more)\b",
        r"watch (?:the )?(?:video|more|below|now|live)\b",
        r"scroll down\b",
        r"check out (?:our|more|the)\b",
        r"download (?:our|the)\b",
        r"using mobile\b",
        r"via (?-i:[A-Z@])",
        r"tags?:?$",
        r"related(?: stories| articles)?:",
        r"related(?: stories| articles)?$",
        r"more (?:on|from|stories)\b[^.]*$",
        r"advertisement$",
        r"copyright\b",
        r"\(?(?:tm and\b|©)",
        r"this material may not\b",
        r"the associated press contributed\b",
        r"(?:have|got) a (?:tip|story)\b",
        r"contact (?:us|the author)\b",
        r"e-?mail (?:us|the|me|\S+@)",
        r"join (?:us|the conversation)\b",
        r"comments? below\b",
        r"tell us\b",
        r"let us know\b",
        r"don['’]t miss\b",
        r"loading\b",
        r"h/t\b",
        r"source:",
        r"\S{1,64}@[\w.-]{1,200}\.\w{1,20}$",
        r"https?://\S{1,2000}$",
        r"pic\.twitter\.com",
    ),
    re.IGNORECASE,
)
"""At the start of a sentence."""

RIGHTS = re.compile(r"all rights reserved|©|pic\.twitter\.com/|used under license", re.IGNORECASE)
"""Anywhere in a sentence."""

_DASH = r"\s*(?:--?|[–—])\s*"
AGENCY = re.compile(
    _any(
        # An agency in brackets, after a place and a date if they stand there.
        r"(?:[A-Z][A-Z.’'/-]+(?:[ ,]+(?:[A-Z][\w.]*|\d{1,2}|\d{4})){0,6}\s*)?"
        rf"\([A-Z][^()\n]{{1,60}}\){_DASH}",
        # A place in capitals and a dash.
        r"[A-Z]{3}[A-Z.’' -]*(?:,\s[A-Z][\w.]+){0,2}\s*(?:--|[–—])\s*",
        # An agency in brackets alone.
        r"\([A-Z][\w. ]{1,20}\)\s+(?=[A-Z])",
    )
    + r"(?=[“\"‘'(]?\w)"
)
"""What stands before the first sentence of an agency's text."""
