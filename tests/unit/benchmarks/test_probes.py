"""The hand-made pairs, and what is told of the answers to them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.probes.__main__ import of_kinds, probe
from benchmarks.probes.answers import Answer, NotReadError, case_of, with_rules, without_rules
from benchmarks.probes.pairs import EXPECTED, Pair, PairsError, load
from benchmarks.probes.report import Counts, Probed, as_json, as_text, by_expectation, by_kind, count
from service.domain.evidence import Timing
from service.domain.stance import StanceProbabilities, StatementPassage
from service.domain.verdict import VerdictLabel
from service.verdict.calibration import Calibration
from tests.unit.verdict.examples import REFUTES, SUPPORTS, UNSURE, Judge, table
from tests.unit.verdict.test_verdicts import Failing

S, R, N = EXPECTED
CALIBRATION = Calibration(table(), (table(),))


def pair(**changes: object) -> Pair:
    plain = {
        "name": "mayor",
        "kind": "plain",
        "claim": "Mayor Olsen resigned.",
        "passage": "Mayor Olsen resigned after a long debate.",
        "expect": S,
        "why": "the same",
    }
    return Pair.model_validate({**plain, **changes})


def answer(stance: VerdictLabel, verdict: VerdictLabel | None = None) -> Answer:
    return Answer(stance, verdict or stance, SUPPORTS, ("a_rule",))


def test_every_kind_has_a_dozen_pairs_on_both_sides_and_on_neither() -> None:
    pairs = load()
    assert len(pairs) >= 150
    kinds = Counter(one.kind for one in pairs)
    assert {kind: number for kind, number in kinds.items() if number < 12} == {}
    there = {(one.kind, one.expect) for one in pairs}
    assert there == {(kind, expect) for kind in kinds for expect in EXPECTED}


def test_a_saying_has_its_speaker_in_the_claim() -> None:
    sayings = [one for one in load() if one.saying]
    assert sayings
    unnamed = [one.name for one in sayings if not one.speaker or one.speaker.lower() not in one.claim.lower()]
    assert unnamed == []


def test_no_pair_stands_twice() -> None:
    pairs = Counter((one.claim, one.passage, one.published_at, one.as_of, one.saying) for one in load())
    assert [words for words, times in pairs.items() if times > 1] == []


GOOD = """
[[pair]]
name = "one"
kind = "plain"
claim = "A claim."
passage = "A passage."
expect = "supported"
why = "so it is"
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no \\[\\[pair\\]\\]"),
        (GOOD + GOOD, "one: a name stands for one pair"),
        (GOOD + "expected = 'refuted'", "pair 0, one: expected"),
        (GOOD.replace("supported", "conflicting"), "pair 0, one: expect"),
        (GOOD.replace("supported", "true"), "pair 0, one: expect"),
        (GOOD.replace('why = "so it is"', ""), "pair 0, one: why"),
        (GOOD + "as_of = 'some day'", "pair 0, one: as_of"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "pairs.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PairsError, match=said):
        load(path)


def test_the_case_carries_all_that_is_given() -> None:
    given = pair(
        claim="On 3 May 2016 Olsen dismissed 40 clerks.",
        title="Norvik",
        speaker="Olsen",
        saying=True,
        published_at="2016-05-04",
        as_of="2016-05-04",
    )
    case = case_of(given)
    assert (case.speaker, case.saying, case.as_of) == (
        "Olsen",
        True,
        datetime(2016, 5, 4, 23, 59, 59, 999999, tzinfo=UTC),
    )
    assert [one.value for one in case.quantities] == [40]
    assert [str(one.start) for one in case.times] == ["2016-05-03"]
    (passage,) = case.passages
    assert (passage.text, passage.document.title, passage.timing) == (given.passage, "Norvik", Timing.BEFORE)


def test_a_passage_of_the_day_after_the_cut_off_comes_after_it() -> None:
    (passage,) = case_of(pair(published_at="2016-05-05", as_of="2016-05-04")).passages
    assert passage.timing is Timing.AFTER


@pytest.mark.anyio
async def test_the_model_alone_reads_the_whole_passage_under_its_title() -> None:
    judge = Judge(lambda _: REFUTES)
    two = pair(passage="Nobody knew. Mayor Olsen stayed.", title="Norvik", expect=R)
    (found,) = await without_rules([two], judge, CALIBRATION)
    assert judge.calls == [[StatementPassage(two.claim, two.passage, "Norvik")]]
    assert (found.stance, found.verdict, found.probabilities, found.signals) == (R, R, REFUTES, ())


@pytest.mark.anyio
async def test_the_model_alone_abstains_below_the_floor_of_its_table() -> None:
    (found,) = await without_rules([pair()], Judge(lambda _: UNSURE), CALIBRATION)
    assert (found.stance, found.verdict) == (S, N)


@pytest.mark.anyio
async def test_evidence_after_the_cut_off_counts_for_the_model_alone_and_not_with_the_rules() -> None:
    late = pair(published_at="2016-05-05", as_of="2016-05-04", expect=N)
    (found,) = await probe([late], Judge(lambda _: SUPPORTS), CALIBRATION)
    assert (found.bare.stance, found.bare.verdict) == (S, S)
    assert (found.ruled.stance, found.ruled.verdict) == (N, N)
    assert "timing" in found.ruled.signals


@pytest.mark.anyio
async def test_answers_come_in_the_order_of_the_pairs() -> None:
    def by_words(read: StatementPassage) -> StanceProbabilities:
        return SUPPORTS if "resigned" in read.passage else REFUTES

    other = pair(name="other", passage="Mayor Olsen stayed in office.", expect=R)
    found = await with_rules([other, pair()], Judge(by_words), CALIBRATION)
    assert [one.stance for one in found] == [R, S]


@pytest.mark.anyio
async def test_a_pair_that_was_not_read_is_no_miss() -> None:
    with pytest.raises(NotReadError, match="mayor"):
        await with_rules([pair()], Failing(), CALIBRATION)


PROBED = (
    Probed(pair(name="mended"), answer(R), answer(S)),
    Probed(pair(name="broken", expect=R, claim="He stayed."), answer(R, N), answer(S)),
    Probed(pair(name="shy", kind="other", claim="He went."), answer(S, N), answer(S, N)),
    Probed(pair(name="quiet", kind="other", expect=N), answer(S), answer(N)),
)


def test_counts_stances_and_verdicts_without_the_rules_and_with_them() -> None:
    assert count(PROBED) == Counts(
        total=4, bare_stance=2, ruled_stance=3, bare_verdict=0, ruled_verdict=2, mended=2, broken=1
    )
    assert {kind: one.total for kind, one in by_kind(PROBED).items()} == {"plain": 2, "other": 2}
    assert [(name, one.ruled_stance) for name, one in by_expectation(PROBED).items()] == [
        ("supported", 2),
        ("refuted", 0),
        ("not_enough_evidence", 1),
    ]


def test_tells_each_miss_with_its_words_and_no_other_pair() -> None:
    text = as_text(PROBED, "by hand")
    assert "broken: wrong, right without the rules\n    claim    He stayed." in text
    assert "shy: right stance, other verdict\n    claim    He went." in text
    assert "mended:" not in text
    assert "quiet:" not in text


def test_a_miss_tells_what_was_given_with_the_pair() -> None:
    given = pair(title="Norvik", passage="a\nb", as_of="2016-05-04", speaker="Olsen", saying=True)
    text = as_text([Probed(given, answer(R), answer(R))], "by hand")
    assert "passage  Norvik / a / b\n    given    as of 2016-05-04, speaker Olsen, saying True\n" in text


def test_json_has_counts_and_answers_by_name() -> None:
    told = json.loads(as_json(PROBED, "by hand"))
    assert told["judge"] == "by hand"
    assert (told["all"]["ruled_stance"], told["kinds"]["other"]["total"]) == (3, 2)
    (broken,) = [one for one in told["pairs"] if one["name"] == "broken"]
    assert (broken["expect"], broken["without_rules"]["stance"], broken["with_rules"]["stance"]) == (
        "refuted",
        "refuted",
        "supported",
    )
    assert "He stayed." not in as_json(PROBED, "by hand")


def test_only_the_kinds_asked_for() -> None:
    pairs = [pair(), pair(name="two", kind="other"), pair(name="three", kind="third")]
    assert [one.name for one in of_kinds(pairs, "third,plain")] == ["mayor", "three"]
    assert len(of_kinds(pairs, "")) == 3
    with pytest.raises(SystemExit, match="no such kind: number; there are plain, other, third"):
        of_kinds(pairs, "number")
