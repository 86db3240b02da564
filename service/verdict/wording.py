"""Words of a text as the rules compare them: stems, names, classes of equivalent words."""

from __future__ import annotations

import re
from functools import lru_cache

from service.verdict.vocabulary import CLASS_OF, ENDINGS, IRREGULAR_PAST, STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_IRREGULAR = (
    {"france", "french"},
    {"wales", "welsh"},
    {"spain", "spanish"},
    {"netherlands", "dutch"},
    {"britain", "uk"},
    {"britain", "british"},
    {"poland", "polish"},
    {"ireland", "irish"},
    {"scotland", "scottish"},
    {"finland", "finnish"},
    {"denmark", "danish"},
    {"greece", "greek"},
    {"norway", "norwegian"},
    {"portugal", "portuguese"},
    {"peru", "peruvian"},
    {"switzerland", "swiss"},
)
_DERIVING = frozenset("n an ian ean ese ish i ic s ns ans ians er ers".split())  # noqa: SIM905 - endings
_NOT_ALIKE = {"niger", "nigerian"}
_SHORT = 4
"""Letters that two forms must share: shorter beginnings meet by chance."""
_POSSESSIVE = re.compile(r"[’']s?$")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A crude stem: two forms of one word mostly meet, two words rarely do."""
    lower = _POSSESSIVE.sub("", word.lower())
    if lower in CLASS_OF:
        return CLASS_OF[lower]
    for ending, least in (("ies", 5), ("ied", 5), ("ing", 6), ("ed", 5), ("es", 5), ("s", 4)):
        if lower.endswith(ending) and len(lower) >= least and not lower.endswith("ss"):
            lower = lower[: -len(ending)] + ("y" if ending in {"ies", "ied"} else "")
            break
    return lower.removesuffix("e") if len(lower) > 4 else lower  # noqa: PLR2004 - "use", "age" stay whole


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def content_stems(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning, names included, numbers left out."""
    return frozenset(stem(word) for word in words(text) if meaningful(word))


def meaningful(word: str) -> bool:
    return len(word) > 1 and word.lower() not in STOP_WORDS


def names(text: str) -> tuple[str, ...]:
    """Capitalised words in order, each once; common words that open a sentence are left out."""
    found = (
        _POSSESSIVE.sub("", word)
        for word in words(text)
        if word[0].isupper() and word.lower() not in STOP_WORDS
    )
    return tuple(dict.fromkeys(found))


def names_alike(one: str, other: str) -> bool:
    """The same name or a form of it: Russia, Russian and Russia's, but not Niger and Nigeria."""
    first, second = (_POSSESSIVE.sub("", name.lower()) for name in (one, other))
    if first == second or {first, second} in _IRREGULAR:
        return True
    if {first, second} == _NOT_ALIKE:
        return False
    return _derived(first, second) or _derived(second, first)


def _derived(name: str, form: str) -> bool:
    """Whether ``form`` is ``name`` with an ending of peoples and languages, in place of up to two letters."""
    if form == name[:-1] and name.endswith(("y", "a")):  # Germany and German
        return len(form) >= _SHORT
    cuts = (name[: len(name) - lost] for lost in (0, 1, 2))
    return any(len(cut) >= _SHORT and form.startswith(cut) and form[len(cut) :] in _DERIVING for cut in cuts)


def past(word: str) -> bool:
    """Whether a word looks like a verb in the past tense."""
    return word.endswith("ed") or word.lower() in IRREGULAR_PAST


def verbal(word: str) -> bool:
    """Whether a word may be a verb, by its ending; a plural may be one."""
    return past(word) or word.endswith(("s", "ing"))


_ROOT = 5
"""Letters that two words of one root share."""


def akin(one: str, other: str) -> bool:
    """Whether two stems belong to one root: govern and government, invest and investor."""
    if one == other:
        return True
    if one[:_ROOT] != other[:_ROOT]:
        return False
    shared = next(
        (i for i, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )
    return any(
        {one[cut:], other[cut:]} <= ENDINGS | {""} for cut in range(shared, max(_ROOT, shared - 3) - 1, -1)
    )


def without(wanted: frozenset[str], told: frozenset[str]) -> frozenset[str]:
    """Those of ``wanted`` that no word of ``told`` is akin to, nor a name derived from."""
    left = wanted - told
    if not left:
        return left
    openings: dict[str, list[str]] = {}
    for other in told:
        openings.setdefault(other[:_OPENING], []).append(other)
    return frozenset(one for one in left if not _among(one, openings, told))


_OPENING = 3
"""Letters with which both of two kindred words begin."""


def _among(word: str, openings: dict[str, list[str]], told: frozenset[str]) -> bool:
    if any(akin(word, other) or names_alike(word, other) for other in openings.get(word[:_OPENING], ())):
        return True
    return any((pair - {word}) & told for pair in _IRREGULAR if word in pair)
