from __future__ import annotations

from service.evidence.units import UNIT_CHARS, units_of
from tests.unit.evidence.doubles import document


def units(text: str) -> list[str]:
    return [text[unit.span.start : unit.span.end] for unit in units_of(0, document(text))]


def test_each_line_of_a_list_of_values_is_a_unit() -> None:
    lines = [
        "Skerry (group of islands)",
        "capital: Northhaven",
        "population: 1,400 (point in time 2021, determination method census)",
        "head of government: Ane Holm (start time 2019-05-03)",
        "described at: https://skerry.example/about",
    ]
    assert units("\n".join(lines)) == lines


def test_a_long_list_is_read_line_by_line() -> None:
    lines = ["Skerry (group of islands)", *(f"neighbour {n}: island number {n}" for n in range(200))]
    assert sum(map(len, lines)) > UNIT_CHARS
    assert units("\n".join(lines)) == lines


def test_a_line_of_several_sentences_is_cut_into_them() -> None:
    talk = "Holm: The ferry sails. It sails each day.\nReporter: And on Sundays?\nHolm: Never."
    assert units(talk) == [
        "Holm: The ferry sails.",
        "It sails each day.",
        "Reporter: And on Sundays?",
        "Holm: Never.",
    ]


def test_a_sentence_that_is_wrapped_stays_whole() -> None:
    wrapped = "The ferry to Skerry sails in the morning,\nat noon and, as the captain\nsaid: in the evening."
    assert units(wrapped) == [wrapped]


def test_a_short_label_joins_what_it_labels_within_a_line_only() -> None:
    assert units("Skerry. Population. 1,400 people live there.\nFerries\nThree boats sail each day.") == [
        "Skerry. Population. 1,400 people live there.",
        "Ferries",
        "Three boats sail each day.",
    ]
