"""The ``Prefer`` header (RFC 7240), as far as it is honoured here."""

from __future__ import annotations

import re
from dataclasses import dataclass

DEFAULT_WAIT_S = 30
_WAIT = re.compile(r'^wait\s*=\s*"?([0-9]{1,6})"?$')


@dataclass(frozen=True, slots=True)
class Preferences:
    """``wait_s`` is how long the caller will wait; ``wait_given`` when the caller said so."""

    wait_s: int = DEFAULT_WAIT_S
    wait_given: bool = False
    respond_async: bool = False

    @property
    def applied(self) -> str:
        """For ``Preference-Applied``."""
        return f"wait={self.wait_s}"


def preferences(header: str) -> Preferences:
    """RFC 7240 section 2: the first of a repeated preference counts; unknown and malformed ones do not."""
    wait: int | None = None
    respond_async = False
    for preference in header.split(","):
        word = preference.partition(";")[0].strip().lower()
        if match := _WAIT.match(word):
            wait = int(match[1]) if wait is None else wait
        elif word == "respond-async":
            respond_async = True
    if wait is None:
        return Preferences(respond_async=respond_async)
    return Preferences(wait, wait_given=True, respond_async=respond_async)
