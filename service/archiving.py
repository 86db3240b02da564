"""The part of the composition root that makes the archives: which are asked in which order, and who saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from clients.archive.arquivo import ArquivoArchive
from clients.archive.availability import Availability
from clients.archive.cdxj import CdxjArchive
from clients.archive.commoncrawl import CommonCrawl
from clients.archive.memento import MementoArchive
from clients.archive.protocol import ArchiveClient
from clients.archive.savepagenow import Saved, SavePageNow
from clients.archive.savepagenow_codes import NotSaved
from clients.archive.saving import save
from clients.archive.wayback import WaybackArchive
from clients.outcome import Outcome
from clients.transport.deadline import Deadline
from clients.transport.transport import Transport
from service.domain import sources
from service.domain.ports import ReportStore
from service.settings import Settings
from service.verification.saving import NoSaving, PageSaving, Saving

_INTERNET_ARCHIVE = "web.archive.org"
_SAVING_S = 600.0
"""For one page, its turn among the seven that an account may submit in a minute included."""


def archives(settings: Settings, transport: Transport) -> list[ArchiveClient]:
    """Those that are set up, in the order of ``Settings.archives``."""
    return list(_archives(settings, transport))


def page_saving(
    settings: Settings, transport: Transport, reports: ReportStore, count: Callable[[str], None]
) -> Saving:
    """Nothing is saved without keys. ``count`` is told how each page ended."""
    access, secret = settings.save_access_key, settings.save_secret_key
    if access is None or secret is None:
        return NoSaving()
    root = _root(settings)
    client = SavePageNow(
        transport,
        access_key=access.get_secret_value(),
        secret_key=secret.get_secret_value(),
        name=sources.WAYBACK,
        save=f"{root}/save",
        replay=f"{root}/web/",
        within_s=settings.save_within_s,
    )

    async def saved(url: str) -> Outcome[Saved | NotSaved]:
        return await save(client, url, deadline=Deadline.after(_SAVING_S))

    return PageSaving(saved, reports, count)


def _archives(settings: Settings, transport: Transport) -> Iterator[ArchiveClient]:
    if settings.wayback:
        yield _wayback(settings, transport)
    if settings.arquivo:
        yield ArquivoArchive(transport, name=sources.ARQUIVO)
    for archive in settings.memento():
        yield MementoArchive(transport, **archive._asdict())
    if settings.commoncrawl:
        yield CommonCrawl(transport, name=sources.COMMON_CRAWL)


def _wayback(settings: Settings, transport: Transport) -> ArchiveClient:
    root = _root(settings)
    if settings.wayback_dialect == "pywb":
        return CdxjArchive(transport, name=sources.WAYBACK, collection=f"{root}/")
    # The hint is of what the Internet Archive has, and of no other archive with its API.
    hinted = settings.wayback_hint and urlsplit(root).hostname == _INTERNET_ARCHIVE
    return WaybackArchive(
        transport,
        name=sources.WAYBACK,
        cdx=f"{root}/cdx/search/cdx",
        replay=f"{root}/web/",
        hint=Availability(transport, name=sources.WAYBACK) if hinted else None,
    )


def _root(settings: Settings) -> str:
    return settings.wayback_url.rstrip("/")
