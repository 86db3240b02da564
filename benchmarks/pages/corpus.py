"""The pages of ``tests/data/pages``: bytes as a server would send them, and what a reader finds there."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "tests" / "data" / "pages"
DEVELOPMENT, HELD_OUT = "development", "held out"


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePage:
    """``unreadable`` names what kind of page it is when it has no text to read, else ``None``.

    ``date`` is ISO 8601 in the precision that the page gives, empty when it gives none; ``origin`` is
    the kind of place that tells it. ``hidden`` are words of the page that its readers do not see.
    """

    name: str
    split: str
    url: str
    content_type: str
    body: bytes
    unreadable: str | None
    shape: str = ""
    title: str = ""
    text: str = ""
    date: str = ""
    origin: str = ""
    hidden: tuple[str, ...] = ()


def load_pages(folder: Path = FOLDER) -> tuple[SamplePage, ...]:
    return tuple(_load(path) for path in sorted(folder.glob("*.toml")))


def readable(pages: Sequence[SamplePage]) -> list[SamplePage]:
    return [page for page in pages if page.unreadable is None]


def unreadable(pages: Sequence[SamplePage]) -> list[SamplePage]:
    return [page for page in pages if page.unreadable is not None]


def _load(path: Path) -> SamplePage:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return SamplePage(
        name=path.stem,
        body=path.with_suffix(".html").read_bytes(),
        unreadable=told.pop("unreadable", None),
        hidden=tuple(told.pop("hidden", ())),
        **told,
    )
