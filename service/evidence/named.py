"""The source that a passage names for what it says, as in "X said": who repeats X adds nothing to X.

Read by patterns: a claim has a few passages, and parsing each would cost more than it tells. A source
without a name ("police said") is none, nor is a court, whose word is the event itself. A passage that has
several voices, begins with something of its own or doubts what it reports does more than repeat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.language.sentences import split

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'&-]*(?:\.[A-Z]\.?)*"
_LINK = r"(?:of|for|the|and|on|to|de|du|des|la|le|von|van|der|al|bin|ibn|against|without)"
_NAME = (
    rf"(?P<name>{_WORD}(?:\s+(?:{_LINK}\s+){{0,2}}{_WORD}){{0,8}})"
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
_DOUBTS = re.compile(
    r"\b(?:false|falsely|untrue|wrong(?:ly)?|incorrect(?:ly)?|inaccurate|misleading|no evidence|"
    r"contradict\w*|disput\w+|disprov\w+|debunk\w*|in fact|actually|however|"
    r"(?<!not )(?<!not be )(?<!not been )independently (?:verif|confirm)\w+)\b",
    re.IGNORECASE,
)
_NAMELESS_WORDS = """
activists aides analysts authorities campaigners critics doctors employees experts eyewitnesses farmers he
historians i investigators it journalists lawmakers lawyers locals many media medics most neighbors neighbours
nobody observers officers officials one opponents organisers others parents police prosecutors rebels
relatives reporters rescuers researchers residents scientists she sources some students supporters survivors
teachers that these they this those troops villagers we who witnesses workers you
"""
_BEFORE_NAMES_WORDS = """
a an and as at both but by for from in last later meanwhile of on since so the then there to two three when
while yesterday earlier today monday tuesday wednesday thursday friday saturday sunday january february march
april may june july august september october november december mr mrs ms dr sir prof professor
"""
_NAMELESS = frozenset(_NAMELESS_WORDS.split())
_BEFORE_NAMES = frozenset(_BEFORE_NAMES_WORDS.split())
_COURTS = frozenset(("court", "courts", "tribunal", "judge", "judges", "jury"))
_PIECE = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"[’']s?(?=\W|$)")
_WHOLE_NAME = 2
"""Words of a name that the first alone stands for: "Oxfam International"; the last stands for any."""

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedSource:
    """``names`` it is known by, each as its words: a person's, and that of whom it speaks for."""

    names: tuple[Name, ...]

    @property
    def label(self) -> str:
        return " ".join(self.names[0])

    def same_as(self, other: NamedSource) -> bool:
        return any(_same(one, two) for one in self.names for two in other.names)


def source_called(*texts: str | None) -> NamedSource | None:
    """A source by its names as written, null where the first is none."""
    names = [_words(text) for text in texts if text]
    if not names or not names[0] or not _COURTS.isdisjoint(names[0]):
        return None
    return NamedSource(tuple(dict.fromkeys(filter(None, names))))


def named_source(text: str) -> NamedSource | None:
    """The one named source of all that a passage says."""
    if _DOUBTS.search(text):
        return None
    found: NamedSource | None = None
    for span in split(text):
        named, nameless = _voices(text[span.start : span.end])
        if found is None:
            if len(named) != 1 or nameless:
                return None
            [found] = named
        elif not all(map(found.same_as, named)) or not all(map(_STILL_THE_SAME.fullmatch, nameless)):
            return None
    return found


def _voices(sentence: str) -> tuple[list[NamedSource], list[str]]:
    """Whom a sentence has something from: each named source once, and what others in it are called."""
    named: list[NamedSource] = []
    speakers = [
        found
        for found in _SPEAKER.finditer(sentence)
        if not _AFTER_PREPOSITION.search(sentence[: found.start()])
    ]
    matches = [*speakers, *(found for pattern in _OTHERWISE for found in pattern.finditer(sentence))]
    for found in matches:
        groups = found.groupdict()
        speaks_for = [house["name"] for house in _SPEAKS_FOR.finditer(groups.get("who") or "")]
        source = source_called(groups["name"], groups.get("short"), *speaks_for)
        if source is not None and not any(source.same_as(other) for other in named):
            named.append(source)
    nameless = [
        voice["who"]
        for voice in _UNNAMED.finditer(sentence)
        if voice["who"] not in _NO_VOICE
        and not any(found.start() <= voice.start() < found.end() for found in matches)
    ]
    return named, nameless


def _words(text: str) -> Name:
    """The words of a name without those before ("On Monday Oxfam") and between ("of"); perhaps none."""
    words = _PIECE.findall(_POSSESSIVE.sub("", text))
    while words and words[0].casefold() in _BEFORE_NAMES and not _is_short_form(words[0]):
        words = words[1:]
    if all(word.casefold() in _NAMELESS and not _is_short_form(word) for word in words):
        return ()
    return tuple(word.casefold() for word in words if not re.fullmatch(_LINK, word))


def _is_short_form(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _same(one: Name, two: Name) -> bool:
    """The same name in a longer and a shorter form, or by its first letters."""
    short, long = sorted((one, two), key=len)
    if "".join(short) in {"".join(long), "".join(word[0] for word in long)}:
        return True
    if len(short) == 1:
        return short[0] == long[-1] or (short[0] == long[0] and len(long) <= _WHOLE_NAME)
    return set(short) <= set(long)
