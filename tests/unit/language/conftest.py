"""One pipeline for all tests: it takes seconds to load."""

from __future__ import annotations

import pytest

from service.language.english import English


@pytest.fixture(scope="session")
def english() -> English:
    return English()
