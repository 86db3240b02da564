"""From judged passages to what the report shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from urllib.parse import quote as percent_encoded

from service.domain.claim import Attribution, Claim
from service.domain.evidence import (
    CaptureLink,
    CaptureStatus,
    Coverage,
    Document,
    Evidence,
    LookOutcome,
    WeighedPassage,
)
from service.domain.report import CheckedClaim, Difference, Summary
from service.domain.stance import StanceLabel
from service.domain.verdict import Origins, Reason, VerdictLabel
from service.verdict.case import Judged
from service.verification.differences import Compared

FRAGMENT_WORDS = 6
"""Words at each end of a quote in a text fragment link: enough to be unique, short enough for a URL."""
CLEAR_DIFFERENCE = 0.7
"""Probability of a contradiction from which a difference to the article's own source is shown."""

_SIDES = {VerdictLabel.SUPPORTED: StanceLabel.SUPPORTS, VerdictLabel.REFUTED: StanceLabel.REFUTES}


def pending(claim: Claim, verdict: VerdictLabel | None = None, reason: Reason | None = None) -> CheckedClaim:
    """A claim without evidence: cut off, or judged elsewhere in the article (``same_as``)."""
    fields_given = _same_fields(claim) | {"verdict": verdict, "reason": reason, "complete": reason is None}
    return CheckedClaim(**fields_given)  # type: ignore[arg-type]


def checked_claim(
    claim: Claim,
    judged: Judged,
    *,
    coverage: Sequence[Coverage],
    copies: int,
    attribution: Attribution | None,
    of_source: Judged | None,
    compared: Mapping[str, Compared],
) -> CheckedClaim:
    """``compared``: the claim with each source of the article, by the hash of its text."""
    judgement = judged.judgement
    origins = judgement.origins
    values = _same_fields(claim) | {"attribution": attribution}
    return CheckedClaim(
        **values,  # type: ignore[arg-type]
        verdict=judgement.verdict,
        reason=judgement.reason,
        confidence=judgement.confidence,
        probabilities=judgement.probabilities,
        origins=Origins(origins.supporting, origins.refuting, origins.copies + copies),
        differs_from_source=_differences(of_source, compared),
        signals=judgement.signals,
        evidence=tuple(
            _evidence(f"{claim.id}e{number}", weighed)
            for number, weighed in enumerate(_most_telling_first(judged), start=1)
        ),
        coverage=tuple(coverage),
        complete=all(look.outcome is LookOutcome.OK for look in coverage),
    )


def summary(claims: Sequence[CheckedClaim]) -> Summary:
    counts = Counter(claim.verdict.value for claim in claims if claim.verdict is not None)
    attention = {VerdictLabel.REFUTED, VerdictLabel.CONFLICTING}
    return Summary(
        by_verdict={label.value: counts.get(label.value, 0) for label in VerdictLabel},
        needs_attention=tuple(c.id for c in claims if c.verdict in attention or c.differs_from_source),
        unchecked=tuple(c.id for c in claims if c.verdict is VerdictLabel.NOT_CHECKED),
    )


def _same_fields(claim: Claim) -> dict[str, object]:
    return {field.name: getattr(claim, field.name) for field in fields(Claim)}


def _most_telling_first(judged: Judged) -> list[WeighedPassage]:
    """What stands on the side of the verdict, then what stands against it, then what does not count."""
    side = _SIDES.get(judged.judgement.verdict)

    def rank(weighed: WeighedPassage) -> tuple[bool, bool, float]:
        firmness = max(weighed.probabilities.supports, weighed.probabilities.refutes)
        return (
            weighed.weight == 0,
            side is not None and weighed.stance is not side,
            -weighed.weight * firmness,
        )

    return sorted(judged.passages, key=rank)


def _evidence(evidence_id: str, weighed: WeighedPassage) -> Evidence:
    passage, document = weighed.passage, weighed.passage.document
    span = weighed.quote_span
    quote = document.text[span.start : span.end]
    return Evidence(
        id=evidence_id,
        source=document.source,
        url=document.url,
        title=document.title,
        publisher=document.publisher,
        published_at=document.published_at,
        published_origin=document.published_origin,
        about=document.about,
        timing=passage.timing,
        quote=quote,
        quote_span=span,
        text_sha256=document.text_sha256,
        stance=weighed.stance,
        probabilities=weighed.probabilities,
        score=weighed.weight * passage.score,
        origin=passage.origin,
        capture=_capture(document),
        link=text_fragment(document.url, quote) if document.url else None,
    )


def _capture(document: Document) -> CaptureLink | None:
    """That of a document read from an archive; of other pages it is looked up after the verdict."""
    if document.url is None:
        return None
    return document.capture or CaptureLink(status=CaptureStatus.NOT_MEASURED)


def text_fragment(url: str, quote: str) -> str:
    """A link that scrolls to the quote (https://wicg.github.io/scroll-to-text-fragment/)."""
    words = quote.split()
    parts = (
        [" ".join(words)]
        if len(words) <= 2 * FRAGMENT_WORDS
        else [" ".join(words[:FRAGMENT_WORDS]), " ".join(words[-FRAGMENT_WORDS:])]
    )
    # "-" separates a prefix in the syntax, so it is encoded too
    encoded = ",".join(percent_encoded(part, safe="").replace("-", "%2D") for part in parts)
    return f"{url.partition('#')[0]}#:~:text={encoded}"


def _differences(of_source: Judged | None, compared: Mapping[str, Compared]) -> tuple[Difference, ...]:
    """By what both give; of a source where that shows nothing, what is judged to contradict the claim."""
    found = [difference for one in compared.values() for difference in one.differences]
    for weighed in of_source.passages if of_source else ():
        document = weighed.passage.document
        known = compared.get(document.text_sha256)
        contradicts = weighed.stance is StanceLabel.REFUTES
        if known and not known.settled and contradicts and weighed.probabilities.refutes >= CLEAR_DIFFERENCE:
            quote = document.text[weighed.quote_span.start : weighed.quote_span.end]
            found.append(Difference(document=known.label, quote=quote, detail="The source says otherwise."))
    return tuple(found)
