"""A long passage condensed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.verdict.excerpt import ROOM, excerpt, parts_of, pieces

FILLER = [
    f"The council met on day {n} and spoke of roads, drains and school meals at length." for n in range(40)
]


def test_what_fits_is_read_whole() -> None:
    text = "The mill burned down. Nobody was hurt."
    found = excerpt(text, "A mill burned.")
    assert found.text == text
    assert [text[one.start : one.end] for one in found.parts] == ["The mill burned down.", "Nobody was hurt."]


def test_the_parts_that_speak_of_the_statement_are_kept_in_their_order() -> None:
    told = ["The mill belonged to Ada Byron.", "In 1850 the mill burned down.", "Its miller was hurt."]
    text = " ".join([*FILLER[:10], told[0], *FILLER[10:20], told[1], *FILLER[20:], told[2]])
    found = excerpt(text, "Ada Byron's mill burned down in 1850 and a miller was hurt.")
    at = [found.text.find(one) for one in told]
    assert -1 not in at
    assert at == sorted(at)
    assert pieces(found.text) <= ROOM


def test_a_table_keeps_its_caption_and_header() -> None:
    rows = [f"city {n}#{n * 1000}#north" for n in range(60)]
    text = "\n".join(["cities of the plain", "city#inhabitants#part", *rows])
    lines = excerpt(text, "city 41 has 41000 inhabitants").text.splitlines()
    assert lines[:2] == ["cities of the plain", "city#inhabitants#part"]
    assert "city 41#41000#north" in lines


def test_a_record_in_one_line_is_taken_apart() -> None:
    text = "title: Ada; " + "; ".join(f"Key {n}: value {n} of a long list of things" for n in range(60))
    found = excerpt(text, "Key 44 of Ada is value 44.")
    assert found.text.startswith("title: Ada; ")
    assert "Key 44: value 44 of a long list of things" in found.text


def test_a_long_beginning_is_no_title() -> None:
    text = " ".join([" ".join(FILLER[:16]).replace(". ", ", "), *FILLER[16:], "The mill burned."])
    assert "day 0" not in excerpt(text, "The mill burned.").text


def test_one_sentence_without_end_is_kept_whole() -> None:
    text = "mill " * 900
    assert excerpt(text, "The mill burned.").text == text.strip()


@given(st.text(alphabet="ab C.;:#\n|é", max_size=600), st.text(alphabet="abC ", max_size=20))
def test_parts_are_in_order_and_in_the_text(text: str, statement: str) -> None:
    found = excerpt(text, statement, room=20)
    assert list(found.parts) == sorted(found.parts, key=lambda one: one.start)
    for one in found.parts:
        assert text[one.start : one.end].strip() in found.text
    assert set(found.parts) <= set(parts_of(text))
