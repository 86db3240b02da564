"""Who we say we are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """Name, version and the operator's contact (an address or a URL), null when none was set.

    Wikimedia asks for "name/version (contact)" and gives those without a contact a twentieth of the rate:
    https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy. There is no default contact: a false one
    would take from the upstream the only way to reach who causes trouble.
    """

    name: str = "Secondsource"
    version: str = "0.1"
    contact: str | None = None

    def __post_init__(self) -> None:
        if self.contact is not None and not (self.contact.isascii() and self.contact.isprintable()):
            raise ValueError("the contact must be printable ASCII")

    @property
    def user_agent(self) -> str:
        return f"{self.name}/{self.version}" + (f" ({self.contact})" if self.contact else "")
