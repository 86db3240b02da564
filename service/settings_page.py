"""The page of all settings: ``python -m service.settings_page`` writes docs/settings.md; a test compares."""

from __future__ import annotations

from pathlib import Path

from service.settings import PACKAGED_ARTIFACTS, Settings, env_name

FILE = Path(__file__).parents[1] / "docs" / "settings.md"
HEAD = """# Settings

All settings are environment variables. This page is written from `service/settings.py`
(`python -m service.settings_page`). Flags take `yes` or `no`.

| variable | default | meaning |
| --- | --- | --- |
"""


def page() -> str:
    rows = (
        f"| `{env_name(name)}` | {_default(field.default)} | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    )
    return HEAD + "".join(rows)


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
