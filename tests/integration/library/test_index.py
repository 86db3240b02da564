from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.library.chunks import chunks_of
from service.library.dates import published_at
from service.library.document import LibraryDocument
from service.library.index import Library, LibraryError

MILL = LibraryDocument(key="mill", title="The mill", chunks=("The mill of Ashby burned down in 1851.",))
BRIDGE = LibraryDocument(key="bridge", title="The bridge", chunks=("The bridge of Ashby was built in 1790.",))


def titles(library: Library, text: str, *, before: datetime | None = None, limit: int = 5) -> list[str]:
    return [found.title for found in library.search("library", text, limit=limit, before=before)]


def test_what_was_added_is_found(library: Library) -> None:
    assert library.add("library", [MILL, BRIDGE]) == 2
    [found] = library.search("library", "burned mill", limit=5)
    assert found.key == "mill"
    assert found.text == "The mill of Ashby burned down in 1851."
    assert found.whole
    assert titles(library, "nothing here") == []
    assert titles(library, "") == []
    assert titles(library, "?!") == []
    assert titles(library, "mill", limit=0) == []


def test_words_are_found_in_their_forms_and_without_accents(library: Library) -> None:
    library.add("library", [replace(MILL, chunks=("Mühlen were burning in Ashby.",))])
    assert titles(library, "muhlen burned") == ["The mill"]


def test_all_words_come_before_any_word(library: Library) -> None:
    other = replace(MILL, key="other", title="Elsewhere", chunks=("ashby ashby ashby " * 5,))
    library.add("library", [other, MILL, BRIDGE])
    assert titles(library, "ashby 1790")[0] == "The bridge"
    assert set(titles(library, "ashby 1790")) == {"The bridge", "The mill", "Elsewhere"}


def test_a_document_that_is_named_comes_first_and_alone_of_its_kind(library: Library) -> None:
    countries = [
        LibraryDocument(key=name, title=name, chunks=(f"Population of {name}: {count} million.\n",))
        for name, count in [("Guinea", 14), ("Papua New Guinea", 10), ("France", 68)]
    ]
    library.add("library", countries)
    assert titles(library, "Papua New Guinea has 68 million people") == ["Papua New Guinea"]
    assert titles(library, "Guinea has 68 million people") == ["Guinea"]
    assert titles(library, "France and Guinea population")[:2] == ["France", "Guinea"]


def test_a_document_of_something_else_is_left_out_when_one_is_named(library: Library) -> None:
    library.add(
        "library",
        [
            LibraryDocument(key="f", title="France", chunks=("Population of France: 68 million.\n",)),
            LibraryDocument(key="s", title="Spain", chunks=("Population of Spain: 48 million.\n",)),
            LibraryDocument(
                key="p", title="Pyrenees", chunks=("People live on both sides, in France too.\n",)
            ),
            LibraryDocument(key="n", title="News", chunks=("The population of cities grew.\n",)),
        ],
    )
    assert titles(library, "The population of France grew")[0] == "France"
    assert set(titles(library, "The population of France grew")) == {"France", "Pyrenees", "News"}
    assert "Spain" in titles(library, "the population grew")


def test_named_documents_leave_half_of_the_places_to_others(library: Library) -> None:
    named = [
        LibraryDocument(key=name, title=name, chunks=("No figure.\n",))
        for name in ("Ashby", "Corby", "Derby")
    ]
    news = replace(MILL, key="news", title="Fire", chunks=("Mills of Ashby, Corby and Derby burned.\n",))
    library.add("library", [*named, news])
    found = titles(library, "Mills burned in Ashby, Corby and Derby", limit=4)
    assert set(found[:2]) < {"Ashby", "Corby", "Derby"}
    assert found[2] == "Fire"


class Alike:
    """Finds likeness wherever ``word`` stands in a text."""

    def __init__(self, word: str) -> None:
        self._word = word

    def similarities(self, statement: str, texts: Sequence[str]) -> list[float]:
        return [0.9 if self._word in text else 0.1 for text in texts]


def test_a_chunk_is_compared_under_the_title_of_its_document(library: Library) -> None:
    library.add("library", [replace(MILL, key="a", title="Ashby"), replace(MILL, key="c", title="Corby")])
    assert titles(library.ranked_by(Alike("Corby: The")), "burned down")[0] == "Corby"
    assert titles(library.ranked_by(Alike("Ashby: The")), "burned down")[0] == "Ashby"


def test_meaning_ranks_what_shares_a_word(library: Library) -> None:
    storm = replace(MILL, key="storm", title="Weather", chunks=("A storm tore the roof from the mill.",))
    paint = replace(MILL, key="paint", title="Paint", chunks=("The mill, the mill roof, was painted.",))
    library.add("library", [storm, paint, replace(BRIDGE, chunks=("A storm shook it.",))])
    text = "The roof of the mill was lost to wind"
    assert titles(library, text) == ["Paint", "Weather"]
    assert titles(library.ranked_by(Alike("storm")), text) == ["Weather", "Paint"]


def test_of_a_long_document_the_chunks_nearest_in_meaning_are_returned(library: Library) -> None:
    chunks = [f"The mill in year {n}, the mill and the mill. {'x' * 700}\n" for n in range(9)]
    wind = f"Wind took the mill. {'y' * 700}\n"
    library.add("library", [replace(MILL, title="Ashby", chunks=(*chunks, wind))])
    text = "The mill was lost"
    [by_words] = library.search("library", text, limit=1)
    [by_meaning] = library.ranked_by(Alike("Wind")).search("library", text, limit=1)
    assert "Wind" not in by_words.text
    assert "Wind" in by_meaning.text


def test_a_title_of_many_documents_names_none_of_them(library: Library) -> None:
    pages = [replace(MILL, key=str(n), title="Ashby", chunks=(f"In year {n} it rained.",)) for n in range(9)]
    library.add("library", [*pages, replace(MILL, title="Fires", chunks=("In Ashby the mill burned.",))])
    assert titles(library, "Ashby mill burned", limit=3)[0] == "Fires"


def test_other_names_of_a_document_name_it(library: Library) -> None:
    library.add("library", [replace(MILL, names=("Ashby Works",)), BRIDGE])
    assert titles(library, "who owned the Ashby Works") == ["The mill"]


def test_of_a_long_document_the_best_chunks_are_returned(library: Library) -> None:
    filler = "Nothing of note happened in that year, and the next was no different.\n" * 8
    text = filler * 5 + "The mill burned down in 1851.\n" + filler * 5 + "The mill was rebuilt in 1853.\n"
    library.add("library", [replace(MILL, chunks=chunks_of(text))])
    [found] = library.search("library", "mill burned 1851 rebuilt", limit=5)
    assert not found.whole
    assert len(found.text) < 3000
    assert found.text.index("burned down in 1851") < found.text.index("rebuilt in 1853")
    assert all(line in text for line in found.text.splitlines())


def test_chunks_that_were_apart_do_not_run_together(library: Library) -> None:
    filler = "x" * 990 + " "
    library.add(
        "library", [replace(MILL, chunks=("Mill one. ", filler, filler, filler, filler, "Mill two. "))]
    )
    [found] = library.search("library", "mill", limit=5)
    assert found.text == "Mill one.\nMill two."


def test_what_is_known_to_be_later_is_left_out(library: Library) -> None:
    library.add(
        "library",
        [
            replace(MILL, key="early", title="Early", published_at=published_at("2015-12")),
            replace(MILL, key="late", title="Late", published_at=published_at("2016-01")),
            replace(MILL, key="undated", title="Undated"),
            replace(MILL, key="captured", title="Captured", captured_at=datetime(2015, 5, 1, tzinfo=UTC)),
        ],
    )
    before = datetime(2016, 1, 20, tzinfo=UTC)
    found = library.search("library", "mill burned", limit=9, before=before)
    assert {one.title: one.known_by_then for one in found} == {
        "Early": True,
        "Undated": False,
        "Captured": True,
    }
    assert len(titles(library, "mill burned", limit=9)) == 4
    named = library.search("library", "Late", limit=9, before=before)
    assert [one.title for one in named] == []


@pytest.mark.parametrize(
    ("before", "year"),
    [
        (None, 2018),
        (datetime(2019, 1, 1, tzinfo=UTC), 2018),
        (datetime(2017, 6, 1, tzinfo=UTC), 2017),
        (datetime(2016, 12, 31, tzinfo=UTC), 2016),
        (datetime(2015, 1, 1, tzinfo=UTC), 2016),
    ],
)
def test_of_the_captures_of_a_page_one_stands_for_all(
    library: Library, before: datetime | None, year: int
) -> None:
    captures = [
        replace(MILL, key=str(one), url="https://a.example/mill", captured_at=datetime(one, 3, 1, tzinfo=UTC))
        for one in (2017, 2016, 2018)
    ]
    library.add(
        "library", [*captures, replace(MILL, key="other"), replace(BRIDGE, url="https://a.example/b")]
    )
    for query in ("burned", "The mill"):
        found = library.search("library", query, limit=9, before=before)
        assert {one.captured_at and one.captured_at.year for one in found} == {year, None}
        assert len(found) == 2
        assert [one.known_by_then for one in found if one.captured_at] == [
            before is not None and before.year >= year
        ]


def test_adding_again_replaces(library: Library) -> None:
    library.add("library", [MILL, BRIDGE])
    library.add("library", [replace(MILL, chunks=("The mill still stands.",), names=("Stander",))])
    assert library.count("library") == 2
    assert titles(library, "burned 1851") == []
    assert titles(library, "still stands") == ["The mill"]
    with closing(sqlite3.connect(library.path("library"))) as connection:
        connection.execute("INSERT INTO found (found, rank) VALUES ('integrity-check', 1)")


def test_a_failure_in_the_middle_leaves_everything_as_it_was(library: Library) -> None:
    library.add("library", [MILL])

    def documents() -> Iterator[LibraryDocument]:
        yield replace(MILL, chunks=("Changed.",))
        yield BRIDGE
        raise LibraryError("bad line")

    with pytest.raises(LibraryError, match="bad line"):
        library.add("library", documents())
    assert [listed.key for listed in library.documents("library")] == ["mill"]
    assert titles(library, "burned 1851") == ["The mill"]


def test_removing(library: Library) -> None:
    library.add("library", [MILL, BRIDGE])
    assert library.remove("library", ["mill", "unknown"]) == 1
    assert titles(library, "burned mill 1851") == []
    assert library.remove("library") == 1
    assert library.collections() == ()
    assert library.count("library") == 0
    with pytest.raises(LibraryError, match="no collection"):
        library.remove("library")
    assert list(library.path("library").parent.iterdir()) == []


def test_searching_the_library_searches_all_that_was_added_but_no_package(library: Library) -> None:
    library.add("one", [MILL])
    library.add("two", [replace(MILL, key="second", title="Second mill")])
    library.replace("packaged", [replace(MILL, title="Packaged mill")], pack="1")
    assert sorted(titles(library, "burned mill")) == ["Second mill", "The mill"]
    assert library.count("library") == 2
    assert [info.pack for info in library.collections()] == [None, "1", None]
    assert [one.title for one in library.search("packaged", "mill", limit=5)] == ["Packaged mill"]


def test_a_package_is_replaced_in_one_step(library: Library) -> None:
    library.replace("packaged", [MILL], pack="1")

    def documents() -> Iterator[LibraryDocument]:
        yield BRIDGE
        assert [one.title for one in library.search("packaged", "mill burned", limit=5)] == ["The mill"]

    library.replace("packaged", documents(), pack="2")
    assert library.pack("packaged") == "2"
    assert [one.title for one in library.search("packaged", "bridge", limit=5)] == ["The bridge"]
    assert [path.name for path in library.path("packaged").parent.iterdir()] == ["packaged.sqlite3"]


@pytest.mark.parametrize("name", ["../x", "a/b", "", "A", "-x", "x" * 64, "x.sqlite3", "x\x00"])
def test_a_collection_name_is_no_path(library: Library, name: str) -> None:
    with pytest.raises(LibraryError, match="a collection is named"):
        library.add(name, [MILL])


def test_an_index_of_another_version_is_not_touched(library: Library) -> None:
    library.add("library", [MILL])
    with closing(sqlite3.connect(library.path("library"))) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="another version"):
        library.add("library", [BRIDGE])


def test_a_broken_index_is_told_and_can_be_removed(library: Library) -> None:
    library.add("library", [MILL])
    library.path("library").write_bytes(b"no database at all" * 100)
    for attempt in (lambda: library.add("library", [BRIDGE]), lambda: library.documents("library")):
        with pytest.raises(LibraryError, match="collection library"):
            attempt()
    assert library.collections()[0].documents == 0
    library.remove("library")
    assert library.add("library", [BRIDGE]) == 1


WRITER = """
import sys
from pathlib import Path
from service.library.document import LibraryDocument
from service.library.index import Library
library = Library(Path(sys.argv[1]))
for number in range(10):
    key = f"{sys.argv[2]} {number}"
    library.add("library", [LibraryDocument(key=key, title=key, chunks=("The mill burned.",))])
"""


def test_several_processes_may_add_while_others_search(library: Library, tmp_path: Path) -> None:
    library.add("library", [MILL])
    root = Path(__file__).parents[3]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "library"), name], cwd=root)
        for name in ("one", "two")
    ]
    while any(writer.poll() is None for writer in writers):
        assert "The mill" in titles(library, "mill burned", limit=50)
    assert [writer.wait() for writer in writers] == [0, 0]
    assert library.count("library") == 21
