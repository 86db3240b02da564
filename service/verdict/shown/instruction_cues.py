"""Whether a piece of text speaks of the verdict, to whoever gives it, instead of the world."""

from __future__ import annotations

import re

from service.verdict.shown.disguises import forms
from service.verdict.shown.instruction_languages import ELSEWHERE, LATIN, VERB_STEMS
from service.verdict.shown.instruction_words import (
    ADDRESSED,
    ADDRESSED_STEMS,
    ANSWER,
    BARE,
    BESIDE,
    FIELD,
    IGNORED,
    IGNORED_STEMS,
    LABEL,
    LABEL_STEMS,
    MARKS,
    NUMBER,
    ORDER,
    PROGRAM,
    READ,
    ROLE,
    SUBJECT,
    TURN,
    VERDICT,
    YOU,
    may_name_label,
)

ALONE = [
    (re.compile(pattern, re.MULTILINE), needed)
    for pattern, needed in (
        (TURN, ("<", "[", "#")),
        (FIELD, (*LABEL_STEMS, "neither", "logits", "argmax", "softmax", "stance", "verdict")),
        (ADDRESSED, ADDRESSED_STEMS),
        (IGNORED, IGNORED_STEMS),
    )
]
"""Each alone says that a piece is no statement of the world; all it matches has one of the strings."""
_TOGETHER = [re.compile(pattern) for pattern in (ORDER, VERDICT, SUBJECT, PROGRAM, YOU, READ, NUMBER)]
_ANSWER = re.compile(ANSWER)
_BARE = re.compile(BARE)
_ENOUGH = 3
"""Beside a label: kinds of words about judging. That the label stands as an answer counts for two."""
_FEW_WORDS = 2
_BESIDE = re.compile(BESIDE)
_ROLE = re.compile(rf"^{MARKS}{ROLE}(?: (?:message|prompt|note|notice|override|result|output))?\s*[:>\]]")
_LABELS = re.compile(rf"\b(?:{LABEL}|true|false|verdict|final|answer|label|claim|is|the|a|and)\b")
_NAMED = re.compile(rf"\b(?:{LABEL}|true|false)\b")
_LABEL = re.compile(rf"\b{LABEL}\b")
_WORD = re.compile(r"[^\W\d_]+")
_ELSEWHERE = {language: [re.compile(one) for one in words] for language, words in ELSEWHERE.items()}
_LATIN = [(_ELSEWHERE[language], VERB_STEMS[language]) for language in LATIN]
_VERBS = 0, 2


def is_decisive(piece: str) -> bool:
    """Whether ``piece``, folded, speaks of the verdict and not of the world."""
    return any(_decisive(form) for form in forms(piece))


def is_beside(piece: str) -> bool:
    """Whether ``piece`` says nothing of the world where a piece next to it says nothing."""
    few = len(_WORD.findall(piece)) <= _FEW_WORDS
    return few or any(pattern.search(piece) for pattern in (_BESIDE, _ROLE))


def _decisive(piece: str) -> bool:
    return (
        any(_holds_one(piece, needed) and pattern.search(piece) for pattern, needed in ALONE)
        or (may_name_label(piece) and _speaks_of_verdicts(piece))
        or (_holds_one(piece, (*LABEL_STEMS, "true", "false")) and _only_labels(piece))
        or _in_other_words(piece)
    )


def _holds_one(piece: str, strings: tuple[str, ...]) -> bool:
    return any(string in piece for string in strings)


def _speaks_of_verdicts(piece: str) -> bool:
    answers = 2 if _ANSWER.search(piece) else 0
    if not answers and not _BARE.search(piece):
        return False
    return answers + sum(one.search(piece) is not None for one in (*_TOGETHER, _ROLE)) >= _ENOUGH


def _only_labels(piece: str) -> bool:
    """Labels and little else: one alone, or the same again and again."""
    words = _WORD.findall(piece)
    labels = _NAMED.findall(piece)
    if not labels or 2 * len(_LABELS.findall(piece)) < len(words):
        return False
    return len(labels) > 2 or _LABEL.fullmatch(piece.strip(" .!?#*()[]|>:\"'")) is not None  # noqa: PLR2004 - repeated


def _in_other_words(piece: str) -> bool:
    """An order in another language, or a label of this one among letters of another script."""
    if piece.isascii():
        return any(_holds_one(piece, verbs) and _orders(words, piece) for words, verbs in _LATIN)
    letters = _WORD.findall(piece)
    foreign = sum(not word.isascii() for word in letters)
    if _LABEL.search(piece) and 2 * foreign >= len(letters) > 1:
        return True
    return any(_orders(words, piece) for words in _ELSEWHERE.values())


def _orders(words: list[re.Pattern[str]], piece: str) -> bool:
    held = [one.search(piece) is not None for one in words]
    return sum(held) > 1 and any(held[i] for i in _VERBS)
