"""Under whose name cached responses of the current verification live."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

cache_scope: ContextVar[str | None] = ContextVar("cache_scope", default=None)
"""The id of the verification when it is confidential: its responses die with it; null otherwise."""


@contextmanager
def scoped(scope: str | None) -> Iterator[None]:
    """Everything fetched inside, tasks started inside included, is cached under ``scope``."""
    token = cache_scope.set(scope)
    try:
        yield
    finally:
        cache_scope.reset(token)
