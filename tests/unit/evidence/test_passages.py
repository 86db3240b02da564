from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.article import Draft, VerificationOptions
from service.domain.evidence import AsOfEnforced, Document, Passage, Timing
from service.domain.similarity import Similarity
from service.domain.times import Interval
from service.evidence.nearcopies import CopyDetector
from service.evidence.passages import PASSAGE_CHARS, PER_CLAIM, PER_DOCUMENT, passages_for
from tests.unit.evidence.doubles import document
from tests.unit.evidence.test_nearcopies import ARTICLE, SENTENCE, UNRELATED

FACTS = """Area of Uruguay: 176,215 sq km
Population of Uruguay: 3,449,444 (2025 est.)
Electricity of Uruguay, imports: 84 million kWh (2023 est.)
Capital of Uruguay: Montevideo"""


def found(
    statement: str,
    *documents: Document,
    names: tuple[str, ...] = (),
    draft: str = "",
    as_of: datetime | None = None,
    similarity: Similarity | None = None,
) -> tuple[Passage, ...]:
    detector = CopyDetector.of(Draft(text=draft), VerificationOptions())
    return passages_for(statement, names, documents, detector, as_of=as_of, similarity=similarity)


class Alike:
    """Says of each text how like it is by the first of ``known`` that stands in it; else 0.3, as of most."""

    def __init__(self, **known: float) -> None:
        self._known = known
        self.compared: list[str] = []

    def similarities(self, statement: str, texts: Sequence[str]) -> list[float]:
        self.compared += texts
        return [next((near for word, near in self._known.items() if word in text), 0.3) for text in texts]


sentences = st.lists(
    st.sampled_from(
        [
            "Skerry has 1,400 people.",
            "It rained there in 2009.",
            "They said so.",
            "Ferries to Skerry stop in winter!",
            "Dr. Møller came by boat.",
            "\n\n",
            "\n- a list\n",
            "🚢 Ferries.",
            "Table | 1 | 2",
            "\u2028",
        ]
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(sentences, max_size=4), sentences)
def test_every_passage_is_verbatim_bounded_apart_and_scored(texts: list[str], draft: str) -> None:
    documents = [document(text, f"https://a.example/{n}") for n, text in enumerate(texts)]
    passages = found(
        "1,400 people of Skerry need ferries in winter 2009.", *documents, names=("Skerry",), draft=draft
    )
    assert len(passages) <= PER_CLAIM
    rises = [low.score < high.score for low, high in pairwise(passages)]
    assert sum(rises) <= 1  # what repeats a better sentence comes behind all others, best first again
    for passage in passages:
        text, span = passage.document.text, passage.span
        assert text[span.start : span.end] == passage.text == passage.text.strip()
        assert passage.text
        assert passage.text in texts[[d.url for d in documents].index(passage.document.url)]
        assert 0 < passage.score <= 1
        others = [p for p in passages if p is not passage and p.document.url == passage.document.url]
        assert len(others) < PER_DOCUMENT
        assert all(p.span.end <= span.start or span.end <= p.span.start for p in others)


def test_the_line_with_the_figure_comes_first_and_alone() -> None:
    first = found("Uruguay has a population of about 34 million.", document(FACTS), names=("Uruguay",))[0]
    assert first.text == "Population of Uruguay: 3,449,444 (2025 est.)"
    assert first.document.about == Interval(date(2025, 1, 1), date(2025, 12, 31))


def test_a_number_in_common_is_no_reason_to_read_a_sentence() -> None:
    assert found("41 permits were granted in Naivasha.", document("Median age of Norway: 41 years.")) == ()


def test_the_title_tells_whom_a_sentence_is_about() -> None:
    profile = document("It has a population of 3,449,444.", title="Uruguay")
    other = document("It has a population of 9,000,000.", "https://b.example/", title="Austria")
    first = found("Uruguay has a population of 34 million.", other, profile, names=("Uruguay",))[0]
    assert first.document.title == "Uruguay"


def test_a_sentence_that_leans_back_brings_what_it_leans_on() -> None:
    text = "Skerry lies far north. It has 1,400 people. The mayor likes tea."
    (passage,) = found("1,400 people live on Skerry.", document(text, title="Skerry"), names=("Skerry",))
    assert passage.text == "Skerry lies far north. It has 1,400 people."


def test_a_short_label_stays_with_what_it_labels() -> None:
    (passage,) = found(
        "The population of Skerry is 1,400.", document("Skerry. Population. Total: 1,400 people.")
    )
    assert passage.text == "Skerry. Population. Total: 1,400 people."


def test_a_passage_does_not_grow_without_end() -> None:
    text = " ".join(f"The ferry to Skerry number {n} carries people and mail and food." for n in range(60))
    for passage in found("The ferry to Skerry carries people.", document(text), names=("Skerry",)):
        assert len(passage.text) <= PASSAGE_CHARS


def test_a_sentence_that_repeats_the_article_stands_alone_and_is_marked() -> None:
    page = document(f"{UNRELATED} {SENTENCE} The boat carries 1,400 people a week to the three islands.")
    passages = found("About 1,400 people live on the three islands.", page, draft=ARTICLE)
    assert [passage.text for passage in passages if passage.copy] == [SENTENCE]
    assert any(not passage.copy for passage in passages)


def test_a_passage_that_names_its_wire_has_that_origin() -> None:
    page = document("Sources told Reuters that 1,400 people live on Skerry.", "https://paper.com/1")
    (passage,) = found("1,400 people live on Skerry.", page, names=("Skerry",))
    assert passage.origin == "wire:reuters"


def test_passages_carry_their_time_to_the_cut_off() -> None:
    page = replace(
        document("1,400 people live on Skerry."),
        revised_at=datetime(2016, 1, 1, tzinfo=UTC),
        as_of_enforced=AsOfEnforced.REVISION,
    )
    (passage,) = found("1,400 people live on Skerry.", page, as_of=datetime(2016, 1, 29, tzinfo=UTC))
    assert passage.timing is Timing.BEFORE


FERRIES = """The ferry to Skerry was bought in 1990.
Boats to Skerry were held up by storms.
The ferry has a red funnel."""


def test_meaning_brings_up_what_says_it_in_other_words() -> None:
    statement = "The ferry to Skerry was delayed by bad weather."
    by_words = found(statement, document(FERRIES), names=("Skerry",))
    by_both = found(statement, document(FERRIES), names=("Skerry",), similarity=Alike(Boats=0.9))
    assert by_words[0].text == "The ferry to Skerry was bought in 1990."
    assert by_both[0].text == "Boats to Skerry were held up by storms."


def test_what_is_far_from_the_best_in_meaning_is_not_read() -> None:
    statement = "The ferry to Skerry was delayed by bad weather."
    passages = found(statement, document(FERRIES), names=("Skerry",), similarity=Alike(Boats=1.0, ferry=0.3))
    assert [passage.text for passage in passages] == ["Boats to Skerry were held up by storms."]


def test_meaning_alone_is_no_reason_to_read_a_sentence() -> None:
    text = "Nothing of the kind. Umbrellas were sold."
    assert found("The ferry was late.", document(text), similarity=Alike(Nothing=1.0, Umbrellas=1.0)) == ()


def test_a_sentence_is_compared_under_the_title_of_its_page() -> None:
    alike = Alike()
    found("1,400 people live there.", document("It has 1,400 people.", title="Skerry"), similarity=alike)
    assert alike.compared == ["Skerry: It has 1,400 people."]


def test_a_sentence_that_stands_in_two_documents_comes_again_behind_all_others() -> None:
    same, other = "Skerry has 1,400 people on it.", "The people of Skerry fish."
    passages = found(
        "Skerry has 1,400 people.",
        document(same, "https://a.example/"),
        document(f"{same}\n\n{other}", "https://b.example/"),
        names=("Skerry",),
    )
    assert [passage.text for passage in passages] == [same, other, same]
