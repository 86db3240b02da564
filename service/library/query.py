"""Plain words to the query language of FTS5, and to names that may be titles."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_LONGEST_NAME = 7
_MOST_WORDS = 24
_STOP = frozenset(
    _WORD.findall(
        "a an and are as at be been but by did do does for from had has have he her his if in into is it its"
        " more of on or our say says said she so than that the their them then there these they this to was"
        " we were what when which who will with would you"
    )
)


def words(text: str) -> list[str]:
    """The words of a text in order; a number keeps its decimals and thousands ("7.4", "68,512,806")."""
    return _WORD.findall(text)


def terms(text: str) -> list[str]:
    """The words worth searching, once each; all of them when there are only common ones."""
    found = list(dict.fromkeys(word.lower() for word in words(text)))
    return ([word for word in found if word not in _STOP] or found)[:_MOST_WORDS]


def match_all(wanted: list[str]) -> str:
    """An FTS5 query. Every term is a quoted string, so nothing in it is read as syntax."""
    return " AND ".join(_quoted(term) for term in wanted)


def match_any(wanted: list[str]) -> str:
    return " OR ".join(_quoted(term) for term in wanted)


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def name_key(name: str) -> str:
    """A name as names are compared: words only, without case and accents."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )
    return " ".join(words(plain)).casefold()


def possible_names(text: str) -> list[str]:
    """Keys of all runs of words that may be a name, longest first.

    In a text with capitals a name has one: "turkey" in "Ankara sold turkey" is not the country.
    """
    found = words(text)
    cased = any(word[0].isupper() for word in found)
    runs = (
        found[start : start + length]
        for length in range(min(_LONGEST_NAME, len(found)), 0, -1)
        for start in range(len(found) - length + 1)
    )
    named = (run for run in runs if not cased or any(word[0].isupper() for word in run))
    return list(dict.fromkeys(name_key(" ".join(run)) for run in named))
