"""The archives as the settings make them: who is asked where, what is told to whom, who saves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import anyio
import httpx2 as httpx
import pytest
from pydantic import SecretStr, ValidationError

from clients.archive.cdxj import CdxjArchive
from clients.transport.deadline import Deadline
from clients.transport.transport import Transport
from service.api.upstreams import line
from service.archiving import archives, page_saving
from service.domain.evidence import CaptureLink, CaptureStatus
from service.domain.verdict import Reason
from service.settings import Settings, sentences
from service.verification.saving import Saving
from tests.unit.clients.net import NoLimit, transport
from tests.unit.store import samples
from tests.unit.verification.doubles import Reports

pytestmark = pytest.mark.anyio
PAGE = "http://news.example/a"
NEAR = datetime(2020, 6, 1, tzinfo=UTC)
KEYS = {"save_access_key": SecretStr("an-access-key"), "save_secret_key": SecretStr("a-secret-key")}
NATIONAL = "national=https://lib.example/web/ https://lib.example/map/ https://lib.example/raw/"


async def asked(settings: Settings) -> dict[str, set[str]]:
    """The hosts that each archive calls about one page, all of which break off."""
    hosts: set[str] = set()

    def break_off(request: httpx.Request) -> httpx.Response:
        hosts.add(request.url.host)
        raise httpx.ReadError("reset")

    called: dict[str, set[str]] = {}
    async with transport(break_off, budget=NoLimit()) as way:
        for archive in archives(settings, way):
            await archive.captures(PAGE, near=NEAR, deadline=Deadline.after(20))
            called[archive.name] = set(hosts)
            hosts.clear()
    return called


async def test_by_default_the_internet_archive_and_arquivo_are_asked() -> None:
    assert await asked(Settings()) == {
        "wayback": {"web.archive.org", "archive.org"},
        "arquivo": {"arquivo.pt"},
    }


async def test_each_archive_is_asked_at_its_own_host_and_common_crawl_last() -> None:
    called = await asked(Settings(memento_archives=NATIONAL, commoncrawl=True))  # type: ignore[arg-type]
    assert list(called.items())[2:] == [
        ("national", {"lib.example"}),
        ("commoncrawl", {"index.commoncrawl.org"}),
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"memento_archives": NATIONAL, "commoncrawl": True},
        {"wayback": False, "arquivo": False},
        {"wayback_dialect": "pywb", "commoncrawl": True},
    ],
)
async def test_the_settings_name_the_archives_that_are_made(values: dict[str, object]) -> None:
    settings = Settings(**values)  # type: ignore[arg-type]
    async with transport(lambda _: httpx.Response(404)) as way:
        made = [archive.name for archive in archives(settings, way)]
    assert made == [name for name, set_up in settings.archives().items() if set_up]


@pytest.mark.parametrize("values", [{"wayback_hint": False}, {"wayback_url": "https://mirror.example"}])
async def test_no_page_is_told_to_the_availability_api_unasked(values: dict[str, object]) -> None:
    called = await asked(Settings(arquivo=False, **values))  # type: ignore[arg-type]
    assert "archive.org" not in called["wayback"]


async def test_a_pywb_in_place_of_the_wayback_machine_is_read_by_its_own_api() -> None:
    settings = Settings(arquivo=False, wayback_url="https://pywb.example/news/", wayback_dialect="pywb")
    async with transport(lambda _: httpx.Response(404)) as way:
        [archive] = archives(settings, way)
    assert isinstance(archive, CdxjArchive)
    assert await asked(settings) == {"wayback": {"pywb.example"}}


# ---- saving ------------------------------------------------------------------------------------------


async def saving(settings: Settings, way: Transport, counted: list[str]) -> Saving:
    reports = Reports()
    await reports.put(samples.report(), retain_s=60)
    return page_saving(settings, way, reports, counted.append)


def pending(of: Saving) -> list[str]:
    """What is told to Save Page Now for a report that cites a page no archive has."""
    cited = replace(samples.evidence(), url=PAGE, capture=CaptureLink(status=CaptureStatus.NONE_IN_WINDOW))
    report = replace(samples.report(), claims=(replace(samples.claim(), evidence=(cited,)),), outbound=())
    kept = of.marked(report)
    of.begin(kept)
    return [sent.query for sent in kept.outbound]


async def test_without_keys_nothing_is_saved() -> None:
    async with transport(lambda _: httpx.Response(404)) as way:
        job = await saving(Settings(), way, [])
        assert pending(job) == []
        with anyio.fail_after(1):
            await job.run()


async def test_a_page_is_saved_where_captures_are_looked_up() -> None:
    seen: list[httpx.Request] = []
    counted: list[str] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"status": "error", "status_ext": "error:blocked-url"})

    settings = Settings(wayback_url="https://ia.example", save_within_s=60, **KEYS)  # type: ignore[arg-type]
    async with transport(refuse, budget=NoLimit()) as way:
        job = await saving(settings, way, counted)
        assert pending(job) == [PAGE]
        await finished(job, counted)
    assert counted == ["excluded"]
    [submitted] = seen
    assert str(submitted.url) == "https://ia.example/save"
    assert submitted.headers["authorization"] == "LOW an-access-key:a-secret-key"
    assert b"if_not_archived_within=60" in submitted.content


async def test_keys_that_are_refused_are_no_fault_of_the_archive() -> None:
    counted: list[str] = []
    async with transport(lambda _: httpx.Response(401), budget=NoLimit()) as way:
        job = await saving(Settings(**KEYS), way, counted)  # type: ignore[arg-type]
        pending(job)
        await finished(job, counted)
        assert counted == ["misconfigured"]
        refused = line(way, "savepagenow").last_error
        assert refused is not None
        assert refused.reason is Reason.MISCONFIGURED
        assert line(way, "wayback").last_error is None


async def finished(job: Saving, counted: list[str]) -> None:
    with anyio.fail_after(5):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(job.run)
            while not counted:  # noqa: ASYNC110 - the job tells nobody else
                await anyio.sleep(0.01)
            tasks.cancel_scope.cancel()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"save_access_key": "an-access-key"}, "go together: set both or neither"),
        ({"save_secret_key": "a-secret-key"}, "go together: set both or neither"),
        ({**KEYS, "wayback": False}, "saves pages in the Wayback Machine, which is not asked here"),
        ({**KEYS, "wayback_dialect": "pywb"}, "saves pages in the Wayback Machine, which is not asked here"),
        ({**KEYS, "save_access_key": "a key"}, "SECONDSOURCE_SAVE_ACCESS_KEY: a key is printable ASCII"),
        (
            {"memento_archives": NATIONAL.replace("national=", "arquivo=")},
            "SECONDSOURCE_MEMENTO_ARCHIVES: each",
        ),
        ({"memento_archives": NATIONAL.replace("national=", "wayback=")}, "needs a name of its own"),
        ({"memento_archives": f"{NATIONAL},{NATIONAL}"}, "needs a name of its own"),
        ({"wayback_url": "web.archive.org"}, "SECONDSOURCE_WAYBACK_URL: an http or https address is needed"),
    ],
)
def test_archives_that_cannot_work_stop_the_start(values: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(**values)  # type: ignore[arg-type]
    said = "\n".join(sentences(caught.value))
    assert says in said
    assert "a-secret-key" not in said
