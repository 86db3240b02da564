from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.search.protocol import SearchLimits
from service.domain.article import VerificationOptions
from service.domain.evidence import SourceRole
from service.domain.times import Precision, TimeMention, TimeRole
from service.domain.verdict import Reason
from service.evidence.planning import plan, queries_for
from service.evidence.science import looks_like_science
from service.evidence.sources import Asking, Suits
from service.language.keywords import Keywords
from tests.unit.evidence.doubles import Search, claim, source

WORDS = Keywords(names=("Russia", "Syria"), terms=("troop", "kill", "campaign", "month"), numbers=("109",))
STATEMENT = "109 Russian troops were killed in Syria."
ALL_WORDS = SearchLimits(max_chars=300, max_words=12, all_words_required=True)
RANKED = SearchLimits(max_chars=300, max_words=12, all_words_required=False)
NAMES = Asking(queries=1, suits=Suits.NAMES)
SCIENCE = Asking(queries=2, suits=Suits.SCIENCE)
phrases = st.lists(st.text("abc XY1", min_size=1, max_size=12).filter(str.strip), max_size=6).map(tuple)


def test_an_engine_that_wants_all_words_gets_few_at_a_time() -> None:
    assert queries_for(STATEMENT, WORDS, ALL_WORDS) == (
        "Russia Syria troop kill campaign",
        "Russia Syria",
        "Russia Syria 109",
    )


def test_an_engine_that_takes_statements_gets_this_one_alone() -> None:
    limits = SearchLimits(max_chars=20, max_words=24, all_words_required=False, statements=True)
    assert queries_for(STATEMENT, WORDS, limits) == ("109 Russian troops w",)
    assert "" not in queries_for(" ", WORDS, limits)


def test_days_and_years_are_not_worth_a_query_of_their_own() -> None:
    words = Keywords(WORDS.names, WORDS.terms, ("30", "2015"))
    assert len(queries_for(STATEMENT, words, ALL_WORDS)) == 2


def test_a_name_in_two_forms_is_asked_for_in_each() -> None:
    words = Keywords(("Russia", "Syria", "Russian"), ("troop",), ("109",))
    assert queries_for(STATEMENT, words, ALL_WORDS) == ("Russia Syria troop", "Russia Syria", "Russian Syria")


@pytest.mark.parametrize("limits", [ALL_WORDS, RANKED])
def test_claims_about_the_same_names_ask_the_same(limits: SearchLimits) -> None:
    one = Keywords(("Syria", "Russia"), ("troop",), ())
    other = Keywords(("Russia", "Syria"), ("base", "coast"), ())
    shared = set(queries_for("", one, limits)) & set(queries_for("", other, limits))
    assert shared == {"Russia Syria"}
    assert queries_for("", one, limits, NAMES) == queries_for("", other, limits, NAMES)


def test_of_a_name_in_two_forms_the_shorter_is_looked_up() -> None:
    words = Keywords(("Russian", "Syrians", "Syria"), ("troop",), ())
    assert queries_for("", words, RANKED, NAMES) == ("Russian Syria",)
    assert queries_for("", words, ALL_WORDS)[1:] == ("Russian Syria", "Russian Syrians")


def test_whose_something_is_are_two_names() -> None:
    words = Keywords(("Hama’s Atshan", "Syria's"), ("village",), ())
    planned = plan(claim(STATEMENT), [source(Search(name="wiki"))], VerificationOptions(), words)
    assert planned.queries[0].text == "Hama Atshan village"
    assert planned.queries[0].names == ("Hama", "Atshan")


def test_a_query_says_which_of_its_words_are_names() -> None:
    words = Keywords(("Vladimir Putin", "Russian Ministry", "Russia"), ("law",), ())
    first, second = plan(
        claim(STATEMENT), [source(Search(name="wiki"))], VerificationOptions(), words
    ).queries
    assert first.names == ("Vladimir Putin", "Russian Ministry")
    assert second.names == ("Vladimir Putin", "Russian Ministry", "Russia")


PUBLISHED, EVENT = date(2016, 1, 29), date(2015, 11, 24)
DATED = SearchLimits(by_date=True)


def days(asking: Asking, limits: SearchLimits = DATED, *times: TimeMention) -> list[date | None]:
    about = replace(claim(STATEMENT), times=times)
    found = plan(
        about,
        [source(Search(limits=limits), asking=asking)],
        VerificationOptions(),
        WORDS,
        published=PUBLISHED,
    )
    return [query.around for query in found.queries]


def when(start: date, end: date, role: TimeRole = TimeRole.EVENT) -> TimeMention:
    return TimeMention(start=start, end=end, precision=Precision.DAY, role=role, text="then")


def test_what_says_little_is_narrowed_to_the_day_of_the_article() -> None:
    """Names alone, or the only question put; where the source can look by date."""
    assert days(Asking(queries=2)) == [None, PUBLISHED]
    assert days(Asking(queries=1)) == [PUBLISHED]
    assert days(Asking(queries=1), ALL_WORDS) == [None]


@pytest.mark.parametrize(
    ("mention", "day"),
    [
        (when(EVENT, EVENT), EVENT),
        (when(date(2015, 11, 1), date(2015, 11, 30)), date(2015, 11, 30)),
        (when(date(2015, 1, 1), date(2015, 12, 31)), PUBLISHED),
        (when(EVENT, EVENT, TimeRole.SAYING), PUBLISHED),
        (when(date(2015, 9, 30), date(2015, 9, 30), TimeRole.WINDOW), PUBLISHED),
    ],
    ids=["a day", "a month", "a year", "when it was said", "since when"],
)
def test_what_the_claim_dates_itself_comes_first(mention: TimeMention, day: date) -> None:
    assert days(Asking(queries=1), DATED, mention) == [day]


def test_an_engine_that_ranks_gets_everything_at_once() -> None:
    first, second = queries_for(STATEMENT, WORDS, RANKED)
    assert first == "Russia Syria 109 troop kill campaign month"
    assert second == "Russia Syria"


def test_without_names_terms_are_asked_for() -> None:
    words = Keywords(names=(), terms=("bridge", "collapse", "river"), numbers=())
    assert queries_for("A bridge collapsed.", words, ALL_WORDS) == (
        "bridge collapse river",
        "bridge collapse",
    )


def test_without_any_keyword_the_longer_words_of_the_statement_serve() -> None:
    assert queries_for("Мост рухнул утром", Keywords((), (), ()), ALL_WORDS)[0] == "Мост рухнул утром"


@settings(deadline=None)
@given(names=phrases, terms=phrases, numbers=phrases, most=st.integers(1, 9), chars=st.integers(5, 60))
def test_no_query_exceeds_the_limits_repeats_or_is_empty(
    names: tuple[str, ...], terms: tuple[str, ...], numbers: tuple[str, ...], most: int, chars: int
) -> None:
    usual, once = Asking(), Asking(queries=1)
    for all_words, asking in product((True, False), (usual, once, NAMES, SCIENCE)):
        limits = SearchLimits(chars, most, all_words)
        found = queries_for("", Keywords(names, terms, numbers), limits, asking)
        assert len(found) <= asking.queries
        assert len(set(found)) == len(found)
        for query in found:
            assert 0 < len(query) <= chars
            assert 0 < len(query.split()) <= most


def test_the_caller_names_the_sources() -> None:
    sources = [source(Search(name="a")), source(Search(name="b"))]
    planned = plan(claim(STATEMENT), sources, VerificationOptions(sources=("b",)), WORDS)
    assert {query.source for query in planned.queries} == {"b"}
    assert planned.roles == (("b", SourceRole.REQUIRED),)


@pytest.mark.parametrize(
    ("named", "role"),
    [(("starter",), SourceRole.REQUIRED), (None, SourceRole.BEST_EFFORT)],
)
def test_in_a_local_run_best_effort_is_required(named: tuple[str, ...] | None, role: SourceRole) -> None:
    sources = [
        source(Search(name="starter"), SourceRole.BEST_EFFORT, local=True),
        source(Search(name="wiki")),
    ]
    planned = plan(claim(STATEMENT), sources, VerificationOptions(sources=named), WORDS)
    assert dict(planned.roles)["starter"] is role


def test_a_confidential_draft_goes_only_where_the_operator_allows() -> None:
    sources = [
        source(Search(name="wiki")),
        source(Search(name="own"), confidential_ok=True),
        source(Search(name="library"), local=True),
    ]
    planned = plan(claim(STATEMENT), sources, VerificationOptions(confidential=True), WORDS)
    assert {query.source for query in planned.queries} == {"own", "library"}
    assert planned.withheld == (("wiki", Reason.CONFIDENTIAL),)
    assert dict(planned.roles)["wiki"] is SourceRole.REQUIRED, "withheld is still missing"


def test_an_engine_that_is_asked_once_gets_a_wider_question() -> None:
    assert queries_for(STATEMENT, WORDS, ALL_WORDS, Asking(queries=1)) == ("Russia Syria troop kill",)
    nameless = Keywords(names=(), terms=("bridge", "collapse", "river", "town"), numbers=())
    assert queries_for("A bridge.", nameless, ALL_WORDS, Asking(queries=1)) == ("bridge collapse river",)
    assert len(queries_for(STATEMENT, WORDS, RANKED, Asking(queries=1))) == 1


def test_who_knows_names_is_asked_by_names_alone() -> None:
    assert queries_for(STATEMENT, WORDS, RANKED, NAMES) == ("Russia Syria",)


def test_who_lists_papers_is_asked_by_subjects_first() -> None:
    words = Keywords(names=("Oslo",), terms=("vaccine", "infection", "child", "dose"), numbers=("40",))
    ranked = queries_for("", words, RANKED, SCIENCE)
    strict = queries_for("", words, ALL_WORDS, SCIENCE)
    assert ranked[0] == "vaccine infection child dose Oslo"
    assert strict == ("vaccine infection child dose Oslo", "vaccine infection child")


def test_a_source_made_for_other_claims_has_no_part_in_the_plan() -> None:
    sources = [
        source(Search(name="wiki")),
        source(Search(name="entities"), asking=NAMES),
        source(Search(name="papers"), asking=SCIENCE),
    ]
    nameless = Keywords((), ("bridge", "collapse"), ())
    planned = plan(claim("A bridge collapsed."), sources, VerificationOptions(), nameless)
    assert dict(planned.roles).keys() == {"wiki"}
    assert planned.withheld == ()
    about_both = plan(claim("Masks slow the virus."), sources, VerificationOptions(), WORDS)
    assert dict(about_both.roles).keys() == {"wiki", "entities", "papers"}


def test_a_source_made_for_other_claims_is_asked_when_no_other_is_named() -> None:
    papers = source(Search(name="papers"), asking=SCIENCE)
    planned = plan(claim(STATEMENT), [papers], VerificationOptions(sources=("papers",)), WORDS)
    assert {query.source for query in planned.queries} == {"papers"}


def test_calls_go_to_required_sources_first_and_who_gets_none_says_so() -> None:
    sources = [
        source(Search(name="news"), SourceRole.BEST_EFFORT, asking=Asking(queries=2, calls=2)),
        source(Search(name="web"), SourceRole.BEST_EFFORT, asking=Asking(queries=1)),
        source(Search(name="wiki"), asking=Asking(queries=3, calls=3)),
        source(Search(name="library"), local=True, asking=Asking(queries=3, calls=9)),
    ]

    def planned(calls: int) -> tuple[set[str], tuple[tuple[str, Reason], ...]]:
        found = plan(claim(STATEMENT), sources, VerificationOptions(), WORDS, calls=calls)
        assert [name for name, _ in found.roles] == ["news", "web", "wiki", "library"]
        return {query.source for query in found.queries}, found.withheld

    assert planned(14) == ({"wiki", "library", "news", "web"}, ())
    assert planned(12) == ({"wiki", "library", "web"}, (("news", Reason.BUDGET),))
    assert planned(9)[0] == {"wiki", "library"}
    assert planned(8) == ({"library", "news", "web"}, (("wiki", Reason.BUDGET),)), "whole or not at all"


@pytest.mark.parametrize(
    "statement",
    [
        "A study of 400 patients found that the drug halves the risk of stroke.",
        "Global warming has raised sea temperatures by one degree.",
        "The vaccine does not protect against the new variant.",
        "CO2 emissions fell in 2020.",
    ],
)
def test_what_papers_may_know_looks_like_science(statement: str) -> None:
    assert looks_like_science(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "General Motors said the journalist was stating facts.",
        "Cardinal Parolin celebrated Mass in Naivasha.",
        "The court opened the trial of the former president.",
        "Reykjavik is the capital of Iceland.",
        "",
    ],
)
def test_other_claims_do_not(statement: str) -> None:
    assert not looks_like_science(statement)
