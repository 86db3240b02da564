"""The OpenAPI document as a file: ``python -m service.openapi_page`` writes it; a test compares."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from service.app import create_app
from service.settings import Settings

FILE = Path(__file__).parents[1] / "openapi" / "openapi.json"


def as_text(described: dict[str, Any]) -> str:
    return json.dumps(described, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(as_text(create_app(Settings()).openapi()), encoding="utf-8")


if __name__ == "__main__":
    main()
