"""What a rule decided beside what the judge says, and under which names such cases are counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from service.domain.stance import StanceLabel, StanceProbabilities
from service.verdict.rules.ruling import CONFIRMED, RULED, Ruling

ANY_RULE = "any rule"


class Consent(StrEnum):
    """What the judge says of the side a rule takes."""

    AGREES = "judge agrees"
    OPEN = "judge undecided"
    OBJECTS = "judge objects"


@dataclass(frozen=True, slots=True)
class Decided:
    """A rule that took a side, how strictly, and whether the judge takes it too."""

    rule: str
    strict: bool
    consent: Consent

    @property
    def stands(self) -> bool:
        """A strict match needs no consent; any other is right too seldom without it."""
        return self.strict or self.consent is Consent.AGREES

    def counted_as(self) -> tuple[str, str]:
        """The names of its figure: that of the rule in such cases, that of all rules in them."""
        case = f"{'strict' if self.strict else 'loose'}, {self.consent}"
        return f"{self.rule}, {case}", f"{ANY_RULE}, {case}"


def decided(ruling: Ruling | None, judged: StanceProbabilities) -> Decided | None:
    """Null for a ruling that takes no side."""
    side = (
        {RULED: StanceLabel.REFUTES, CONFIRMED: StanceLabel.SUPPORTS}.get(ruling.stance)
        if ruling and ruling.stance
        else None
    )
    if ruling is None or side is None:
        return None
    label = judged.label()
    consent = (
        Consent.AGREES if label is side else Consent.OPEN if label is StanceLabel.NEITHER else Consent.OBJECTS
    )
    return Decided(ruling.signal.name, ruling.strict, consent)
