"""What sources of papers share: addresses by DOI."""

from __future__ import annotations

import re
from urllib.parse import quote

_DOI = re.compile(r"10\.\d{4,9}/\S+")


def doi_address(doi: str) -> str:
    """``https://doi.org/…`` for a DOI, its odd signs escaped; nothing for anything else."""
    plain = doi.strip()
    return f"https://doi.org/{quote(plain, safe='/:;()._-')}" if _DOI.fullmatch(plain) else ""
