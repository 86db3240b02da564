from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.language.sentences import split


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One ended. Another began.", ["One ended.", "Another began."]),
        (
            "Mr. Hale of the U.S. Navy sailed. He came back.",
            ["Mr. Hale of the U.S. Navy sailed.", "He came back."],
        ),
        ("Growth was 3.4 percent. It fell.", ["Growth was 3.4 percent.", "It fell."]),
        ("She left for J. Smith. He stayed.", ["She left for J. Smith.", "He stayed."]),
        ('"It is over." She left.', ['"It is over."', "She left."]),
        ('"It is over," Ann Lee said.', ['"It is over," Ann Lee said.']),
        ("The Harbour Opens\nShips came in early.", ["The Harbour Opens", "Ships came in early."]),
        ("A caption\r\n\r\nProse starts here. It ends.", ["A caption", "Prose starts here.", "It ends."]),
        ("🚢 came in. 🚢🚢 left.", ["🚢 came in.", "🚢🚢 left."]),
        (
            "“We found 12 bodies. The bay is deep,” said Ann Lee. She left.",
            ["“We found 12 bodies.", "The bay is deep,” said Ann Lee.", "She left."],
        ),
        ("“Leave!” Ann Lee said. “We wait.”", ["“Leave!” Ann Lee said.", "“We wait.”"]),
        ("(It rained. Nobody came.) She left.", ["(It rained.", "Nobody came.)", "She left."]),
        ("He (born in Adair) left. She stayed.", ["He (born in Adair) left.", "She stayed."]),
        (
            "It grew under Ms. Lee as sales fell. It shrank.",
            ["It grew under Ms. Lee as sales fell.", "It shrank."],
        ),
        ("It ended in 2015.Insurers paid for it.", ["It ended in 2015.", "Insurers paid for it."]),
        ("The list is on harbour.example.org in Adair.", ["The list is on harbour.example.org in Adair."]),
        ("The port lost\r\nall its ships.\r\nIt closed.", ["The port lost\r\nall its ships.", "It closed."]),
        ("The port of Adair lost\n40 ships. It closed.", ["The port of Adair lost\n40 ships.", "It closed."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_wrapped_lines_are_one_sentence() -> None:
    text = (
        "The harbour of the old town was closed to all larger ships\n"
        "Tuesday because the northern wall had given way over night."
    )
    assert sentences(text) == [text]


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    text = "The ship came in at dawn. " * 400
    assert set(sentences(text)) == {"The ship came in at dawn."}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB .!?\"“”'\n\r\t\u2029é😀العربية"), max_size=300))
def test_spans_are_trimmed_ordered_apart_and_lose_nothing(text: str) -> None:
    spans = split(text)
    kept: set[int] = set()
    for i, span in enumerate(spans):
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        assert i == 0 or spans[i - 1].end <= span.start
        kept.update(range(span.start, span.end))
    assert all(i in kept for i, character in enumerate(text) if not character.isspace())
