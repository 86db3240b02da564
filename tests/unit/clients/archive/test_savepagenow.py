"""Having a page captured: what is sent, what may be answered, and how it ends."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from urllib.parse import parse_qs

import httpx2 as httpx
import pytest

from clients.archive.savepagenow import Job, Saved, SavePageNow
from clients.archive.savepagenow_answers import Pending
from clients.archive.savepagenow_codes import NotSaved, Unsaved
from clients.archive.saving import save
from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.transport.classify import Json
from clients.transport.transport import Call
from tests.unit.clients.net import NoLimit, sequence, soon, transport

URL = "http://n.example/a?b=1&c=ü"
SECRET = "s3cr3t"
JOB = "spn2-0123456789abcdef0123456789abcdef01234567"
AT = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
pytestmark = pytest.mark.anyio


def said(with_status: int = 200, /, **fields: Json) -> httpx.Response:
    return httpx.Response(with_status, json=fields)


ACCEPTED = said(url=URL, job_id=JOB)
PENDING = said(status="pending", job_id=JOB, resources=[])


def success(stamp: str = "20200102030405", original: str = "https://n.example/a") -> httpx.Response:
    return said(status="success", job_id=JOB, timestamp=stamp, original_url=original, duration_sec=7.1)


def error(code: str) -> httpx.Response:
    return said(status="error", status_ext=f"error:{code}", job_id=JOB, message="m", exception="e")


async def submitted(answer: httpx.Response, url: str = URL) -> Outcome[Job | NotSaved]:
    handler, _ = sequence([answer])
    async with transport(handler, budget=NoLimit()) as way:
        return await SavePageNow(way, access_key="key", secret_key=SECRET).submit(url, deadline=soon())


async def progress(answer: httpx.Response, age_s: float = 0.0) -> Outcome[Saved | Pending | NotSaved]:
    handler, _ = sequence([answer])
    job = Job(JOB, URL, time.time() - age_s)
    async with transport(handler, budget=NoLimit()) as way:
        return await SavePageNow(way, access_key="key", secret_key=SECRET).progress(job, deadline=soon())


async def saved(
    *answers: httpx.Response | Exception, seconds: float = 5.0
) -> tuple[Outcome[Saved | NotSaved], list[httpx.Request]]:
    handler, seen = sequence(answers)
    async with transport(handler, budget=NoLimit()) as way:
        client = SavePageNow(way, access_key="key", secret_key=SECRET)
        return await save(client, URL, deadline=soon(seconds), poll_s=0.01), seen


async def test_a_page_is_submitted_looked_after_and_saved() -> None:
    outcome, seen = await saved(ACCEPTED, PENDING, PENDING, success(f"{datetime.now(UTC):%Y%m%d%H%M%S}"))
    assert isinstance(outcome, Ok)
    assert isinstance(outcome.value, Saved)
    assert not outcome.value.earlier
    assert outcome.value.capture.original == "https://n.example/a"
    assert outcome.value.capture.url.startswith("https://web.archive.org/web/2")
    assert outcome.value.capture.raw_url.endswith("id_/https://n.example/a")
    first, *looks = seen
    assert (first.method, str(first.url)) == ("POST", "https://web.archive.org/save")
    assert first.headers["authorization"] == f"LOW key:{SECRET}"
    assert first.headers["accept"] == "application/json"
    assert first.headers["content-type"] == "application/x-www-form-urlencoded"
    form = parse_qs(first.content.decode())
    assert form["url"] == [URL]
    assert form["if_not_archived_within"] == [str(30 * 86400)]
    assert form["skip_first_archive"] == ["1"]
    assert {(look.method, look.url.path) for look in looks} == {("GET", f"/save/status/{JOB}")}
    assert all(look.headers["authorization"] == f"LOW key:{SECRET}" for look in looks)


async def test_a_recent_capture_is_told_from_a_new_one() -> None:
    message = "The same snapshot had been made 2 minutes ago. You can make new capture after 1 hour."
    outcome, _ = await saved(said(url=URL, job_id=JOB, message=message), success())
    assert isinstance(outcome, Ok)
    assert isinstance(outcome.value, Saved)
    assert outcome.value.earlier
    assert outcome.value.capture.captured_at == AT
    without_a_job = await submitted(said(url=URL, message=message))
    assert without_a_job == Ok(NotSaved(Unsaved.ALREADY_CAPTURED))


async def test_a_capture_older_than_the_submission_is_an_earlier_one_though_nobody_says_so() -> None:
    outcome = await progress(success())
    assert isinstance(outcome, Ok)
    assert isinstance(outcome.value, Saved)
    assert outcome.value.earlier


@pytest.mark.parametrize(
    ("code", "why", "may_try_again"),
    [
        ("blocked", Unsaved.EXCLUDED, False),
        ("blocked-url", Unsaved.EXCLUDED, False),
        ("not-found", Unsaved.UNREACHABLE, False),
        ("no-access", Unsaved.UNREACHABLE, False),
        ("filesize-limit", Unsaved.UNREACHABLE, False),
        ("too-many-daily-captures", Unsaved.ALREADY_CAPTURED, False),
        ("user-session-limit", Unsaved.ACCOUNT_LIMIT, True),
        ("max-daily-bandwidth", Unsaved.ACCOUNT_LIMIT, True),
        ("too-many-requests", Unsaved.FAILED, True),
        ("job-failed", Unsaved.FAILED, True),
        ("no-captures", Unsaved.FAILED, True),
        ("never-heard-of", Unsaved.FAILED, True),
    ],
)
async def test_every_error_has_its_word_on_submission_and_later(
    code: str, why: Unsaved, may_try_again: bool
) -> None:
    assert await submitted(error(code)) == Ok(NotSaved(why, code))
    assert await progress(error(code)) == Ok(NotSaved(why, code))
    assert why.may_try_again is may_try_again


async def test_an_error_with_a_status_of_its_own_keeps_its_word() -> None:
    answer = said(502, status="error", status_ext="error:bad-gateway")
    assert await submitted(answer) == Ok(NotSaved(Unsaved.FAILED, "bad-gateway"))


async def test_an_error_without_a_code_is_one() -> None:
    assert await progress(said(status="error", message="m")) == Ok(NotSaved(Unsaved.FAILED))


async def test_a_full_account_that_says_so_in_words() -> None:
    message = "You have already reached the limit of active Save Page Now sessions. Please wait for a minute."
    assert await submitted(said(message=message)) == Ok(NotSaved(Unsaved.ACCOUNT_LIMIT))


async def test_a_site_closed_by_robots_rules_is_excluded() -> None:
    name = "X-Archive-Wayback-Runtime-Error"
    closed = httpx.Response(403, headers={name: "RobotAccessControlException: Blocked By Robots"})
    assert await submitted(closed) == Ok(NotSaved(Unsaved.EXCLUDED))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (httpx.Response(429, text="<html>"), Why.RATE_LIMITED),
        (said(401, message="You need to be logged in to use Save Page Now."), Why.MISCONFIGURED),
        (httpx.Response(520, text="<html>"), Why.SOURCE_DOWN),
        (httpx.Response(302, headers={"Location": "https://evil.example/"}), Why.MISCONFIGURED),
        (httpx.Response(200, text="<html>Save Page Now</html>"), Why.INVALID_RESPONSE),
        (httpx.Response(200, json=[]), Why.INVALID_RESPONSE),
        (said(url=URL, job_id=None), Why.INVALID_RESPONSE),
        (httpx.Response(200, text=""), Why.INVALID_RESPONSE),
    ],
)
async def test_what_is_no_answer_measures_nothing_and_is_sent_once(answer: httpx.Response, why: Why) -> None:
    outcome = await submitted(answer)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is why


@pytest.mark.parametrize(
    "answer",
    [
        success(stamp="soon"),
        success(original="javascript:alert(1)"),
        said(status="success"),
        said(status="done"),
        said(),
    ],
)
async def test_a_status_that_cannot_be_read_measures_nothing(answer: httpx.Response) -> None:
    assert await progress(answer) == NotMeasured(Why.INVALID_RESPONSE, "no status of a job")


async def test_a_job_that_nobody_knows_is_lost() -> None:
    assert await progress(httpx.Response(404, text="gone")) == Ok(NotSaved(Unsaved.LOST))
    assert await progress(PENDING, age_s=60) == Ok(Pending())
    assert await progress(PENDING, age_s=1000) == Ok(NotSaved(Unsaved.LOST))


async def test_at_the_deadline_the_archive_may_still_be_at_work() -> None:
    outcome, _ = await saved(ACCEPTED, *[PENDING] * 50, seconds=0.4)
    assert outcome == NotMeasured(Why.DEADLINE, "the archive is still at work")


async def test_a_look_that_fails_is_taken_again() -> None:
    outcome, seen = await saved(ACCEPTED, httpx.Response(200, text="<html>"), httpx.Response(400), success())
    assert outcome == Misused("status 400")
    assert len(seen) == 3
    outcome, seen = await saved(ACCEPTED, httpx.Response(200, text="<html>"), error("job-failed"))
    assert outcome == Ok(NotSaved(Unsaved.FAILED, "job-failed"))
    assert len(seen) == 3


async def test_a_key_that_is_refused_on_the_way_ends_it_at_once() -> None:
    outcome, seen = await saved(ACCEPTED, httpx.Response(401), PENDING)
    assert outcome == NotMeasured(Why.MISCONFIGURED, "status 401")
    assert len(seen) == 2


async def test_a_failure_that_lasts_keeps_its_name() -> None:
    broken = [httpx.Response(200, text="<html>") for _ in range(50)]
    outcome, _ = await saved(ACCEPTED, *broken, seconds=0.4)
    assert isinstance(outcome, NotMeasured)
    assert outcome.why is Why.INVALID_RESPONSE


async def test_what_is_no_public_address_is_not_told_to_anybody() -> None:
    for url in ("file:///etc/passwd", "http://name:word@n.example/", "http://n.example:8080/", "n.example"):
        handler, seen = sequence([])
        async with transport(handler) as way:
            outcome = await SavePageNow(way, access_key="a", secret_key="b").submit(url, deadline=soon())
        assert isinstance(outcome, Misused)
        assert not seen


async def test_the_key_is_in_no_outcome_and_no_observation() -> None:
    calls: list[Call] = []
    told: list[object] = []
    for answer in (httpx.Response(401), httpx.Response(500), error("job-failed"), ACCEPTED):
        handler, _ = sequence([answer])
        async with transport(handler, budget=NoLimit(), observe=calls.append) as way:
            client = SavePageNow(way, access_key="key", secret_key=SECRET)
            told += [client, await client.submit(URL, deadline=soon())]
    assert len(calls) == 4
    assert SECRET not in f"{told!r}{calls!r}"


@pytest.mark.parametrize(("access", "secret"), [("", "b"), ("a", " "), ("a", "b\r\nX: y"), ("ä", "b")])
async def test_keys_that_cannot_be_sent_are_refused_without_naming_them(access: str, secret: str) -> None:
    async with transport(sequence([])[0]) as way:
        with pytest.raises(ValueError, match="key") as refused:
            SavePageNow(way, access_key=access, secret_key=secret)
    assert "X: y" not in str(refused.value)
