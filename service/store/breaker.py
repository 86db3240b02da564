"""When to stop asking a dead Redis. A state machine without I/O; the clock is passed in."""

from __future__ import annotations

import time
from collections.abc import Callable

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 5.0


class Breaker:
    """Closed: everyone may ask. Open: nobody may, for a pause that doubles from one second to five.

    After the pause one caller at a time may try; its success closes, its failure opens again. So a dead
    Redis costs one timeout per pause, not one per call.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pause_s = 0.0
        self._shut_until = 0.0
        self._trying = False

    @property
    def closed(self) -> bool:
        return self._pause_s == 0.0

    def may_ask(self) -> bool:
        """Whether the caller may ask now; who gets true while it is open is the one that tries."""
        if self.closed:
            return True
        if self._clock() < self._shut_until:
            return False
        # Who tries may never report (a cancelled call), so the next may try after another pause.
        self._shut_until = self._clock() + self._pause_s
        self._trying = True
        return True

    def succeeded(self) -> bool:
        """Answers whether it was open until now."""
        was_open = not self.closed
        self._pause_s = 0.0
        self._trying = False
        return was_open

    def failed(self) -> bool:
        """Answers whether it was closed until now."""
        was_closed = self.closed
        if was_closed:
            self._pause_s = FIRST_PAUSE_S
        elif self._trying:
            self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2)
        else:  # began before it opened: says nothing new
            return False
        self._trying = False
        self._shut_until = self._clock() + self._pause_s
        return was_closed
