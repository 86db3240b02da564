from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from service.domain.times import Interval, Precision
from service.library import files
from service.library.document import LibraryDocument
from service.library.files import BadFileError
from service.library.jsonl import jsonl_documents

GOOD = {"id": "a", "title": "A title", "text": "A text."}


def written(folder: Path, *lines: object, name: str = "docs.jsonl") -> Path:
    path = folder / name
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def read(path: Path) -> list[LibraryDocument]:
    return list(jsonl_documents(path))


def problems(path: Path) -> list[tuple[int | None, str]]:
    with pytest.raises(BadFileError) as error:
        read(path)
    return [(problem.line, problem.reason) for problem in error.value.problems]


@pytest.mark.parametrize("name", ["docs.jsonl", "docs.jsonl.gz", "DOCS.NDJSON"])
def test_a_document_is_read_with_all_it_has(tmp_path: Path, name: str) -> None:
    full = {
        **GOOD,
        "url": "https://example.org/a",
        "publisher": "Example",
        "published_at": "2016-01",
        "captured_at": "2016-02-03T04:05:06",
        "about": {"start": "2015-09-01", "end": "2015-12-31"},
        "names": ["Alias"],
        "another": 1,
    }
    [document] = read(written(tmp_path, full, "", name=name))
    assert document.key == "a"
    assert "".join(document.chunks) == "A text."
    assert document.url == "https://example.org/a"
    assert document.publisher == "Example"
    assert document.published_at is not None
    assert document.published_at.precision is Precision.MONTH
    assert document.captured_at == datetime(2016, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert document.about == Interval(date(2015, 9, 1), date(2015, 12, 31))
    assert document.names == ("Alias",)


def test_sections_become_one_text(tmp_path: Path) -> None:
    [document] = read(
        written(tmp_path, {"id": "a", "title": "T", "sections": {"One": "first", "Two": "second"}})
    )
    assert "".join(document.chunks) == "One\nfirst\n\nTwo\nsecond\n"


def test_every_bad_line_is_told_with_its_number_and_reason(tmp_path: Path) -> None:
    told = problems(
        written(
            tmp_path,
            GOOD,
            "{broken",
            {"title": "no id", "text": "x"},
            {**GOOD, "id": "b", "url": "file:///etc/passwd"},
            {**GOOD, "id": "c", "published_at": "soon"},
            {"id": "d", "title": "T"},
            {**GOOD, "id": "e", "text": " \n "},
            GOOD,
            '{"id": "f", "title": "\\ud800", "text": "x"}',
            '{"id": "g", "title": "T", "text": ' + "[" * 100_000,
            {**GOOD, "id": "h", "about": {"start": "2016-01-02", "end": "2016-01-01"}},
        )
    )
    assert [line for line, _ in told] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    reasons = [reason for _, reason in told]
    assert reasons[0].startswith("Invalid JSON")
    assert reasons[1] == "id: Field required"
    assert reasons[2] == "url: must start with http:// or https://"
    assert reasons[3].startswith("published_at: ")
    assert reasons[4] == "needs either text or sections"
    assert reasons[5] == "has no text"
    assert reasons[6] == "the id a occurs twice in the file"
    assert reasons[9] == "about ends before it starts"


def test_a_mark_before_the_first_line_is_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_bytes(json.dumps(GOOD).encode("utf-8-sig"))
    assert [document.key for document in read(path)] == ["a"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_another_encoding_is_told_as_such(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_bytes(("\ufeff" + json.dumps(GOOD) + "\n" + json.dumps(GOOD)).encode(encoding))
    assert problems(path) == [(None, "is UTF-16: save it as UTF-8")]


def test_a_hopeless_file_is_given_up(tmp_path: Path) -> None:
    assert len(problems(written(tmp_path, *["nonsense"] * 100))) == files.MAX_PROBLEMS


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    assert problems(written(tmp_path, "")) == [(None, "holds no documents")]


def test_a_cut_archive_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, *({**GOOD, "id": str(number)} for number in range(1000)), name="x.jsonl.gz")
    path.write_bytes(path.read_bytes()[:-100])
    [(_, reason)] = problems(path)
    assert "cannot be read" in reason


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(b"not gzip")
    assert problems(path) == [(1, "cannot be read: Not a gzipped file (b'no')")]


def test_a_line_that_unpacks_to_too_much_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_PAGE_BYTES", 1000)
    path = written(tmp_path, GOOD, {**GOOD, "text": "x" * 2000}, name="bomb.jsonl.gz")
    assert problems(path) == [(2, "is longer than 1000 bytes")]


def test_a_file_that_unpacks_to_too_much_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 1000)
    path = written(tmp_path, *({**GOOD, "id": str(number)} for number in range(100)), name="bomb.jsonl.gz")
    assert problems(path) == [(None, "unpacks to more than 1000 bytes")]
