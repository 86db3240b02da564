"""The service as a client sees it."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx2 as httpx

from tests.servers.json_values import JsonValue

PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: httpx.Headers
    body: JsonValue = field(repr=False)
    seconds: float


def post(base: str, path: str, body: JsonValue, *, wait_s: int = 120) -> Answer:
    return send(base, "POST", path, json=body, headers={"Prefer": f"wait={wait_s}"})


def send(
    base: str,
    method: str,
    path: str,
    *,
    json: JsonValue = None,
    content: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Any request; the answer's body as JSON, or as text when it is none."""
    with httpx.Client(base_url=base, timeout=150.0, trust_env=False) as client:
        if content is None:
            answer = client.request(method, path, json=json, headers=headers)
        else:
            answer = client.request(method, path, content=content, headers=headers)
        is_json = "json" in answer.headers.get("content-type", "")
        return Answer(
            answer.status_code,
            answer.headers,
            answer.json() if is_json else answer.text,
            answer.elapsed.total_seconds(),
        )
