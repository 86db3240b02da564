"""Draft and source word by word: names that were exchanged, and whether one stands in the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from service.domain.claim import Claim
from service.verdict.wording import names, names_alike

TOKEN = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*")
_GROUPED = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3})")
_NEGATIONS = frozenset(
    ("not", "no", "never", "none", "neither", "nor", "without", "nobody", "nothing", "cannot")
)
_ANYWHERE = frozenset(("and", "or", "the", "a", "an"))
_CONTRACTED = re.compile(r"\w+n[’']t")


def exchanged_names(claim: Claim, sentence: str) -> Iterator[tuple[str, str]]:
    """A name of the draft and the one in its place in the source: beside the same word, and only there."""
    dated = {word for time in claim.times for word in TOKEN.findall(time.text)}
    here, there = TOKEN.findall(claim.display_text), TOKEN.findall(sentence)
    known = names(f"{claim.display_text} {claim.statement}")
    # whether the word that opens the claim is a name cannot be seen
    mine = [at for at in range(1, len(here)) if here[at] not in dated and _is_new(here[at], there)]
    theirs = [at for at in range(len(there)) if _is_new(there[at], known)]
    for at in mine:
        exchanged = [place for place in theirs if _in_one_place(here, at, there, place)]
        if exchanged:
            yield here[at], there[exchanged[0]]


def _is_new(word: str, among: Sequence[str]) -> bool:
    """Whether it is a name that stands there in no form, initials included."""
    if not names(word) or any(word.casefold() == other.casefold() for other in among):
        return False
    named = [other for other in among if names(other)]
    initials = "".join(other[0] for other in named)
    short = [other for other in named if other.isupper() and word[0] in other]
    return not (short or (word.isupper() and word in initials) or any(names_alike(word, o) for o in named))


def _in_one_place(here: Sequence[str], at: int, there: Sequence[str], place: int) -> bool:
    """Whether two words have the same word before them, or behind, that does not stand everywhere."""
    return any(
        0 <= at + step < len(here)
        and 0 <= place + step < len(there)
        and here[at + step].casefold() == there[place + step].casefold()
        and here[at + step].casefold() not in _ANYWHERE
        for step in (-1, 1)
    )


def same_words(mine: str, sentence: str) -> bool:
    """Whether all words and numbers of the one stand in the other, names in order, denials as many."""
    here, there = _plain(mine), _plain(sentence)
    others = iter(_named(sentence))
    in_order = all(name in others for name in _named(mine))
    return here <= there and in_order and _denials(here) == _denials(there)


def _named(text: str) -> list[str]:
    """With repetitions; a word that opens the text may be a name."""
    return [token for token in TOKEN.findall(text) if names(token)]


def _plain(text: str) -> Counter[str]:
    return Counter(_GROUPED.sub("", token.casefold()) for token in TOKEN.findall(text))


def _denials(words: Counter[str]) -> int:
    return sum(times for word, times in words.items() if word in _NEGATIONS or _CONTRACTED.fullmatch(word))
