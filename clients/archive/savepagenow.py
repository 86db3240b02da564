"""Save Page Now 2: having the Wayback Machine capture a page. Slow, and never part of a request.

One capture was measured to take 110 seconds. Right after it, replay may still redirect to an older capture.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlencode

from clients.archive import limits
from clients.archive.protocol import Capture
from clients.archive.savepagenow_answers import (
    Finished,
    Pending,
    job_of,
    judge_progress,
    judge_save,
    progress_of,
)
from clients.archive.savepagenow_codes import NotSaved, Unsaved
from clients.archive.stamps import stamp
from clients.archive.wayback import WAYBACK
from clients.outcome import Misused, NotMeasured, Ok, Outcome
from clients.transport.deadline import Deadline
from clients.transport.guard import refuse_url
from clients.transport.key import Key
from clients.transport.transport import Transport

SAVE = "https://web.archive.org/save"

_JSON = {"Accept": "application/json"}
_DAY_S = 24 * 3600
# A capture ends after two minutes at most, and delays grow with its neighbours in the queue by a fifth of a
# second each; a job that is pending for longer is one that the archive has forgotten.
_FORGOTTEN_AFTER_S = 900.0
_SKEW_S = 60.0
"""By so much the archive's clock may be behind ours."""


@dataclass(frozen=True, slots=True)
class Job:
    """A submission under way; ``earlier`` when the archive points to a capture it already had.

    ``submitted_at`` in epoch seconds. With it a job can be asked about by another process.
    """

    id: str
    url: str = field(repr=False)
    submitted_at: float
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """The capture; ``earlier`` when it was made before the submission."""

    capture: Capture
    earlier: bool


class SavePageNow:
    """Submits pages under an account of archive.org (keys from archive.org/account/s3.php).

    ``save`` is the address of the API, without a closing slash. A page captured within the last ``within_s``
    seconds is not captured again. Raises ``ValueError`` for keys that cannot be sent.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        access_key: str,
        secret_key: str,
        name: str = "wayback",
        save: str = SAVE,
        replay: str = WAYBACK,
        within_s: int = 30 * _DAY_S,
    ) -> None:
        if not (access_key.strip() and secret_key.strip()):
            raise ValueError("both keys are needed")
        self._transport = transport
        self._name = name
        self._save = save
        self._replay = replay
        self._within_s = within_s
        self._key = Key(name="Authorization", value=f"LOW {access_key}:{secret_key}")
        self._submitting = replace(
            limits.wayback(name, "save"),
            version="spn2/1",
            safe=False,
            time_limit_s=60.0,
            attempts=1,
            judge=judge_save,
        )
        self._asking = replace(
            limits.wayback(name, "status"), version="spn2/1", time_limit_s=20.0, judge=judge_progress
        )

    async def submit(self, url: str, *, deadline: Deadline) -> Outcome[Job | NotSaved]:
        """Asks for a capture."""
        if refused := refuse_url(url, frozenset()):
            return Misused(refused)
        form = {"url": url, "skip_first_archive": "1", "if_not_archived_within": str(self._within_s)}
        outcome = await self._transport.post(
            self._save,
            urlencode(form).encode(),
            source=self._name,
            headers={**_JSON, "Content-Type": "application/x-www-form-urlencoded"},
            key=self._key,
            policy=self._submitting,
            deadline=deadline,
        )
        if not isinstance(outcome, Ok):
            return outcome
        job = job_of(outcome.value)
        match job:
            case NotMeasured():
                return job
            case NotSaved():
                return Ok(job)
            case name, earlier:
                return Ok(Job(name, url, outcome.value.fetched_at, earlier))

    async def progress(self, job: Job, *, deadline: Deadline) -> Outcome[Saved | Pending | NotSaved]:
        """How the job stands."""
        outcome = await self._transport.get(
            f"{self._save}/status/{quote(job.id, safe='')}",
            source=self._name,
            headers=_JSON,
            key=self._key,
            policy=self._asking,
            deadline=deadline,
        )
        if not isinstance(outcome, Ok):
            return outcome
        progress = progress_of(outcome.value)
        match progress:
            case NotMeasured():
                return progress
            case Finished():
                return Ok(self._saved(progress, job))
            case Pending() if outcome.value.fetched_at - job.submitted_at > _FORGOTTEN_AFTER_S:
                return Ok(NotSaved(Unsaved.LOST))
            case _:
                return Ok(progress)

    def _saved(self, finished: Finished, job: Job) -> Saved:
        stamped = stamp(finished.captured_at)
        capture = Capture(
            archive=self._name,
            original=finished.original,
            captured_at=finished.captured_at,
            url=f"{self._replay}{stamped}/{finished.original}",
            raw_url=f"{self._replay}{stamped}id_/{finished.original}",
        )
        older = finished.captured_at.timestamp() < job.submitted_at - _SKEW_S
        return Saved(capture, job.earlier or older)
