"""Bytes of a page to text, in the order of the HTML standard, with what declarations get wrong."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from trafilatura.utils import detect_encoding

_PRESCAN_BYTES = 4096
_BROKEN_SHARE = 0.05
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(rb"""<html[^>]{0,200}?\slang\s*=\s*["']?([a-z]{2,3}(?:-[a-z]{2,4})?)""", re.IGNORECASE)
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-7": "utf-8",
}
"""What a label means to browsers: https://encoding.spec.whatwg.org/#names-and-labels"""
_BY_LANGUAGE = {
    "ar": "cp1256", "az": "cp1254", "be": "cp1251", "bg": "cp1251", "cs": "cp1250", "el": "iso8859-7",
    "et": "cp1257", "fa": "cp1256", "he": "cp1255", "hr": "cp1250", "hu": "iso8859-2", "ja": "cp932",
    "ko": "cp949", "ku": "cp1254", "ky": "cp1251", "lt": "cp1257", "lv": "cp1257", "mk": "cp1251",
    "pl": "iso8859-2", "ru": "cp1251", "sk": "cp1250", "sl": "iso8859-2", "sr": "cp1251", "th": "cp874",
    "tr": "cp1254", "uk": "cp1251", "vi": "cp1258", "zh": "gb18030", "zh-tw": "big5hkscs",
    "zh-hk": "big5hkscs",
}  # fmt: skip
"""https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding, step 9"""
_WESTERN = frozenset({
    "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "gl", "is", "it", "nb", "nl", "nn",
    "no", "pt", "sv",
})  # fmt: skip
_DEFAULT = "cp1252"


def decoded(body: bytes, declared: str | None) -> str:
    """Text of ``body``; ``declared`` is the charset of the Content-Type, which may be wrong or unknown.

    A byte order mark comes first, then whatever is valid UTF-8 beyond ASCII, then the header, the page's own
    declaration, and a guess by its language or bytes. A declaration under which more than a twentieth of
    what is not ASCII cannot be read is not believed. Never raises; what cannot be read becomes U+FFFD.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, errors="replace")
    if not body.isascii() and (text := _fitting(body, "utf-8", broken_share=0.0)) is not None:
        return text
    declarations = list(_declared(body, declared))
    for encoding in (*declarations, *_guesses(body)):
        if (text := _fitting(body, encoding, broken_share=_BROKEN_SHARE)) is not None:
            return text
    return body.decode(declarations[0] if declarations else _DEFAULT, errors="replace")


def _declared(body: bytes, header: str | None) -> Iterator[str]:
    if header and (name := _known(header)):
        yield name
    start = body[:_PRESCAN_BYTES]
    for found in (_META.search(start), _XML.search(start)):
        if found is not None and (name := _known(found[1].decode("ascii"))):
            yield "utf-8" if name.startswith("utf-16") else name  # it could be read as ASCII


def _guesses(body: bytes) -> Iterator[str]:
    if body.isascii():
        yield "utf-8"
        return
    found = _LANGUAGE.search(body[:_PRESCAN_BYTES])
    language = found[1].decode("ascii").lower() if found else ""
    usual = _BY_LANGUAGE.get(language) or _BY_LANGUAGE.get(language[:2])
    if usual is not None:
        yield usual
    elif language[:2] in _WESTERN:
        yield _DEFAULT
    else:
        yield from filter(None, map(_known, detect_encoding(body)))


def _known(label: str) -> str | None:
    """The name Python gives to a text encoding; ``None`` for labels that name none."""
    try:
        "".encode(label.strip())
        found = codecs.lookup(label.strip())
    except (LookupError, ValueError):
        return None
    return _WIDER.get(found.name, found.name)


def _fitting(body: bytes, encoding: str, *, broken_share: float) -> str | None:
    """The text, when that share of its characters beyond ASCII is broken or less; a cut end is not broken."""
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(body, final=False)
    broken = text.count("\ufffd")
    if broken and broken > broken_share * sum(not character.isascii() for character in text):
        return None
    return text
