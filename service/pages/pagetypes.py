"""What a Content-Type says about how to read a body (RFC 9110 section 8.3)."""

from __future__ import annotations

from email.message import Message

_HTML = frozenset({"text/html", "application/xhtml+xml"})


def is_readable(content_type: str) -> bool:
    """HTML or plain text; a page that does not say is taken for HTML."""
    return _parsed(content_type).get_content_type() in _HTML or is_plain(content_type)


def is_plain(content_type: str) -> bool:
    return _parsed(content_type).get_content_type() == "text/plain"


def charset_of(content_type: str) -> str | None:
    return _parsed(content_type).get_content_charset()


def _parsed(content_type: str) -> Message:
    message = Message()
    message["Content-Type"] = content_type.strip() or "text/html"
    return message
