"""From a claim to where to look, with what words, and who must have answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from clients.search.protocol import SearchLimits
from service.domain.article import VerificationOptions
from service.domain.claim import Claim
from service.domain.evidence import PlannedQuery, SearchPlan, SourceRole
from service.domain.verdict import Reason
from service.evidence.sources import Source
from service.evidence.words import fold
from service.language.keywords import Keywords

SPECIFIC_WORDS = 5
"""Words of the most specific query to an engine that wants all of them: 3 to 6 find something."""
NAMES_IN_QUERY = 3
_WORD = re.compile(r"[^\W_]{4,}")
_IN_A_DATE = re.compile(r"[0-3]?\d|(?:1[5-9]|20)\d\d")
"""Days, years and other small numbers stand on every page: not worth a call."""


def plan(
    claim: Claim,
    sources: Sequence[Source],
    options: VerificationOptions,
    words: Keywords,
) -> SearchPlan:
    """Queries, roles and what is withheld, for the sources the caller names, or all.

    A run in which every source is local has nothing better to wait for: its best-effort ones are required.
    """
    chosen = [s for s in sources if options.sources is None or s.name in options.sources]
    local_run = all(source.local for source in chosen)
    queries: list[PlannedQuery] = []
    withheld: list[tuple[str, Reason]] = []
    for source in chosen:
        if options.confidential and not (source.local or source.confidential_ok):
            withheld.append((source.name, Reason.CONFIDENTIAL))
        else:
            texts = queries_for(claim.undated, words, source.client.limits)
            queries.extend(PlannedQuery(source.name, text) for text in texts)
    roles = tuple((s.name, SourceRole.REQUIRED if local_run else s.role) for s in chosen)
    return SearchPlan(tuple(queries), roles, tuple(withheld))


def queries_for(statement: str, words: Keywords, limits: SearchLimits) -> tuple[str, ...]:
    """The distinct queries for one engine, most specific first.

    An engine that wants all words gets a few words several times: names and terms; names alone; names in
    their other form, or with a number that tells. One that ranks gets all at once, and the names alone.
    """
    names, terms, numbers = words.names, words.terms, words.numbers
    if not names and not terms:
        terms = tuple(_WORD.findall(statement)[:SPECIFIC_WORDS])
    if limits.all_words_required:
        few = SearchLimits(limits.max_chars, min(limits.max_words, SPECIFIC_WORDS))
        names, other_forms = _forms(names)
        telling = tuple(number for number in numbers if not _IN_A_DATE.fullmatch(number))
        wanted = [(names[:2] + terms, few), (names[:NAMES_IN_QUERY], limits)]
        if other_forms != names:
            wanted.append((other_forms[:NAMES_IN_QUERY], limits))
        elif names and telling:
            wanted.append((names[:2] + telling[:1], limits))
        elif not names:
            wanted.append((terms[:2], few))
    else:
        wanted = [(names + numbers + terms, limits), (names[:NAMES_IN_QUERY], limits)]
    texts = (_fitted(parts, within) for parts, within in wanted)
    return tuple(dict.fromkeys(text for text in texts if text))


def _forms(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Each name once, and the same with the other form where the statement has both: Russia, Russian."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for name in names:
        key = " ".join(fold(word) for word in name.split())
        first.setdefault(key, name)
        last[key] = name
    return tuple(first.values()), tuple(last[key] for key in first)


def _fitted(parts: Iterable[str], limits: SearchLimits) -> str:
    """As many whole parts as the limits take; no word twice."""
    taken: list[str] = []
    for part in parts:
        fresh = [word for word in part.split() if word.casefold() not in {t.casefold() for t in taken}]
        longer = [*taken, *fresh]
        if len(longer) <= limits.max_words and len(" ".join(longer)) <= limits.max_chars:
            taken = longer
    return " ".join(taken)
