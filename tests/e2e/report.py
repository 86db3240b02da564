"""Reading a report in tests: each place of the contract once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from tests.servers.json_values import JsonValue, at

Object = dict[str, JsonValue]


def claims(report: JsonValue) -> list[Object]:
    return objects(at(report, "claims"))


def judged(report: JsonValue) -> list[Object]:
    """Claims that are not the same as another."""
    return [claim for claim in claims(report) if claim["same_as"] is None]


def evidence(report: JsonValue) -> Iterator[tuple[Object, Object]]:
    for claim in claims(report):
        for item in objects(claim["evidence"]):
            yield claim, item


def signals(claim: Object) -> set[str]:
    return {str(signal["name"]) for signal in objects(claim["signals"])}


def coverage(claim: Object) -> dict[str, Object]:
    return {str(look["source"]): look for look in objects(claim["coverage"])}


def objects(value: JsonValue) -> list[Object]:
    return cast("list[Object]", value)


def number(value: JsonValue) -> float:
    assert isinstance(value, int | float), value
    return float(value)
