from __future__ import annotations

from dataclasses import replace

import pytest

from service.domain.article import DocumentRole, Draft, SuppliedDocument, TextFormat, VerificationOptions
from service.evidence.nearcopies import CopyDetector, without_copies
from tests.unit.evidence.doubles import document

ARTICLE = """Ferry service to the northern islands will stop for six weeks this winter, the port authority
of Skerry said on Monday. The only vessel on the line, built in 1987, needs a new engine. About 1,400 people
live on the three islands and depend on the boat for food and medicine. A smaller boat will carry mail
twice a week. The last time the line closed, in 2009, a doctor had to be flown in by the coast guard,
residents recall."""
UNRELATED = """The council of Skerry met in March to talk about the budget. Roads and schools take most of
it. The harbour was built in the nineteenth century by a merchant family and enlarged after the war, when
fishing boats grew. Today tourism matters more than fish, and two hotels have opened near the old pier since
the spring. The mayor wants a third one, and the fishermen do not, as letters to the paper show every week."""
SENTENCE = "About 1,400 people live on the three islands and depend on the boat for food and medicine."
NO_OPTIONS = VerificationOptions()


def detector(
    text: str = ARTICLE, url: str | None = None, options: VerificationOptions = NO_OPTIONS
) -> CopyDetector:
    return CopyDetector.of(Draft(text=text, url=url), options)


def test_the_article_under_its_own_address_is_a_copy_whatever_it_says_now() -> None:
    found = document(UNRELATED, "http://www.news.example/ferry/?utm_source=x#top")
    assert detector(url="https://news.example/ferry").is_copy(found)
    assert not detector(url="https://news.example/other").is_copy(found)


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        ARTICLE.upper(),
        "Advertisement\n\n" + ARTICLE.replace("on Monday", "yesterday") + "\n\nShare this story. More news.",
        ARTICLE[: len(ARTICLE) * 2 // 3],
        SENTENCE,
    ],
    ids=["same", "upper case", "framed and touched up", "shortened", "one sentence of it"],
)
def test_a_near_copy_elsewhere_is_a_copy(text: str) -> None:
    assert detector().is_copy(document(text))


@pytest.mark.parametrize(
    "text",
    [
        UNRELATED,
        f"{UNRELATED} {SENTENCE}",
        " ".join([UNRELATED] * 6) + ARTICLE,
        SENTENCE.replace("1,400", "1,150"),
        "Islanders number about 1,400 and rely on the ferry for supplies.",
    ],
    ids=["another story", "a quotation", "an archive page", "another number", "own words"],
)
def test_other_texts_are_not(text: str) -> None:
    assert not detector().is_copy(document(text))


def test_markup_of_the_draft_does_not_hide_a_copy() -> None:
    html = "".join(f"<p class='x'>{line}</p>" for line in ARTICLE.splitlines())
    marked = CopyDetector.of(Draft(text=html, format=TextFormat.HTML), NO_OPTIONS)
    assert marked.is_copy(document(ARTICLE))


def test_a_note_is_not_copied_by_the_evidence_for_it() -> None:
    note = detector(SENTENCE)
    assert not note.is_copy(document(SENTENCE))
    assert not note.repeats(SENTENCE, document(UNRELATED))


def test_a_sentence_of_the_article_in_another_page_is_found_word_for_word() -> None:
    page = document(f"{UNRELATED} {SENTENCE}")
    assert detector().repeats(SENTENCE, page)
    assert not detector().repeats("The council of Skerry met in March to talk about the budget.", page)
    assert not detector().repeats(SENTENCE.replace("1,400", "1,150"), page), "another number says otherwise"
    assert not detector().repeats("three islands", page), "too short to be a copy"


def test_what_the_caller_calls_evidence_may_say_the_same() -> None:
    own = replace(document(f"{UNRELATED} {SENTENCE}"), source="documents")
    assert not detector().repeats(SENTENCE, own)
    note = replace(document(SENTENCE), source="documents")
    assert not detector().is_copy(note)
    assert detector().is_copy(replace(note, text=ARTICLE)), "but for the whole of it"
    assert detector().is_copy(replace(note, text=" ".join(SENTENCES[:2]))), "or half"


def test_the_wire_copy_found_elsewhere_is_a_copy_too() -> None:
    wire = SuppliedDocument(id="w", text=ARTICLE, role=DocumentRole.SOURCE_OF_ARTICLE)
    rewritten = detector(UNRELATED, options=VerificationOptions(documents=(wire,)))
    assert rewritten.is_copy(document(ARTICLE))


def test_copies_are_counted_and_left_out() -> None:
    kept, copies = without_copies([document(ARTICLE), document(UNRELATED)], detector())
    assert [found.text for found in kept] == [UNRELATED]
    assert copies == 1


SENTENCES = ARTICLE.replace("\n", " ").replace(". ", ".|").split("|")
LEAD = """The islands brace for a hard winter, as so often, and the mood in the only pub of the harbour is
grim these days, our reporter found when she sailed over with the last regular boat. """


@pytest.mark.parametrize(
    "text",
    [
        " ".join(SENTENCES[::-1]),
        LEAD + ARTICLE,
        " ".join(SENTENCES[:3]),
        "Posted 30 January 2016, 08:15\n" + " ".join(SENTENCES[:3]),
        ARTICLE.replace("1,400", "1,150"),
    ],
    ids=[
        "reordered",
        "another lead",
        "cut to three sentences",
        "the same, posted on a day",
        "another number",
    ],
)
def test_an_edited_copy_is_a_copy(text: str) -> None:
    assert detector().is_copy(document(text))


def test_a_few_sentences_with_a_date_of_their_own_are_copies_one_by_one() -> None:
    """The whole says something of its own, the day it was posted; its sentences do not."""
    short = document("Posted 30 January 2016, 08:15\n" + " ".join(SENTENCES[:2]))
    assert not detector().is_copy(short)
    assert all(detector().repeats(sentence, short) for sentence in SENTENCES[:2])
