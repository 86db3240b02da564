"""docs/data.md lists every metric, label and log event of the code, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from service.api.metrics import Metrics

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
LOGGERS = {"log", "_log", "logger", "_logger"}


def rows(heading: str) -> dict[str, set[str]]:
    """First cells of the table under ``heading``, each with the names in its second cell."""
    table = PAGE.split(heading, 1)[1].split("\n\n", 1)[0]
    found = re.findall(r"^\| `([^`]+)` \|([^|]*)\|", table, re.MULTILINE)
    return {name: set(re.findall(r"`([^`]+)`", cell)) for name, cell in found}


def metrics() -> Iterator[tuple[str, set[str]]]:
    for family in Metrics().registry._collector_to_names:
        name, labels = family._name, family._labelnames  # type: ignore[attr-defined]
        yield (f"{name}_total" if family._type == "counter" else name), set(labels)  # type: ignore[attr-defined]


def events() -> Iterator[tuple[str, set[str]]]:
    """Each logging call of the code: its event and its fields."""
    for path in [*(ROOT / "service").rglob("*.py"), *(ROOT / "clients").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=level)) if (
                    name in LOGGERS and level in LEVELS
                ):
                    event = node.args[0]
                    assert isinstance(event, ast.Constant), f"{path}: an event is a constant"
                    assert len(node.args) == 1, f"{path}: fields are named"
                    yield str(event.value), {keyword.arg or "**" for keyword in node.keywords}
                case ast.Call(func=ast.Name(id="print")) if path.name != "cli.py":
                    raise AssertionError(f"{path} prints")


def test_every_metric_and_its_labels_are_listed() -> None:
    assert rows("| metric | labels |") == dict(metrics())


def test_every_label_is_listed() -> None:
    used = {label for _, labels in metrics() for label in labels}
    assert set(rows("| label | values |")) == used


def test_every_event_and_its_fields_are_listed() -> None:
    used: dict[str, set[str]] = {"library.logged": {"at"}}
    for event, fields in events():
        used.setdefault(event, set()).update(fields)
    assert rows("| event | further fields |") == used
