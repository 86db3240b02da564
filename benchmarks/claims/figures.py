"""One article measured: what was found of its marks, and the figures of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.claims.extraction import ALL
from benchmarks.claims.faithfulness import Faithful, Faithfulness
from benchmarks.claims.marks import MarkedArticle
from benchmarks.claims.particulars import Speaking, missing_quantities, missing_times, speaking
from benchmarks.claims.scoring import ASKED, LENIENT, Found, Matching, match
from service.claims.extractor import ClaimExtractor
from service.domain.article import Draft
from service.language.english import English


@dataclass(frozen=True, slots=True)
class Measured:
    """``statements`` are those of the marks found, in order."""

    article: str
    claims: int
    dated: bool
    matching: Matching
    statements: tuple[Faithfulness, ...]

    @property
    def found(self) -> tuple[Found, ...]:
        return self.matching.found(ASKED)


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``asked``; ``wrong`` are the numbers of the other marks."""

    right: int
    asked: int
    wrong: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one article, or of all together.

    All but ``found`` and ``found_lenient`` are of the marks found: ``attribution`` of all of them, ``times``
    and ``quantities`` of those that ask for some. ``dated`` tells whether its date was read.
    """

    article: str
    claims: int
    dated: bool
    found: Share
    found_lenient: Share
    others: int
    attribution: Share
    chain_missing: tuple[int, ...]
    times: Share
    quantities: Share
    complete: Share
    nothing_added: Share
    faithful: Share


def measure(article: MarkedArticle, extractor: ClaimExtractor, english: English) -> Measured:
    extraction = extractor.extract(Draft(text=article.text), max_claims=ALL)
    matching = match(extraction.claims, article.marks)
    rule = Faithful(article, english)
    expected = article.published_at and article.published_at.value
    read = extraction.article.published_at and extraction.article.published_at.value
    return Measured(
        article=article.name,
        claims=len(extraction.claims),
        dated=read == expected,
        matching=matching,
        statements=tuple(rule.judge(one) for one in matching.found(ASKED)),
    )


def figures(measured: Measured) -> Figures:
    found, matching, statements = measured.found, measured.matching, measured.statements
    timed = [one for one in found if one.mark.times]
    counted = [one for one in found if one.mark.quantities]
    return Figures(
        article=measured.article,
        claims=measured.claims,
        dated=measured.dated,
        found=_share(matching.required, matching.missed(ASKED)),
        found_lenient=_share(matching.required, matching.missed(LENIENT)),
        others=len(matching.others),
        attribution=_share(found, [one for one in found if speaking(one) is Speaking.WRONG]),
        chain_missing=tuple(one.mark.number for one in found if speaking(one) is Speaking.CHAIN_MISSING),
        times=_share(timed, [one for one in timed if missing_times(one)]),
        quantities=_share(counted, [one for one in counted if missing_quantities(one)]),
        complete=_stated(statements, [one for one in statements if one.lacking]),
        nothing_added=_stated(statements, [one for one in statements if one.added]),
        faithful=_stated(statements, [one for one in statements if one.lacking or one.added]),
    )


def _share(asked: Sequence[Found], wrong: Sequence[Found]) -> Share:
    return Share(len(asked) - len(wrong), len(asked), tuple(one.mark.number for one in wrong))


def _stated(asked: Sequence[Faithfulness], wrong: Sequence[Faithfulness]) -> Share:
    return Share(len(asked) - len(wrong), len(asked), tuple(one.mark for one in wrong))
