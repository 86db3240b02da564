"""Where a claim departs from what the article was written from: numbers, dates, names, who said it.

Draft and source mostly share their words, so the sentence a claim was made of is found by them, and the two
are compared by what they give. What has no such sentence was added, which is no difference. Negations and
opposites are left to the stage that judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from service.domain.article import DocumentRole, SuppliedDocument
from service.domain.claim import Claim
from service.domain.quantities import Comparator, Quantity
from service.domain.report import Difference
from service.domain.times import PublishedAt, TimeMention, TimeRole
from service.evidence.documents import sha256_of
from service.evidence.named import named_source, source_called
from service.language.quantities import read_quantities
from service.language.sentences import split
from service.language.times import find_times
from service.verdict.rules.bounds import Comparison, compare
from service.verdict.wording import content_stems, names
from service.verification.wordings import TOKEN, exchanged_names, same_words

SHARED = 0.6
"""Share of a claim's words that the sentence it was made of has."""
FEW = 3
"""So many words are enough to know a sentence by as they stand, without what they point back to."""
ABOUT = 0.1
"""How far "about" may be from the number in the source, as a share of it."""
_SAID_ON = re.compile(r"\b(?:said|says|told [\w ]+|reported|announced)(?: late| early)?(?: on)? $")
_LEANS_BACK = re.compile(r"(?:It|He|She|They|Its|His|Her|Their|This|These)\b")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """``stems`` are its ``own`` words with those of the one before, where that says of whom it speaks."""

    text: str = field(repr=False)
    own: frozenset[str] = field(repr=False)
    stems: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """With one source: ``same`` where the claim's words stand in one of its sentences, else what differs."""

    label: str
    same: bool
    differences: tuple[Difference, ...]

    @property
    def settled(self) -> bool:
        """Whether what is judged of the two can add nothing."""
        return self.same or bool(self.differences)


@dataclass(frozen=True, slots=True)
class ArticleSource:
    """A document the article was written from, taken apart once. ``text_sha256`` as in its ``Document``."""

    text_sha256: str
    label: str
    published: PublishedAt | None
    words: frozenset[str] = field(repr=False)
    sentences: tuple[_Sentence, ...] = field(repr=False)

    @classmethod
    def of(cls, document: SuppliedDocument, published: PublishedAt | None) -> ArticleSource:
        """``published`` is the date of the draft, which stands in where the document has none."""
        texts = [document.text[span.start : span.end] for span in split(document.text)]
        stems = [content_stems(text) for text in texts]
        before = [frozenset(), *stems]
        return cls(
            sha256_of(document.text),
            document.title or document.url or document.id,
            document.published_at or published,
            frozenset(token.casefold() for token in TOKEN.findall(document.text)),
            tuple(
                _Sentence(text, own, own | lead if _LEANS_BACK.match(text) else own)
                for text, own, lead in zip(texts, stems, before, strict=False)
            ),
        )

    def compared(self, claim: Claim) -> Compared:
        meant = self._meant(claim)
        same = any(same_words(claim.display_text, sentence.text) for sentence in meant)
        found = [] if same else [*self._differing(claim, meant)]
        found += self._said_by_another(claim, meant[:1])
        return Compared(self.label, same, tuple(found))

    def _meant(self, claim: Claim) -> list[_Sentence]:
        """The sentences the claim may have been made of, first the one with most of its words."""
        wanted, as_written = content_stems(claim.undated), content_stems(claim.display_text)
        near = [
            one
            for one in self.sentences
            if _shares(one.stems, wanted) or (len(as_written) >= FEW and _shares(one.own, as_written))
        ]
        return sorted(near, key=lambda one: -len((wanted | as_written) & one.own))

    def _differing(self, claim: Claim, meant: Sequence[_Sentence]) -> Iterator[Difference]:
        for quantity in claim.quantities:
            given = [_of_the_same(quantity, read_quantities(sentence.text)) for sentence in meant]
            yield from self._unless_one_agrees(
                meant,
                [[(other.text, _fits(quantity, other)) for other in others] for others in given],
                quantity.text,
            )
        for time in claim.times:
            if time.role is TimeRole.SAYING or time.text not in claim.display_text:
                continue
            told = [_of_the_same_role(time, [*self._times(sentence.text)]) for sentence in meant]
            yield from self._unless_one_agrees(
                meant,
                [[(other.text, _at_the_same(time, other)) for other in others] for others in told],
                time.text,
            )
        for sentence in meant[:1]:
            for mine, theirs in exchanged_names(claim, sentence.text):
                yield self._difference(sentence, mine, theirs)

    def _unless_one_agrees(
        self, meant: Sequence[_Sentence], given: Sequence[Sequence[tuple[str, bool]]], mine: str
    ) -> Iterator[Difference]:
        """``given``: per sentence each value of the kind, and whether it fits the claim's."""
        if any(fits for values in given for _, fits in values):
            return
        for sentence, values in zip(meant, given, strict=True):
            if values:
                yield self._difference(sentence, mine, values[0][0])
                return

    def _difference(self, sentence: _Sentence, mine: str, theirs: str) -> Difference:
        return Difference(
            document=self.label, quote=sentence.text, detail=f"The draft has “{mine}”, its source “{theirs}”."
        )

    def _times(self, sentence: str) -> Iterator[TimeMention]:
        """Those of what happened: not when it was said."""
        for found in find_times(sentence, anchor=self.published):
            if not _SAID_ON.search(sentence[: found.span.start]):
                yield found.mention

    def _said_by_another(self, claim: Claim, meant: Sequence[_Sentence]) -> Iterator[Difference]:
        """Where the source names who says it, and the draft's speaker nowhere."""
        speaker = claim.attribution.speaker if claim.attribution else None
        mine, called = source_called(speaker), names(speaker or "")
        if mine is None or not called or any(name.casefold() in self.words for name in called):
            return
        for sentence in meant:
            theirs = named_source(sentence.text)
            if theirs is not None and not mine.same_as(theirs):
                detail = f"The draft has it from “{speaker}”, its source from somebody else."
                yield Difference(document=self.label, quote=sentence.text, detail=detail)


def article_sources(
    documents: Iterable[SuppliedDocument], published: PublishedAt | None
) -> tuple[ArticleSource, ...]:
    """Those among the caller's documents that the article was written from; ``published`` is its own date."""
    own = (document for document in documents if document.role is DocumentRole.SOURCE_OF_ARTICLE)
    return tuple(ArticleSource.of(document, published) for document in own)


def _shares(words: frozenset[str], wanted: frozenset[str]) -> bool:
    return bool(wanted) and len(words & wanted) >= SHARED * len(wanted)


def _of_the_same(quantity: Quantity, given: Sequence[Quantity]) -> list[Quantity]:
    """Numbers of the same kind: those that count the same; with none, the only one there is."""
    comparable = [other for other in given if (other.unit is None) == (quantity.unit is None)]
    wanted = content_stems(quantity.counted or "")
    counting = [other for other in comparable if wanted & content_stems(other.counted or "")]
    return counting or (comparable if len(comparable) == 1 else [])


def _fits(mine: Quantity, given: Quantity) -> bool:
    """Whether a draft may write ``mine`` for what its source gives: the same, rounded, or less exactly."""
    if mine.unit != given.unit or mine.value is None or given.value is None:
        exact = replace(given, comparator=Comparator.EXACTLY)
        return compare(mine, exact) not in {Comparison.HIGHER, Comparison.LOWER}
    value, told = mine.value, given.value
    # "at least 90" for "at least 109" is another number, "dozens" is none
    numbered = mine.comparator is given.comparator and any(map(str.isdecimal, mine.text))
    match Comparator.EXACTLY if numbered else mine.comparator:
        case Comparator.ABOUT:
            return abs(value - told) <= ABOUT * abs(told)
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return value <= told
        case Comparator.AT_MOST | Comparator.LESS_THAN | Comparator.NEARLY:
            return value >= told
        case Comparator.EXACTLY:
            return value == told or value == float(f"{told:.{_digits(value) - 1}e}")


def _digits(value: float) -> int:
    """Significant digits: 1,400 has two."""
    return max(1, len(f"{value:g}".replace(".", "").replace("-", "").partition("e")[0].strip("0")))


def _of_the_same_role(mine: TimeMention, given: Sequence[TimeMention]) -> list[TimeMention]:
    """Periods for a period, where the sentence has any."""
    return [other for other in given if other.role is mine.role] or list(given)


def _at_the_same(mine: TimeMention, other: TimeMention) -> bool:
    if mine.role is other.role is TimeRole.WINDOW:
        return mine.start == other.start
    return mine.overlaps(other)
