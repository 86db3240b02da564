"""The page of all settings: ``python -m service.settings_page`` writes docs/settings.md; a test compares."""

from __future__ import annotations

from pathlib import Path

from service.archive_settings import ArchiveSettings
from service.settings import PACKAGED_ARTIFACTS, Settings, env_name
from service.source_settings import SourceSettings

FILE = Path(__file__).parents[1] / "docs" / "settings.md"
HEAD = """# Settings

All settings are environment variables. This page is written from `service/settings.py`,
`service/source_settings.py` and `service/archive_settings.py` (`python -m service.settings_page`).
Flags take `yes` or `no`.
"""
SOURCES = """
## What is searched

What each source is good for, what is sent there, whose is what comes back: [sources](sources.md).
"""
ARCHIVES = """
## Where captures are looked up

What each archive is good for, and what saving a page means: [sources](sources.md#archives).
"""
TABLE = """
| variable | default | meaning |
| --- | --- | --- |
"""


def page() -> str:
    rows = {
        name: f"| `{env_name(name)}` | {_default(field.default)} | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    }
    searched = [rows.pop(name) for name in SourceSettings.model_fields]
    archives = [rows.pop(name) for name in ArchiveSettings.model_fields]
    return "".join((HEAD, TABLE, *rows.values(), SOURCES, TABLE, *searched, ARCHIVES, TABLE, *archives))


def _default(value: object) -> str:
    match value:
        case None | "" | ():
            return "none"
        case bool():
            return "`yes`" if value else "`no`"
        case tuple():
            return f"`{','.join(str(part) for part in value)}`"
        case _ if value == PACKAGED_ARTIFACTS:
            return "inside the package"
        case _:
            return f"`{value}`"


def main() -> None:
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
