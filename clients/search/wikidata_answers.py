"""Answers of the Wikibase modules of the Action API; their errors are those of every MediaWiki.

https://www.wikidata.org/w/api.php?action=help&modules=wbsearchentities and ``wbgetentities``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from clients.outcome import Misused, NotMeasured, Why
from clients.search import mediawiki_answers
from clients.search.wikidata_values import entity_id
from clients.search.words import one_line
from clients.transport.classify import Json, by_status, json_of
from clients.transport.response import Response

_ANY_LANGUAGE = "mul"
"""Where a label holds for all languages it stands under this code alone, as with most names of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """``claims`` as they came; ``label`` and ``description`` in the best language there is, else null."""

    id: str
    label: str | None
    description: str | None
    revised_at: datetime | None
    claims: Json = field(repr=False)


def judge(response: Response) -> NotMeasured | Misused | None:
    """An answer is a JSON object of status 200 with a list of what was found, or with entities by id."""
    failed = by_status(response)
    if failed is not None:
        return failed
    match json_of(response):
        case NotMeasured() as unreadable:
            return unreadable
        case {"errors": _} | {"error": _}:
            return mediawiki_answers.judge(response)
        case {"search": list(listed)}:
            readable = not listed or any(_found(entry) for entry in listed)
        case {"entities": dict(entities)}:
            readable = any(isinstance(entity, dict) for entity in entities.values())
        case _:
            return NotMeasured(Why.INVALID_RESPONSE, "not an answer of the API")
    return None if readable else NotMeasured(Why.INVALID_RESPONSE, "no entity that can be read")


def found_ids(response: Response, name: str) -> list[str]:
    """Ids in the order given: those that bear exactly this name; where none does, the first."""
    match json_of(response):
        case {"search": list(listed)}:
            found = [(identifier, _names(entry)) for entry in listed if (identifier := _found(entry))]
        case _:
            return []
    exact = [identifier for identifier, names in found if name.casefold() in names]
    return exact or [identifier for identifier, _ in found[:1]]


def entities(response: Response, ids: Sequence[str], language: str) -> list[Entity]:
    """Those of ``ids`` that exist, in that order."""
    listed = _entities(response)
    return [_entity(one, listed[one], language) for one in ids if one in listed]


def labels(response: Response, language: str) -> dict[str, str]:
    """The label of each entity that has one."""
    listed = {name: _said(entity.get("labels"), language) for name, entity in _entities(response).items()}
    return {name: label for name, label in listed.items() if label}


def languages(language: str) -> str:
    """The ``languages`` to ask for, best first: the wanted one, English, and that of no language."""
    return "|".join(dict.fromkeys((language, "en", _ANY_LANGUAGE)))


def _found(entry: Json) -> str | None:
    return entity_id(entry.get("id")) if isinstance(entry, dict) else None


def _names(entry: Json) -> set[str]:
    """Label, aliases and what matched, as far as given."""
    names: list[Json] = []
    match entry:
        case {"aliases": list(aliases)}:
            names += aliases
    match entry:
        case {"match": {"text": str(text)}}:
            names.append(text)
    match entry:
        case {"label": str(label)}:
            names.append(label)
    return {name.casefold() for name in names if isinstance(name, str)}


def _entities(response: Response) -> dict[str, dict[str, Json]]:
    match json_of(response):
        case {"entities": dict(listed)}:
            return {
                name: entity
                for name, entity in listed.items()
                if isinstance(entity, dict) and "missing" not in entity
            }
        case _:
            return {}


def _entity(identifier: str, entity: dict[str, Json], language: str) -> Entity:
    return Entity(
        id=identifier,
        label=_said(entity.get("labels"), language),
        description=_said(entity.get("descriptions"), language),
        revised_at=_moment(entity.get("modified")),
        claims=entity.get("claims"),
    )


def _said(by_language: Json, language: str) -> str | None:
    for code in languages(language).split("|"):
        match by_language.get(code) if isinstance(by_language, dict) else None:
            case {"value": str(text)} if one_line(text):
                return one_line(text)
    return None


def _moment(value: Json) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
