"""What all tests share."""

from __future__ import annotations

import signal

import pytest

from tests.e2e.pages import article


def pytest_configure() -> None:
    """Who is told to end, as by `timeout`, ends the servers of its tests too."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_report_header() -> str:
    """On which article the end-to-end tests run: one of them may be absent."""
    return f"end to end: {article()[1]}"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop the service runs on."""
    return "asyncio"
