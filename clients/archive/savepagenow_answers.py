"""What Save Page Now 2 answers: its public API (revision of 2026-07-22), and what was seen by its users."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clients.archive.exclusion import is_excluded
from clients.archive.savepagenow_codes import NotSaved, Unsaved, by_code
from clients.archive.stamps import parse_stamp
from clients.outcome import Misused, NotMeasured, Why
from clients.transport.classify import Json, by_status, json_of
from clients.transport.response import Response


@dataclass(frozen=True, slots=True)
class Pending:
    """The archive is at work."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A capture of ``original``, the address after redirects."""

    original: str
    captured_at: datetime


_MESSAGES = (
    ("the same snapshot had been made", Unsaved.ALREADY_CAPTURED),
    ("reached the limit of active", Unsaved.ACCOUNT_LIMIT),
)
_NOT_FOUND = 404


def judge_save(response: Response) -> NotMeasured | Misused | None:
    """Whatever says how it stands with a capture is an answer, whichever status it comes with."""
    if is_excluded(response):
        return None
    failed = by_status(response)
    if isinstance(failed, NotMeasured) and failed.why is Why.RATE_LIMITED:
        return failed
    answer = json_of(response)
    if isinstance(answer, dict) and "status_ext" in answer:
        return None
    if failed is not None:
        return failed
    return answer if isinstance(answer, NotMeasured) else None


def judge_progress(response: Response) -> NotMeasured | Misused | None:
    """As ``judge_save``; 404 says that there is no such job."""
    return None if response.status == _NOT_FOUND else judge_save(response)


def refusal(response: Response) -> NotSaved | None:
    """Why there will be no capture: errors come inside a 200 too, and in answers to a submission too."""
    if is_excluded(response):
        return NotSaved(Unsaved.EXCLUDED)
    answer = json_of(response)
    code = _text(answer, "status_ext")
    if code or _text(answer, "status") == "error":
        return by_code(code)
    return None


def job_of(response: Response) -> tuple[str, bool] | NotSaved | NotMeasured:
    """The job's id, of any form, and whether it is that of an earlier capture, which a message then says."""
    refused = refusal(response)
    if refused is not None:
        return refused
    answer = json_of(response)
    job, message = _text(answer, "job_id"), _text(answer, "message").lower()
    said = next((why for words, why in _MESSAGES if words in message), None)
    if job:
        return job, said is Unsaved.ALREADY_CAPTURED
    return NotSaved(said) if said else NotMeasured(Why.INVALID_RESPONSE, "no job")


def progress_of(response: Response) -> Finished | Pending | NotSaved | NotMeasured:
    """How a job stands; one that the archive does not know is mostly said to be pending.

    Seen in agude/wayback-machine-archiver#28, an hour after the capture and for ids that never were.
    """
    if response.status == _NOT_FOUND:
        return NotSaved(Unsaved.LOST)
    refused = refusal(response)
    if refused is not None:
        return refused
    answer = json_of(response)
    match _text(answer, "status"):
        case "pending":
            return Pending()
        case "success":
            original, captured_at = _text(answer, "original_url"), parse_stamp(_text(answer, "timestamp"))
            if captured_at is not None and original.startswith(("http://", "https://")):
                return Finished(original, captured_at)
    return NotMeasured(Why.INVALID_RESPONSE, "no status of a job")


def _text(answer: Json | NotMeasured, key: str) -> str:
    value = answer.get(key) if isinstance(answer, dict) else None
    return value if isinstance(value, str) else ""
