"""What a TEI server says of its model and of pairs, read strictly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clients.transport.classify import Json
from service.domain.stance import JudgeFailed, StanceProbabilities
from service.domain.verdict import Reason
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.identity import fingerprint
from service.inference.judges.labels import LabelOrder, names_of, order_of, stance_of
from service.inference.judges.pairs import PairOrder

OFF_ONE = 0.02
"""How far scores may be from summing to 1; beyond, they are no probabilities of three classes."""


@dataclass(frozen=True, slots=True)
class TeiModel:
    """``names`` are the model's labels in order, ``labels`` what each means."""

    name: str
    revision: str | None
    precision: str
    names: tuple[str, ...]
    labels: LabelOrder
    max_batch: int

    def fingerprint(self, order: PairOrder) -> str:
        return fingerprint(
            judge="tei",
            model=self.name,
            revision=self.revision,
            precision=self.precision,
            names=self.names,
            labels=self.labels,
            order=order,
        )


def model_of(info: Json, *, stated: Sequence[str]) -> TeiModel:
    """From ``/info``. Raises ``JudgeRefused``."""
    if not isinstance(info, dict) or not isinstance(info.get("model_id"), str):
        raise JudgeRefused(
            "what answers at SECONDSOURCE_JUDGE_URL does not name a model at /info: no TEI server"
        )
    kind = info.get("model_type")
    classifier = kind.get("classifier") if isinstance(kind, dict) else None
    if not isinstance(classifier, dict):
        raise JudgeRefused(f"{info['model_id']} is no classifier: /predict needs one with three labels")
    names = names_of(classifier.get("id2label"))
    most, revision = info.get("max_client_batch_size"), info.get("model_sha")
    return TeiModel(
        name=str(info["model_id"])[:200],
        revision=str(revision) if revision else None,
        precision=str(info.get("model_dtype")),
        names=tuple(names),
        labels=order_of(names, stated),
        max_batch=most if isinstance(most, int) and most > 0 else 1,
    )


def stances_of(answer: Json, model: TeiModel, *, count: int) -> list[StanceProbabilities]:
    """One per pair, in order. Raises ``JudgeFailed`` for anything but ``count`` complete rows."""
    if not isinstance(answer, list) or len(answer) != count:
        raise _nonsense("another number of answers than pairs")
    return [_stance(row, model) for row in answer]


def _stance(row: Json, model: TeiModel) -> StanceProbabilities:
    scores: dict[str, float] = {}
    for one in row if isinstance(row, list) else ():
        label, score = (one.get("label"), one.get("score")) if isinstance(one, Mapping) else (None, None)
        if not isinstance(label, str) or isinstance(score, bool) or not isinstance(score, int | float):
            raise _nonsense("a prediction without label or score")
        scores[label] = float(score)
    if not isinstance(row, list) or len(row) != len(model.names) or set(scores) != set(model.names):
        raise _nonsense("other labels than those of the model")
    shares = [scores[name] for name in model.names]
    total = sum(shares)
    if not math.isfinite(total) or min(shares) < 0 or abs(total - 1) > OFF_ONE:
        raise _nonsense("scores that are no probabilities")
    return stance_of(model.labels, [share / total for share in shares])


def _nonsense(what: str) -> JudgeFailed:
    return JudgeFailed(what, reason=Reason.INVALID_RESPONSE)
