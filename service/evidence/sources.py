"""The sources a verification may ask, each with what the operator says about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from clients.search.protocol import SearchClient
from service.domain.evidence import SourceRole

DOCUMENTS = "documents"
"""The name under which the caller's own documents are searched like a source."""
PAGES = "pages"
"""The name under which pages that hits point to are listed: outbound, and where some could not be read."""


class Suits(Enum):
    """The claims a source is made for; about others it is not asked, and that is not missing."""

    ALL = auto()
    NAMES = auto()
    """Claims with a name in them. It is asked by names alone."""
    SCIENCE = auto()
    """Claims that look like science. It is asked by what they are about before who is in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a source is asked about a claim: with at most ``queries``, each at most ``calls`` to its API."""

    queries: int = 3
    calls: int = 1
    suits: Suits = Suits.ALL


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
    asking: Asking = Asking()

    @property
    def name(self) -> str:
        return self.client.name
