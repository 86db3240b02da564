"""What the report says of a run, of what was left out of it, and of the adversarial cases."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.claims.__main__ import command, parts
from benchmarks.claims.adversarial import Cases, NotRunError, measure, read_summary
from benchmarks.claims.details import details
from benchmarks.claims.faithfulness import Faithfulness
from benchmarks.claims.figures import Measured, Share, figures
from benchmarks.claims.marks import AskedQuantity, AskedSpeaker
from benchmarks.claims.news import Density, NewsResult, Pass, Seconds, Text, one_pass
from benchmarks.claims.report import Checkworthiness, Run, as_json, as_markdown
from benchmarks.claims.scoring import match
from benchmarks.claims.watching import Alone, TimedEnglish, TimedScorer, Watched, resident_mb
from service.domain.article import Draft
from service.domain.claim import Extraction
from tests.unit.benchmarks.claims import by, claim, mark

WHOLE = "The mayor of Riga opened two bridges over the river on 3 May"
COUNCIL = AskedSpeaker("the council")
TWO = AskedQuantity(2, 2, None, None, "bridges")


def measured() -> Measured:
    """One mark found with every particular wrong, one missed, and a claim beside them."""
    marks = [
        mark(WHOLE, number=1, speakers=[COUNCIL], times=["2016"], quantities=[TWO]),
        mark("Riga opened two", number=2),
    ]
    return Measured(
        article="made up",
        claims=2,
        dated=False,
        matching=match([claim(WHOLE, said=by("the port")), claim("the council said")], marks),
        statements=(Faithfulness(1, "The mayor opened it.", ("Riga",), ("Jelgava",), ("Liepaja",)),),
    )


RUN = Run(
    command=command(frozenset({"news"})),
    articles=(figures(measured()),),
    adversarial=Cases(39, 40, 1),
    news=None,
    checkworthiness=Checkworthiness({"f1": 0.5}, ("## Check-worthiness", "", "F1 0.5")),
    left_out=("news, as asked.",),
)


def test_figures_count_what_is_wrong() -> None:
    got = figures(measured())
    assert got.found == Share(1, 2, (2,))
    assert (got.others, got.attribution, got.times, got.quantities) == (1, *[Share(0, 1, (1,))] * 3)
    assert (got.complete, got.nothing_added, got.faithful) == (Share(0, 1, (1,)),) * 3


def test_times_are_counted_only_where_some_are_asked() -> None:
    marks = [mark(WHOLE)]
    plain = replace(measured(), matching=match([claim(WHOLE)], marks))
    assert figures(plain).times == Share(0, 0, ())
    assert figures(plain).attribution == Share(1, 1, ())


def test_each_fault_is_told_in_words() -> None:
    told = "\n".join(details(measured()))
    for line in (
        "the date of the article came out wrong",
        "made up 2 missed (0.00): Riga opened two <- nothing",
        "made up other: the council said",
        "made up 1 speaker: expected the council, got the port",
        "made up 1 time: expected 2016, got none",
        "made up 1 quantity: expected 2 bridges, got none",
        "made up 1 lacks Riga: The mayor opened it.",
        "made up 1 adds Jelgava: The mayor opened it.",
        "made up 1 puts in Liepaja, to be judged: The mayor opened it.",
    ):
        assert line in told


def test_the_report_has_the_figures_and_no_words_of_the_article() -> None:
    page = as_markdown(RUN)
    assert "| found, overlap at least 0.7 | 1 of 2 (50%) | 1 of 2 (50%) |" in page
    assert "39 of 40 cases" in page
    assert "1 of the others known" in page
    assert page.endswith("## Check-worthiness\n\nF1 0.5\n")
    assert "Riga" not in page
    assert "Riga" not in as_json(RUN)


def test_what_was_left_out_stands_at_the_top() -> None:
    assert "**Left out of this run:** news, as asked.\n\n## Against" in as_markdown(RUN)
    assert "## On 300 news articles" not in as_markdown(RUN)
    assert "--without news" in as_markdown(RUN)
    assert "Left out" not in as_markdown(replace(RUN, left_out=()))


def news(ratio: float, growth: float, load: float) -> NewsResult:
    one = Pass(Seconds(alone=10, whole=10 * ratio, sentences=1, parsing=12, scoring=1), 200.0)
    density = Density(300, 1000, 60, 50, 10, {"why not": 7, "the speaker": 9}, ["17: ValueError"])
    return NewsResult(density, (one, one, replace(one, resident_mb=200 + growth)), ratio, growth, load)


def test_news_say_which_wish_is_met() -> None:
    good = as_markdown(replace(RUN, news=news(2.0, 0.5, 2.9)))
    assert "errors: 1 (17: ValueError)" in good
    assert "50.0 claims per 1,000 words" in good
    assert "unresolved: 20.0%; by reason “the speaker” 9, “why not” 7" in good
    assert "met: 2.00 times the bare parser" in good
    assert (
        "parser, words made plain 1.20, finding sentences 0.10, check-worthiness 0.10, the rest 0.60" in good
    )
    assert "**missed**" not in good
    bad = as_markdown(replace(RUN, news=news(2.6, 40.0, 3.1)))
    assert bad.count("**missed**") == 3


def test_json_is_one_object() -> None:
    told = json.loads(as_json(replace(RUN, news=news(2.0, 0.5, 2.9))))
    assert told["checkworthiness"] == {"f1": 0.5}
    assert told["news"]["density"]["why"] == {"why not": 7, "the speaker": 9}
    assert told["articles"][0]["found"] == {"right": 1, "asked": 2, "wrong": [2]}


def test_only_parts_that_there_are_can_be_left_out() -> None:
    assert parts("news,checkworthy") == {"news", "checkworthy"}
    with pytest.raises(argparse.ArgumentTypeError, match="no such part: nwes"):
        parts("nwes,news")


@pytest.mark.parametrize(
    ("last", "cases"),
    [
        ("40 passed in 3.10s", Cases(40, 40, 0)),
        ("2 failed, 37 passed, 1 xfailed in 3.10s", Cases(37, 40, 1)),
        ("1 failed, 3 skipped, 1 error in 0.10s", Cases(0, 2, 0)),
    ],
)
def test_the_summary_of_the_cases(last: str, cases: Cases) -> None:
    assert read_summary(f"....\nFAILED a - 99 passed\n{last}\n") == cases


def test_cases_that_were_all_skipped_are_no_result() -> None:
    with pytest.raises(NotRunError, match="3 skipped"):
        read_summary("3 skipped in 0.01s")
    assert measure(tests=Path("tests/none_such.py")) is None


class _Failing:
    """Fails on one text, claims one thing of any other."""

    def extract(self, draft: Draft, *, max_claims: int) -> Extraction:
        if draft.text == "bad":
            raise ValueError(draft.text)
        return Extraction(article=None, claims=(claim(),))  # type: ignore[arg-type] # not looked at


class _Still(Alone):
    def __init__(self) -> None:
        self.read: list[list[str]] = []

    def seconds(self, sentences: list[str]) -> float:  # type: ignore[override] # lists here
        self.read.append(sentences)
        return 0.5


def test_a_pass_counts_errors_and_goes_on() -> None:
    alone, density = _Still(), Density()
    scorer = TimedScorer(None)  # type: ignore[arg-type] # nothing is scored
    watched = Watched(_Failing(), TimedEnglish(), scorer, alone)  # type: ignore[arg-type] # see above
    texts = [Text(1, "bad", ["bad"]), Text(2, "two words", ["two words"]), Text(3, "drei", None)]
    seconds = one_pass(texts, watched, density)
    assert density.errors == ["1: ValueError"]
    assert (density.articles, density.words, density.sentences, density.claims) == (2, 3, 1, 2)
    assert (seconds.alone, alone.read) == (0.5, [["two words"]])


def test_memory_is_that_of_this_process() -> None:
    assert 10 < resident_mb() < 10_000
