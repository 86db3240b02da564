"""Searching world news with GDELT DOC 2.0: one call lists articles by title; their pages are for others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.dates import in_utc
from clients.search.gdelt_answers import Article, articles, judge
from clients.search.protocol import Hit, SearchLimits, SearchQuery
from clients.search.words import phrases
from clients.transport.deadline import Deadline
from clients.transport.policy import Policy
from clients.transport.ports import Rate
from clients.transport.transport import Transport

GDELT = "https://api.gdeltproject.org/api/v2/doc/doc"

# The whole of ``query`` is refused somewhat above 250 characters, language filter and quotes included.
_LIMITS = SearchLimits(max_chars=210, max_words=8, all_words_required=True, by_date=True)
_SHORTEST_WORD = 3
_MOST_RECORDS = 250
_WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_OPERATORS = frozenset({"and", "or", "not"})
_LANGUAGES = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "tr": "turkish",
    "uk": "ukrainian",
    "zh": "chinese",
}

_INDEX_BEGINS = datetime(2017, 1, 1, tzinfo=UTC)
_WINDOW = timedelta(days=90)
"""Only the last three months are promised to be searchable; older ones often are, back to 2017."""
_AFTER = timedelta(days=60)
"""Of a window around a day, how much lies after it: news are told on."""
_NOT_PROMISED = NotMeasured(Why.INVALID_RESPONSE, "older than the window that is searched for certain")

_POLICY = Policy(
    version="gdelt/1",
    # One call in five seconds for an address; who comes sooner is turned away for longer.
    rate=Rate(per_second=1 / 6),
    concurrency=1,
    time_limit_s=12.0,
    ttl_s=15 * 60.0,
    stale_s=6 * 3600.0,
    max_bytes=1_000_000,
    pause_s=60.0,
    breaker_rest_s=600.0,
    judge=judge,
)


def _now() -> datetime:
    return datetime.now(UTC)


class GdeltSearch:
    """Implements ``SearchClient`` with one call a search. ``api`` is the address of DOC 2.0.

    A hit's text is the title of the article, as it was at ``revised_at``, when GDELT saw it; what date the
    publisher gave it is not known. With ``around`` the three months around that day are searched, as far as
    the index goes back; with ``before`` none after then, and articles seen later are left out. From a window
    older than GDELT promises to search, finding nothing is ``missing``.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        name: str = "gdelt",
        api: str = GDELT,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._transport = transport
        self._name = name
        self._api = api
        self._clock = clock

    @property
    def name(self) -> str:
        return self._name

    @property
    def limits(self) -> SearchLimits:
        """All words must occur in the article."""
        return _LIMITS

    async def search(self, query: SearchQuery, *, deadline: Deadline) -> Outcome[list[Hit]]:
        words = _words(query.text)
        if not words:
            return Misused("a query without words")
        now = self._clock()
        before = in_utc(query.before) if query.before is not None and in_utc(query.before) < now else None
        if before is not None and before <= _INDEX_BEGINS:
            return Misused("nothing before 2017 is searchable")
        end = _end(query.around, before, now)
        sent = _quoted(words, query.names)
        language = _LANGUAGES.get(query.language)
        asked = (
            ("query", f"{sent} sourcelang:{language}" if language else sent),
            ("mode", "artlist"),
            ("format", "json"),
            ("sort", "hybridrel"),
            ("maxrecords", str(max(1, min(query.limit, _MOST_RECORDS)))),
            *_window(end),
        )
        outcome = await self._transport.get(
            self._api, source=self._name, params=asked, policy=_POLICY, deadline=deadline
        )
        if not isinstance(outcome, Ok):
            return outcome
        known = [
            article
            for article in articles(outcome.value)
            if before is None or article.seen_at is None or article.seen_at <= before
        ]
        hits = [self._hit(article, rank, before) for rank, article in enumerate(known[: query.limit], 1)]
        unsure = not hits and end is not None and end < now - _WINDOW
        return Ok(hits, outcome.age, outcome.stale, _NOT_PROMISED if unsure else None)

    def _hit(self, article: Article, rank: int, before: datetime | None) -> Hit:
        return Hit(
            source=self._name,
            url=article.url,
            title=article.title,
            text=article.title,
            rank=rank,
            revised_at=article.seen_at,
            publisher=article.domain,
            as_of_enforced=before is not None and article.seen_at is not None,
        )


def _words(text: str) -> str:
    """Bare words. Quotes, brackets and dashes are syntax; one word under three letters fails the query.

    Numbers with separators cannot be sent bare and are left out, as are the dots of "U.S.".
    """
    kept: dict[str, str] = {}
    length = -1
    for found in _WORD.findall(text):
        word = _POSSESSIVE.sub("", found)
        parts = re.split(r"[.,'’]", word)
        if len(parts) > 1 and all(part.isdigit() for part in parts):
            continue
        for part in parts:
            if len(part) < _SHORTEST_WORD or part.casefold() in _OPERATORS or part.casefold() in kept:
                continue
            length += len(part) + 1
            if length > _LIMITS.max_chars or len(kept) == _LIMITS.max_words:
                return " ".join(kept.values())
            kept[part.casefold()] = part
    return " ".join(kept.values())


def _quoted(words: str, names: Sequence[str]) -> str:
    """Names of several words as phrases, where each of the words may be sent."""
    sendable = [name for name in names if _words(name) == name]
    return " ".join(f'"{piece}"' if " " in piece else piece for piece in phrases(words, sendable))


def _end(around: date | None, before: datetime | None, now: datetime) -> datetime | None:
    """Where the window ends; null for now, and where nothing was indexed yet."""
    ends = [before] if before is not None else []
    day = datetime.combine(around, time(), UTC) if around is not None else now
    if _INDEX_BEGINS - _AFTER < day < now - _AFTER:
        ends.append(day + _AFTER)
    return min(ends, default=None)


def _window(end: datetime | None) -> tuple[tuple[str, str], ...]:
    """Both ends: with the end alone the search starts three months ago, which may be after it."""
    if end is None:
        return ()
    start = max(end - _WINDOW, _INDEX_BEGINS)
    return (("startdatetime", f"{start:%Y%m%d%H%M%S}"), ("enddatetime", f"{end:%Y%m%d%H%M%S}"))
