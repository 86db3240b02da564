"""Sentence boundaries within one paragraph: those of sentencex, mended for news.

sentencex (Wikimedia) knows the abbreviations of many languages. It keeps what stands between quotation marks
or brackets in one piece, so that a quotation of five sentences would be one; and it takes some initials
and honorifics for the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

# sentencex leaves a closing quotation together with the sentence after it: `"I do." She left.`
_AFTER_QUOTE = re.compile(
    r"(?<=[a-z0-9)!?][.!?][\"”»])\s+(?=[A-Z“\"«])|(?<=[a-z0-9)][!?][\"”»])\s+(?=[A-Z“\"«])"
)
_REPORTS = re.compile(
    r"(?:[\w.’'-]+\s+){0,6}(?:said|says|told|tells|asked|asks|added|adds|wrote|writes|tweeted|replied"
    r"|shouted|explained|warned|recalled|insisted)\b"
)
"""What follows a quotation and tells whose it is, as in `"Leave!" Olsen said.`"""
_UNFINISHED = re.compile(
    r"(?:\b[A-Z]|\b(?:U\.S|U\.K|U\.N|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Maj|Capt|Cmdr|Rep|Sen|Gov|Rev|Hon|St|No|vs))"
    r"\.\s*$"
)
"""An initial or an honorific that sentencex took for the end of a sentence."""
_STANDS_ALONE = re.compile(r"(?:The|A|An|In|On|It|He|She|They|We|But|And|This|That|At)\b")
_PAIRS = re.compile(r"“[^“”]*”?|«[^«»]*»?|„[^„“”]*[“”]?|(?<!\w)\"(?=\S)[^\"]*\"?|\([^()]*\)")
_NO_SPACE = re.compile(r"(?<=[a-z0-9]{2})[.!?](?=[A-Z][a-z]+ [a-z])")
"""A full stop whose space was lost: "in 2015.Insurers paid"."""
_CRIED = re.compile(r"[!?][\"”»’']\s*$")


def boundaries(block: str, language: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of ``block``, in order; white space may stand at their ends."""
    found: list[tuple[int, int]] = []
    for start, end in _whole(block, language):
        here = start
        cuts = {*_after_quotes(block, start, end), *_inside_quotes(block, start, end, language)}
        cuts |= {gap.end() for gap in _NO_SPACE.finditer(block, start, end)}
        for cut in sorted(cuts):
            found.append((here, cut))
            here = cut
        found.append((here, end))
    return found


def _whole(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The pieces of sentencex, with those joined that an initial had parted."""
    held: tuple[int, int] | None = None
    for boundary in sentencex.get_sentence_boundaries(language, text):
        start, end = int(boundary["start_index"]), int(boundary["end_index"])
        if not text[start:end].strip():
            continue
        if held is not None:
            before, behind = text[held[0] : held[1]], text[start:end]
            parted = _UNFINISHED.search(before) and not _STANDS_ALONE.match(behind)
            if parted or (_CRIED.search(before) and _REPORTS.match(behind)):
                start = held[0]
            else:
                yield held
        held = (start, end)
    if held is not None:
        yield held


def _after_quotes(block: str, start: int, end: int) -> Iterator[int]:
    for gap in _AFTER_QUOTE.finditer(block, start, end):
        if not _REPORTS.match(block, gap.end(), end):
            yield gap.end()


def _inside_quotes(block: str, start: int, end: int, language: str) -> Iterator[int]:
    """Where a quotation or a bracket of several sentences is cut, and behind a bracket that ends with one."""
    for pair in _PAIRS.finditer(block, start, end):
        inner = block[pair.start() + 1 : pair.end()].rstrip('”»“")')
        for left, _ in list(_whole(inner, language))[1:]:
            yield pair.start() + 1 + left
        closed = pair[0][0] == "(" and pair[0][-2:-1] in {".", "!", "?"}
        behind = re.compile(r"\s+(?=[A-Z“\"«])").match(block, pair.end(), end) if closed else None
        if behind:
            yield behind.end()
