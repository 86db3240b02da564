"""What the world knows in the end-to-end tests: pages written for the article under test (`world/`).

One agrees, one contradicts, one is a near-copy of the article (made from it when the test runs), one has a
later and higher count, one a later and lower one.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from tests.servers.wiki import Revision, WikiPage

HERE = Path(__file__).parent / "world"
PROJECT = Path(__file__).parents[2]

AGREEING = "Russian military intervention in Syria"
CONTRADICTING = "Qamishli airport"
LATER_HIGHER = "Russian servicemen killed in Syria"
LATER_LOWER = "Russian Ministry of Defence statements on Syria"
NEAR_COPY = "109 Russian troops killed in Syria since September"


def article() -> tuple[str, str]:
    """The article under test and where it is from.

    The one in the data folder (``SECONDSOURCE_DATA``) where there is one, else an own one of the same matter.
    """
    data = Path(os.environ.get("SECONDSOURCE_DATA", PROJECT / "../shared/data"))
    shared = data / "articles" / "000_400fd4530af4f708.txt"
    if shared.is_file():
        return shared.read_text(encoding="utf-8"), "the article of the data folder"
    return _text("own_article"), "own_article.txt: the data folder (SECONDSOURCE_DATA) is absent"


def world(text: str) -> tuple[WikiPage, ...]:
    before = _text("count_before")
    return (
        _page(AGREEING, (_noon(2016, 2, 10), _text("agreeing"))),
        _page(CONTRADICTING, (_noon(2016, 2, 3), _text("contradicting"))),
        _page(NEAR_COPY, (_noon(2016, 1, 30), near_copy(text))),
        _page(
            LATER_HIGHER,
            (_noon(2016, 3, 1), before),
            (_noon(2017, 3, 1), f"{before}\n\n{_text('later_higher')}"),
        ),
        _page(LATER_LOWER, (_noon(2016, 4, 1), _text("later_lower"))),
    )


def near_copy(text: str) -> str:
    """The article as another site would run it: own dateline, few words changed, one paragraph added."""
    changed = (
        text.replace("Orient Net - AA", "Levant Courier")
        .replace("Own Wire", "Levant Courier")
        .replace("expressive image", "")
        .replace("More than a hundred", "Over a hundred")
        .replace("noticable", "noticeable")
    )
    paragraphs = [paragraph.strip() for paragraph in changed.splitlines() if paragraph.strip()]
    return "\n\n".join([*paragraphs, "This report was first carried by an agency."])


def _page(title: str, *revisions: tuple[datetime, str]) -> WikiPage:
    return WikiPage(title=title, revisions=tuple(Revision(at=at, text=text) for at, text in revisions))


def _noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def _text(name: str) -> str:
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
