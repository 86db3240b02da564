"""Why Save Page Now 2 did not capture a page, from its error codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unsaved(StrEnum):
    """Why the archive did not capture a page."""

    EXCLUDED = "excluded"
    """The site shuts the archive out, by robots rules or by refusing it, or is on its block list."""
    UNREACHABLE = "unreachable"
    """The page as it is can not be captured: gone, behind a login, too large, redirecting too often."""
    ALREADY_CAPTURED = "already_captured"
    """There are captures from today, or from within the time asked for; the index knows which."""
    ACCOUNT_LIMIT = "account_limit"
    """The account, or this address, has used up what it may have captured now or today."""
    FAILED = "failed"
    """The site or the archive could not do it this time."""
    LOST = "lost"
    """The archive knows nothing of the job any more; whether it made a capture, the index may tell."""

    @property
    def may_try_again(self) -> bool:
        """Whether the same page may be submitted later."""
        return self in {Unsaved.ACCOUNT_LIMIT, Unsaved.FAILED, Unsaved.LOST}


@dataclass(frozen=True, slots=True)
class NotSaved:
    """``code`` is the archive's own word for it, empty when it gave none."""

    why: Unsaved
    code: str = ""


_CODES: dict[Unsaved, tuple[str, ...]] = {
    Unsaved.EXCLUDED: ("blocked", "blocked-url"),
    Unsaved.UNREACHABLE: (
        "bad-request",
        "filesize-limit",
        "ftp-access-denied",
        "http-version-not-supported",
        "invalid-host-resolution",
        "invalid-url-syntax",
        "method-not-allowed",
        "network-authentication-required",
        "no-access",
        "not-found",
        "not-implemented",
        "too-many-redirects",
        "unauthorized",
    ),
    Unsaved.ALREADY_CAPTURED: ("too-many-daily-captures",),
    Unsaved.ACCOUNT_LIMIT: (
        "blocked-client-ip",
        "max-daily-bandwidth",
        "max-daily-bandwidth-from-ip",
        "user-session-limit",
    ),
}
# "too-many-requests" is the page's host throttling the archive. The list of codes is not complete
# (internetarchive/wayback#304): one that is not named here may pass.
_WHY = {code: why for why, codes in _CODES.items() for code in codes}
_LONGEST_CODE = 60


def by_code(code: str) -> NotSaved:
    """From ``status_ext``, such as ``error:blocked-url``."""
    word = code.removeprefix("error:")[:_LONGEST_CODE]
    return NotSaved(_WHY.get(word, Unsaved.FAILED), word)
