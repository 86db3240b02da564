"""From a draft's format to plain text, with the way back to its offsets."""

from __future__ import annotations

import re
from dataclasses import replace

from service.claims.markup.html_text import html_text
from service.claims.markup.markdown_text import markdown_text
from service.claims.markup.plain import BYTE_ORDER_MARK, OffsetMap, PlainText, PlainWriter
from service.domain.article import TextFormat

_NO_CHARACTER = re.compile("[\ud800-\udfff\0]")


def plain_text(text: str, format: TextFormat) -> tuple[str, OffsetMap]:  # noqa: A002 - the field's own name
    """The text a reader sees and the map back to ``text``."""
    plain = read_markup(text, format)
    return plain.text, plain.offsets


def read_markup(text: str, format: TextFormat) -> PlainText:  # noqa: A002 - the field's name
    """As ``plain_text``, with what the markup says of blocks.

    Half of a surrogate pair, which is no character, and NUL read as U+FFFD, and a byte order mark as
    white space; the raw text stays as it is.
    """
    plain = _read(_NO_CHARACTER.sub("\ufffd", text), format)
    if format is TextFormat.TEXT and text.startswith(BYTE_ORDER_MARK):
        return replace(plain, text=f" {plain.text[1:]}")
    return plain


def _read(text: str, format: TextFormat) -> PlainText:  # noqa: A002 - the field's name
    match format:
        case TextFormat.TEXT:
            writer = PlainWriter()
            writer.copy(text, 0, len(text))
            return writer.done()
        case TextFormat.MARKDOWN:
            return markdown_text(text)
        case TextFormat.HTML:
            return html_text(text)
