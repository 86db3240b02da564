"""The model server the operator named: JSON in, JSON out, every failure a ``JudgeFailed``."""

from __future__ import annotations

import json

from clients.outcome import Misused, NotMeasured, Ok, Outcome
from clients.transport.classify import Json, json_of, plain_success
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.response import Response
from clients.transport.transport import Transport
from service.domain.stance import REMOTE_JUDGE, JudgeFailed
from service.domain.verdict import Reason
from service.inference.judges.failures import Unreadable

MAX_BYTES = 1_000_000
RETRY_S = 1.0


class JudgeServer:
    """``root`` is what paths are appended to.

    A try may take ``timeout_s`` seconds; with the second try after a passing failure a call takes a second
    more, at most.
    """

    def __init__(
        self, transport: Transport, root: str, *, key: str | None, timeout_s: float, concurrency: int
    ) -> None:
        self._transport = transport
        self._root = root.rstrip("/")
        self._headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
        self._timeout_s = timeout_s
        self._policy = Policy(
            version="judge/1",
            concurrency=concurrency,
            time_limit_s=timeout_s,
            max_bytes=MAX_BYTES,
            pause_s=1.0,
            breaker_rest_s=10.0,
            judge=_is_json,
        )

    async def get(self, path: str) -> Json:
        """Raises ``JudgeFailed``."""
        return _value(
            await self._transport.get(
                self._root + path,
                source=REMOTE_JUDGE,
                headers=self._headers,
                policy=self._policy,
                deadline=Deadline.after(self._timeout_s + RETRY_S),
            )
        )

    async def post(self, path: str, asked: Json) -> Json:
        """Raises ``JudgeFailed``, and its ``Unreadable`` when the server refuses this very request."""
        return _value(
            await self._transport.post(
                self._root + path,
                json.dumps(asked, ensure_ascii=False).encode("utf-8", errors="replace"),
                source=REMOTE_JUDGE,
                headers=self._headers | {"Content-Type": "application/json"},
                policy=self._policy,
                deadline=Deadline.after(self._timeout_s + RETRY_S),
            )
        )


def _is_json(response: Response) -> NotMeasured | Misused | None:
    failed = plain_success(response)
    if failed is not None:
        return failed
    parsed = json_of(response)
    return parsed if isinstance(parsed, NotMeasured) else None


def _value(outcome: Outcome[Response]) -> Json:
    match outcome:
        case Ok(value):
            parsed = json_of(value)
            if not isinstance(parsed, NotMeasured):
                return parsed
            raise JudgeFailed(parsed.detail, reason=Reason.INVALID_RESPONSE)
        case NotMeasured(why, detail):
            raise JudgeFailed(detail, reason=Reason(why.value))
        case Misused(detail):
            raise Unreadable(detail, reason=Reason.MISCONFIGURED)
