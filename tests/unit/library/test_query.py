from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from service.library.query import match_all, match_any, name_key, possible_names, terms


@given(st.text(max_size=80))
def test_no_text_is_read_as_syntax(text: str) -> None:
    wanted = terms(text)
    if not wanted:
        return
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE found USING fts5 (body)")
        for match in (match_all(wanted), match_any(wanted)):
            connection.execute("SELECT * FROM found WHERE found MATCH ?", (match,)).fetchall()
    connection.close()


def test_syntax_of_the_query_language_is_mere_words() -> None:
    assert terms('NEAR(a* "b" title:x) OR ^c -d') == ["near", "b", "title", "x", "c", "d"]
    assert match_all(["a", "b"]) == '"a" AND "b"'
    assert match_any(['a"b']) == '"a""b"'


def test_common_words_are_left_out_unless_there_are_no_others() -> None:
    assert terms("The population of the town is 7.4 million") == ["population", "town", "7.4", "million"]
    assert terms("To be or not to be") == ["not"]
    assert terms("it was") == ["it", "was"]


def test_numbers_stay_whole() -> None:
    assert terms("68,512,806 people") == ["68,512,806", "people"]


def test_a_term_is_asked_for_once() -> None:
    assert terms("Paris paris PARIS France") == ["paris", "france"]


def test_names_are_compared_without_case_accents_and_marks() -> None:
    assert name_key("Côte d'Ivoire") == name_key("cote D’ivoire") == "cote d ivoire"
    assert name_key("U.S.") == name_key("U.S") == "u s"
    assert name_key("Guinea-Bissau") == "guinea bissau"


def test_longer_names_come_first() -> None:
    names = possible_names("Papua New Guinea")
    assert names == ["papua new guinea", "papua new", "new guinea", "papua", "new", "guinea"]


def test_in_a_text_with_capitals_a_name_has_one() -> None:
    assert "turkey" not in possible_names("Ankara sold turkey")
    assert "turkey" in possible_names("Turkey sold grain")
    assert "turkey" in possible_names("turkey population")
