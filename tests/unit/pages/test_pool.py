from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clients.outcome import NotMeasured, Ok, Outcome, Why
from clients.pages.protocol import Page
from clients.transport.deadline import Deadline
from service.pages.kinds import NotReadable
from service.pages.pagetypes import charset_of, is_plain, is_readable
from service.pages.pool import PagePool
from service.pages.process import PageLimits
from service.pages.result import Published, Reading

pytestmark = pytest.mark.anyio
NOW = datetime(2016, 3, 1, tzinfo=UTC)
BODY = """<html><head><title>Ferries</title><meta property="og:site_name" content="The Skerry Paper">
<meta property="article:published_time" content="2016-02-01T10:00:00Z"></head>
<body><nav>Home News Sport</nav><article><h1>Ferries</h1>
<p>The only ferry to the islands, built in 1987, needs a new engine, says Jørgensen &amp; Sons.</p>
<p>About 1,400 people live on the three islands and wait for it to come back in the spring.</p>
</article><footer>© The Skerry Paper</footer></body></html>"""


def html(body: str | bytes = BODY, content_type: str = "text/html; charset=utf-8") -> Page:
    raw = body.encode() if isinstance(body, str) else body
    return Page(url="https://a.example/1", status=200, content_type=content_type, body=raw, fetched_at=NOW)


@pytest.fixture
async def pool() -> AsyncIterator[PagePool]:
    async with PagePool() as opened:
        yield opened


async def read(pool: PagePool, page: Page, seconds: float = 60.0) -> Outcome[Reading]:
    return await pool.reading(page, deadline=Deadline.after(seconds))


def why(outcome: Outcome[Reading]) -> Why | None:
    return outcome.why if isinstance(outcome, NotMeasured) else None


def kind(outcome: Outcome[Reading]) -> NotReadable | None:
    return outcome.value.kind if isinstance(outcome, Ok) else None


async def test_pages_of_all_kinds_one_after_another(pool: PagePool) -> None:
    read_page = await read(pool, html())
    assert isinstance(read_page, Ok)
    found = read_page.value
    assert "says Jørgensen & Sons." in found.text
    assert "Home News Sport" not in found.text
    assert (found.title, found.publisher) == ("Ferries", "The Skerry Paper")
    assert found.published == Published("2016-02-01T10:00:00+00:00", "meta: article:published_time")

    latin = await read(pool, html(BODY.encode("latin-1"), "text/html; charset=iso-8859-1"))
    assert isinstance(latin, Ok)
    assert "Jørgensen" in latin.value.text

    plain = await read(pool, html("Just text.\n<b>", "text/plain"))
    assert plain == Ok(Reading(text="Just text.\n<b>"))

    assert kind(await read(pool, html("<html></html>"))) is NotReadable.EMPTY
    assert kind(await read(pool, html(b"\x00\xff" * 900))) is NotReadable.NOT_A_PAGE
    assert kind(await read(pool, html("%PDF-1.7", "application/pdf"))) is NotReadable.NOT_A_PAGE
    assert kind(await read(pool, html("<div>" * 100_000))) is NotReadable.EMPTY
    assert isinstance(await read(pool, html()), Ok), "and the pool goes on"


async def test_a_date_later_than_the_capture_is_none(pool: PagePool) -> None:
    captured = replace(html(), captured_at=datetime(2015, 6, 1, tzinfo=UTC))
    early = await read(pool, captured)
    assert isinstance(early, Ok)
    assert early.value.published is None


async def test_a_wall_is_no_text_and_says_what_it_is(pool: PagePool) -> None:
    wall = await read(pool, html("<h1>Ferries</h1><p>The ferry</p><p>Subscribe to continue reading.</p>"))
    assert wall == Ok(Reading(kind=NotReadable.PAYWALL))


async def test_as_much_text_comes_as_was_asked_for() -> None:
    async with PagePool(PageLimits(chars=1_000_000)) as pool:
        for content_type in ("text/html", "text/plain"):
            long = await read(pool, html("\U0001f600" * 1_200_000, content_type))
            assert isinstance(long, Ok)
            assert len(long.value.text) == 1_000_000


async def test_a_page_that_hangs_or_kills_its_process_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("service.pages.process._MODULE", "hostile")
    monkeypatch.setattr("service.pages.process._ROOT", str(tmp_path))
    (tmp_path / "hostile.py").write_text(
        "import json, os, sys, time\n"
        "print('{}', flush=True)\n"
        "for line in sys.stdin.buffer:\n"
        "    body = sys.stdin.buffer.read(json.loads(line)['size'])\n"
        "    if body == b'hang': time.sleep(60)\n"
        "    if body == b'die': os._exit(1)\n"
        "    print(json.dumps({'text': str(os.getpid())}), flush=True)\n"
    )
    async with PagePool(PageLimits(seconds=0.4)) as pool:
        assert why(await read(pool, html("hang"))) is Why.INVALID_RESPONSE
        assert why(await read(pool, html("die"))) is Why.INVALID_RESPONSE
        answered = await read(pool, html("fine"))
        assert isinstance(answered, Ok)
        assert why(await read(pool, html("hang"), seconds=0.1)) is Why.DEADLINE
        assert not _alive(int(answered.value.text)), "cut off in the middle of a page, it is ended"
        answered = await read(pool, html("fine"))
        assert isinstance(answered, Ok)
    assert not _alive(int(answered.value.text)), "no process outlives its pool"


async def test_a_process_has_no_secrets_and_little_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setattr("service.pages.process._MODULE", "looking")
    real = Path(__file__).parents[3]
    monkeypatch.setattr("service.pages.process._ROOT", f"{tmp_path}{os.pathsep}{real}")
    (tmp_path / "looking.py").write_text(
        "import os, sys\n"
        "from service.pages import worker\n"
        "from service.pages.result import Reading\n"
        "def look(body, charset, url, *, latest, chars):\n"
        "    if body == b'eat': bytearray(2 << 30)\n"
        "    try: os.write(os.open('written', os.O_CREAT | os.O_WRONLY), b'x')\n"
        "    except OSError: return Reading(text=repr(dict(os.environ)))\n"
        "    return Reading(text='wrote a file')\n"
        "worker.read_html = look\n"
        "worker.main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))\n"
    )
    monkeypatch.chdir(tmp_path)
    async with PagePool() as pool:
        looked = await read(pool, html("look"))
        assert isinstance(looked, Ok)
        assert "PYTHONPATH" in looked.value.text
        assert "canary" not in looked.value.text
        assert why(await read(pool, html("eat"))) is Why.INVALID_RESPONSE


async def test_a_process_that_does_not_start_is_a_fault_of_the_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("service.pages.process._MODULE", "no_such_module")
    async with PagePool() as pool:
        assert why(await read(pool, html())) is Why.MISCONFIGURED


async def test_a_deadline_during_the_start_leaves_the_process_for_the_next_page() -> None:
    async with PagePool() as pool:
        assert why(await read(pool, html(), seconds=0.05)) is Why.DEADLINE
        assert isinstance(await read(pool, html()), Ok)


async def test_more_pages_than_processes_wait_their_turn(pool: PagePool) -> None:
    outcomes = await asyncio.gather(*(read(pool, html(f"page {n}", "text/plain")) for n in range(5)))
    assert [o.value.text for o in outcomes if isinstance(o, Ok)] == [f"page {n}" for n in range(5)]


async def test_a_closed_pool_refuses_use() -> None:
    pool = PagePool()
    await pool.aclose()
    with pytest.raises(RuntimeError):
        await read(pool, html())


@pytest.mark.parametrize(
    ("content_type", "readable", "plain", "charset"),
    [
        ("text/html; charset=UTF-8", True, False, "utf-8"),
        ("application/xhtml+xml", True, False, None),
        ("text/plain", True, True, None),
        ("", True, False, None),
        ("application/json", False, False, None),
        ("text/html; charset=", True, False, ""),
    ],
)
def test_content_types(content_type: str, readable: bool, plain: bool, charset: str | None) -> None:
    assert is_readable(content_type) is readable
    assert is_plain(content_type) is plain
    assert charset_of(content_type) == charset


def _alive(process: int) -> bool:
    return Path(f"/proc/{process}").exists()
