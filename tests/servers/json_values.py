"""JSON as Python has it, and the strings in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, cast

JsonValue: TypeAlias = "dict[str, JsonValue] | list[JsonValue] | str | int | float | bool | None"


def strings(value: JsonValue) -> Iterator[str]:
    """Every string value at any depth; names of members are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)


def at(value: JsonValue, *path: str | int) -> JsonValue:
    """The value at ``path``; a wrong path fails the test with the place where it ended."""
    for step, name in enumerate(path):
        try:
            value = cast("dict[str | int, JsonValue]", value)[name]
        except (KeyError, IndexError, TypeError) as error:
            raise AssertionError(f"nothing at {path[: step + 1]}") from error
    return value
