"""A draft being read: its plain text, its sentences, and what its head says."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.claims.dateline import published_at
from service.claims.headline import trimmed
from service.claims.layout import Part, Sentence, read_layout
from service.claims.markup.formats import read_markup
from service.claims.markup.front_matter import dated_in_front
from service.claims.markup.plain import PlainText
from service.domain.article import Draft, TextFormat
from service.domain.spans import Span
from service.domain.times import PublishedAt, TimeMention, TimeRole
from service.language.identify import language_of
from service.language.sentences import split

_HEAD_BLOCKS = 12
"""Paragraphs from the top in which the date of the article may stand."""


@dataclass(frozen=True, slots=True)
class Page:
    """``dateline`` is the line that dates it; ``headline`` stands in the plain text, without its outlet."""

    draft: Draft
    plain: PlainText = field(repr=False)
    sentences: tuple[Sentence, ...]
    headline: Span | None
    published: PublishedAt | None
    dateline: str | None
    title: str | None
    language: str | None

    def prose(self) -> list[Sentence]:
        return [sentence for sentence in self.sentences if sentence.part is Part.PROSE]

    def words(self, span: Span) -> str:
        """The plain text at ``span`` with single spaces."""
        return " ".join(self.plain.text[span.start : span.end].split())

    def said(self) -> TimeMention | None:
        """The day of the article, on which it says what it says."""
        if self.published is None:
            return None
        days = self.published.interval()
        return TimeMention(
            start=days.start,
            end=days.end,
            precision=self.published.precision,
            role=TimeRole.SAYING,
            text=self.dateline or self.published.value.isoformat(),
        )


def open_page(draft: Draft) -> Page:
    plain = read_markup(draft.text, draft.format)
    language = draft.language.lower().split("-")[0] if draft.language else language_of(plain.text)
    sentences = read_layout(plain, split(plain.text, language=language or "en"), title=draft.title)
    lines = [s for s in sentences if s.part is Part.HEADLINE]
    whole = Span(lines[0].span.start, lines[-1].span.end) if lines else None
    headline = trimmed(plain.text, whole) if whole else None
    datelines = [
        plain.text[s.span.start : s.span.end]
        for s in sentences
        if s.part is Part.DATELINE and s.block < _HEAD_BLOCKS
    ]
    front = dated_in_front(draft.text, 0) if draft.format is TextFormat.MARKDOWN else None
    dated = published_at([front, *datelines] if front else datelines)
    return Page(
        draft=draft,
        plain=plain,
        sentences=tuple(sentences),
        headline=headline if headline and headline.start < headline.end else None,
        published=draft.published_at or (dated[0] if dated else None),
        dateline=dated[1] if dated else None,
        title=draft.title or (" ".join(plain.text[whole.start : whole.end].split()) if whole else None),
        language=language,
    )
