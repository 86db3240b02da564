from __future__ import annotations

import shutil
from pathlib import Path
from threading import Thread

import pytest

from service.language.english import English, ModelFilesChangedError, Parse, _installed_folder, verify
from service.language.english_files import SHA256
from service.language.identify import language_of
from service.language.keywords import keywords


def test_heads_subjects_and_names(english: English) -> None:
    parse = english.parse("Angela Merkel visited Paris.")
    verb = next(word for word in parse.words if word.lemma == "visit")
    assert [(w.text, w.dep) for w in parse.children(verb.i)][:1] == [("Merkel", "nsubj")]
    assert [(name.text, name.label) for name in parse.names] == [
        ("Angela Merkel", "PERSON"),
        ("Paris", "GPE"),
    ]
    assert [w.text for w in parse.subtree(verb.i)] == ["Angela", "Merkel", "visited", "Paris", "."]


def test_offsets_count_code_points(english: English) -> None:
    text = "The 🚢 reached Málaga."
    assert all(text[word.start : word.end] == word.text for word in english.parse(text).words)


def test_nothing_to_parse(english: English) -> None:
    assert english.parse("").words == ()
    assert english.parse_all([]) == []


def test_the_vocabulary_does_not_keep_what_it_read(english: English) -> None:
    english.parse("A first parse loads the pipeline.")
    assert english._pipeline is not None
    english.parse("The Zorblaxian harbour closed.")
    assert "Zorblaxian" not in english._pipeline.vocab.strings


def test_threads_get_their_own_parses(english: English) -> None:
    texts = [f"Ship {n} left the harbour." for n in range(12)]
    parses: dict[str, Parse] = {}
    threads = [Thread(target=lambda t=t: parses.update({t: english.parse(t)})) for t in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {text: parse.text for text, parse in parses.items()} == {text: text for text in texts}


def test_a_changed_model_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(_installed_folder(), folder)
    verify(folder)
    name = next(iter(SHA256))
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(ModelFilesChangedError, match="differs"):
        English(folder).load()
    (folder / name).unlink()
    with pytest.raises(ModelFilesChangedError, match="missing"):
        English(folder).load()


def test_keywords_put_the_most_telling_first(english: English) -> None:
    found = keywords(
        "109 Russian troops were killed in Syria between September 2015 and January 2016.", english
    )
    assert found.names[0] == "Syria"
    assert set(found.terms) == {"troop", "kill"}
    assert found.numbers[0] == "109"


def test_keywords_keep_a_scale_with_its_number(english: English) -> None:
    assert keywords("The population of Germany is 83 million.", english).numbers == ("83 million",)


def test_keywords_of_nothing(english: English) -> None:
    assert keywords("", english).names == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour was closed on Tuesday because of the storm.", "en"),
        ("Le port a été fermé mardi à cause de la tempête.", "fr"),
        ("Гавань была закрыта во вторник из-за шторма.", "ru"),
        ("Ok.", None),
        ("12345 67890 12345 67890 12345", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_text_in_capitals_is_read_as_text_and_given_back_as_it_stands(english: English) -> None:
    parse = english.parse("THE PORT OF ADAIR LOST FORTY SHIPS.")
    assert next(parse.roots()).text == "LOST"
    assert parse.text == "THE PORT OF ADAIR LOST FORTY SHIPS."


def test_dots_that_leave_words_out_end_nothing(english: English) -> None:
    parse = english.parse("The minister said the fleet ... lost 40 ships.")
    assert next(parse.roots()).text == "said"
    assert all(parse.text[word.start : word.end] == word.text for word in parse.words)


def test_a_text_is_one_sentence(english: English) -> None:
    """Boundaries were found before; the model would cut behind "el"."""
    parse = english.parse(
        "Everlast teamed up with Paremos el Acoso Callejero (Stop Street Harassment) in Lima."
    )
    assert len(list(parse.roots())) == 1
