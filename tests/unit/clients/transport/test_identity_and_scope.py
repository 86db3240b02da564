"""Who we say we are, and under whose name answers are kept."""

from __future__ import annotations

import pytest

from clients.transport.identity import Identity
from clients.transport.scope import cache_scope, scoped


def test_the_contact_is_named_and_never_invented() -> None:
    assert Identity(contact="desk@example.org").user_agent == "Secondsource/0.1 (desk@example.org)"
    assert Identity().user_agent == "Secondsource/0.1"


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "désk", "a\x00b"])
def test_a_contact_cannot_break_the_header(contact: str) -> None:
    with pytest.raises(ValueError, match="printable"):
        Identity(contact=contact)


def test_a_scope_ends_where_it_ends() -> None:
    assert cache_scope.get() is None
    with scoped("v1"):
        assert cache_scope.get() == "v1"
        with scoped("v2"):
            assert cache_scope.get() == "v2"
        assert cache_scope.get() == "v1"
    assert cache_scope.get() is None
