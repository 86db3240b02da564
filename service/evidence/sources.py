"""The sources a verification may ask, each with what the operator says about it."""

from __future__ import annotations

from dataclasses import dataclass

from clients.search.protocol import SearchClient
from service.domain.evidence import SourceRole

DOCUMENTS = "documents"
"""The name under which the caller's own documents are searched like a source."""
PAGES = "pages"
"""The name under which pages that hits point to are listed: outbound, and where some could not be read."""


@dataclass(frozen=True, slots=True)
class Source:
    """A search client in its role.

    ``local``: asking it leaves nothing outside the process. ``confidential_ok``: the operator allows
    confidential drafts to be searched for there. ``follow``: its hits are excerpts whose pages are fetched.
    """

    client: SearchClient
    role: SourceRole
    local: bool
    confidential_ok: bool
    follow: bool

    @property
    def name(self) -> str:
        return self.client.name
