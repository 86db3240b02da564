"""ZIM files made for a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from libzim.writer import Creator, Hint, Item, StringProvider


@dataclass(frozen=True, slots=True)
class Entry:
    """``content`` is HTML unless ``mimetype`` says otherwise; ``title`` may be missing, as in some files."""

    path: str
    content: str | bytes
    title: str = ""
    mimetype: str = "text/html"


def zim_file(
    path: Path,
    *entries: Entry,
    redirects: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
    main: str | None = None,
    told: Mapping[str, str] | None = None,
) -> Path:
    """``redirects`` lead from path to path and are called by their ``titles``; ``told`` is about the file."""
    with Creator(path).config_indexing(False, "eng").config_verbose(False) as creator:
        if main is not None:
            creator.set_mainpath(main)
        for entry in entries:
            creator.add_item(_Item(entry))
        for source, target in (redirects or {}).items():
            creator.add_redirection(source, (titles or {}).get(source, ""), target, {})
        for name, value in (told or {}).items():
            creator.add_metadata(name, value)
    return path


class _Item(Item):  # type: ignore[misc]  # untyped
    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry

    def get_path(self) -> str:
        return self._entry.path

    def get_title(self) -> str:
        return self._entry.title

    def get_mimetype(self) -> str:
        return self._entry.mimetype

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self._entry.content)

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: True}
