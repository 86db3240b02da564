"""Whom a sentence has something from, by the patterns of news in English.

A claim has a few passages, and parsing each would cost more than it tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'&-]*(?:\.[A-Z]\.?)*"
LINK = r"(?:of|for|the|and|on|to|de|du|des|la|le|von|van|der|al|bin|ibn|against|without)"
_NAME = (
    rf"(?P<name>{_WORD}(?:\s+(?:{LINK}\s+){{0,2}}{_WORD}){{0,8}})"
    r"(?:\s+\((?P<short>[A-Z]{2,10})\))?"
)
_HOUSE = (
    r"(?:ministry|government|parliament|army|military|navy|air force|police|police force|central bank|"
    r"statistics (?:office|agency)|embassy|authorities|agency|office)"
)
_WHO = r"(?:,(?P<who>[^.;:!?\n”\"]{3,100}))?"
# Bare, verbs of doing would match too: to claim a life, to confirm a minister, to find water.
_SAYS = (
    r"(?:said|says|told|reported|reports|estimated|estimates|announced|stated|warned|noted|puts? the \w+|"
    r"(?:found|finds|claimed|claims|declared|confirmed|confirms|acknowledged|admitted|revealed|insisted|"
    r"argued|alleged|denied|documented) that)\b"
)
_SHOWS = rf"(?:{_SAYS}|(?:found|finds|shows?|showed|suggests?|suggested|indicates?|indicated)\b)"
_WHEN = r"(?:(?:has|had|have|also|later|earlier|recently|previously|on|yesterday|today|\w+day)\s+){0,3}"
_PAPER = (
    r"(?:reports?|statements?|stud(?:y|ies)|surveys?|data|figures|statistics|estimates?|records|analysis|"
    r"tally|count)"
)
_VOICE = (
    r"(?:spokes\w+|heads?|director|chief|chair\w*|president|secretary|founder|members?|researchers?|"
    rf"{_PAPER})"
)
_OFFICE = rf"(?:,(?P<who> (?:the |an? )?(?:[\w-]+ ){{0,3}}{_VOICE} (?:of|for) [^.;:!?\n”\",]{{3,80}}))?"
_LEADING = (
    r"(?:(?:the|a|an|its|new|latest|recent|official|group|watchdog|monitor(?:ing)?|charity|agency|ministry|"
    rf"minister|newspaper|human|rights|aid|organi[sz]ation|{_VOICE}|released|published|compiled|by|from|of|"
    r"for|[\w-]+-based)\s+){0,7}"
)
_SPEAKS_FOR = re.compile(rf"\b(?:of|for) (?:the )?{_NAME}")
# NAME (SHORT), who that is, has said
_SPEAKER = re.compile(rf"(?<![\w’'-]){_NAME}(?:{_WHO},)?\s+{_WHEN}{_SAYS}")
_AFTER_PREPOSITION = re.compile(r"\b(?:in|of|at|from|near|for|by|to|with)(?: the)? $")
_OTHERWISE = (
    # according to figures of the UK-based NAME
    re.compile(rf"\b[Aa]ccording to {_LEADING}{_NAME}{_OFFICE}"),
    # a spokesman for NAME said, a report by NAME found
    re.compile(rf"\b(?i:{_VOICE}) (?:by|from|of|for|at) (?:the )?{_NAME}\s+{_WHEN}{_SHOWS}"),
    # “…,” said NAME
    re.compile(rf"[,!?][”\"’']?\s+(?:said|says|added|wrote|warned) {_LEADING}{_NAME}{_OFFICE}"),
    # NAME’s report says, NAME figures show
    re.compile(rf"{_NAME}(?:[’'])?\s+(?:\w+\s+)?{_PAPER}\s+{_WHEN}{_SHOWS}"),
    # NAME’s health ministry said
    re.compile(rf"(?P<name>{_WORD}(?:\s+{_WORD}){{0,3}}\s+(?:[a-z-]+\s+){{0,2}}{_HOUSE})\s+{_WHEN}{_SAYS}"),
)
_UNNAMED = re.compile(
    r"(?P<who>\b[a-z][a-z-]+) (?:say|said|says|told|reported|reports|denied|estimates?|shows?)\b"
)
_NO_VOICE = frozenset("it he she they who which that has had have also later earlier previously".split())  # noqa: SIM905 - words
_STILL_THE_SAME = re.compile(
    rf"{_PAPER}|{_HOUSE}|group|organi[sz]ation|charity|minister|watchdog|monitor|network|spokes\w+"
)


@dataclass(frozen=True, slots=True)
class Voices:
    """``named`` are of each speaker its name, a short form and those it speaks for, as written.

    ``nameless`` is what those are called who speak without a name.
    """

    named: tuple[tuple[str, ...], ...] = field(repr=False)
    nameless: tuple[str, ...] = field(repr=False)


def voices(sentence: str) -> Voices:
    speakers = [
        found
        for found in _SPEAKER.finditer(sentence)
        if not _AFTER_PREPOSITION.search(sentence[: found.start()])
    ]
    matches = [*speakers, *(found for pattern in _OTHERWISE for found in pattern.finditer(sentence))]
    others = (
        voice["who"]
        for voice in _UNNAMED.finditer(sentence)
        if not any(found.start() <= voice.start() < found.end() for found in matches)
    )
    return Voices(tuple(map(_names, matches)), tuple(who for who in others if who not in _NO_VOICE))


def may_stand_for_a_name(who: str) -> bool:
    """Whether a speaker named before may be called so: "the group said"."""
    return _STILL_THE_SAME.fullmatch(who) is not None


def _names(found: re.Match[str]) -> tuple[str, ...]:
    groups = found.groupdict()
    speaks_for = (house["name"] for house in _SPEAKS_FOR.finditer(groups.get("who") or ""))
    return tuple(filter(None, (groups["name"], groups.get("short"), *speaks_for)))
