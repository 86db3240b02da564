"""The pairs of ``pairs.toml``."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, TypeAdapter, ValidationError

from service.domain.verdict import VerdictLabel

FILE = Path(__file__).with_name("pairs.toml")
EXPECTED = (VerdictLabel.SUPPORTED, VerdictLabel.REFUTED, VerdictLabel.NOT_ENOUGH_EVIDENCE)


class PairsError(Exception):
    """The file of pairs is not as it should be; the message names the pair."""


class Pair(BaseModel, frozen=True, extra="forbid"):
    """A claim with one passage, and what a careful editor concludes from that passage alone.

    ``published_at`` dates the passage. ``as_of`` is the knowledge cut-off, that day included. ``speaker`` is
    whom the article names for the claim; ``saying`` is true when the claim itself is that somebody said it.
    """

    name: str
    kind: str
    claim: str
    passage: str
    expect: Literal[VerdictLabel.SUPPORTED, VerdictLabel.REFUTED, VerdictLabel.NOT_ENOUGH_EVIDENCE]
    why: str
    title: str | None = None
    published_at: date | None = None
    as_of: date | None = None
    speaker: str | None = None
    saying: bool = False


_PAIRS = TypeAdapter(tuple[Pair, ...])


def load(path: Path = FILE) -> tuple[Pair, ...]:
    """Every pair, in order of the file. Raises ``PairsError``."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("pair", [])
    try:
        pairs = _PAIRS.validate_python(entries)
    except ValidationError as error:
        first = error.errors()[0]
        number, *field = first["loc"]
        place = f"pair {number}, {entries[number].get('name')}" if isinstance(number, int) else str(number)
        raise PairsError(f"{place}: {'.'.join(map(str, field))}: {first['msg']}") from error
    if not pairs:
        raise PairsError(f"no [[pair]] in {path}")
    twice = [name for name, times in Counter(pair.name for pair in pairs).items() if times > 1]
    if twice:
        raise PairsError(f"{', '.join(twice)}: a name stands for one pair")
    return pairs
