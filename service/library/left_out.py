"""What a file holds beside documents, counted by kind: it is told, and is no evidence."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TypeAlias

from service.pages.kinds import NotReadable


class Beside(StrEnum):
    """What is left out without being read, or because it cannot be."""

    REDIRECT = "redirect"
    ERROR = "error"
    REVISIT = "revisit"
    PDF = "pdf"
    OTHER = "other"
    TOO_LARGE = "too_large"
    TOO_MUCH = "too_much"


Kind: TypeAlias = NotReadable | Beside

_WORDS: dict[Kind, tuple[str, str]] = {
    NotReadable.PAYWALL: ("page behind a paywall", "pages behind a paywall"),
    NotReadable.REGISTRATION: ("page that asks to register", "pages that ask to register"),
    NotReadable.LOGIN: ("page that asks to log in", "pages that ask to log in"),
    NotReadable.CONSENT: ("page that asks for consent", "pages that ask for consent"),
    NotReadable.BOT_CHECK: ("page that asks for a human", "pages that ask for a human"),
    NotReadable.GEO_BLOCKED: ("page closed to other countries", "pages closed to other countries"),
    NotReadable.NOT_FOUND: ("page that says it was not found", "pages that say they were not found"),
    NotReadable.NEEDS_SCRIPT: ("page that only a script can show", "pages that only a script can show"),
    NotReadable.INDEX: ("list of links to other pages", "lists of links to other pages"),
    NotReadable.EMPTY: ("page without text", "pages without text"),
    NotReadable.NOT_A_PAGE: ("page that is no text", "pages that are no text"),
    Beside.ERROR: ("answer with an error", "answers with an error"),
    Beside.REDIRECT: ("redirect", "redirects"),
    Beside.REVISIT: ("page that had not changed", "pages that had not changed"),
    Beside.PDF: ("PDF", "PDFs"),
    Beside.OTHER: ("file of another kind", "files of other kinds"),
    Beside.TOO_LARGE: ("page that is too large", "pages that are too large"),
    Beside.TOO_MUCH: (
        "page that takes too much time or memory to read",
        "pages that take too much time or memory to read",
    ),
}


class LeftOut(Counter[Kind]):
    """How often each kind was; as a string, what to tell of it: "2 pages behind a paywall, 1 PDF"."""

    def __str__(self) -> str:
        counted = [(self[kind], words) for kind, words in _WORDS.items() if self[kind]]
        return ", ".join(f"{count} {words[count > 1]}" for count, words in counted)


def in_words(kind: Kind) -> str:
    return _WORDS[kind][0]
