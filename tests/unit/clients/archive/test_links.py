"""Link values: RFC 8288 §3, RFC 7089 §5."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.archive.links import Link, read_links


def test_commas_in_dates_and_addresses_separate_nothing() -> None:
    links, complete = read_links(
        '<http://a.example/web/20200102030405/http://n.example/a,b;c>; rel="first memento"; '
        'datetime="Thu, 02 Jan 2020 03:04:05 GMT"; collection="news",\n'
        '<http://n.example/a,b;c>;rel=original , <http://a.example/tg/>; rel="timegate"'
    )
    assert complete
    assert [link.target for link in links] == [
        "http://a.example/web/20200102030405/http://n.example/a,b;c",
        "http://n.example/a,b;c",
        "http://a.example/tg/",
    ]
    assert links[0].relations == {"first", "memento"}
    assert links[0].parameter("datetime") == "Thu, 02 Jan 2020 03:04:05 GMT"
    assert links[1].relations == {"original"}


def test_names_are_read_in_any_case_and_escapes_are_undone() -> None:
    links, _ = read_links(r'<x>; REL="Memento"; title="a \"b\" c"; flag; Empty=""')
    assert links == [
        Link(
            "x",
            frozenset({"memento"}),
            (("rel", "Memento"), ("title", 'a "b" c'), ("flag", ""), ("empty", "")),
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        '<x>; rel="memento"; datetime="Thu, 02',
        "<x",
        '<x>; rel="memento", <y',
        "<html><body>no</body></html>",
        "junk",
    ],
)
def test_a_text_that_ends_amid_a_link_is_not_complete(text: str) -> None:
    assert not read_links(text)[1]


def test_nothing_is_complete_and_empty() -> None:
    assert read_links(" ,\n") == ([], True)


target = st.text(
    st.characters(exclude_characters="<>", exclude_categories=["C", "Z"]), min_size=1, max_size=30
)
quoted = st.text(st.characters(exclude_categories=["C"]), max_size=20)


@settings(max_examples=50)
@given(st.lists(st.tuples(target, quoted), max_size=6))
def test_what_is_written_is_read(pairs: list[tuple[str, str]]) -> None:
    escaped = [(url, title.replace("\\", "\\\\").replace('"', '\\"')) for url, title in pairs]
    text = ",\n".join(f'<{url}>; rel="memento"; title="{title}"' for url, title in escaped)
    links, complete = read_links(text)
    assert complete
    assert [(link.target, link.parameter("title")) for link in links] == pairs


@given(st.text(st.sampled_from('<>;,="\\ arel\n'), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    read_links(text)
