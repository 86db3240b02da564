from __future__ import annotations

from dataclasses import replace

import pytest

from service.domain.evidence import Passage
from service.domain.spans import Span
from service.evidence.origins import origin_names, with_named_origins
from service.evidence.wires import wire_cited, wire_of
from tests.unit.evidence.doubles import document
from tests.unit.evidence.test_nearcopies import ARTICLE, UNRELATED


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("LONDON, Jan 3 (Reuters) - Something happened.", "reuters"),
        ("Orient Net - AA 2016-01-29 14:58:00\n\nSomething happened.", "anadolu"),
        ("Something happened.\n\nSource: AFP", "afp"),
        ("By Anadolu Agency\n\nSomething happened.", "anadolu"),
        ("PARIS (AP) — Something happened.", "ap"),
        ("The AP course is hard. AA batteries are cheap.", None),
        ("Reuters was founded in 1851 by Paul Julius Reuter.", None),
        ("", None),
    ],
)
def test_a_wire_credit_is_read_at_head_and_foot(text: str, wire: str | None) -> None:
    assert wire_of(text) == wire


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("The sources told Anadolu Agency that it rained.", "anadolu"),
        ("It rained, according to Reuters.", "reuters"),
        ("Anadolu Agency reported that it rained.", "anadolu"),
        ("The AP has reported that it rained.", "ap"),
        ("He works for Reuters.", None),
        ("The AA reported that 300 cars broke down.", None),
        ("Bloomberg said he would not run.", None),
    ],
)
def test_a_passage_names_whom_it_has_it_from(text: str, wire: str | None) -> None:
    assert wire_cited(text) == wire


def test_one_dispatch_on_two_sites_is_one_origin() -> None:
    names = origin_names(
        [
            document(f"SKERRY (Reuters) - {ARTICLE}", "https://one.example.com/a"),
            document(f"{ARTICLE} Our own weather page has more.", "https://other.example.org/b"),
            document(UNRELATED, "https://third.example.net/c"),
        ]
    )
    assert names[0] == names[1] == "wire:reuters"
    assert names[2] == "example.net"


def test_two_dispatches_of_one_agency_are_one_origin() -> None:
    names = origin_names(
        [
            document(f"A (AFP) - {ARTICLE}", "https://one.com/a"),
            document(f"B (AFP) - {UNRELATED}", "https://two.com/b"),
        ]
    )
    assert names == ["wire:afp", "wire:afp"]


def test_pages_of_one_site_are_one_origin_and_of_one_platform_are_not() -> None:
    names = origin_names(
        [
            document(ARTICLE, "https://news.skerry.co.uk/1"),
            document(UNRELATED, "https://www.skerry.co.uk/2"),
            document("Anne writes.", "https://anne.blogspot.com/1"),
            document("Bert writes.", "https://bert.blogspot.com/1"),
        ]
    )
    assert names == ["skerry.co.uk", "skerry.co.uk", "anne.blogspot.com", "bert.blogspot.com"]


def test_sister_papers_are_one_origin() -> None:
    names = origin_names(
        [
            document(ARTICLE, "https://www.mirror.co.uk/news/1"),
            document(UNRELATED, "https://www.liverpoolecho.co.uk/news/2"),
            document("The council met.", "https://www.theguardian.com/3"),
        ]
    )
    assert names == ["publisher:reach", "publisher:reach", "publisher:guardian"]


def test_the_site_of_a_wire_service_is_one_origin_with_its_dispatches() -> None:
    names = origin_names(
        [
            document(ARTICLE, "https://www.reuters.com/world/1"),
            document(f"SKERRY (Reuters) - {UNRELATED}", "https://one.example.com/a"),
            replace(document("The council met.", "https://news.example.net/b"), publisher="Reuters"),
        ]
    )
    assert names == ["wire:reuters"] * 3


def test_a_later_version_of_a_dispatch_is_of_the_same_origin() -> None:
    later = ARTICLE.replace("1,400", "1,150").replace("six weeks", "nine weeks")
    names = origin_names(
        [
            document(f"SKERRY, Jan 3 (AFP) - {ARTICLE}", "https://one.example.com/a"),
            document(f"SKERRY, Jan 4 (AFP) - {later}", "https://other.example.org/b"),
            document(later, "https://third.example.net/c"),
        ]
    )
    assert set(names) == {"wire:afp"}


def test_without_an_address_publisher_and_text_tell() -> None:
    one, two = document(ARTICLE, None), document(UNRELATED, None)
    assert len(set(origin_names([one, two]))) == 2
    assert origin_names([replace(one, publisher="Almanac"), replace(two, publisher="almanac")]) == [
        "almanac",
        "almanac",
    ]


def test_the_name_does_not_depend_on_the_order() -> None:
    documents = [
        document(ARTICLE, "https://a.com/1"),
        document(ARTICLE, "https://b.com/2"),
        document(UNRELATED, "https://b.com/3"),
    ]
    forwards = origin_names(documents)
    assert forwards == origin_names(documents[::-1])[::-1]
    assert set(forwards) == {"a.com"}


def test_papers_belong_to_their_journals_and_not_to_who_lists_them() -> None:
    one, two = (
        document(ARTICLE, "https://doi.org/10.1038/a1"),
        document(UNRELATED, "https://doi.org/10.1016/b2"),
    )
    listed = document("A trial of masks.", "https://europepmc.org/article/PPR/1")
    assert origin_names([one, two, listed]) == ["doi:10.1038", "doi:10.1016", "europepmc.org"]
    journals = [replace(one, publisher="Nature"), replace(two, publisher="nature")]
    assert origin_names([*journals, replace(listed, publisher="medRxiv")]) == ["nature", "nature", "medrxiv"]


def test_one_paper_in_two_lists_is_one_origin() -> None:
    there = document(ARTICLE, "https://europepmc.org/article/MED/1")
    assert len(set(origin_names([document(ARTICLE, "https://doi.org/10.1038/a1"), there]))) == 1


def test_a_copy_of_wikipedia_is_wikipedia() -> None:
    kiwix = replace(
        document(ARTICLE, "http://kiwix.lan:8080/content/wikipedia_en/Skerry"), publisher="Wikipedia"
    )
    mirror = document(
        f"From Wikipedia, the free encyclopedia\n{UNRELATED}", "https://en.mirror.example/Skerry"
    )
    credited = document(
        "The ferry stops.\nThis article uses material from the Wikipedia article Skerry.",
        "https://a.example/1",
    )
    about = document("Wikipedia is an encyclopedia that anyone can edit.", "https://news.example/wiki")
    assert origin_names([kiwix, mirror, credited, about]) == ["wikipedia.org"] * 3 + ["news.example"]


def test_an_uncredited_mirror_is_found_by_its_text_and_an_excerpt_of_it_too() -> None:
    words = ARTICLE.split()
    excerpts = (
        " ".join(words[10:40]),
        "... {} ... {} ...".format(" ".join(words[5:16]), " ".join(words[40:52])),
    )
    page = document(ARTICLE, "https://en.wikipedia.org/wiki/Skerry")
    for text in (ARTICLE, ARTICLE.replace("Monday", "Tuesday"), *excerpts):
        assert (
            origin_names([page, document(text, "https://a.mirror.example/Skerry")]) == ["wikipedia.org"] * 2
        )


def test_the_same_said_in_other_words_or_another_language_is_seen_as_independent() -> None:
    """Word shingles do not see it: docs/decisions/0007."""
    german = "Die Fähre zu den nördlichen Inseln fällt sechs Wochen lang aus, teilte der Hafen am Montag mit."
    names = origin_names([document(ARTICLE, "https://a.com/1"), document(german, "https://b.de/1")])
    assert len(set(names)) == 2


def passage(text: str, url: str, origin: str, publisher: str | None = None) -> Passage:
    found = replace(document(text, url), publisher=publisher)
    return Passage(document=found, span=Span(0, len(text)), score=0.5, origin=origin)


ONE = passage("Oxfam reported that 109 people died.", "https://one.example/1", "one.example")
TWO = passage("109 people died, the charity Oxfam said.", "https://two.example/2", "two.example")
OWN = passage("We counted 109 dead.", "https://www.oxfam.org/3", "oxfam.org")
OTHER = passage("109 people died, records of the hospital show.", "https://other.example/4", "other.example")


def origins(*passages: Passage, speaker: str | None = None) -> list[str]:
    return [passage.origin for passage in with_named_origins(passages, speaker)]


def test_pages_that_only_repeat_one_source_share_an_origin() -> None:
    assert origins(ONE, OTHER, TWO) == ["named:oxfam", "other.example", "named:oxfam"]


def test_the_source_s_own_page_is_of_that_origin() -> None:
    assert origins(ONE, OWN) == ["named:oxfam", "named:oxfam"]
    published = passage(
        "We counted 109 dead.", "https://x.example/3", "x.example", publisher="Oxfam International"
    )
    assert origins(ONE, published) == ["named:oxfam", "named:oxfam"]


def test_one_page_alone_keeps_its_own_origin() -> None:
    assert origins(ONE, OTHER) == ["one.example", "other.example"]
    assert origins(ONE, replace(TWO, origin="one.example")) == ["one.example", "one.example"]
    assert origins() == []


def test_a_dispatch_that_repeats_the_source_is_of_its_origin_too() -> None:
    assert origins(replace(ONE, origin="wire:afp"), TWO) == ["named:oxfam", "named:oxfam"]


def test_who_repeats_the_claim_s_own_speaker_witnesses_that_it_was_said() -> None:
    assert origins(ONE, TWO, speaker="Oxfam International") == ["one.example", "two.example"]
    assert origins(ONE, TWO, speaker="Police") == ["named:oxfam", "named:oxfam"]


def test_what_wikipedia_and_wikidata_say_is_said_once() -> None:
    names = origin_names(
        [
            document(ARTICLE, "https://en.wikipedia.org/wiki/Skerry"),
            document(UNRELATED, "https://www.wikidata.org/wiki/Q1"),
        ]
    )
    assert names == ["wikipedia.org", "wikipedia.org"]
