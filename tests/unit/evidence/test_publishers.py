from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from service.evidence import publishers
from service.evidence.publishers import house_of
from service.evidence.urls import site

TABLE = tomllib.loads(Path(publishers.__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def test_each_house_says_where_it_can_be_checked_and_has_several_sites() -> None:
    for house, told in TABLE.items():
        assert set(told) == {"check", "sites"}, house
        assert told["check"].startswith("https://"), house
        assert len(told["sites"]) > 1, house


def test_each_site_is_a_registrable_domain_and_of_one_house() -> None:
    sites = [name for told in TABLE.values() for name in told["sites"]]
    assert [name for name, times in Counter(sites).items() if times > 1] == []
    assert [name for name in sites if site(f"https://{name}/") != name] == []


def test_the_house_of_a_site() -> None:
    assert house_of("bbc.com") == house_of("bbc.co.uk") == "publisher:bbc"
    assert house_of("wikidata.org") == "wikipedia.org"
    assert house_of("example.com") is None
