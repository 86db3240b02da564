"""The part of the composition root that makes the archives: which are asked in which order, and who saves."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from clients.archive.arquivo import ArquivoArchive
from clients.archive.availability import Availability
from clients.archive.cdxj import CdxjArchive
from clients.archive.commoncrawl import CommonCrawl
from clients.archive.memento import MementoArchive
from clients.archive.protocol import ArchiveClient
from clients.archive.savepagenow import SavePageNow
from clients.archive.wayback import WaybackArchive
from clients.transport.transport import Transport
from service import archive_settings as names
from service.settings import Settings

_INTERNET_ARCHIVE = "web.archive.org"


def archives(settings: Settings, transport: Transport) -> list[ArchiveClient]:
    """Those that are set up, in the order of ``Settings.archives``."""
    return list(_archives(settings, transport))


def page_saver(settings: Settings, transport: Transport) -> SavePageNow | None:
    """Null without keys."""
    access, secret = settings.save_access_key, settings.save_secret_key
    if access is None or secret is None:
        return None
    root = _root(settings)
    return SavePageNow(
        transport,
        access_key=access.get_secret_value(),
        secret_key=secret.get_secret_value(),
        name=names.WAYBACK,
        save=f"{root}/save",
        replay=f"{root}/web/",
        within_s=settings.save_within_s,
    )


def _archives(settings: Settings, transport: Transport) -> Iterator[ArchiveClient]:
    if settings.wayback:
        yield _wayback(settings, transport)
    if settings.arquivo:
        yield ArquivoArchive(transport, name=names.ARQUIVO)
    for archive in settings.memento():
        yield MementoArchive(transport, **archive._asdict())
    if settings.commoncrawl:
        yield CommonCrawl(transport, name=names.COMMON_CRAWL)


def _wayback(settings: Settings, transport: Transport) -> ArchiveClient:
    root = _root(settings)
    if settings.wayback_dialect == "pywb":
        return CdxjArchive(transport, name=names.WAYBACK, collection=f"{root}/")
    # The hint is of what the Internet Archive has, and of no other archive with its API.
    hinted = settings.wayback_hint and urlsplit(root).hostname == _INTERNET_ARCHIVE
    return WaybackArchive(
        transport,
        name=names.WAYBACK,
        cdx=f"{root}/cdx/search/cdx",
        replay=f"{root}/web/",
        hint=Availability(transport, name=names.WAYBACK) if hinted else None,
    )


def _root(settings: Settings) -> str:
    return settings.wayback_url.rstrip("/")
