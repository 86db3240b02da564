"""Texts in disguise: lookalikes of letters, letters spaced or turned, base64."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from service.verdict.shown.instruction_words import LABEL, may_name_label

_LABEL = re.compile(rf"\b{LABEL}\b")
_SPACED = re.compile(r"(?<!\w)(?:\w[ .·_-]){4,}\w(?!\w)")
_LEET = str.maketrans("013457@$", "oieastas")
_LOOKALIKE = str.maketrans("асеіјорѕухһԁԛԝνορα", "aceijopsyxhdqwvopa")
_CAPITAL_LOOKALIKE = str.maketrans("АВСЕНІЈКМОРЅТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABCEHIJKMOPSTXABEZHIKMNOPTYX")
_WORD = re.compile(r"[\w@$]+")
_LATIN = re.compile(r"[A-Za-z]")
_GREEK_OR_CYRILLIC = re.compile(r"[\u0370-\u04ff]")
_DIGITED = re.compile(r"[\w@$]*[0-9@$][\w@$]*")
_LEAST = 3  # characters in a word whose digits may stand for letters
_ENCODED = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{24,}(?![\w+/-])")
_ESCAPED = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_URL_SAFE = str.maketrans("+/", "-_")
_PRINTABLE = 0.9


def folded(text: str) -> str:
    """Plain letters for fancy ones and for lookalikes of other scripts; lower case; as long as ``text``."""
    if text.isascii():
        return text.lower()
    plain = "".join(_plain(character) for character in text)
    return plain if plain.isascii() else _WORD.sub(_of_one_script, plain)


def forms(piece: str) -> Iterator[str]:
    """The piece, and what it says when its letters are spaced, escaped, turned or stand for others."""
    yield piece
    if _SPACED.search(piece):
        yield _SPACED.sub(lambda run: run[0][::2], re.sub(r"(?<=\w) : (?=\w)", ": ", piece))
    lettered = _DIGITED.sub(_lettered, piece)
    if lettered != piece:
        yield lettered
    if "_" in piece:
        yield piece.replace("_", " ")
    if "&" in piece:
        yield folded(html.unescape(piece))
    if _ESCAPED.search(piece):
        yield folded(unquote(piece))
    for form in (codecs.encode(piece, "rot13"), piece[::-1]):
        if may_name_label(form) and _LABEL.search(form):
            yield form


def is_encoded(piece: str) -> bool:
    """Base64 that stands for text: a long word that decodes to what can be printed. Not folded."""
    for word in _ENCODED.findall(piece):
        try:
            decoded = base64.urlsafe_b64decode(word.translate(_URL_SAFE) + "=" * (-len(word) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
        if sum(character.isprintable() for character in decoded) >= _PRINTABLE * len(decoded):
            return True
    return False


def _of_one_script(word: re.Match[str]) -> str:
    if _LATIN.search(word[0]) and _GREEK_OR_CYRILLIC.search(word[0]):
        return word[0].translate(_CAPITAL_LOOKALIKE).translate(_LOOKALIKE).lower()
    return word[0]


def _lettered(word: re.Match[str]) -> str:
    if len(word[0]) >= _LEAST and _LATIN.search(word[0]):
        return word[0].translate(_LEET)
    return word[0]


def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    form = unicodedata.normalize("NFKC", character)
    lower = (form if len(form) == 1 else character).lower()
    return lower if len(lower) == 1 else character
