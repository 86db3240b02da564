"""The starter collection, indexed once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.library.index import Library
from service.library.pages import Pages
from service.library.starter import install_starter


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("starter"))
    started = time.process_time()
    assert install_starter(library)
    assert time.process_time() - started < 5
    return library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture(scope="session")
def pages() -> Iterator[Pages]:
    with Pages() as opened:
        yield opened
