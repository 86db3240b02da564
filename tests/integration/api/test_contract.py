"""The OpenAPI document against the running service, by schemathesis.

A short run over stand-ins for the stages; ``SECONDSOURCE_FUZZ=100`` asks the whole service, with local
sources only,
with so many examples for each operation.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.settings import Settings
from tests.e2e.running import running, settings
from tests.integration.api.serving import serving

EXAMPLES = os.environ.get("SECONDSOURCE_FUZZ")


def schemathesis(base: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [
        Path(sys.executable).with_name("schemathesis"),
        "run",
        f"{base}/openapi.json",
    ]
    return subprocess.run(
        [*command, "--no-color", "--generation-deterministic", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.timeout(400)
@pytest.mark.skipif(EXAMPLES is not None, reason="the long run covers it")
def test_a_short_run_finds_no_failure(tmp_path: Path) -> None:
    with serving(Settings(deadline_ms=3000)) as (base, _):
        run = schemathesis(base, tmp_path, "-n", "3", "--phases", "examples,coverage,fuzzing", "--no-shrink")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "11 selected" in run.stdout, run.stdout


@pytest.mark.skipif(EXAMPLES is None, reason="SECONDSOURCE_FUZZ=N asks for the long run")
@pytest.mark.timeout(3600)
def test_a_long_run_over_the_whole_service_finds_no_failure(tmp_path: Path) -> None:
    with running(settings(tmp_path / "data", starter=True)) as base:
        run = schemathesis(base, tmp_path, "-n", EXAMPLES or "")
    assert run.returncode == 0, run.stdout + run.stderr
