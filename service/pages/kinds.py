"""Kinds of pages that have nothing to read."""

from __future__ import annotations

from enum import StrEnum


class NotReadable(StrEnum):
    """Nobody may conclude anything about what stands, or stood, at the address."""

    PAYWALL = "paywall"
    REGISTRATION = "registration"
    CONSENT = "consent"
    BOT_CHECK = "bot_check"
    NOT_FOUND = "not_found"
    NEEDS_SCRIPT = "needs_script"
    LOGIN = "login"
    GEO_BLOCKED = "geo_blocked"
    EMPTY = "empty"
    NOT_A_PAGE = "not_a_page"
    INDEX = "index"
