from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.library.chunks import chunks_of

texts = st.lists(
    st.one_of(st.text(max_size=50), st.sampled_from(["\n", "\n\n", ". ", "word " * 300, "x" * 2500]))
).map("".join)


@given(texts)
def test_joined_again_the_chunks_are_the_text(text: str) -> None:
    assert "".join(chunks_of(text)) == text


@given(texts)
def test_no_chunk_is_empty_or_long(text: str) -> None:
    assert all(0 < len(chunk) <= 1000 for chunk in chunks_of(text))


def test_short_lines_share_a_chunk() -> None:
    assert chunks_of("one\ntwo\n\nthree\n") == ("one\ntwo\n\nthree\n",)


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "The town has a mill and a bridge. "
    chunks = chunks_of(sentence * 60)
    assert len(chunks) > 2
    assert all(chunk.endswith(". ") for chunk in chunks)
