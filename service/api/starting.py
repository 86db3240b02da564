"""Parts that load in the background while the service already answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Generic, TypeVar

import anyio
import structlog

from clients.transport.deadline import Deadline
from service.api.problems import Problem, ProblemType

T_co = TypeVar("T_co", covariant=True)
RETRY_START_S = 3
log = structlog.get_logger(__name__)


class PartState(StrEnum):
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"


class Part(Generic[T_co]):
    """One part: loaded once by ``load``, waited for by whoever needs it.

    ``required`` parts decide readiness. A part that failed stays failed until the service is started again.
    """

    def __init__(self, name: str, load: Callable[[], Awaitable[T_co]], *, required: bool = True) -> None:
        self.name = name
        self.required = required
        self.state = PartState.STARTING
        self._load = load
        self._value: T_co | None = None
        self._settled = anyio.Event()

    async def start(self) -> None:
        """Loads; a failure is kept, not raised: the other parts go on."""
        try:
            self._value = await self._load()
        except Exception as error:  # noqa: BLE001 - whatever it was, this part is not there
            self.state = PartState.FAILED
            log.error("part.failed", part=self.name, error=type(error).__name__)  # noqa: TRY400 - messages may hold paths
        else:
            self.state = PartState.READY
            log.info("part.ready", part=self.name)
        finally:
            self._settled.set()

    async def settled(self) -> None:
        """Waits until it is known whether the part is there."""
        await self._settled.wait()

    async def loaded(self) -> T_co:
        """The loaded part, however long that takes. Raises ``Problem`` when it failed."""
        await self._settled.wait()
        return self._ready()

    async def get(self, deadline: Deadline) -> T_co:
        """The loaded part. Raises ``Problem`` when it is not there by ``deadline``."""
        with anyio.move_on_after(deadline.remaining()):
            await self._settled.wait()
        return self._ready()

    def _ready(self) -> T_co:
        if self.state is not PartState.READY:
            raise Problem(
                ProblemType.NOT_READY,
                f"The part “{self.name}” is {self.state.value}; see /readyz and ask again later.",
                headers={"Retry-After": str(RETRY_START_S)},
            )
        return self._value  # type: ignore[return-value]  # set before the state became ready
