"""What the sentence vectors learn from, and what their card says of it."""

from __future__ import annotations

import json
from pathlib import Path

from service.inference.artifact import CARD, TOKENIZER
from service.inference.static_encoder import SCALES, VECTORS
from training.retrieval.card import Agreement, write_card
from training.retrieval.recipe import Recipe
from training.retrieval.texts import FEWER, LONGEST, PAIRED, distinct_texts, pairs
from training.stance.rows import NEITHER, SUPPORTS, Example
from training.stance.sources import SOURCES


def example(statement: str, passage: str, source: str = "fever", label: int = SUPPORTS) -> Example:
    return Example(statement, passage, label, source)


def test_each_text_is_read_once_and_cut() -> None:
    rows = {"fever": [example("a", "b"), example("a", "c" * 2 * LONGEST), example(" ", "b")]}
    assert distinct_texts(rows) == ["a", "b", "c" * LONGEST]


def test_of_tables_the_claims_alone_are_read_and_of_film_reviews_nothing() -> None:
    rows = {"tabfact": [example("claim", "a#b")], "cad_nli": [example("film", "review")]}
    assert distinct_texts(rows) == ["claim"]


def test_a_large_file_is_read_from_end_to_end() -> None:
    most = FEWER["lingnli"]
    found = distinct_texts({"lingnli": [example(f"claim {n}", f"text {n}") for n in range(most)]})
    assert len(found) == most
    assert found[0] == "claim 0"
    assert int(found[-1].split()[1]) >= most - 2


def test_evidence_belongs_to_its_claim_whatever_it_says_of_it() -> None:
    rows = {name: [example("claim", "text", name, NEITHER)] for name in (*PAIRED, "lingnli")}
    assert [one.source for one in pairs(rows)] == list(PAIRED)


def test_the_card_names_every_file_and_what_it_gave(tmp_path: Path) -> None:
    for name in (VECTORS, SCALES, TOKENIZER):
        (tmp_path / name).write_bytes(name.encode())
    kept = Agreement(rows=3, mean_moved=0.001, most_moved=0.002)
    write_card(tmp_path, Recipe(), {"fever": 7}, {"fever": 5}, kept)
    card = json.loads((tmp_path / CARD).read_text(encoding="utf-8"))
    assert set(card["files"]) == {VECTORS, SCALES, TOKENIZER}
    assert [one["file"] for one in card["training_data"]] == [source.file for source in SOURCES]
    assert card["quantisation"]["most_moved"] == 0.002
    text = (tmp_path / "CARD.md").read_text(encoding="utf-8")
    assert "| fever | 7 | 5 |" in text
    assert "0.0010 on average, 0.0020 at most (3 dev rows)" in text
