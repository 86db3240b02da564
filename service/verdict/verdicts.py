"""From cases to judgements: windows, stances, rules, pooling, calibration, decision."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from clients.transport.deadline import Deadline
from service.domain.ports import StanceCache
from service.domain.stance import StanceJudge, StanceLabel, StatementPassage
from service.domain.times import TimeRole
from service.domain.verdict import Judgement, Reason, Signal, VerdictLabel
from service.verdict.calibration import Calibration
from service.verdict.case import Case, Judged
from service.verdict.decision import Found, decide
from service.verdict.pooling import FEATURES, OriginStance, by_origin, count, features, in_conflict
from service.verdict.rated import compared, weigh_ratings
from service.verdict.ruled import by_rule
from service.verdict.rules.ruling import Asserted
from service.verdict.stances import Stances, read_stances
from service.verdict.weighing import Weighed, weigh
from service.verdict.windows import Window, plan

_SIDES = {StanceLabel.SUPPORTS: VerdictLabel.SUPPORTED, StanceLabel.REFUTES: VerdictLabel.REFUTED}


AT_ONCE = 32
"""Cases that are prepared, read and concluded together."""


def _today() -> date:
    return datetime.now(UTC).date()


class Verdicts:
    """The verdict stage. ``today`` stands for now when neither claim nor case names a time."""

    def __init__(
        self,
        judge: StanceJudge,
        calibration: Calibration,
        cache: StanceCache,
        *,
        today: Callable[[], date] = _today,
    ) -> None:
        self._judge = judge
        self._cache = cache
        self._today = today
        table = calibration.of_judge(judge.card.sha256)
        self._table = table or calibration.default
        self._measured = table is not None

    async def judge(self, cases: Sequence[Case], *, deadline: Deadline, scope: str | None) -> list[Judged]:
        """One answer per case, in order; a case of which nothing was read in time is ``not_checked``.

        ``scope`` is the id of the verification with which the cached stances die, null for none. Some cases
        are prepared and concluded while others are read, none of it in the event loop.
        """
        turns = [cases[start : start + AT_ONCE] for start in range(0, len(cases), AT_ONCE)]
        found = await asyncio.gather(*(self._turn(some, deadline, scope) for some in turns))
        return [one for some in found for one in some]

    async def _turn(self, cases: Sequence[Case], deadline: Deadline, scope: str | None) -> list[Judged]:
        plans = await asyncio.to_thread(_plans, cases)
        pairs = await asyncio.to_thread(self._pairs, cases, plans)
        stances = await read_stances(pairs, self._judge, self._cache, deadline=deadline, scope=scope)
        return await asyncio.to_thread(self._concluded, cases, plans, stances)

    def _pairs(
        self, cases: Sequence[Case], plans: Sequence[Sequence[Window | None]]
    ) -> list[StatementPassage]:
        """What the judge reads: each window, and the claims that were rated."""
        windows = [
            _pair(case, window)
            for case, of_case in zip(cases, plans, strict=True)
            for window in of_case
            if window is not None
        ]
        return windows + [pair for case in cases for pair in compared(case, self._asserted(case))]

    def _concluded(
        self, cases: Sequence[Case], plans: Sequence[Sequence[Window | None]], stances: Stances
    ) -> list[Judged]:
        return [self._judged(case, windows, stances) for case, windows in zip(cases, plans, strict=True)]

    def _judged(self, case: Case, windows: Sequence[Window | None], stances: Stances) -> Judged:
        asserted = self._asserted(case)
        found = weigh_ratings(case, asserted, stances.known)
        read = {}
        for place, (passage, window) in enumerate(zip(case.passages, windows, strict=True)):
            if window is None:
                continue
            stance = stances.known.get(_pair(case, window))
            if stance is None:
                found[place] = None
            else:
                read[place] = (passage, window, stance)
        found.update(zip(read, weigh(case, asserted, list(read.values())), strict=True))
        weighed = [one for _, one in sorted(found.items()) if one is not None]
        return self._conclude(case, weighed, unread=stances.missing if None in found.values() else None)

    def _asserted(self, case: Case) -> Asserted:
        """When it was said is no time of its content, but what a claim without such a time speaks of."""
        said = [one.end for one in case.times if one.role is TimeRole.SAYING]
        known_at = max(said) if said else case.as_of.date() if case.as_of else self._today()
        own = tuple(one for one in case.times if one.role is not TimeRole.SAYING)
        return Asserted(statement=case.statement, quantities=case.quantities, times=own, known_at=known_at)

    def _conclude(self, case: Case, weighed: Sequence[Weighed], *, unread: Reason | None) -> Judged:
        passages = tuple(one.passage for one in weighed)
        origins = by_origin(passages)
        pooled = features(origins)
        found = Found(
            probabilities=by_rule(weighed, origins, self._table.rules) or self._table.probabilities(pooled),
            floor=self._table.floor,
            silence=_silence(weighed, origins),
            conflict=in_conflict(origins, self._table.conflict.threshold),
            conflict_precision=self._table.conflict.precision,
            measured=self._measured,
            unread=unread,
            standing=frozenset(_SIDES[one.label] for one in origins if one.label in _SIDES),
        )
        decision = decide(found, case.coverage)
        signals = list(dict.fromkeys(signal for one in weighed for signal in one.signals))
        if origins:
            signals.append(_pooled_signal(pooled))
        if not self._measured:
            signals.append(
                Signal("uncalibrated", "confidence withheld", "no calibration was measured with this judge")
            )
        judgement = Judgement(
            verdict=decision.verdict,
            reason=decision.reason,
            confidence=decision.confidence,
            probabilities=decision.probabilities,
            origins=count(origins, passages),
            signals=tuple(signals),
        )
        return Judged(judgement=judgement, passages=passages)


def _plans(cases: Sequence[Case]) -> list[list[Window | None]]:
    return [plan(case.passages, case.statement) for case in cases]


def _pair(case: Case, window: Window) -> StatementPassage:
    return StatementPassage(case.statement, window.text, window.title)


def _silence(weighed: Sequence[Weighed], origins: Sequence[OriginStance]) -> Reason:
    """Why there is no verdict: an origin disputes itself, what decided did not count, nothing decided."""
    if any(origin.disputed for origin in origins):
        return Reason.CONFLICT
    decisive = [one for one in weighed if one.passage.stance is not StanceLabel.NEITHER]
    if any(one.passage.weight > 0 for one in decisive):
        return Reason.NO_EVIDENCE
    applied = [{signal.name for signal in one.signals} for one in decisive]
    about = [names for names in applied if "other_subject" not in names]
    if about and all("copy" in names for names in about):
        return Reason.COPIES_ONLY
    for name, reason in (("only_reported", Reason.ONLY_REPORTED), ("timing", Reason.TIME_MISMATCH)):
        if any(name in names for names in about):
            return reason
    return Reason.NO_EVIDENCE


def _pooled_signal(pooled: Sequence[float]) -> Signal:
    detail = ", ".join(f"{name} {value:+.2f}" for name, value in zip(FEATURES, pooled, strict=True))
    return Signal("pooled_origins", "probabilities", detail)
