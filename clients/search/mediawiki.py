"""Searching a MediaWiki, such as Wikipedia: one call finds pages, one or two more read each of the best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import anyio

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.mediawiki_answers import WikiPage, further, judge, pages, rendered
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.search.wikihtml import text_of
from clients.search.words import plain_words
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.ports import Rate, Window
from clients.transport.response import Response
from clients.transport.transport import Transport

WIKIPEDIA = "https://{language}.wikipedia.org/w/api.php"

_ALWAYS = (("format", "json"), ("formatversion", "2"), ("errorformat", "plaintext"))
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})?")
_HOUR = 3600.0
_FURTHER_CALLS = 2
_NO_TEXT = NotMeasured(Why.INVALID_RESPONSE, "no text of a page that was found")

# https://www.mediawiki.org/wiki/Wikimedia_APIs/Rate_limits, read 2026-11: 200 requests a minute for a client
# that names a contact, 10 for one that does not, three at once; Wikidata has its part of them. The burst is
# what an article needs: who waits for it need not wait for calls that nobody has made.
_RATE = Rate(per_second=2.0, burst=40, window=Window(calls=120, seconds=60))
# The burst is as many calls as open the breaker: where nothing can be reached that is found out at once.
_RATE_WITHOUT_CONTACT = Rate(per_second=6 / 60, burst=4, window=Window(calls=6, seconds=60))


@dataclass(frozen=True, slots=True)
class _Read:
    """A page with its text or, with why it could not be read, its introduction.

    A page that did not exist by then has neither.
    """

    hit: Hit | None = None
    failure: NotMeasured | Misused | None = None


class MediaWikiSearch:
    """Implements ``SearchClient``. ``api`` is the address of ``api.php``; ``{language}`` in it is filled in.

    The best ``whole_pages`` hits carry the full text of the page, the others its introduction where the wiki
    has TextExtracts (and an empty text where not). With ``before`` only pages read as of that date are
    returned: the revision in force, rendered. When a page was found but not read whole, the outcome is ``Ok``
    with ``missing``; when there is no text of any, that failure.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        name: str = "wikipedia",
        api: str = WIKIPEDIA,
        publisher: str | None = "Wikipedia",
        whole_pages: int = 2,
    ) -> None:
        self._transport = transport
        self._name = name
        self._api = api
        self._publisher = publisher
        self._whole_pages = whole_pages
        self._policy = Policy(
            version="mediawiki/1",
            pauses=("wikidata",),
            rate=_RATE if transport.identity.contact else _RATE_WITHOUT_CONTACT,
            concurrency=2,
            time_limit_s=8.0,
            ttl_s=6 * _HOUR,
            stale_s=72 * _HOUR,
            max_bytes=4_000_000,
            judge=judge,
        )
        self._reading = replace(self._policy, goes_on=True)
        self._lasting = replace(self._reading, ttl_s=30 * 24 * _HOUR)

    @property
    def name(self) -> str:
        return self._name

    @property
    def limits(self) -> SearchLimits:
        """CirrusSearch cuts off at 300 characters; stock wikis want every word on the page."""
        return SearchLimits(max_chars=300, max_words=8, all_words_required=True)

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        words = plain_words(query.text, self.limits)
        if not words:
            return Misused("a query without words")
        api = self._api.replace("{language}", query.language if _is_language(query.language) else "en")
        found = await self._call(api, _search_parameters(words, query.limit), self._policy, deadline)
        if not isinstance(found, Ok):
            return found
        script = api.rpartition("/")[0]
        listed = [
            page if page.url else replace(page, url=f"{script}/index.php?curid={page.id}")
            for page in pages(found.value)
        ]
        read = await self._read_all(api, listed[: self._whole_pages], query.before, deadline)
        failures = [page.failure for page in read if page.failure is not None]
        hits = [page.hit for page in read if page.hit is not None]
        if failures and not hits:
            return failures[0]
        if query.before is None:
            hits += [self._hit(page, page.extract) for page in listed[self._whole_pages :]]
        missing = next((failure for failure in failures if isinstance(failure, NotMeasured)), None)
        return Ok(hits, found.age, found.stale, missing)

    async def _read_all(
        self, api: str, listed: Sequence[WikiPage], before: datetime | None, deadline: Deadline
    ) -> list[_Read]:
        read = [_Read()] * len(listed)

        async def one(place: int, page: WikiPage) -> None:
            if before is not None:
                read[place] = await self._as_of(api, page, before, deadline)
            elif page.extract is not None:
                read[place] = await self._extract(api, page, deadline)
            else:
                read[place] = await self._rendered(api, page, ("pageid", page.id), self._reading, deadline)

        async with anyio.create_task_group() as tasks:
            for place, page in enumerate(listed):
                tasks.start_soon(one, place, page)
        return read

    async def _extract(self, api: str, page: WikiPage, deadline: Deadline) -> _Read:
        """The whole text; TextExtracts gives it for one page a call only."""
        wanted = (("prop", "extracts|info|revisions"), ("inprop", "url"), ("rvprop", "ids|timestamp"))
        asked = (("action", "query"), ("pageids", str(page.id)), *wanted, ("explaintext", "1"))
        onward: list[tuple[str, str]] = []
        for _ in range(_FURTHER_CALLS + 1):
            outcome = await self._call(api, (*asked, *onward), self._reading, deadline)
            if not isinstance(outcome, Ok):
                return _Read(self._hit(page, page.extract), outcome)
            whole = next(iter(pages(outcome.value)), None)
            if whole is not None and whole.extract is not None:
                return _Read(self._hit(page, whole.extract, whole=True))
            onward = further(outcome.value)
            if not onward:
                break
        return _Read(self._hit(page, page.extract), _NO_TEXT)

    async def _as_of(self, api: str, page: WikiPage, before: datetime, deadline: Deadline) -> _Read:
        moment = before.astimezone(UTC) if before.tzinfo else before.replace(tzinfo=UTC)
        asked = (
            ("action", "query"),
            ("pageids", str(page.id)),
            ("prop", "revisions"),
            ("rvprop", "ids|timestamp"),
            ("rvlimit", "1"),
            ("rvdir", "older"),
            ("rvstart", moment.strftime("%Y-%m-%dT%H:%M:%SZ")),
        )
        outcome = await self._call(api, asked, self._lasting, deadline)
        if not isinstance(outcome, Ok):
            return _Read(failure=outcome)
        then = next(iter(pages(outcome.value)), None)
        if then is None or then.revision is None or then.revised_at is None or then.revised_at > moment:
            return _Read()
        dated = replace(page, revision=then.revision, revised_at=then.revised_at)
        return await self._rendered(api, dated, ("oldid", then.revision), self._lasting, deadline)

    async def _rendered(
        self, api: str, page: WikiPage, which: tuple[str, int], policy: Policy, deadline: Deadline
    ) -> _Read:
        asked = (
            ("action", "parse"),
            (which[0], str(which[1])),
            ("prop", "text"),
            ("disableeditsection", "1"),
            ("disabletoc", "1"),
            ("disablelimitreport", "1"),
        )
        outcome = await self._call(api, asked, policy, deadline)
        if not isinstance(outcome, Ok):
            return _Read(failure=outcome)
        html = rendered(outcome.value)
        if html is None:
            return _Read(failure=_NO_TEXT)
        return _Read(self._hit(page, text_of(html), whole=True, as_of=which[0] == "oldid"))

    async def _call(
        self, api: str, asked: Sequence[tuple[str, str]], policy: Policy, deadline: Deadline
    ) -> Outcome[Response]:
        return await self._transport.get(
            api, source=self._name, params=(*asked, *_ALWAYS), policy=policy, deadline=deadline
        )

    def _hit(self, page: WikiPage, text: str | None, *, whole: bool = False, as_of: bool = False) -> Hit:
        return Hit(
            source=self._name,
            url=page.url,
            title=page.title,
            text=text or "",
            rank=page.rank,
            revised_at=page.revised_at,
            publisher=self._publisher,
            whole=whole,
            as_of_enforced=as_of,
        )


def _search_parameters(words: str, limit: int) -> tuple[tuple[str, str], ...]:
    """``gsrwhat=text`` always: without it a stock MediaWiki searches titles only."""
    return (
        ("action", "query"),
        ("generator", "search"),
        ("gsrsearch", words),
        ("gsrwhat", "text"),
        ("gsrnamespace", "0"),
        ("gsrlimit", str(max(1, min(limit, 20)))),
        ("prop", "extracts|info|revisions"),
        ("exintro", "1"),
        ("explaintext", "1"),
        ("exlimit", "max"),
        ("inprop", "url"),
        ("rvprop", "ids|timestamp"),
    )


def _is_language(code: str) -> bool:
    return _LANGUAGE.fullmatch(code) is not None
