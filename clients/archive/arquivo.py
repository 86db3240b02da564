"""Arquivo.pt, the Portuguese web archive, by its CDX index and its raw replay; it needs no key.

It has a TimeGate too; the index names several captures at once and leaves out archived errors.
"""

from __future__ import annotations

from clients.archive import limits, policies
from clients.archive.cdx import Dialect
from clients.archive.indexed import IndexedArchive
from clients.transport.transport import Transport

# https://github.com/arquivo/pwa-technologies/wiki/APIs, as of 2025. The index is pywb's, with fuzzy rows
# (``is_fuzzy``) of similar addresses, and filters on ``original`` are ignored there.
ARQUIVO_CDX = "https://arquivo.pt/wayback/cdx"
ARQUIVO_REPLAY = "https://arquivo.pt/noFrame/replay/"
ARQUIVO_SHOWN = "https://arquivo.pt/wayback/"


class ArquivoArchive(IndexedArchive):
    """Implements ``ArchiveClient``. The addresses of replay end in a slash and stand before the stamp."""

    def __init__(
        self,
        transport: Transport,
        *,
        name: str = limits.ARQUIVO,
        cdx: str = ARQUIVO_CDX,
        replay: str = ARQUIVO_REPLAY,
        shown: str = ARQUIVO_SHOWN,
        limit: int = 5,
    ) -> None:
        super().__init__(
            transport,
            name=name,
            cdx=cdx,
            replay=replay,
            shown=shown,
            dialect=Dialect.PYWB,
            indexing=policies.indexing(limits.arquivo(name)),
            replaying=policies.replaying(limits.arquivo(name)),
            limit=limit,
        )
