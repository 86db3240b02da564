"""One verification of an article by the composed service, before the upstreams of this benchmark."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.waiting.composed import LOOPBACK, Lift
from benchmarks.waiting.figures import Run, Span
from benchmarks.waiting.upstreams import serving
from tests.e2e import http
from tests.servers.process import free_port, running, succeeds
from tests.servers.wiki import WikiPage

ROOT = Path(__file__).parents[2]
READY_WITHIN_S = 120.0


def verified(text: str, pages: Sequence[WikiPage], *, delay_s: float, lift: Lift, deadline_s: float) -> Run:
    """A new service with an empty store; nothing is in any cache. ``RuntimeError`` unless it answers 200."""
    with tempfile.TemporaryDirectory(prefix="waiting-") as name, serving(pages, delay_s) as upstreams:
        folder, port = Path(name), free_port()
        base = f"http://{LOOPBACK}:{port}"
        spans = folder / "spans.jsonl"
        command = [sys.executable, "-m", "benchmarks.waiting.composed"]
        command += ["--upstreams", str(upstreams.port), "--spans", str(spans), "--lift", lift.value]
        with running(
            command,
            ready=succeeds(f"{base}/readyz"),
            log=folder / "service.log",
            within_s=READY_WITHIN_S,
            cwd=ROOT,
            env=_environment(folder, port),
        ):
            before = len(upstreams.calls)
            began = time.monotonic()
            answer = http.post(
                base, "/v1/verifications", {"text": text, "deadline_ms": round(deadline_s * 1000)}
            )
            ended = time.monotonic()
        if answer.status != 200:
            raise RuntimeError(f"status {answer.status}: {answer.body}")
        worked = [Span(**json.loads(line)) for line in spans.read_text(encoding="utf-8").splitlines()]
        return Run(began, ended, answer.body, tuple(upstreams.calls[before:]), tuple(worked))


def _environment(folder: Path, port: int) -> dict[str, str]:
    """Defaults, but for a contact, which any operator of a public service gives."""
    ours = {name: "" for name in os.environ if name.startswith("SECONDSOURCE_") or name == "REDIS_URL"}
    if ours:
        raise RuntimeError(f"unset {', '.join(ours)}: the defaults are what is measured")
    return {
        "PORT": str(port),
        "SECONDSOURCE_DATA_DIR": str(folder / "data"),
        "SECONDSOURCE_CONTACT": "bench@secondsource.example",
    }
