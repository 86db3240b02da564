"""TimeMaps and TimeGates, in the shapes archives were seen to give them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clients.archive.timemap import Memento, TimeMap, read_timegate, read_timemap
from clients.outcome import NotMeasured, Why
from tests.unit.clients.net import response

ROOT = "http://a.example/web"
PYWB = f"""<{ROOT}/timemap/link/http://n.example/a>; rel="self"; type="application/link-format"; \
from="Thu, 02 Jan 2020 03:04:05 GMT",
<{ROOT}/http://n.example/a>; rel="timegate",
<http://n.example/a>; rel="original",
<{ROOT}/20200102030405mp_/http://n.example/a>; rel="memento"; datetime="Thu, 02 Jan 2020 03:04:05 GMT"; \
collection="news",
<{ROOT}/20200102030405mp_/http://n.example/a>; rel="memento"; datetime="Thu, 02 Jan 2020 03:04:05 GMT",
<{ROOT}/20220607080910mp_/http://n.example/a>; rel="last memento"
"""
PAGED = f"""<{ROOT}/timemap/link/http://n.example/a>; rel="self",
<{ROOT}/timemap/1/http://n.example/a>; rel="timemap"; from="Tue, 01 Jan 2019 00:00:00 GMT"; \
until="Tue, 31 Dec 2019 00:00:00 GMT",
<{ROOT}/timemap/2/http://n.example/a>; rel="timemap"; from="Wed, 01 Jan 2020 00:00:00 GMT"; \
until="Thu, 31 Dec 2020 00:00:00 GMT"
"""


def test_mementos_are_read_once_each_and_dated_by_their_address_if_need_be() -> None:
    timemap = read_timemap(response(PYWB, url=f"{ROOT}/timemap/link/http://n.example/a"))
    assert isinstance(timemap, TimeMap)
    assert timemap.mementos == (
        Memento(f"{ROOT}/20200102030405mp_/http://n.example/a", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        Memento(f"{ROOT}/20220607080910mp_/http://n.example/a", datetime(2022, 6, 7, 8, 9, 10, tzinfo=UTC)),
    )
    assert timemap.pages == ()


def test_of_several_pages_the_one_around_the_date_is_next() -> None:
    timemap = read_timemap(response(PAGED, url=f"{ROOT}/timemap/link/http://n.example/a"))
    assert isinstance(timemap, TimeMap)
    assert timemap.page_for(datetime(2019, 5, 1, tzinfo=UTC)) == f"{ROOT}/timemap/1/http://n.example/a"
    assert timemap.page_for(None) == f"{ROOT}/timemap/2/http://n.example/a"


@pytest.mark.parametrize(
    "body", ["<html><body>Sorry</body></html>", "", PYWB[:-30], '{"mementos": {}}', "<x>; rel=up"]
)
def test_what_is_no_whole_timemap_measures_nothing(body: str) -> None:
    assert read_timemap(response(body)) == NotMeasured(Why.INVALID_RESPONSE, "not a TimeMap")


# RFC 7089 §4.1.1 (302), §4.2.1 (200 with Content-Location); pywb answers 307


@pytest.mark.parametrize("status", [302, 303, 307, 308])
def test_a_timegate_points_to_a_memento(status: int) -> None:
    where = f"{ROOT}/20200102030405/http://n.example/a"
    answer = response(status=status, url=f"{ROOT}/http://n.example/a", headers={"Location": where})
    assert read_timegate(answer) == Memento(where, datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC))


def test_the_date_may_stand_in_a_link_only() -> None:
    link = '<http://a.example/m/17>; rel="memento"; datetime="Thu, 02 Jan 2020 03:04:05 GMT"'
    answer = response(status=302, url="http://a.example/tg/x", headers={"Location": "/m/17", "Link": link})
    assert read_timegate(answer) == Memento(
        "http://a.example/m/17", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    )


def test_a_timegate_may_answer_with_the_memento_itself() -> None:
    headers = {"Memento-Datetime": "Thu, 02 Jan 2020 03:04:05 GMT", "Content-Location": "/m/17"}
    answer = response("page", url="http://a.example/tg/x", headers=headers)
    assert read_timegate(answer) == Memento(
        "http://a.example/m/17", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("status", "headers"), [(200, {}), (302, {}), (301, {"Location": "https://a.example/tg/x"})]
)
def test_a_frame_or_a_move_names_no_memento(status: int, headers: dict[str, str]) -> None:
    assert (
        read_timegate(response("<iframe>", status=status, url="http://a.example/tg/x", headers=headers))
        is None
    )
