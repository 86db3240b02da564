from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.store.keys import Keys, load_secret

SECRET = b"a secret of enough bytes"
keys = Keys(SECRET)


def test_a_key_shows_nothing_of_what_it_was_made_of() -> None:
    assert keys.derive("response", "confidential words") == keys.derive("response", "confidential words")
    assert len(keys.derive("response", "confidential words")) == 32
    assert set(keys.derive("response", "confidential words")) <= set("0123456789abcdef")


def test_another_secret_gives_other_keys() -> None:
    assert Keys(b"another secret of bytes").derive("a", "b") != keys.derive("a", "b")


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_only_the_same_parts_in_the_same_division_meet(one: list[str], other: list[str]) -> None:
    assert (keys.derive("k", *one) == keys.derive("k", *other)) == (one == other)


def test_kinds_do_not_meet() -> None:
    assert keys.derive("stance", "x") != keys.derive("response", "x")


def test_a_claim_key_does_not_depend_on_spacing_or_composition() -> None:
    assert keys.claim_key("Caf\u00e9s  grew.\n") == keys.claim_key("Cafe\u0301s grew.")
    assert keys.claim_key("Cafes grew.") != keys.claim_key("Cafes shrank.")


def test_a_lone_surrogate_has_a_key() -> None:
    assert keys.claim_key("\ud800") != keys.claim_key("\ud801")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        Keys(b"short")


def test_a_configured_secret_is_taken_as_it_is(tmp_path: Path) -> None:
    assert load_secret(tmp_path, "0123456789abcdef") == b"0123456789abcdef"
    assert list(tmp_path.iterdir()) == []


def test_a_short_configured_secret_is_refused_without_being_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 16 bytes") as refusal:
        load_secret(tmp_path, "hunter2")
    assert "hunter2" not in str(refusal.value)


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = load_secret(tmp_path / "data", None)
    path = tmp_path / "data" / "secret"
    assert len(first) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    assert load_secret(tmp_path / "data", None) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret"]


def test_many_starters_agree_on_one_secret(tmp_path: Path) -> None:
    together = threading.Barrier(8)
    secrets: list[bytes] = []

    def start() -> None:
        together.wait()
        secrets.append(load_secret(tmp_path, None))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(secrets) == 8
    assert len(set(secrets)) == 1


def test_a_damaged_secret_is_not_replaced_in_silence(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("")
    with pytest.raises(ValueError, match="delete it"):
        load_secret(tmp_path, None)
