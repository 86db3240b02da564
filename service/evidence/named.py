"""The source that a passage names for what it says, as in "X said": who repeats X adds nothing to X.

A source without a name ("police said") is none, nor is a court, whose word is the event itself. A passage
that has several voices, begins with something of its own or doubts what it reports does more than repeat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.evidence.voices import LINK, may_stand_for_a_name, voices
from service.language.sentences import split

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

    def is_called(self, publisher: str) -> bool:
        """By its whole name, its first words or its initials; its last word is that of others too."""
        words = _words(publisher)
        return bool(words) and any(_same(words, name) and words[0][0] == name[0][0] for name in self.names)


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
        heard = voices(text[span.start : span.end])
        sources = _sources(heard.named)
        if found is None:
            if len(sources) != 1 or heard.nameless:
                return None
            [found] = sources
        elif not all(map(found.same_as, sources)) or not all(map(may_stand_for_a_name, heard.nameless)):
            return None
    return found


def _sources(named: Sequence[tuple[str, ...]]) -> list[NamedSource]:
    """Each once, however often and in whatever form it is named."""
    sources: list[NamedSource] = []
    for names in named:
        source = source_called(*names)
        if source is not None and not any(map(source.same_as, sources)):
            sources.append(source)
    return sources


def _words(text: str) -> Name:
    """The words of a name without those before ("On Monday Oxfam") and between ("of"); perhaps none."""
    words = _PIECE.findall(_POSSESSIVE.sub("", text))
    while words and words[0].casefold() in _BEFORE_NAMES and not _is_short_form(words[0]):
        words = words[1:]
    if all(word.casefold() in _NAMELESS and not _is_short_form(word) for word in words):
        return ()
    return tuple(word.casefold() for word in words if not re.fullmatch(LINK, word))


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
