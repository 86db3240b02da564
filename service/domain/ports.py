"""What the service needs kept for it; ``service.store`` implements these on Redis.

Each port says what a caller may conclude when the store is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from service.domain.report import Report
from service.domain.stance import StanceProbabilities


class StanceCache(Protocol):
    """Stances by key (a keyed hash over judge, statement and passage). Fails open: gone means empty.

    ``scope`` is the id of a confidential verification: such entries die with it.
    """

    def key(self, judge_sha256: str, statement: str, passage: str) -> str: ...

    async def get_many(
        self, keys: Sequence[str], *, scope: str | None
    ) -> list[StanceProbabilities | None]: ...

    async def put_many(
        self, items: Sequence[tuple[str, StanceProbabilities]], *, scope: str | None
    ) -> None: ...


class ReportStore(Protocol):
    """Reports by id.

    ``put`` answers whether it was stored; the others raise ``StoreGone`` when they cannot know.
    """

    async def put(self, report: Report, *, retain_s: int) -> bool: ...

    async def amend(self, report: Report) -> bool:
        """In place of the report kept under its id, for the time that one has; false when none is."""
        ...

    async def get(self, report_id: str) -> Report | None: ...

    async def erase(self, report_id: str) -> bool:
        """The report and all that lives under its id; answers whether there was anything."""
        ...


class StoreGone(Exception):  # noqa: N818 - a state of the world, not a programming error
    """The store cannot be reached: nothing may be concluded about what it holds."""
