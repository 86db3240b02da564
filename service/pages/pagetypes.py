"""What a Content-Type says about how to read a body (RFC 9110 section 8.3)."""

from __future__ import annotations

from email.message import Message

_HTML = frozenset({"text/html", "application/xhtml+xml"})


def is_readable(content_type: str) -> bool:
    return is_html(content_type) or is_plain(content_type)


def is_html(content_type: str) -> bool:
    """A page that does not say what it is is taken for HTML."""
    return media_type(content_type) in _HTML


def is_plain(content_type: str) -> bool:
    return media_type(content_type) == "text/plain"


def media_type(content_type: str) -> str:
    """In lower case, without parameters."""
    return _parsed(content_type).get_content_type()


def charset_of(content_type: str) -> str | None:
    return _parsed(content_type).get_content_charset()


def _parsed(content_type: str) -> Message:
    message = Message()
    message["Content-Type"] = content_type.strip() or "text/html"
    return message
