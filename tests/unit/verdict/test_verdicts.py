"""The whole stage with a judge by hand."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import anyio
import pytest

from clients.transport.deadline import Deadline
from service.domain.evidence import LookOutcome, Timing
from service.domain.stance import JudgeFailed, StanceLabel, StanceProbabilities, StatementPassage
from service.domain.times import Precision, TimeMention, TimeRole
from service.domain.verdict import Judgement, Reason, VerdictLabel
from service.verdict.calibration import Calibration
from service.verdict.case import Case, Judged
from service.verdict.verdicts import Verdicts
from tests.unit.verdict.examples import (
    NEITHER,
    REFUTES,
    SUPPORTS,
    TROOPS,
    Judge,
    Memory,
    case,
    later,
    looked,
    passage,
    table,
    verdicts,
)

pytestmark = pytest.mark.anyio

CLAIM = "Ada Byron wrote poems in Turin."
TELLS = "In Turin Ada Byron kept a diary in verse."


async def judged(stage: Verdicts, *cases: Case) -> list[Judged]:
    return await stage.judge(cases, deadline=later(), scope=None)


async def judgement(stage: Verdicts, one: Case) -> Judgement:
    return (await judged(stage, one))[0].judgement


def by_text(**answers: StanceProbabilities) -> Verdicts:
    """The stance whose keyword occurs in the passage, else neither."""

    def answer(pair: StatementPassage) -> StanceProbabilities:
        return next((stance for word, stance in answers.items() if word in pair.passage), NEITHER)

    return verdicts(answer)


def names(found: Judgement) -> set[str]:
    return {signal.name for signal in found.signals}


async def test_one_sure_source_supports() -> None:
    found = await judgement(verdicts(SUPPORTS), case(CLAIM, passage(TELLS)))
    assert found.verdict is VerdictLabel.SUPPORTED
    assert found.probabilities is not None
    assert found.confidence == found.probabilities.supported
    assert found.origins.supporting == 1


async def test_one_sure_source_refutes() -> None:
    assert (await judgement(verdicts(REFUTES), case(CLAIM, passage(TELLS)))).verdict is VerdictLabel.REFUTED


async def test_the_deciding_sentence_is_quoted_from_the_document() -> None:
    text = "It rained in Turin. Ada Byron wrote her poems there, all of them. She left."
    longer = StanceProbabilities(supports=0.98, refutes=0.01, neither=0.01)
    stage = by_text(**{"rained in Turin. Ada": longer, "wrote": SUPPORTS})
    (answer,) = await judged(stage, case(CLAIM, passage(text, before="Heading. ")))
    (weighed,) = answer.passages
    span = weighed.quote_span
    assert (
        weighed.passage.document.text[span.start : span.end]
        == "Ada Byron wrote her poems there, all of them."
    )


async def test_nothing_found_by_all_required_sources_is_not_enough() -> None:
    found = await judgement(verdicts(SUPPORTS), case(CLAIM))
    assert (found.verdict, found.reason) == (VerdictLabel.NOT_ENOUGH_EVIDENCE, Reason.NO_EVIDENCE)


async def test_nothing_found_while_a_source_was_down_is_not_checked() -> None:
    down = looked(LookOutcome.NOT_MEASURED, reason=Reason.RATE_LIMITED)
    found = await judgement(verdicts(SUPPORTS), case(CLAIM, coverage=[looked(), down]))
    assert (found.verdict, found.reason) == (VerdictLabel.NOT_CHECKED, Reason.RATE_LIMITED)


async def test_independent_origins_that_disagree_are_a_conflict() -> None:
    one = case(CLAIM, passage(f"Yes: {TELLS}"), passage("No: Ada Byron painted in Turin."))
    found = await judgement(by_text(Yes=SUPPORTS, No=REFUTES), one)
    assert (found.verdict, found.reason) == (VerdictLabel.CONFLICTING, Reason.CONFLICT)
    assert (found.origins.supporting, found.origins.refuting) == (1, 1)


async def test_copies_of_the_article_decide_nothing_and_are_shown() -> None:
    one = case(CLAIM, passage(TELLS, copy=True), passage(TELLS + " ", of_article=True))
    (answer,) = await judged(verdicts(SUPPORTS), one)
    assert answer.judgement.verdict is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert answer.judgement.reason is Reason.COPIES_ONLY
    assert (answer.judgement.origins.supporting, answer.judgement.origins.copies) == (0, 2)
    assert [weighed.weight for weighed in answer.passages] == [0.0, 0.0]


async def test_its_own_source_saying_it_again_is_only_reported() -> None:
    one = case(
        CLAIM, passage("Ada wrote poems in Turin, the Anadolu Agency reported."), speaker="Anadolu Agency"
    )
    found = await judgement(verdicts(SUPPORTS), one)
    assert (found.verdict, found.reason) == (VerdictLabel.NOT_ENOUGH_EVIDENCE, Reason.ONLY_REPORTED)


async def test_and_it_supports_that_it_was_said() -> None:
    text = "Ada wrote poems in Turin, the Anadolu Agency reported."
    one = case(
        "Anadolu Agency said that Ada wrote poems.", passage(text), speaker="Anadolu Agency", saying=True
    )
    assert (await judgement(verdicts(SUPPORTS), one)).verdict is VerdictLabel.SUPPORTED


async def test_evidence_after_the_cut_off_is_shown_without_weight() -> None:
    as_of = datetime(2016, 2, 1, tzinfo=UTC)
    (answer,) = await judged(
        verdicts(SUPPORTS), case(CLAIM, passage(TELLS, timing=Timing.AFTER), as_of=as_of)
    )
    assert answer.judgement.reason is Reason.TIME_MISMATCH
    assert answer.passages[0].weight == 0.0


async def test_no_model_overrules_a_clear_conflict_of_numbers() -> None:
    one = case("Ada wrote three novels.", passage("Ada wrote seven novels."))
    (found,) = await judged(verdicts(SUPPORTS), one)
    assert found.passages[0].stance is StanceLabel.REFUTES
    assert "quantities_conflict" in names(found.judgement)
    # nor is a rule sure against the model: the service abstains, and shows what it read
    assert found.judgement.verdict is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert found.judgement.reason is Reason.BELOW_FLOOR
    assert (await judgement(verdicts(REFUTES), one)).verdict is VerdictLabel.REFUTED


async def test_mere_likeness_supports_nothing_that_the_model_does_not() -> None:
    one = case("Ada wrote novels in Turin.", passage("Ada wrote novels in Turin."))
    found = await judgement(verdicts(NEITHER), one)
    assert found.verdict is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert {signal.effect for signal in found.signals if signal.name != "pooled_origins"} == {"none"}


async def test_nor_is_a_number_in_a_sentence_that_accounts_for_the_claim_sure_without_it() -> None:
    one = case("Ada wrote seven novels.", passage("Ada wrote seven novels."))
    (found,) = await judged(verdicts(NEITHER), one)
    assert found.passages[0].stance is StanceLabel.SUPPORTS
    assert found.judgement.reason is Reason.BELOW_FLOOR


async def test_what_the_model_says_against_a_loose_match_counts_for_less() -> None:
    text = "As was known in Rome, Ada wrote seven novels in Turin."
    (found,) = await judged(verdicts(SUPPORTS), case("Ada wrote three novels in Turin.", passage(text)))
    assert found.passages[0].stance is StanceLabel.SUPPORTS
    assert found.passages[0].weight == 0.5
    assert found.judgement.verdict is VerdictLabel.NOT_ENOUGH_EVIDENCE


async def test_a_later_higher_total_refutes_nothing_whatever_the_model_says() -> None:
    one = case(TROOPS, passage("By February 2017, 160 Russian servicemen had been killed in Syria."))
    found = await judgement(verdicts(REFUTES), one)
    assert found.verdict is VerdictLabel.NOT_ENOUGH_EVIDENCE
    assert found.origins.refuting == 0
    assert "later_higher_count" in names(found)


async def test_a_later_lower_total_refutes() -> None:
    text = "Only 20 Russian soldiers had been killed in Syria since September 2015."
    found = await judgement(verdicts(REFUTES), case(TROOPS, passage(text, published="2016-03-03")))
    assert found.verdict is VerdictLabel.REFUTED
    assert "later_lower_count" in names(found)


async def test_a_number_of_another_page_is_not_held_against_the_claim() -> None:
    record = passage("Population: total: 83,374,591 (2024 est.)", title="Germany")
    found = await judgement(verdicts(REFUTES), case("France has 68 million people.", record))
    assert (found.verdict, found.reason) == (VerdictLabel.NOT_ENOUGH_EVIDENCE, Reason.NO_EVIDENCE)


async def test_a_document_that_confirms_the_number_elsewhere_does_not_refute() -> None:
    document = passage("Ada wrote three novels.\n\nFor children Ada wrote seven novels.", origin="a")
    assert (
        await judgement(verdicts(SUPPORTS), case("Ada wrote three novels.", document))
    ).verdict is VerdictLabel.SUPPORTED


async def test_a_judge_without_a_table_gives_verdicts_without_figures() -> None:
    found = await judgement(verdicts(SUPPORTS, sha256="unknown"), case(CLAIM, passage(TELLS)))
    assert found.verdict is VerdictLabel.SUPPORTED
    assert (found.confidence, found.probabilities) == (None, None)
    assert "uncalibrated" in names(found)


async def test_the_day_it_was_said_is_when_a_claim_without_a_time_holds() -> None:
    said = TimeMention(
        start=date(1951, 1, 1),
        end=date(1951, 1, 1),
        precision=Precision.DAY,
        role=TimeRole.SAYING,
        text="today",
    )
    record = passage("Population of France: 42 million (1950)", title="France")
    old = case("France has 68 million people.", record, times=(said,))
    assert "quantities_conflict" in names(await judgement(verdicts(NEITHER), old))
    new = case("France has 68 million people.", record)
    assert "quantities_conflict" not in names(await judgement(verdicts(NEITHER), new))


async def test_it_does_not_date_what_is_claimed() -> None:
    said = TimeMention(
        start=date(2026, 3, 1),
        end=date(2026, 3, 1),
        precision=Precision.DAY,
        role=TimeRole.SAYING,
        text="today",
    )
    record = passage("Capital of Iceland: Reykjavik", title="Iceland")
    found = await judgement(
        verdicts(SUPPORTS), case("Reykjavik is the capital of Iceland.", record, times=(said,))
    )
    assert found.verdict is VerdictLabel.SUPPORTED
    assert "record_agrees" in names(found)


class TestReading:
    async def test_equal_pairs_of_many_cases_are_judged_once_in_one_call(self) -> None:
        judge = Judge(lambda _: SUPPORTS)
        stage = verdicts(SUPPORTS)
        stage._judge = judge
        await judged(stage, case(CLAIM, passage(TELLS)), case(CLAIM, passage(TELLS)))
        assert [len(call) for call in judge.calls] == [1]

    async def test_known_stances_are_not_judged_again(self) -> None:
        memory = Memory()
        await judged(verdicts(SUPPORTS, cache=memory), case(CLAIM, passage(TELLS)))
        found = await judgement(verdicts(REFUTES, cache=memory), case(CLAIM, passage(TELLS)))
        assert found.verdict is VerdictLabel.SUPPORTED

    async def test_the_title_is_part_of_what_is_remembered(self) -> None:
        memory = Memory()
        await judged(verdicts(SUPPORTS, cache=memory), case(CLAIM, passage(TELLS, title="Ada Byron")))
        found = await judgement(
            verdicts(REFUTES, cache=memory), case(CLAIM, passage(TELLS, title="Ada Lovelace"))
        )
        assert found.verdict is VerdictLabel.REFUTED

    async def test_stances_are_kept_under_the_scope(self) -> None:
        memory = Memory()
        stage = verdicts(SUPPORTS, cache=memory)
        await stage.judge([case(CLAIM, passage(TELLS))], deadline=later(), scope="v1")
        assert set(memory.scopes.values()) == {"v1"}

    async def test_a_late_judge_leaves_the_claim_unchecked(self) -> None:
        stage = verdicts(SUPPORTS)
        stage._judge = Late()
        (answer,) = await stage.judge(
            [case(CLAIM, passage(TELLS))], deadline=Deadline.after(0.05), scope=None
        )
        assert (answer.judgement.verdict, answer.judgement.reason) == (
            VerdictLabel.NOT_CHECKED,
            Reason.DEADLINE,
        )
        assert answer.passages == ()

    async def test_a_judge_that_fails_leaves_the_claim_unchecked(self) -> None:
        stage = verdicts(SUPPORTS)
        stage._judge = Failing()
        found = await judgement(stage, case(CLAIM, passage(TELLS)))
        assert (found.verdict, found.reason) == (VerdictLabel.NOT_CHECKED, Reason.SOURCE_DOWN)

    async def test_what_was_known_before_the_judge_failed_still_counts(self) -> None:
        memory = Memory()
        await judged(verdicts(SUPPORTS, cache=memory), case(CLAIM, passage(TELLS)))
        stage = verdicts(SUPPORTS, cache=memory)
        stage._judge = Failing()
        found = await judgement(stage, case(CLAIM, passage(TELLS), passage("Ada rests.")))
        assert found.verdict is VerdictLabel.SUPPORTED

    async def test_nothing_is_prepared_or_concluded_in_the_event_loop(self) -> None:
        asked_in = set()

        def today() -> date:
            asked_in.add(threading.get_ident())
            return date(2020, 1, 1)

        stage = Verdicts(Judge(lambda _: SUPPORTS), Calibration(table(), (table(),)), Memory(), today=today)
        await judged(stage, *(case(f"{CLAIM} {n}", passage(TELLS)) for n in range(80)))
        assert asked_in
        assert threading.get_ident() not in asked_in

    async def test_order_is_kept(self) -> None:
        stage = by_text(Yes=SUPPORTS, No=REFUTES)
        yes, no = passage(f"Yes: {TELLS}"), passage(f"No: {TELLS}")
        answers = await judged(stage, case(CLAIM, no), case(CLAIM), case(CLAIM, yes))
        assert [one.judgement.verdict for one in answers] == [
            VerdictLabel.REFUTED,
            VerdictLabel.NOT_ENOUGH_EVIDENCE,
            VerdictLabel.SUPPORTED,
        ]


class Late(Judge):
    def __init__(self) -> None:
        super().__init__(lambda _: SUPPORTS)

    async def judge(self, pairs: object) -> list[StanceProbabilities]:
        await anyio.sleep(5)
        return []


class Failing(Judge):
    def __init__(self) -> None:
        super().__init__(lambda _: SUPPORTS)

    async def judge(self, pairs: object) -> list[StanceProbabilities]:
        raise JudgeFailed
