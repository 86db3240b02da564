"""No test sentence is learned from, and what training writes is what the service reads."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer

from service.claims.checkworthiness import LABELS as SERVICE_LABELS
from service.inference.artifact import CARD, TOKENIZER, WEIGHTS, open_artifact
from tests.unit.inference.tiny import SENTENCES, write_folder
from training.checkworthiness.card import ANY_LANGUAGE, SOURCES, Calibrated, Made, Quality, write_card
from training.checkworthiness.data import FOLDS, LABELS, OTHER, Sentence, load, normal
from training.checkworthiness.recipe import DEV_STUDENT, HELD_OUT, OUTPUTS, STUDENT
from training.checkworthiness.vocabulary import MARKS, most_frequent, narrowed


def write(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def folder_of(tmp_path: Path) -> Path:
    tested = [{"text": "It fell by 2%.", "label": "check_worthy"}]
    write(tmp_path / "test/claimbuster_disjoint_2000.jsonl.gz", tested)
    write(tmp_path / "test/checkthat2019_task1.jsonl.gz", [{"text": "Thank you.", "label": "other"}])
    write(
        tmp_path / "train/claimbuster_3class.jsonl.gz",
        [
            {"text": "it FELL by 2 %", "label": "check_worthy"},
            {"text": "We met in June.", "label": "unimportant_factual"},
        ],
    )
    write(
        tmp_path / "train/claimbuster_2class.jsonl.gz",
        [{"text": "We met in June!", "label": "check_worthy"}, {"text": "I agree.", "label": "other"}],
    )
    spoken = [("d1", "THANK YOU", "other"), ("d1", "Jobs doubled.", "check_worthy"), ("d2", "Well.", "other")]
    write(
        tmp_path / "train/checkthat2019_task1.jsonl.gz",
        [{"debate": debate, "text": text, "label": label} for debate, text, label in spoken],
    )
    return tmp_path


def test_sentences_of_the_test_files_are_dropped_and_counted(tmp_path: Path) -> None:
    corpus = load(folder_of(tmp_path))
    assert corpus.dropped == {"claimbuster_3class": 1, "checkthat2019_task1": 1}
    assert {normal(one.text) for one in corpus.sentences}.isdisjoint({"it fell by 2", "thank you"})


def test_the_file_of_three_classes_is_believed(tmp_path: Path) -> None:
    labels = {one.text: one.label for one in load(folder_of(tmp_path)).sentences}
    assert labels["We met in June."] == LABELS.index("unimportant_factual")
    assert "We met in June!" not in labels
    assert labels["I agree."] == OTHER


def test_of_debates_only_picks_are_known(tmp_path: Path) -> None:
    spoken = {one.text: one for one in load(folder_of(tmp_path)).sentences if one.debate}
    assert {text: one.picked for text, one in spoken.items()} == {"Jobs doubled.": True, "Well.": False}
    assert all(one.label is None for one in spoken.values())


def test_a_held_out_sentence_is_not_learned_from_another_file() -> None:
    from training.checkworthiness.data import Corpus  # noqa: PLC0415 - only this test builds one

    held = Sentence("Jobs doubled.", 2, None, "claimbuster_3class", 1)
    twin = Sentence("jobs doubled", None, True, "checkthat2019_task1", 0, "d1")
    other = Sentence("Well.", None, False, "checkthat2019_task1", 0, "d1")
    corpus = Corpus((held, twin, other), {})
    assert corpus.only(1) == (held,)
    assert corpus.without((1,)) == (other,)
    assert corpus.without(()) == corpus.sentences


def test_each_sentence_is_answered_for_by_a_teacher_that_has_not_seen_it() -> None:
    for student in (DEV_STUDENT, STUDENT):
        answered = {teacher.held_out[-1] for teacher in student.taught_by}
        assert answered == set(range(FOLDS)) - set(student.held_out)


def test_what_is_measured_on_was_seen_by_no_teacher_either() -> None:
    assert DEV_STUDENT.held_out == (HELD_OUT,)
    assert all(HELD_OUT in teacher.held_out for teacher in DEV_STUDENT.taught_by)


def test_what_is_measured_was_made_like_what_ships() -> None:
    assert (DEV_STUDENT.recipe, DEV_STUDENT.seed) == (STUDENT.recipe, STUDENT.seed)
    teachers = (*DEV_STUDENT.taught_by, *STUDENT.taught_by)
    assert len({teacher.recipe for teacher in teachers}) == 1


def word_pieces(tmp_path: Path) -> Path:
    pieces = [*MARKS, "a", "b", "##a", "##b", "ab", "##ba", "abba", "never"]
    model = WordPiece({piece: number for number, piece in enumerate(pieces)}, unk_token="[UNK]")
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.add_special_tokens(list(MARKS))
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    return tmp_path / "tokenizer.json"


def test_the_vocabulary_keeps_marks_characters_and_what_occurs_most(tmp_path: Path) -> None:
    path = word_pieces(tmp_path)
    pieces = most_frequent(Tokenizer.from_file(str(path)), ["abba abba ab", "ab abba"], 1)
    assert pieces == [*MARKS, "a", "b", "##a", "##b", "abba"]


def test_a_word_that_was_left_out_is_still_covered(tmp_path: Path) -> None:
    path = word_pieces(tmp_path)
    small = narrowed(path, [*MARKS, "a", "b", "##a", "##b", "abba"])
    assert small.encode("ab abba", add_special_tokens=False).tokens == ["a", "##b", "abba"]
    assert small.token_to_id("[CLS]") == MARKS.index("[CLS]")


def test_the_service_opens_what_was_written(tmp_path: Path) -> None:
    write_folder(tmp_path, inputs=SENTENCES, weights=(0.1, 0.2, 0.3, 0.4))
    (tmp_path / ANY_LANGUAGE).write_text("{}")
    (tmp_path / CARD).unlink()
    figures = Quality(100, 0.9, 0.8, 0.85, 0.2)
    made = Made(
        rows={"claimbuster_3class": 12},
        dropped={"claimbuster_3class": 3},
        recipe=STUDENT,
        seconds=60.0,
        word_pieces=13_000,
        quality={"int8": figures, "fp32": figures},
        teachers_map=0.2,
        calibration=Calibrated(1.1, -0.2, 0.4, 0.5, 0.02),
    )
    write_card(tmp_path, made)
    artifact = open_artifact(tmp_path, labels=SERVICE_LABELS)
    card = json.loads((tmp_path / CARD).read_text())
    assert card["labels"] == list(OUTPUTS)
    assert card["calibration"]["slope"] == 1.1
    assert {row["file"] for row in card["training_data"]} == set(SOURCES)
    assert set(card["files"]) == {WEIGHTS, TOKENIZER, ANY_LANGUAGE}
    text = (tmp_path / "CARD.md").read_text()
    assert artifact.sha256 in text
    assert "| claimbuster_3class | 12 | 3 |" in text
