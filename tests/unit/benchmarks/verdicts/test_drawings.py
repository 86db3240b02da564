"""The drawings are well-formed, and their marks stand where the figures put them."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from benchmarks.verdicts.confidence import Point, Stated, bins
from benchmarks.verdicts.drawings import DARK, LIGHT, reliability, risk_coverage

SVG = "{http://www.w3.org/2000/svg}"


def ratio(one: str, other: str) -> float:
    """Of contrast between two colours, as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_marks_stand_on_the_diagonal_when_stated_is_true() -> None:
    sure = [Stated(0.75, right=number % 4 > 0) for number in range(8)]
    root = ET.fromstring(reliability({"verdict": bins(sure)}, of="a < b"))  # noqa: S314 - our own
    (mark,) = root.iter(f"{SVG}circle")
    ends = next(one for one in root.iter(f"{SVG}polyline") if one.get("class") == "asked").get("points", "")
    (x1, y1), (x2, y2) = (tuple(map(float, pair.split(","))) for pair in ends.split())
    along = (float(mark.get("cx", "")) - x1) / (x2 - x1)
    assert abs(y1 + along * (y2 - y1) - float(mark.get("cy", ""))) < 0.2
    (bar,) = [one for one in root.iter(f"{SVG}rect") if one.get("class") == "bar a"]
    assert float(bar.get("height", "")) == 60.0


def test_the_tallest_bar_fills_the_strip_and_others_are_in_proportion() -> None:
    found = [Stated(0.75, right=True)] * 4 + [Stated(0.55, right=True)]
    root = ET.fromstring(reliability({"verdict": bins(found)}, of="all"))  # noqa: S314 - our own
    bars = [one.get("height") for one in root.iter(f"{SVG}rect") if one.get("class") == "bar a"]
    assert bars == ["15.0", "60.0"]


def test_curves_stay_inside_and_are_named() -> None:
    curves = {"verdict": [Point(0.1, 0.0), Point(1.0, 0.72)], "model alone": [Point(1.0, 0.4)]}
    text = risk_coverage(curves, of="all", asked=Point(0.15, 0.1))
    root = ET.fromstring(text)  # noqa: S314 - our own
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for line in root.iter(f"{SVG}polyline"):
        for x, y in (map(float, pair.split(",")) for pair in line.get("points", "").split()):
            assert 0 <= x <= width
            assert 0 <= y <= height
    words = [one.text for one in root.iter(f"{SVG}text")]
    assert {"verdict", "model alone", "80%"} <= set(words)
    assert "90%" not in words


def test_both_schemes_are_there_and_legible() -> None:
    text = reliability({"verdict": bins([Stated(0.5, right=True)])}, of="all")
    assert "prefers-color-scheme: dark" in text
    for palette in (LIGHT, DARK):
        assert ratio(palette.ground, palette.ink) >= 7
        assert all(ratio(palette.ground, colour) >= 4.5 for colour in palette.series)
        assert palette.ground in text
    assert not re.search(r"https?://(?!www\.w3\.org)", text)
