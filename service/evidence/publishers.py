"""Sites that belong together: what the papers of one publisher say counts as one origin."""

from __future__ import annotations

import tomllib
from pathlib import Path

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_HOUSE_OF: dict[str, str] = {site: house for house, told in _TABLE.items() for site in told["sites"]}


def house_of(site: str) -> str | None:
    """The origin that a site, by its registrable domain, shares with its sisters."""
    return _HOUSE_OF.get(site)
