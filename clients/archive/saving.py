"""One page saved, from the submission to the capture; minutes of work for a background job."""

from __future__ import annotations

import anyio

from clients.archive.savepagenow import Saved, SavePageNow
from clients.archive.savepagenow_answers import Pending
from clients.archive.savepagenow_codes import NotSaved
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.deadline import Deadline

_SLOWEST_POLL_S = 30.0
_UNDER_WAY = NotMeasured(Why.DEADLINE, "the archive is still at work")


async def save(
    client: SavePageNow, url: str, *, deadline: Deadline, poll_s: float = 5.0
) -> Outcome[Saved | NotSaved]:
    """Submits a page once and looks until there is a capture or a reason why not.

    The first look comes after ``poll_s`` seconds, later ones at growing distances. While the archive cannot
    be asked how the job stands, it is asked again later. ``DEADLINE`` when it was still at work at the end:
    submitted again within the hour, the page has the same job.
    """
    submitted = await client.submit(url, deadline=deadline)
    if not isinstance(submitted, Ok):
        return submitted
    if isinstance(submitted.value, NotSaved):
        return Ok(submitted.value)
    unfinished, wait_s = _UNDER_WAY, poll_s
    while wait_s < deadline.remaining():
        await anyio.sleep(wait_s)
        wait_s = min(wait_s * 1.5, _SLOWEST_POLL_S)
        looked = await client.progress(submitted.value, deadline=deadline)
        if isinstance(looked, Ok):
            if not isinstance(looked.value, Pending):
                return Ok(looked.value)
            unfinished = _UNDER_WAY
        elif isinstance(looked, Misused) or looked.why is Why.MISCONFIGURED:
            return looked
        else:
            unfinished, wait_s = looked, max(wait_s, looked.retry_after or 0.0)
    return unfinished
