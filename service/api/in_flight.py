"""How many requests are worked on at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from service.api.problems import Problem, ProblemType

RETRY_BUSY_S = 2


class InFlight:
    """At most ``limit`` requests at once; the rest hear 503 and when to come back."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.working = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        if self.working >= self._limit:
            raise Problem(
                ProblemType.BUSY,
                "As many requests as allowed are being worked on; send this one again later.",
                headers={"Retry-After": str(RETRY_BUSY_S)},
            )
        self.working += 1
        try:
            yield
        finally:
            self.working -= 1
