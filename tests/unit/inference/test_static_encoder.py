"""Texts as means of vectors: worked out by hand on a tiny table, and plain cases on the one that ships."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.inference.artifact import CARD, TOKENIZER, file_sha256
from service.inference.failures import ArtifactError
from service.inference.static_encoder import MOST_CHARACTERS, SCALES, VECTORS, StaticEncoder
from tests.unit.inference.tiny import WORDS, tokenizer

SHIPPED = Path(__file__).parents[3] / "service" / "artifacts" / "retrieval"
PLAIN = [
    (
        "The disease damages the liver.",
        "Hepatic injury was seen in many patients.",
        "The town built a bridge.",
    ),
    (
        "Polar bears are dying out.",
        "The number of Arctic animals has declined.",
        "Shares of the bank rose today.",
    ),
    ("The company fired its boss.", "The firm dismissed the chief executive.", "The river flows north."),
]


def write_folder(folder: Path) -> Path:
    """``w0`` points right, ``w1`` up and twice as long, ``w2`` left; all others have nothing."""
    vectors = np.zeros((len(WORDS), 2), dtype=np.int8)
    vectors[[WORDS.index(word) for word in ("w0", "w1", "w2")]] = [(100, 0), (0, 100), (-100, 0)]
    scales = np.full(len(WORDS), 0.01, dtype=np.float32)
    scales[WORDS.index("w1")] = 0.02
    np.save(folder / VECTORS, vectors)
    np.save(folder / SCALES, scales)
    tokenizer().save(str(folder / TOKENIZER))
    write_card(folder)
    return folder


def write_card(folder: Path) -> None:
    files = {name: file_sha256(folder / name) for name in (VECTORS, SCALES, TOKENIZER)}
    (folder / CARD).write_text(json.dumps({"name": "tiny", "files": files}))


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> StaticEncoder:
    return StaticEncoder.load(write_folder(tmp_path_factory.mktemp("tiny")))


def test_likeness_is_the_cosine_of_the_means(encoder: StaticEncoder) -> None:
    found = encoder.similarities("w0", ["w0 w0", "w1", "w2", "w0 w1"])
    assert found == pytest.approx([1, 0, -1, 1 / math.sqrt(5)])


def test_the_order_of_words_is_nothing_and_their_number_something(encoder: StaticEncoder) -> None:
    one, other, more = encoder.similarities("w0", ["w0 w1", "w1 w0", "w0 w0 w1"])
    assert one == other < more


def test_a_text_without_words_is_like_nothing(encoder: StaticEncoder) -> None:
    assert encoder.similarities("w0", ["", "w9", "w0"]) == [0, 0, pytest.approx(1)]
    assert encoder.similarities("", ["w0"]) == [0]
    assert encoder.similarities("w0", []) == []


def test_a_long_text_is_read_to_a_bound(encoder: StaticEncoder) -> None:
    text = "w0 " * (MOST_CHARACTERS // 3 + 1)
    assert encoder.similarities("w0", [text + "w1 " * 1000]) == [pytest.approx(1)]


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=5))
def test_any_text_has_a_likeness(statement: str, texts: list[str]) -> None:
    found = StaticEncoder(np.eye(len(WORDS), dtype=np.float32), tokenizer()).similarities(statement, texts)
    assert len(found) == len(texts)
    assert all(-1.001 <= value <= 1.001 for value in found)


def test_a_file_that_is_not_the_cards_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path)
    np.save(tmp_path / SCALES, np.ones(len(WORDS), dtype=np.float32))
    with pytest.raises(ArtifactError, match=SCALES):
        StaticEncoder.load(tmp_path)


@pytest.mark.parametrize("shape", [(len(WORDS) - 1, 2), (len(WORDS),), (len(WORDS) + 1, 2)])
def test_vectors_for_other_word_pieces_are_refused(tmp_path: Path, shape: tuple[int, ...]) -> None:
    write_folder(tmp_path)
    np.save(tmp_path / VECTORS, np.zeros(shape, dtype=np.int8))
    write_card(tmp_path)
    with pytest.raises(ArtifactError, match="word pieces"):
        StaticEncoder.load(tmp_path)


def test_no_model_is_an_error_that_says_where(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match=str(tmp_path)):
        StaticEncoder.load(tmp_path)
    (tmp_path / CARD).write_text("[]")
    with pytest.raises(ArtifactError, match="no model"):
        StaticEncoder.load(tmp_path)


def test_the_model_that_ships_knows_other_words_for_the_same() -> None:
    shipped = StaticEncoder.load(SHIPPED)
    for statement, like, unlike in PLAIN:
        near, far = shipped.similarities(statement, [like, unlike])
        assert near > far + 0.1, statement
    assert (SHIPPED / VECTORS).stat().st_size < 12_000_000
    card = json.loads((SHIPPED / CARD).read_text(encoding="utf-8"))
    assert all(one["texts"] or one["pairs"] or one["file"] == "cad_nli" for one in card["training_data"])


def test_figures_weigh_nothing_in_the_model_that_ships() -> None:
    shipped = StaticEncoder.load(SHIPPED)
    bare, dated = shipped.similarities("The population of Uruguay", ["Population", "Population: 3,449,444."])
    assert bare == pytest.approx(dated)


def test_a_page_is_compared_in_less_time_than_one_pair_is_judged() -> None:
    shipped = StaticEncoder.load(SHIPPED)
    page = [
        f"Sentence {n} of a page speaks of the harbour, its ships and who works there." for n in range(300)
    ]
    started = time.process_time()
    shipped.similarities("Ships are mended in the harbour.", page)
    assert time.process_time() - started < 0.5
