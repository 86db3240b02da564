"""Both forms of marks become the same."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from benchmarks.claims.mark_files import FIRST, OtherTextError, read_articles, spanned, worded
from benchmarks.claims.marks import AskedQuantity, AskedSpeaker, Mark
from service.domain.quantities import Comparator
from service.domain.spans import Span

TEXT = "Over 100 ships sank in half of the ports, sources told the Herald."
ROW = {
    "n": 1,
    "text": "Over 100 ships sank",
    "span": [0, 19],
    "statement": "More than 100 ships sank.",
    "attribution": [None, "sources, to the Herald"],
    "times": ["2016-01"],
    "quantities": [[">100", "ships"], ["half", "the ports"], [1.3, "percent of land"], ["4", "months"]],
}
SPANNED = {
    "n": 1,
    "span": [0, 40],
    "optional": False,
    "same_as": None,
    "attribution": [None, [[42, 49], [59, 65]]],
    "times": ["2016"],
    "quantities": [
        {"value": 100, "comparator": "more_than", "unit": None, "counted": [9, 14]},
        {"low": 3, "high": 5, "comparator": "exactly", "unit": "mile", "counted": None},
    ],
    "needs": [[9, 14]],
    "kind_note": "plain",
}


def test_marks_in_words() -> None:
    (mark,) = worded(TEXT, json.dumps(ROW) + "\n\n").marks
    assert mark == Mark(
        number=1,
        span=Span(0, 19),
        text="Over 100 ships sank",
        optional=False,
        speakers=(None, AskedSpeaker("sources", via="the Herald")),
        times=("2016-01",),
        quantities=(
            AskedQuantity(100, 100, Comparator.MORE_THAN, None, "ships"),
            AskedQuantity(50, 50, None, "percent", "the ports"),
            AskedQuantity(1.3, 1.3, None, "percent", "land"),
            AskedQuantity(4, 4, None, "months", None),
        ),
        statement="More than 100 ships sank.",
    )


def test_marks_in_spans() -> None:
    (mark,) = spanned(TEXT, [SPANNED])  # type: ignore[list-item] # as JSON gives it
    assert mark == Mark(
        number=1,
        span=Span(0, 40),
        text="Over 100 ships sank in half of the ports",
        optional=False,
        speakers=(None, AskedSpeaker("sources Herald")),
        times=("2016",),
        quantities=(
            AskedQuantity(100, 100, Comparator.MORE_THAN, None, "ships"),
            AskedQuantity(3, 5, Comparator.EXACTLY, "miles", None),
        ),
        needs=("ships",),
    )


def laid_out(folder: Path, sha256: str) -> None:
    articles = folder / "articles"
    articles.mkdir()
    (articles / f"{FIRST}.txt").write_text(TEXT, encoding="utf-8")
    (articles / f"{FIRST}.claims.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    with gzip.open(articles / "news.jsonl.gz", "wt", encoding="utf-8") as lines:
        for number in (6, 7):
            lines.write(json.dumps({"id": number, "text": TEXT if number == 7 else "Another."}) + "\n")
    article = {"file": "articles/news.jsonl.gz", "id": 7, "sha256": sha256, "published_at": "2016-01-29"}
    marks = {"article": article, "marks": [SPANNED]}
    (folder / "news_7.json").write_text(json.dumps(marks), encoding="utf-8")


def test_all_marked_articles_are_read(tmp_path: Path) -> None:
    laid_out(tmp_path, hashlib.sha256(TEXT.encode()).hexdigest())
    first, second = read_articles(tmp_path, tmp_path)
    assert (first.name, second.name) == (FIRST, "news_7")
    assert second.text == TEXT
    assert second.published_at is not None
    assert second.published_at.day().isoformat() == "2016-01-29"


def test_a_text_that_was_not_marked_is_refused(tmp_path: Path) -> None:
    laid_out(tmp_path, hashlib.sha256(b"Another.").hexdigest())
    with pytest.raises(OtherTextError, match="news_7"):
        read_articles(tmp_path, tmp_path)
