"""All adapters, a row each."""

from __future__ import annotations

from benchmarks.faults.adapter import CIRCLES, Adapter
from benchmarks.faults.archives import ARCHIVES
from benchmarks.faults.searches import SEARCHES
from clients.outcome import Outcome, Why
from clients.pages.live import LivePages
from clients.transport.deadline import Deadline
from clients.transport.transport import Transport
from tests.faults import Fault


async def _page(way: Transport, base: str, deadline: Deadline) -> Outcome[object]:
    return await LivePages(way).fetch(f"{base}/a.html", deadline=deadline)


PAGES = Adapter(
    name="live pages",
    ask=_page,
    differs={
        **CIRCLES,
        Fault.OK_HTML: "ok",  # a page is what was asked for
        Fault.FORBIDDEN: Why.INVALID_RESPONSE,  # closed to us, which nobody can configure
        Fault.REDIRECT_METADATA: "misused",
        Fault.REDIRECT_LOOPBACK: "misused",
    },
)
ADAPTERS: tuple[Adapter, ...] = (*SEARCHES, *ARCHIVES, PAGES)
