# ruff: noqa: DTZ001 - datelines have no zone
from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.claims.figures import figures, measure
from benchmarks.claims.mark_files import worded
from service.claims.extractor import ClaimExtractor
from service.domain.article import Draft, TextFormat
from service.domain.claim import Claim, Directness, Extraction
from service.domain.times import Precision, PublishedAt, TimeRole
from service.language.english import English

ARTICLE = """‘40 ships lost in Norland’ since March - Coast Press

Harbour Daily 2019-06-14 09:30:00

archive image

More than forty Norland ships have sunk since Norland opened its northern route last March, officials close \
to the ministry told Coast Press. The officials said dozens of Norland crews still wait in Port Adair, while \
coast guards search the northern bay. "We have found 12 bodies," said Captain Mary Olsen. "The bay is 300 \
metres deep."

Forty Norland ships have been lost in Norland waters since March, Olsen said. She added that the crews were \
warned on May 2.

Hopes fade

Insurers will pay for the losses. Who is to blame? I think the ministry should resign. Under a law signed \
last year, ship owners must register. The ministry closed the northern route on Tuesday.

Subscribe to our newsletter for more.
"""


class ByLength:
    """Longer is more worth checking; enough to see what a limit keeps."""

    def score(self, sentences: Sequence[str]) -> list[float]:
        return [min(0.2 + len(sentence) / 400, 1.0) for sentence in sentences]

    def score_any_language(self, sentences: Sequence[str]) -> list[float]:
        return [0.25] * len(sentences)


def key(statement: str) -> str:
    return hashlib.sha256(statement.encode("utf-8", "surrogatepass")).hexdigest()


@pytest.fixture(scope="session")
def extractor(english: English) -> ClaimExtractor:
    return ClaimExtractor(english, ByLength(), key)


@pytest.fixture(scope="session")
def article(extractor: ClaimExtractor) -> Extraction:
    return extractor.extract(Draft(text=ARTICLE), max_claims=50)


def about(extraction: Extraction, words: str) -> Claim:
    (claim,) = [c for c in extraction.claims if words in c.display_text and c.same_as is None]
    return claim


def test_the_dateline_is_the_date(article: Extraction) -> None:
    assert article.article.published_at == PublishedAt(
        datetime(2019, 6, 14, 9, 30), Precision.SECOND, offset_known=False
    )
    assert article.article.language == "en"
    assert article.article.title == "‘40 ships lost in Norland’ since March - Coast Press"
    assert article.article.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()


def test_what_the_caller_says_of_the_date_counts(extractor: ClaimExtractor) -> None:
    given_date = PublishedAt(datetime(2018, 1, 1), Precision.DAY, offset_known=False)
    extraction = extractor.extract(Draft(text=ARTICLE, published_at=given_date), max_claims=50)
    assert extraction.article.published_at == given_date
    assert about(extraction, "More than forty").times[0].start.isoformat() == "2017-03-01"


def test_a_count_keeps_its_window_speaker_and_chain(article: Extraction) -> None:
    claim = about(article, "More than forty")
    assert claim.text == (
        "More than forty Norland ships have sunk since Norland opened its northern route last March"
    )
    window = claim.times[0]
    assert (window.role, window.start.isoformat(), window.end.isoformat()) == (
        TimeRole.WINDOW,
        "2019-03-01",
        "2019-06-14",
    )
    assert "in March 2019" in claim.statement
    assert [(r.text, r.as_) for r in claim.resolutions] == [
        ("last March", "in March 2019"),
        ("", "(as of 14 June 2019)"),
    ]
    assert claim.undated == claim.statement.replace(" (as of 14 June 2019)", "")
    (quantity,) = claim.quantities
    assert (quantity.value, quantity.comparator, quantity.counted) == (40, "more_than", "Norland ships")
    assert quantity.window is not None
    assert quantity.window.start == window.start
    assert claim.attribution is not None
    assert claim.attribution.chain == ("officials close to the ministry", "Coast Press")
    assert claim.attribution.statement.startswith(
        "Officials close to the ministry told Coast Press that more than"
    )


def test_clauses_with_subjects_of_their_own_are_apart_and_keep_the_speaker(article: Extraction) -> None:
    crews, guards = about(article, "dozens of Norland crews"), about(article, "coast guards")
    assert crews.text == "dozens of Norland crews still wait in Port Adair"
    assert guards.text == "coast guards search the northern bay"
    for claim in (crews, guards):
        assert claim.attribution is not None
        assert claim.attribution.speaker == "officials close to the ministry"


def test_a_quotation_goes_on_over_sentences(article: Extraction) -> None:
    claim = about(article, "300 metres deep")
    assert claim.attribution is not None
    assert (claim.attribution.speaker, claim.attribution.directness) == (
        "Captain Mary Olsen",
        Directness.QUOTED,
    )
    bodies = about(article, "12 bodies")
    assert [u.text for u in bodies.unresolved] == ["We"]


def test_the_reporting_clause_of_a_quotation_is_not_looked_for_in_its_next_sentence(
    extractor: ClaimExtractor,
) -> None:
    """The first is the longer one, and the second names a time."""
    text = """\
"The final piece of Russia's modern Active Measures surfaced in the summer of 2016 as hacked materials were \
strategically leaked," said Clint Watts, senior fellow at the Foreign Policy Research Institute and former \
FBI special agent, in a March 30 Senate hearing. "The disclosures of WikiLeaks, Guccifer 2.0 and DC Leaks \
demonstrated how hacks would power the influence system Russia had built so successfully in the previous two \
years."
"""
    published = PublishedAt(datetime(2017, 4, 1), Precision.DAY, offset_known=False)
    found = extractor.extract(Draft(text=text, published_at=published), max_claims=9).claims
    speakers = {claim.attribution.speaker for claim in found if claim.attribution}
    assert len(found) > 1
    assert [speaker.startswith("Clint Watts") for speaker in speakers] == [True]


def test_a_speaker_is_named_in_full_when_a_pronoun_comes_back(article: Extraction) -> None:
    claim = about(article, "the crews were warned")
    assert claim.attribution is not None
    assert claim.attribution.speaker == "Captain Mary Olsen"
    assert claim.times[0].start.isoformat() == "2019-05-02"


def test_the_headline_says_a_claim_again(article: Extraction) -> None:
    first = article.claims[0]
    assert first.same_as is not None
    assert first.text == "40 ships lost in Norland’ since March"
    (same,) = [c for c in article.claims if c.id == first.same_as]
    assert same.key == first.key


@pytest.mark.parametrize(
    "words",
    [
        "Insurers will",
        "Who is to blame",
        "I think",
        "Hopes fade",
        "archive image",
        "Subscribe",
        "09:30",
        "must register",
    ],
)
def test_what_is_no_claim(article: Extraction, words: str) -> None:
    assert all(words not in claim.text for claim in article.claims)


def test_relative_days_are_named(article: Extraction) -> None:
    assert about(article, "closed the northern route").statement.endswith("on 11 June 2019.")


def test_ids_keys_and_spans(article: Extraction) -> None:
    assert [c.id for c in article.claims] == [f"c{i + 1}" for i in range(len(article.claims))]
    for claim in article.claims:
        assert ARTICLE[claim.span.start : claim.span.end] == claim.text
        assert claim.selector.exact == claim.text
        assert claim.key == key(claim.statement) or claim.same_as is not None
        for resolution in claim.resolutions:
            assert ARTICLE[resolution.span.start : resolution.span.end] == resolution.text


def test_a_limit_keeps_the_most_worth_checking_in_order(
    extractor: ClaimExtractor, article: Extraction
) -> None:
    body = [c for c in article.claims if c.same_as is None]
    best = sorted(sorted(body, key=lambda c: -c.check_worthiness)[:3], key=lambda c: c.span.start)
    few = extractor.extract(Draft(text=ARTICLE), max_claims=3)
    assert [c.text for c in few.claims if c.same_as is None] == [c.text for c in best]
    assert any("left out" in note for note in few.notes)


def test_an_edit_elsewhere_leaves_the_keys_of_other_claims(
    extractor: ClaimExtractor, article: Extraction
) -> None:
    edited = ARTICLE.replace("The ministry closed the northern route on Tuesday.", "The ministry apologised.")
    after = extractor.extract(Draft(text=edited), max_claims=50)
    kept = {c.key for c in article.claims} & {c.key for c in after.claims}
    assert len(kept) >= len({c.key for c in article.claims}) - 1


def test_a_citation_of_a_law_has_no_speaker_and_of_a_report_its_publisher(extractor: ClaimExtractor) -> None:
    text = (
        "The deaths are a state secret, according to a bill signed in May 2015."
        " According to a report published by Coast Weekly, the fleet lost nine percent of its ships."
    )
    law, report = extractor.extract(Draft(text=text), max_claims=9).claims
    assert law.attribution is None
    assert law.text.endswith("May 2015")
    assert report.attribution is not None
    assert report.attribution.speaker == "Coast Weekly"
    assert report.text == "the fleet lost nine percent of its ships"


def test_without_a_date_relative_dates_are_unresolved(extractor: ClaimExtractor) -> None:
    (claim,) = extractor.extract(Draft(text="The ministry closed 3 ports last year."), max_claims=9).claims
    assert [(u.text, u.why) for u in claim.unresolved] == [("last year", "the article's date is not known")]
    assert claim.times == ()


def test_the_same_sentence_twice_is_judged_once(extractor: ClaimExtractor) -> None:
    text = "Norland has 40 ports. The sea is calm there. Norland has 40 ports."
    claims = extractor.extract(Draft(text=text), max_claims=9).claims
    assert [c.same_as for c in claims if "40" in c.text] == [None, "c1"]


def test_another_language_gives_whole_sentences_and_says_so(extractor: ClaimExtractor) -> None:
    text = (
        "Le port de Norland a perdu 40 navires depuis mars. Où sont les marins disparus ?"
        " La baie est profonde."
    )
    extraction = extractor.extract(Draft(text=text), max_claims=9)
    assert [c.text for c in extraction.claims] == [
        "Le port de Norland a perdu 40 navires depuis mars.",
        "La baie est profonde.",
    ]
    assert extraction.claims[0].quantities[0].value == 40
    assert "language fr" in extraction.notes[0]


@pytest.mark.parametrize("text", ["", " \n ", "🚢", "?", "No.", "\ud800 lone", "<p>", "# "])
@pytest.mark.parametrize("kind", list(TextFormat))
def test_nearly_nothing_has_no_claims(extractor: ClaimExtractor, text: str, kind: TextFormat) -> None:
    assert extractor.extract(Draft(text=text, format=kind), max_claims=9).claims == ()


def test_html_claims_are_raw_slices_with_clean_words(extractor: ClaimExtractor) -> None:
    html = (
        "<h1>Ports</h1><p>Norland has <b>40</b> ports &amp; 3 bays, <i>Olsen</i> said.</p>"
        "<script>x=1</script>"
    )
    (claim,) = extractor.extract(Draft(text=html, format=TextFormat.HTML, language="en"), max_claims=9).claims
    assert claim.text == "Norland has <b>40</b> ports &amp; 3 bays"
    assert claim.display_text == "Norland has 40 ports & 3 bays"
    assert html[claim.span.start : claim.span.end] == claim.text


PIECES = st.sampled_from(
    ["Norland has 40 ports.", "She said ", "“", "”", '"', "🚢", "שלום עולם", "\r\n", "\n\n", " ", ", ",
     "the officials said", "On Tuesday, ", "Many were lost", "*", "<b>", "</p>", "&amp;", "while ",
     "According to ", "Mary Olsen ", "?", "."]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=25), kind=st.sampled_from(list(TextFormat)))
def test_spans_agree_with_the_text_in_every_count(
    extractor: ClaimExtractor, pieces: list[str], kind: TextFormat
) -> None:
    text = "".join(pieces)
    units = text.encode("utf-16-le")
    for claim in extractor.extract(Draft(text=text, format=kind, language="en"), max_claims=50).claims:
        span = claim.span
        assert text[span.start : span.end] == claim.text == claim.selector.exact
        assert units[span.utf16_start * 2 : span.utf16_end * 2].decode("utf-16-le") == claim.text
        assert (span.start_line, span.start_column) <= (span.end_line, span.end_column)
        assert 0 <= claim.check_worthiness <= 1


DATA = Path(os.environ.get("SECONDSOURCE_DATA", "../shared/data")) / "articles"
MARKED = DATA / "000_400fd4530af4f708.txt"


@pytest.mark.skipif(
    not MARKED.exists(), reason="SECONDSOURCE_DATA has no marked article; our own is tested above"
)
def test_an_editors_marks_are_found(english: English, extractor: ClaimExtractor) -> None:
    lines = MARKED.with_suffix(".claims.jsonl").read_text(encoding="utf-8")
    article = worded(MARKED.read_text(encoding="utf-8"), lines)
    found = figures(measure(article, extractor, english))
    assert found.dated
    assert found.found.right >= 17
    assert found.others <= 2
    for share in (found.attribution, found.times, found.faithful):
        assert share.right >= 0.9 * share.asked, share
    assert not found.quantities.wrong


@pytest.mark.parametrize(
    "headline", ["Steam and wind: how three towns left oil behind", "Why Adair lost 40 ships"]
)
def test_a_headline_that_only_announces_is_no_claim(extractor: ClaimExtractor, headline: str) -> None:
    text = f"{headline}\n\nThe army built 12 bases in Norland."
    found = extractor.extract(Draft(text=text, language="en"), max_claims=9)
    assert [claim.text for claim in found.claims] == ["The army built 12 bases in Norland"]


def test_other_languages_are_ranked_without_words(extractor: ClaimExtractor) -> None:
    text = "Die Stadt Adair zählt 2.500 Menschen. Der Hafen verlor im Mai vierzig Schiffe."
    found = extractor.extract(Draft(text=text, language="de"), max_claims=9)
    assert [claim.check_worthiness for claim in found.claims] == [0.25, 0.25]
    assert found.claims[0].quantities[0].value == 2500
