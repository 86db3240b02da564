from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from service.domain.evidence import WeighedPassage
from service.domain.spans import Span
from service.domain.stance import StanceLabel, StanceProbabilities
from service.domain.verdict import Judgement, Origins, VerdictLabel
from service.verdict.case import Judged
from service.verification.assembly import checked_claim, text_fragment
from tests.unit.verification.doubles import claim, passage


def test_a_long_quote_is_linked_by_its_ends() -> None:
    quote = "one two three four five six seven eight nine ten eleven twelve thirteen"
    link = text_fragment("https://a.example/p#part", quote)
    assert link == (
        "https://a.example/p#:~:text=one%20two%20three%20four%20five%20six,"
        "eight%20nine%20ten%20eleven%20twelve%20thirteen"
    )


def test_signs_of_the_fragment_syntax_are_encoded() -> None:
    assert text_fragment("https://a.example/", "a-b, c&d").endswith("#:~:text=a%2Db%2C%20c%26d")


@given(st.text(min_size=1, max_size=40).filter(lambda text: len(text.split()) in range(1, 12)))
def test_a_short_quote_comes_back_from_its_link(quote: str) -> None:
    link = text_fragment("https://a.example/", quote)
    assert unquote(link.partition(":~:text=")[2]) == " ".join(quote.split())


def weighed(url: str, probabilities: StanceProbabilities, weight: float = 1.0) -> WeighedPassage:
    return WeighedPassage(
        passage=passage(url=url),
        stance=probabilities.label(),
        probabilities=probabilities,
        weight=weight,
        quote_span=Span(0, 32),
    )


def test_evidence_for_the_verdict_comes_first_and_what_does_not_count_last() -> None:
    against = weighed("https://against.example/", StanceProbabilities(0.02, 0.97, 0.01))
    weightless = weighed("https://later.example/", StanceProbabilities(0.99, 0.0, 0.01), weight=0.0)
    fainter = weighed("https://fainter.example/", StanceProbabilities(0.6, 0.1, 0.3))
    firmest = weighed("https://firmest.example/", StanceProbabilities(0.9, 0.05, 0.05))
    judgement = Judgement(
        verdict=VerdictLabel.SUPPORTED, reason=None, confidence=None, probabilities=None, origins=Origins()
    )
    checked = checked_claim(
        claim(1),
        Judged(judgement=judgement, passages=(weightless, against, fainter, firmest)),
        coverage=(),
        copies=0,
        attribution=None,
        of_source=None,
        compared={},
    )
    assert [item.url for item in checked.evidence] == [
        "https://firmest.example/",
        "https://fainter.example/",
        "https://against.example/",
        "https://later.example/",
    ]
    assert checked.evidence[0].stance is StanceLabel.SUPPORTS
