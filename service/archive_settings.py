"""The settings of the archives: which are asked for captures, and whether pages that none has are saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.domain.sources import ARQUIVO, COMMON_CRAWL, SAVE_PAGE_NOW, SEARCHES, WAYBACK
from service.setting_values import ENV_PREFIX, Listed, WebAddress
from service.source_settings import ApiKey

OTHER_NAMES = frozenset({"pages", "documents", "judge"})
"""Names in reports that are neither of sources to be asked nor of archives."""


class MementoRoot(NamedTuple):
    """One Memento archive: its name and where its three services are."""

    name: str
    timegate: str
    timemap: str
    replay: str


class ArchiveSettings(BaseSettings):
    """Part of ``Settings``, which alone is read from the environment."""

    model_config = SettingsConfigDict(frozen=True)

    wayback: bool = Field(default=True, description="Whether captures are looked up in the Wayback Machine.")
    wayback_url: WebAddress = Field(
        default="https://web.archive.org",
        description="Root of the Wayback Machine, or the collection of a pywb of your own.",
    )
    wayback_dialect: Literal["ia", "pywb"] = Field(
        default="ia", description="Whose API is at that root: that of the Internet Archive or that of pywb."
    )
    wayback_hint: bool = Field(
        default=True,
        description="Whether archive.org's availability API is asked where a capture is when the index of "
        "web.archive.org gives no answer. That it names none is never believed.",
    )
    arquivo: bool = Field(default=True, description="Whether captures are looked up in Arquivo.pt.")
    memento_archives: Listed = Field(
        default=(),
        description="Further Memento archives, separated by commas; each is written "
        "`name=timegate timemap replay`, three addresses that end in a slash.",
    )
    commoncrawl: bool = Field(
        default=False,
        description="Whether captures are looked up in Common Crawl too. It is asked for the three crawls "
        "nearest to the date, so that with it `none_in_window` is hardly ever said.",
    )
    save_access_key: ApiKey = Field(
        default=None,
        description="Access key of an account at archive.org. With the secret key, cited pages that no "
        "archive has are captured by Save Page Now, for all to see ([sources](sources.md#saving-pages)).",
    )
    save_secret_key: ApiKey = Field(default=None, description="Secret key of the same account.")
    save_within_s: int = Field(
        default=2_592_000,
        ge=0,
        description="Seconds; a page that the Wayback Machine captured within so many is not captured again.",
    )

    @field_validator("memento_archives")
    @classmethod
    def _named_roots(cls, archives: tuple[str, ...]) -> tuple[str, ...]:
        taken = {*SEARCHES, WAYBACK, ARQUIVO, COMMON_CRAWL, SAVE_PAGE_NOW, *OTHER_NAMES}
        for archive in archives:
            name, addresses = _parts(archive)
            fit = all(one.startswith(("http://", "https://")) and one.endswith("/") for one in addresses)
            if not name or len(addresses) != len(MementoRoot._fields) - 1 or not fit:
                raise ValueError(
                    "each archive is written “name=timegate timemap replay”, addresses ending in /"
                )
            if name in taken:
                raise ValueError("each archive needs a name of its own; one of these is taken")
            taken.add(name)
        return archives

    @model_validator(mode="after")
    def _pages_can_be_saved(self) -> Self:
        keys = (self.save_access_key, self.save_secret_key)
        if any(keys) and not all(keys):
            raise ValueError(
                f"{ENV_PREFIX}SAVE_ACCESS_KEY and {ENV_PREFIX}SAVE_SECRET_KEY go together: set both or "
                f"neither"
            )
        if any(keys) and not (self.wayback and self.wayback_dialect == "ia"):
            raise ValueError(
                f"{ENV_PREFIX}SAVE_ACCESS_KEY saves pages in the Wayback Machine, which is not asked here: "
                f"set {ENV_PREFIX}WAYBACK=yes with {ENV_PREFIX}WAYBACK_DIALECT=ia, or leave the keys out"
            )
        return self

    def memento(self) -> tuple[MementoRoot, ...]:
        """``memento_archives`` in their parts."""
        parts = (_parts(archive) for archive in self.memento_archives)
        return tuple(MementoRoot(name, *addresses) for name, addresses in parts)

    def archives(self) -> Mapping[str, bool]:
        """Every archive that a report may name, in the order asked, and whether it is set up."""
        further = {archive.name: True for archive in self.memento()}
        return {
            WAYBACK: self.wayback,
            ARQUIVO: self.arquivo,
            **further,
            COMMON_CRAWL: self.commoncrawl,
        }


def _parts(archive: str) -> tuple[str, list[str]]:
    name, _, addresses = archive.partition("=")
    return name.strip(), addresses.split()
