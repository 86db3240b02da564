from __future__ import annotations

import re

import pytest

from service.library.document import LibraryDocument
from service.library.factbook_names import CountryName, country_name
from service.library.factbook_text import field_lines
from service.library.starter import profiles

LAND = CountryName(title="Freeland", with_article="Freeland", others=(), slug="freeland")
ISLES = CountryName(title="Far Islands", with_article="the Far Islands", others=(), slug="far-islands")


@pytest.fixture(scope="module")
def countries() -> dict[str, LibraryDocument]:
    return {document.key: document for document in profiles()}


def test_a_line_can_be_read_on_its_own() -> None:
    value = {"total": {"text": "6,416 (2025 est.)"}, "male": {"text": "3,158"}}
    assert field_lines(LAND, "Population", value) == [
        "Population of Freeland: 6,416 (2025 est.)",
        "Population of Freeland, male: 3,158",
    ]
    assert field_lines(ISLES, "Coastline", {"text": "12 km"}) == ["Coastline of the Far Islands: 12 km"]


def test_a_label_is_not_said_twice() -> None:
    assert field_lines(LAND, "Exports", {"Exports 2024": {"text": "$1"}}) == ["Exports 2024 of Freeland: $1"]
    value = {"agricultural land: arable land": {"text": "arable land: 5.7%"}}
    assert field_lines(LAND, "Land use", value) == [
        "Land use of Freeland, agricultural land: arable land: 5.7%"
    ]


def test_paragraphs_are_lines_and_markup_goes() -> None:
    value = {
        "text": "<strong>north:</strong> caf&eacute;s &amp; mills<br><br>south:&nbsp;none",
        "note": "note: x",
    }
    assert field_lines(LAND, "Industries", value) == [
        "Industries of Freeland: north: cafés & mills",
        "Industries of Freeland: south: none",
        "Industries of Freeland: note: x",
    ]


def test_the_background_is_prose() -> None:
    assert field_lines(LAND, "Background", {"text": "It is old.<br>It is free."}) == [
        "It is old.",
        "It is free.",
    ]


def test_an_empty_field_has_no_lines() -> None:
    assert field_lines(LAND, "Coastline", {"text": ""}) == []
    assert field_lines(LAND, "Coastline", {}) == []
    assert field_lines(LAND, "Coastline", None) == []


def test_a_country_is_known_by_its_names() -> None:
    sections = {
        "Government": {
            "Country name": {
                "conventional short form": {"text": "C&ocirc;te d'Ivoire"},
                "conventional long form": {"text": "none"},
            }
        },
        "People and Society": {"Nationality": {"adjective": {"text": "Ivoirian"}}},
    }
    name = country_name("iv", sections, ["ivory_coast"])
    assert name.title == "Côte d'Ivoire"
    assert name.others == ("Ivory Coast", "Ivoirian")
    assert name.slug == "cote-divoire"


@pytest.mark.parametrize(
    ("code", "title", "slug", "other"),
    [
        ("fr", "France", "france", "French"),
        ("us", "United States", "united-states", "U.S."),
        ("uk", "United Kingdom", "united-kingdom", "Britain"),
        ("cg", "Democratic Republic of the Congo", "congo-democratic-republic-of-the", "DRC"),
        ("bf", "The Bahamas", "bahamas-the", "Bahamas"),
        ("ae", "United Arab Emirates", "united-arab-emirates", "Uae"),
        ("iv", "Côte d'Ivoire", "cote-divoire", "Ivory Coast"),
        ("gz", "Gaza Strip", "gaza-strip", "Gaza"),
        ("ks", "South Korea", "korea-south", "Republic of Korea"),
    ],
)
def test_countries_are_called_as_readers_call_them(
    countries: dict[str, LibraryDocument], code: str, title: str, slug: str, other: str
) -> None:
    document = countries[code]
    assert document.title == title
    assert document.url == f"https://www.cia.gov/the-world-factbook/countries/{slug}/"
    assert other in document.names


def test_all_profiles_are_there_and_free_of_markup(countries: dict[str, LibraryDocument]) -> None:
    assert len(countries) == 256
    text = "".join(chunk for document in countries.values() for chunk in document.chunks)
    assert re.findall(r"</?(?:b|br|p|em|strong)\b[^>]*>|&[a-z]+;", text) == []
    assert "Population of France: 68,512,806 (2025 est.)\n" in text
    assert "Capital of France: Paris\n" in text
    assert "Area of the United States: " in text


def test_titles_and_addresses_are_unique(countries: dict[str, LibraryDocument]) -> None:
    assert len({document.title for document in countries.values()}) == 256
    assert len({document.url for document in countries.values()}) == 256


def test_no_chunk_occurs_twice_in_a_profile(countries: dict[str, LibraryDocument]) -> None:
    assert all(len(set(document.chunks)) == len(document.chunks) for document in countries.values())
