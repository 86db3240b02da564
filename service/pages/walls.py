"""Telling pages that have nothing to read: walls, errors, shells and lists of links are no evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

from service.pages import wall_words as words
from service.pages.kinds import NotReadable
from service.pages.lines import count_words, text_of
from service.pages.listings import LINE_WORDS, TEASER_WORDS, is_listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page as far as it bears on whether it can be read.

    ``tree`` is all of it, ``lines`` what is shown, ``article`` the lines of it that are no furniture, and
    ``text`` what extraction found.
    """

    tree: HtmlElement = field(repr=False)
    title: str
    lines: Sequence[str] = field(repr=False)
    article: Sequence[str] = field(repr=False)
    text: str = field(repr=False)


_STUB_WORDS = 200
_LOCKED_WORDS = 120
_NOTICE_WORDS = 150
_GONE_WORDS = 70
_LOGIN_WORDS = 60
_SHELL_WORDS = 25
_LEAST_WORDS = 4
_CUE_WORDS = 30
_CUE_SENTENCE_WORDS = 14
_NOTICE_SENTENCE_WORDS = 16
_PARAGRAPH_WORDS = 20
_CONSENT_CUES = 3
_BESIDE_CONSENT_WORDS = 25
_LOCKED = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_SHELLS = ".//div[@id='root' or @id='app' or @id='__next' or @id='__nuxt' or @id='main-app']"
_SENTENCES = re.compile(r"(?<=[.!?。])\s+")
_PARTED = re.compile(r"\s+[-|–—·»«]\s+")


def not_readable(seen: Seen) -> NotReadable | None:
    """Why a page is no evidence, or ``None`` when it can be read. In doubt it can.

    A wall speaks in short lines of its own and nothing is told after it; a text that is about walls speaks in
    paragraphs. Only pages that say little are taken for walls.
    """
    told = count_words(seen.text)
    if kind := _notice(seen, told):
        return kind
    if told <= _STUB_WORDS and (kind := _wall(seen, told)):
        return kind
    if told <= _LOGIN_WORDS and _is_login(seen):
        return NotReadable.LOGIN
    if told <= _SHELL_WORDS and _is_shell(seen):
        return NotReadable.NEEDS_SCRIPT
    if _is_index(seen, told):
        return NotReadable.INDEX
    return NotReadable.EMPTY if told < _LEAST_WORDS else None


def _notice(seen: Seen, told: int) -> NotReadable | None:
    """A page that says one thing, to a machine or to everybody."""
    if told <= _GONE_WORDS and any(words.GONE.fullmatch(part.strip(" .!?:")) for part in _headings(seen)):
        return NotReadable.NOT_FOUND
    if sum(map(count_words, seen.lines)) > _NOTICE_WORDS:
        return None
    if _says(seen, words.ROBOT) or (told <= _SHELL_WORDS and _has_robot_mark(seen.tree)):
        return NotReadable.BOT_CHECK
    if _says(seen, words.ABROAD):
        return NotReadable.GEO_BLOCKED
    cues = {found[0].casefold() for line in seen.lines for found in words.CONSENT.finditer(line)}
    beside = sum(count_words(line) for line in seen.lines if not words.CONSENT.search(line))
    return NotReadable.CONSENT if len(cues) >= _CONSENT_CUES and beside <= _BESIDE_CONSENT_WORDS else None


def _says(seen: Seen, cue: re.Pattern[str]) -> bool:
    """It stands there in a sentence of its own, and at most one short paragraph speaks of anything else."""
    if not any(_in_brief(cue, line, _NOTICE_SENTENCE_WORDS) for line in (*seen.lines, seen.title)):
        return False
    others = [count for line in seen.lines if not cue.search(line) and (count := count_words(line))]
    paragraphs = [count for count in others if count >= _PARAGRAPH_WORDS]
    return len(paragraphs) <= 1 and max(paragraphs, default=0) <= 2 * _CUE_WORDS


def _in_brief(cue: re.Pattern[str], line: str, words_at_most: int) -> bool:
    return any(
        cue.search(sentence) and count_words(sentence) <= words_at_most for sentence in _SENTENCES.split(line)
    )


def _headings(seen: Seen) -> list[str]:
    """Title and first headline, and their pieces between the marks that part them from a site's name."""
    first = seen.tree.find(".//h1")
    found = [seen.title, "" if first is None else text_of(first)]
    return [part for heading in found for part in (heading, *_PARTED.split(heading)) if part]


def _wall(seen: Seen, told: int) -> NotReadable | None:
    """The last lines of a text that breaks off."""
    last = max((at for at, line in enumerate(seen.article) if _is_paragraph(line)), default=-1)
    for line in seen.article[last + 1 :]:
        if _asks(words.REGISTERED, line):
            return NotReadable.REGISTRATION
        if _asks(words.PAID, line):
            return NotReadable.PAYWALL
    locked = told <= _LOCKED_WORDS and any(
        _LOCKED.search(node.text or "") for node in seen.tree.iter("script")
    )
    return NotReadable.PAYWALL if locked and any(map(words.TO_SUBSCRIBE.search, seen.lines)) else None


def _is_paragraph(line: str) -> bool:
    return count_words(line) >= _PARAGRAPH_WORDS and not any(
        _asks(cue, line) for cue in (words.PAID, words.REGISTERED)
    )


def _asks(cue: re.Pattern[str], line: str) -> bool:
    return count_words(line) <= _CUE_WORDS and _in_brief(cue, line, _CUE_SENTENCE_WORDS)


def _has_robot_mark(tree: HtmlElement) -> bool:
    return any(
        words.ROBOT_MARK.search(f"{one.get('src', '')} {one.get('id', '')} {one.get('class', '')} {one.text}")
        for one in tree.iter("script", "div", "iframe")
    )


def _is_login(seen: Seen) -> bool:
    asks = seen.tree.find(".//input[@type='password']") is not None
    return asks and any(map(words.LOGIN.search, (*seen.article, *_headings(seen))))


def _is_shell(seen: Seen) -> bool:
    told = [*seen.lines, *map(text_of, seen.tree.iter("noscript"))]
    drawn = seen.tree.find(".//script") is not None and bool(seen.tree.xpath(_SHELLS))
    return drawn or any(map(words.SCRIPT.search, told))


def _is_index(seen: Seen, told: int) -> bool:
    """By what extraction found, or by all lines that are no furniture: it may have left the headlines out."""
    if told >= _LEAST_WORDS and is_listing(seen.text.split("\n"), seen.tree):
        return True
    return is_listing(seen.article, seen.tree, between=TEASER_WORDS if told < _LEAST_WORDS else LINE_WORDS)
