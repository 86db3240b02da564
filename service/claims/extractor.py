"""An article in, its claims out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from service.claims import headline as headlines
from service.claims.layout import Part, Sentence
from service.claims.markup.plain import PlainText
from service.claims.markup.positions import Positions
from service.claims.other_languages import read_other
from service.claims.page import Page, open_page
from service.claims.reader import Candidate, Passed, Reading, read
from service.domain.article import Article, Draft
from service.domain.claim import Claim, Extraction, NotCheckable, NotCheckableKind, Resolution
from service.domain.spans import Span
from service.domain.times import Interval, TimeMention, TimeRole
from service.language.english import English
from service.language.quantities import read_quantities

_LONGEST = 5000
"""Characters of a sentence that is still read; a longer one is no sentence."""
_MOST = 500
"""Sentences of an article that are parsed."""
_FLOOR = 0.03
"""Check-worthiness below which a proposition that names and counts nothing is small talk."""


class Scorer(Protocol):
    """How much sentences are worth checking, in [0, 1]; the order is that of the sentences."""

    def score(self, sentences: Sequence[str]) -> list[float]: ...

    def score_any_language(self, sentences: Sequence[str]) -> list[float]:
        """For text that is not English."""
        ...


class ClaimExtractor:
    """Synchronous and safe to share between threads; ``key`` turns a statement into its keyed hash."""

    def __init__(self, english: English, scorer: Scorer, key: Callable[[str], str]) -> None:
        self._english = english
        self._scorer = scorer
        self._key = key

    def extract(self, draft: Draft, *, max_claims: int, not_checkable: bool = False) -> Extraction:
        """The ``max_claims`` claims most worth checking, in the order of the text, and the article's data.

        A headline that repeats one of them comes with ``same_as`` and is not counted. ``not_checkable`` asks
        for what is no claim too.
        """
        page = open_page(draft)
        notes: list[str] = []
        prose = page.prose()
        readable = self._readable(page, prose)
        if len(readable) < len(prose):
            notes.append(f"{len(prose) - len(readable)} sentences were not read: too long or too many")
        if page.language in {None, "en"}:
            reading = self._read(page, readable)
        else:
            reading = read_other(page.plain.text, readable, page.published)
            notes.append(
                f"language {page.language}: claims are whole sentences; speakers, dates in words and pronouns"
                " are not resolved, and check-worthiness rests on numbers and names alone"
            )
        candidates, repeated = self._with_headline(page, reading.candidates)
        claims, dropped = self._claims(page, candidates, max_claims, repeated)
        if dropped:
            notes.append(f"{dropped} claims less worth checking were left out")
        article = Article(
            title=page.title,
            published_at=page.published,
            language=page.language,
            sha256=hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest(),
        )
        passed = _not_checkable(page, reading.passed) if not_checkable else None
        return Extraction(article=article, claims=claims, not_checkable=passed, notes=tuple(notes))

    def _readable(self, page: Page, prose: list[Sentence]) -> list[Sentence]:
        """Of a very long text the sentences most worth checking, in order; parsing takes 10 ms each."""
        kept = [s for s in prose if s.span.end - s.span.start <= _LONGEST]
        if len(kept) <= _MOST:
            return kept
        scores = self._scores(page, [page.plain.text[s.span.start : s.span.end] for s in kept])
        best = sorted(range(len(kept)), key=lambda i: -scores[i])[:_MOST]
        return [kept[i] for i in sorted(best)]

    def _scores(self, page: Page, sentences: Sequence[str]) -> list[float]:
        english = page.language in {None, "en"}
        return self._scorer.score(sentences) if english else self._scorer.score_any_language(sentences)

    def _read(self, page: Page, prose: Sequence[Sentence]) -> Reading:
        parses = self._english.parse_all([page.plain.text[s.span.start : s.span.end] for s in prose])
        return read(prose, parses, page.published, page.said())

    def _with_headline(
        self, page: Page, candidates: Sequence[Candidate]
    ) -> tuple[Sequence[Candidate], int | None]:
        """With the claims of a headline that says something of its own; else the candidate it repeats."""
        span = page.headline
        if span is None or page.language not in {None, "en"}:
            return candidates, None
        after = [c.statement if c.span.start > span.start else "" for c in candidates]
        of = headlines.repeated(page.words(span), after)
        if of is not None or headlines.announces(page.words(span)):
            return candidates, of
        own = self._read(page, [Sentence(span, 0, Part.HEADLINE)])
        return (*own.candidates, *candidates), None

    def _claims(
        self, page: Page, candidates: Sequence[Candidate], max_claims: int, repeated: int | None
    ) -> tuple[tuple[Claim, ...], int]:
        """In the order of the text, with ids, and how many were left out; ``repeated`` by the headline."""
        displays = [page.words(c.span) for c in candidates]
        scores = self._scores(page, displays)
        worth = [i for i, c in enumerate(candidates) if c.telling or scores[i] >= _FLOOR]
        kept = sorted(sorted(worth, key=lambda i: -scores[i])[:max_claims])
        positions = Positions(page.draft.text)
        claims = [self._claim(page, positions, candidates[i], displays[i], scores[i]) for i in kept]
        head = self._headline(page, positions, claims[kept.index(repeated)]) if repeated in kept else None
        shift = 1 if head else 0
        first: dict[str, int] = {}
        repeats = [first.setdefault(claim.key, i) for i, claim in enumerate(claims)]
        numbered = [
            replace(claim, id=f"c{i + 1 + shift}", same_as=None if same == i else f"c{same + 1 + shift}")
            for i, (claim, same) in enumerate(zip(claims, repeats, strict=True))
        ]
        if head and repeated is not None:
            numbered.insert(0, replace(head, id="c1", same_as=f"c{kept.index(repeated) + 2}"))
        return tuple(numbered), len(worth) - len(kept)

    def _claim(
        self, page: Page, positions: Positions, candidate: Candidate, display: str, score: float
    ) -> Claim:
        span = page.plain.offsets.raw(candidate.span)
        return Claim(
            id="",
            key=self._key(candidate.statement),
            text=page.draft.text[span.start : span.end],
            display_text=display,
            span=positions.text_span(span),
            selector=positions.selector(span),
            statement=candidate.statement,
            resolutions=tuple(_raw_resolution(page.plain, r) for r in candidate.resolutions),
            unresolved=candidate.unresolved,
            attribution=candidate.attribution,
            times=candidate.times,
            quantities=read_quantities(
                candidate.written, window=_window(candidate.times), language=page.language
            ),
            check_worthiness=round(score, 4),
        )

    def _headline(self, page: Page, positions: Positions, repeated: Claim) -> Claim | None:
        """The headline as a claim that says what ``repeated`` says."""
        if page.headline is None:
            return None
        words = page.words(page.headline)
        raw = page.plain.offsets.raw(page.headline)
        return replace(
            repeated,
            text=page.draft.text[raw.start : raw.end],
            display_text=words,
            span=positions.text_span(raw),
            selector=positions.selector(raw),
            quantities=read_quantities(words, window=_window(repeated.times)),
            check_worthiness=round(self._scorer.score([words])[0], 4),
        )


def _not_checkable(page: Page, passed: Sequence[Passed]) -> tuple[NotCheckable, ...]:
    positions = Positions(page.draft.text)
    spans = [(page.plain.offsets.raw(piece.span), piece.kind) for piece in passed]
    return tuple(
        NotCheckable(text=page.draft.text[span.start : span.end], span=positions.text_span(span), kind=kind)
        for span, kind in spans
        if kind is not NotCheckableKind.FRAGMENT
    )


def _window(times: tuple[TimeMention, ...]) -> Interval | None:
    """The one period the claim counts over; several leave it open."""
    windows = {Interval(time.start, time.end) for time in times if time.role is TimeRole.WINDOW}
    return windows.pop() if len(windows) == 1 else None


def _raw_resolution(plain: PlainText, resolution: Resolution) -> Resolution:
    span = resolution.span
    if span.start == span.end:
        at = plain.offsets.raw(Span(span.start - 1, span.start)).end
        return replace(resolution, span=Span(at, at))
    return replace(resolution, span=plain.offsets.raw(span))
