"""What tests of several clients share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.faults.adapter import PAGE
from tests.servers.haproxy import HAProxy, haproxy
from tests.servers.pywb import Capture, pywb

STAMP = "20200102030405"
CAPTURED = b"<p>The bridge opened in 2019.</p>"


@pytest.fixture(scope="session")
def archive_behind_haproxy() -> Iterator[HAProxy]:
    """A real archive with one capture of ``PAGE``; who uses it sets what is played."""
    with pywb([Capture(PAGE, STAMP, CAPTURED)]) as root, haproxy(root) as running:
        yield running
