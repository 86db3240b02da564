from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clients.outcome import NotMeasured, Ok, Why
from clients.pages.protocol import Page
from clients.transport.deadline import Deadline
from service.evidence.documents import PageText, UnreadablePage
from service.evidence.extraction import ExtractionPool
from service.pages.kinds import NotReadable

pytestmark = pytest.mark.anyio
STORY = """<title>Ferries</title><meta property="og:site_name" content="The Skerry Paper">
<meta property="article:published_time" content="2016-02-01T10:00:00Z"><article><h1>Ferries</h1>
<p>The only ferry to the islands, built in 1987, needs a new engine, says the harbour master.</p></article>"""
WALL = "<h1>Ferries</h1><p>The ferry</p><p>Subscribe to continue reading.</p>"


def page(body: str) -> Page:
    now = datetime(2016, 3, 1, tzinfo=UTC)
    return Page(
        url="https://a.example/1", status=200, content_type="text/html", body=body.encode(), fetched_at=now
    )


async def test_a_page_is_a_text_or_why_there_is_none() -> None:
    async with ExtractionPool() as pool:
        read = await pool.read(page(STORY), deadline=Deadline.after(60))
        assert isinstance(read, Ok)
        assert read.value == PageText(
            text=read.value.text,
            title="Ferries",
            published="2016-02-01T10:00:00+00:00",
            published_origin="meta: article:published_time",
            publisher="The Skerry Paper",
        )
        assert "built in 1987" in read.value.text

        wall = await pool.read(page(WALL), deadline=Deadline.after(60))
        assert isinstance(wall, UnreadablePage)
        assert (wall.why, wall.kind) == (Why.INVALID_RESPONSE, NotReadable.PAYWALL)
        assert wall.detail == "a page that is no text: paywall"

        late = await pool.read(page(STORY), deadline=Deadline.after(0))
        assert isinstance(late, NotMeasured)
        assert late.why is Why.DEADLINE
