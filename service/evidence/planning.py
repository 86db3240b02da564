"""From a claim to where to look, with what words, and who must have answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from clients.search.protocol import SearchLimits
from service.domain.article import VerificationOptions
from service.domain.claim import Claim
from service.domain.evidence import PlannedQuery, SearchPlan, SourceRole
from service.domain.times import TimeRole
from service.domain.verdict import Reason
from service.evidence.science import looks_like_science
from service.evidence.sources import Asking, Source, Suits
from service.evidence.words import fold
from service.language.keywords import Keywords

CALLS_PER_CLAIM = 60

SPECIFIC_WORDS = 5
"""Words of the most specific query to an engine that wants all of them: 3 to 6 find something."""
NAMES_IN_QUERY = 3
TERMS_IN_QUERY = 3
_WORD = re.compile(r"[^\W_]{4,}")
_IN_A_DATE = re.compile(r"[0-3]?\d|(?:1[5-9]|20)\d\d")
"""Days, years and other small numbers stand on every page: not worth a call."""
_POSSESSIVE = re.compile(r"['’]s(?:\s+|$)")
_DATED_WITHIN = timedelta(days=31)
"""An event dated more loosely tells no day to look around."""
_AS_USUAL = Asking()
_Wanted: TypeAlias = tuple[tuple[str, ...], SearchLimits]


def plan(
    claim: Claim,
    sources: Sequence[Source],
    options: VerificationOptions,
    words: Keywords,
    *,
    published: date | None = None,
    calls: int = CALLS_PER_CLAIM,
) -> SearchPlan:
    """Queries, roles and what is withheld, for the sources the caller names, or all.

    ``published`` is the day of the article, around which news are looked for where the claim names no other.

    Sources made for other claims have no part in it, unless no other is named. A run in which every source
    is local has nothing better to wait for: its best-effort ones are required. ``calls`` bounds those to
    APIs: required sources come first, and one whose queries do not fit whole is withheld.
    """
    words = replace(words, names=_each_alone(words.names))
    day = _day_of(claim) or published
    chosen = [s for s in sources if options.sources is None or s.name in options.sources]
    local_run = all(source.local for source in chosen)
    asked = [s for s in chosen if _suits(s, claim, words)] or chosen
    roles = {s.name: SourceRole.REQUIRED if local_run else s.role for s in asked}
    queries: list[PlannedQuery] = []
    withheld: list[tuple[str, Reason]] = []
    for source in sorted(asked, key=lambda s: roles[s.name] is not SourceRole.REQUIRED):
        if options.confidential and not (source.local or source.confidential_ok):
            withheld.append((source.name, Reason.CONFIDENTIAL))
            continue
        texts = queries_for(claim.undated, words, source.client.limits, source.asking)
        cost = 0 if source.local else len(texts) * source.asking.calls
        if cost > calls:
            withheld.append((source.name, Reason.BUDGET))
            continue
        calls -= cost
        queries.extend(_planned(source, text, words.names, day) for text in texts)
    return SearchPlan(tuple(queries), tuple(roles.items()), tuple(withheld))


def _each_alone(names: Sequence[str]) -> tuple[str, ...]:
    """Two names are in "Hama’s Atshan"."""
    return tuple(dict.fromkeys(part for name in names for part in _POSSESSIVE.split(name) if part))


def _day_of(claim: Claim) -> date | None:
    """The last day of what happened, where the claim dates it."""
    dated = [
        one.end for one in claim.times if one.role is TimeRole.EVENT and one.end - one.start <= _DATED_WITHIN
    ]
    return max(dated, default=None)


def _planned(source: Source, text: str, names: Sequence[str], day: date | None) -> PlannedQuery:
    """With the day, where it can be used, for what says little else: names alone, or the only question."""
    named = tuple(name for name in names if f" {name} " in f" {text} ")
    bare = not set(text.split()) - {word for name in named for word in name.split()}
    around = day if source.client.limits.by_date and (bare or source.asking.queries == 1) else None
    return PlannedQuery(source.name, text, named, around)


def _suits(source: Source, claim: Claim, words: Keywords) -> bool:
    match source.asking.suits:
        case Suits.ALL:
            return True
        case Suits.NAMES:
            return bool(words.names)
        case Suits.SCIENCE:
            return looks_like_science(claim.undated)


def queries_for(
    statement: str, words: Keywords, limits: SearchLimits, asking: Asking = _AS_USUAL
) -> tuple[str, ...]:
    """The distinct queries for one engine, the one to send first before the others."""
    if limits.statements and statement.strip():
        return (statement[: limits.max_chars].strip(),)
    if not words.names and not words.terms:
        words = Keywords((), tuple(_WORD.findall(statement)[:SPECIFIC_WORDS]), words.numbers)
    few = SearchLimits(limits.max_chars, min(limits.max_words, SPECIFIC_WORDS))
    match asking.suits:
        case Suits.NAMES:
            wanted = [(_in_order(_forms(words.names)[0]) or words.terms, limits)]
        case Suits.SCIENCE:
            whole = limits if not limits.all_words_required else few
            wanted = [(words.terms + words.names, whole), (words.terms[:TERMS_IN_QUERY], few)]
        case Suits.ALL if not limits.all_words_required:
            everything = words.names + words.numbers + words.terms
            wanted = [(everything, limits), (_in_order(_forms(words.names)[0]), limits)]
        case Suits.ALL if asking.queries == 1:
            terms = words.terms[:2] if words.names else words.terms[:TERMS_IN_QUERY]
            wanted = [(words.names[:2] + terms, few)]
        case Suits.ALL:
            wanted = _several(words, limits, few)
    texts = (_fitted(parts, within) for parts, within in wanted)
    return tuple(dict.fromkeys(text for text in texts if text))[: asking.queries]


def _several(words: Keywords, limits: SearchLimits, few: SearchLimits) -> list[_Wanted]:
    """For an engine that wants all words, a few several times, most specific first.

    Names and terms; names alone; names in their other form, or with a number that tells.
    """
    names, other_forms = _forms(words.names)
    telling = tuple(number for number in words.numbers if not _IN_A_DATE.fullmatch(number))
    wanted: list[_Wanted] = [(names[:2] + words.terms, few), (_in_order(names), limits)]
    if other_forms != names:
        wanted.append((_in_order(other_forms), limits))
    elif names and telling:
        wanted.append((names[:2] + telling[:1], limits))
    elif not names:
        wanted.append((words.terms[:2], few))
    return wanted


def _in_order(names: Sequence[str]) -> tuple[str, ...]:
    """The first few, in one order, so that claims about the same names ask the same."""
    return tuple(sorted(names[:NAMES_IN_QUERY]))


def _forms(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Each name once in its shortest form, and in its longest: Russia, Russian."""
    forms: dict[str, list[str]] = {}
    for name in names:
        forms.setdefault(" ".join(fold(word) for word in name.split()), []).append(name)
    return tuple(min(some, key=len) for some in forms.values()), tuple(
        max(some, key=len) for some in forms.values()
    )


def _fitted(parts: Iterable[str], limits: SearchLimits) -> str:
    """As many whole parts as the limits take; no word twice."""
    taken: list[str] = []
    for part in parts:
        fresh = [word for word in part.split() if word.casefold() not in {t.casefold() for t in taken}]
        longer = [*taken, *fresh]
        if len(longer) <= limits.max_words and len(" ".join(longer)) <= limits.max_chars:
            taken = longer
    return " ".join(taken)
