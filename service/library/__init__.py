"""The embedded evidence library: full-text indexes on disk, a source like any other."""

from service.library.index import Library, LibraryError
from service.library.source import LibrarySource
from service.library.starter import STARTER, install_starter

__all__ = ["STARTER", "Library", "LibraryError", "LibrarySource", "install_starter"]
