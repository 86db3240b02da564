"""Statements of an entity: which can be told, in what order, and as what lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from clients.search.wikidata_values import Value, entity_id, value_of
from clients.transport.classify import Json

POINT_IN_TIME, START, END = "P585", "P580", "P582"
_DATES = (POINT_IN_TIME, START, END)
_UNKNOWN = Value("unknown")
_NO_DATE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """``place`` is its place among those of its property: preferred rank first, then the latest.

    ``since`` is its point in time or its start, null when it has none. ``qualifiers`` are all that can be
    told, dates first.
    """

    property_id: str
    value: Value
    qualifiers: tuple[tuple[str, Value], ...]
    since: datetime | None
    preferred: bool = False
    place: int = 0

    @property
    def needs(self) -> set[str]:
        """The ids whose labels its line takes."""
        values = (self.value, *(value for _, value in self.qualifiers))
        named = {value.id for value in values if value.id is not None}
        return {self.property_id, *named, *(name for name, _ in self.qualifiers)}


def statements(claims: Json, before: datetime | None) -> list[Statement]:
    """What ``claims`` of an entity say and words can tell; deprecated statements are left out.

    So are those whose point in time or start lies after ``before``, and later dates wherever they stand: when
    somebody died is not known before, nor when an office that is held will be left.
    """
    if not isinstance(claims, dict):
        return []
    found: list[Statement] = []
    for name, listed in claims.items():
        if entity_id(name) is None or not isinstance(listed, list):
            continue
        told = (_statement(name, entry) for entry in listed)
        known = [then for one in told if one is not None and (then := _known_by(one, before)) is not None]
        known.sort(key=lambda one: (one.preferred, one.since or _NO_DATE), reverse=True)
        found += [replace(one, place=place) for place, one in enumerate(known)]
    return found


def affordable(by_entity: Sequence[Sequence[Statement]], most_labels: int) -> set[str]:
    """Of which ids to ask the labels: numbers and times first, and of each property its best statements.

    What would take more than ``most_labels`` with those already chosen is passed over.
    """
    order = [
        (not one.value.figure, one.place, entity, number, one)
        for entity, told in enumerate(by_entity)
        for number, one in enumerate(told)
    ]
    chosen: set[str] = set()
    for *_, one in sorted(order, key=lambda entry: entry[:4]):
        if len(chosen | one.needs) <= most_labels:
            chosen |= one.needs
    return chosen


def lines(told: Iterable[Statement], labels: Mapping[str, str], most: int) -> list[str]:
    """One line for each statement all of whose labels are known, in the order of the entity's properties.

    Of more than ``most`` the best of each property are kept.
    """
    known = [one for one in told if one.needs <= labels.keys()]
    kept = sorted(range(len(known)), key=lambda number: (known[number].place, number))[:most]
    return list(dict.fromkeys(_line(known[number], labels) for number in sorted(kept)))


def items_of(claims: Json, name: str) -> AbstractSet[str]:
    """The items that a property names, of whatever rank but deprecated."""
    return {one.value.id for one in statements(claims, None) if one.property_id == name and one.value.id}


def _statement(name: str, entry: Json) -> Statement | None:
    if not isinstance(entry, dict) or entry.get("rank") not in ("preferred", "normal"):
        return None
    value = value_of(entry.get("mainsnak"))
    if value is None:
        return None
    qualifiers = tuple(_qualifiers(entry.get("qualifiers")))
    begins = [told.since for key, told in qualifiers if key in {POINT_IN_TIME, START} and told.since]
    return Statement(
        property_id=name,
        value=value,
        qualifiers=qualifiers,
        since=min(begins, default=None),
        preferred=entry["rank"] == "preferred",
    )


def _known_by(one: Statement, before: datetime | None) -> Statement | None:
    """The statement without dates in it that lie after ``before``; null when it is of such a date itself."""

    def later(moment: datetime | None) -> bool:
        return before is not None and moment is not None and moment > before

    if later(one.since) or later(one.value.since):
        return None
    return replace(one, qualifiers=tuple(told for told in one.qualifiers if not later(told[1].since)))


def _qualifiers(given: Json) -> Iterator[tuple[str, Value]]:
    """Those that can be told, dates first. A date that cannot be told is "unknown", and not left out."""
    if not isinstance(given, dict):
        return
    by_name: dict[str, list[Value]] = defaultdict(list)
    for name, snaks in given.items():
        for snak in snaks if entity_id(name) and isinstance(snaks, list) else []:
            value = value_of(snak)
            if value is None and name in _DATES and isinstance(snak, dict):
                value = None if snak.get("snaktype") == "novalue" else _UNKNOWN
            if value is not None:
                by_name[name].append(value)
    dated = [name for name in _DATES if name in by_name]
    for name in (*dated, *(name for name in by_name if name not in _DATES)):
        yield from ((name, value) for value in by_name[name])


def _line(one: Statement, labels: Mapping[str, str]) -> str:
    said = f"{labels[one.property_id]}: {_words(one.value, labels)}"
    more = ", ".join(f"{labels[name]} {_words(value, labels)}" for name, value in one.qualifiers)
    return f"{said} ({more})" if more else said


def _words(value: Value, labels: Mapping[str, str]) -> str:
    return " ".join(part for part in (value.text, labels[value.id] if value.id else "") if part)
