"""Which artifacts are in use, by their cards: ``GET /v1/model``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from service.domain.report import ModelCard

MACHINE_CARD = "card.json"
HUMAN_CARD = "CARD.md"
MAX_CARD_BYTES = 262_144


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One folder of artifacts. ``card`` is the one for programs, ``text`` the one for people (Markdown)."""

    name: str
    present: bool
    card: JsonValue
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAnswer:
    """``in_use`` names what gives the verdicts; null while it loads or when it could not be loaded."""

    in_use: ModelCard | None
    artifacts: tuple[Artifact, ...]


def read_artifacts(folders: Sequence[tuple[str, Path]]) -> tuple[Artifact, ...]:
    return tuple(_artifact(name, folder) for name, folder in folders)


def _artifact(name: str, folder: Path) -> Artifact:
    return Artifact(
        name=name, present=folder.is_dir(), card=_json(folder / MACHINE_CARD), text=_text(folder / HUMAN_CARD)
    )


def _text(path: Path) -> str | None:
    if not path.is_file() or path.stat().st_size > MAX_CARD_BYTES:
        return None
    return path.read_text(encoding="utf-8", errors="replace")


def _json(path: Path) -> JsonValue:
    text = _text(path)
    if text is None:
        return None
    try:
        card: JsonValue = json.loads(text)
    except ValueError:
        return None
    return card
