"""Texts in evidence that try to move a verdict."""

from __future__ import annotations

from tests.unit.verdict.injections import FAKE_EVIDENCE, load

ENTRIES = load()
ATTACKS = [one for one in ENTRIES if one.kind != FAKE_EVIDENCE]


def test_the_corpus_is_broad() -> None:
    assert len(ATTACKS) >= 60
    assert len({one.claim for one in ATTACKS}) >= 12
    assert len({one.kind for one in ATTACKS}) >= 12
    assert sum(one.kind == "language" for one in ATTACKS) >= 8
    assert {one.honest for one in ATTACKS} == {"supported", "refuted", "neither"}


def test_every_entry_is_an_attack_of_its_own() -> None:
    assert len({one.name for one in ENTRIES}) == len(ENTRIES)
    assert [one.name for one in ENTRIES if (one.injected, one.injected_title) == (one.passage, None)] == []
