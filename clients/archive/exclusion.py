"""Sites that an archive does not show: by robots rules, or because their owners asked."""

from __future__ import annotations

from clients.outcome import Misused
from clients.transport.response import Response

NOT_SHOWN = Misused("the archive does not show this site")

_NAMES = ("AdministrativeAccessControlException", "RobotAccessControlException", "Blocked Site Error")
_READ_BYTES = 4096


def is_excluded(response: Response) -> bool:
    """Whether the Wayback Machine says so, in ``X-Archive-Wayback-Runtime-Error`` or in the body.

    Both occur with any status, 200 included (edgi-govdata-archiving/wayback, ``BlockedSiteError`` and
    ``BlockedByRobotsError``).
    """
    said = response.header("x-archive-wayback-runtime-error") or ""
    body = response.body[:_READ_BYTES]
    return any(name in said or name.encode() in body for name in _NAMES)
