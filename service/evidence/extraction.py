"""Pages to the texts that evidence is quoted from."""

from __future__ import annotations

from clients.outcome import Ok, Outcome, Why
from clients.pages.protocol import Page
from clients.transport.deadline import Deadline
from service.evidence.documents import PageText, UnreadablePage
from service.pages.pool import PagePool


class ExtractionPool(PagePool):
    """A ``PageReader`` over a few worker processes."""

    async def read(self, page: Page, *, deadline: Deadline) -> Outcome[PageText]:
        """The text of a page, or why there is none. Raises only when the pool is closed."""
        outcome = await self.reading(page, deadline=deadline)
        if not isinstance(outcome, Ok):
            return outcome
        found = outcome.value
        if found.kind is not None:
            return UnreadablePage(
                Why.INVALID_RESPONSE, f"a page that is no text: {found.kind}", kind=found.kind
            )
        published = found.published
        return Ok(
            PageText(
                text=found.text,
                title=found.title,
                published=published.date if published else None,
                published_origin=published.origin if published else None,
                publisher=found.publisher,
            )
        )
