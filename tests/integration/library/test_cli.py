from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from service.cli import main
from tests.integration.library.samples import PAGE, WALL, record, warc_file
from tests.integration.library.zims import Entry, zim_file

ROOT = Path(__file__).parents[3]
GOOD = {"id": "mill", "title": "The mill", "text": "It burned.", "published_at": "1851"}


@pytest.fixture(autouse=True)
def _data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECONDSOURCE_DATA_DIR", str(tmp_path / "data"))


def written(folder: Path, name: str, *documents: object) -> str:
    path = folder / name
    path.write_text("\n".join(json.dumps(document) for document in documents))
    return str(path)


def test_adding_listing_and_removing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "docs.jsonl", GOOD, {**GOOD, "id": "bridge", "title": "The bridge"})
    assert main(["library", "add", path]) == 0
    assert main(["library", "add", path, "--collection", "press"]) == 0
    assert capsys.readouterr().out == f"{path}: 2 documents in library\n{path}: 2 documents in press\n"
    assert (tmp_path / "data" / "library" / "press.sqlite3").is_file()

    assert main(["library", "list"]) == 0
    assert [line.split("\t")[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["library", "2 documents"],
        ["press", "2 documents"],
    ]
    assert main(["library", "list", "press"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "mill\tThe mill\tpublished 1851-01-01T00:00:00\t-"

    assert main(["library", "remove", "press", "--id", "mill"]) == 0
    assert main(["library", "remove", "library"]) == 0
    assert capsys.readouterr().out == "1 document removed from press\n2 documents removed from library\n"
    assert main(["library", "list"]) == 0
    assert capsys.readouterr().out.startswith("press\t1 documents")


def test_a_bad_file_is_told_line_by_line_and_the_others_are_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = written(tmp_path, "bad.jsonl", {**GOOD, "id": "other"}, {"id": "x"}, ["list"])
    good = written(tmp_path, "good.jsonl", GOOD)
    assert main(["library", "add", bad, good, str(tmp_path / "missing.txt")]) == 1
    told = capsys.readouterr()
    assert told.out == f"{good}: 1 document in library\n"
    assert f"{bad}:2: title: Field required" in told.err
    assert f"{bad}:3: " in told.err
    assert f"{bad}: nothing of it was added" in told.err
    assert "missing.txt: there is no such file" in told.err
    assert main(["library", "list", "library"]) == 0
    assert capsys.readouterr().out.startswith("mill\t")


def test_what_is_left_out_is_counted_and_the_origin_of_a_date_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, origin = "https://news.example", "meta: article:published_time"
    path = warc_file(
        tmp_path / "a.warc.gz",
        record(f"{url}/mill"),
        record(f"{url}/1", body=WALL),
        record(f"{url}/2", body=WALL),
        record(f"{url}/3", content_type="application/pdf"),
    )
    assert main(["library", "add", str(path)]) == 0
    assert capsys.readouterr().out == (
        f"{path}: 1 document in library; left out: 2 pages behind a paywall, 1 PDF\n"
    )
    assert main(["library", "list", "library"]) == 0
    assert capsys.readouterr().out.split("\t")[1:] == [
        "Mill burned down",
        f"published 2015-05-04T08:00:00+01:00 ({origin}), captured 2016-01-29T15:00:00+00:00",
        f"{url}/mill\n",
    ]


def test_all_or_nothing_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cut = warc_file(
        tmp_path / "cut.warc.gz", record("https://news.example/1"), record("https://news.example/2")
    )
    cut.write_bytes(cut.read_bytes()[:-50])
    zim = zim_file(tmp_path / "ashby_en.zim", Entry("mill", PAGE))
    assert main(["library", "add", str(cut), str(zim)]) == 1
    told = capsys.readouterr()
    assert f"{cut}:2: cannot be read: the file ends in the middle" in told.err
    assert f"{cut}: nothing of it was added" in told.err
    assert told.out.endswith(f"{zim}: 1 document in library\n")
    assert main(["library", "list", "library"]) == 0
    assert capsys.readouterr().out.startswith("ashby_en/mill\t")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["library", "add", "x.txt", "--collection", "../x"], "a collection is named"),
        (["library", "remove", "nothing"], "there is no collection nothing"),
        (["library", "list", "nothing"], "there is no collection nothing"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert message in capsys.readouterr().err


def test_an_id_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["library", "add", written(tmp_path, "docs.jsonl", GOOD)])
    assert main(["library", "remove", "library", "--id", "mill", "--id", "other"]) == 1
    assert "1 of the ids are not in library" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("in the way")
    assert main(["library", "add", written(tmp_path, "docs.jsonl", GOOD)]) == 1
    assert "cannot write collection library" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["library"], ["fly"], ["library", "add"]])
def test_a_wrong_call_shows_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: secondsource" in capsys.readouterr().err


def test_a_bad_setting_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "hunter2")
    assert main(["library", "list"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("setting PORT: ")
    assert "hunter2" not in told


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    documents = [{**GOOD, "id": f"{number} " + "x" * 400} for number in range(1000)]
    main(["library", "add", written(tmp_path, "docs.jsonl", *documents)])
    listing = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "library", "list", "library"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.readline()
    listing.stdout.close()
    with listing.stderr:
        assert listing.stderr.read() == b""
    assert listing.wait() == 0
