"""Two drawings as SVG: how far stated probabilities hold, and what saying less would gain.

Each brings its own ground and follows the reader's light or dark scheme, so lines and words stay legible on
any page. Series differ by dashes and marks too, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from benchmarks.verdicts.confidence import BINS, Bin, Point

WIDTH, HEIGHT = 640, 460
LEFT, TOP, RIGHT, BOTTOM = 64, 56, 24, 64
STRIP = 60  # height of the strip of counts


@dataclass(frozen=True, slots=True)
class Palette:
    ground: str
    ink: str
    faint: str
    series: tuple[str, str]

    def rules(self) -> str:
        one, other = self.series
        return (
            f".ground, .mark.b {{ fill: {self.ground} }} text {{ fill: {self.ink} }} "
            f".axis, .asked {{ stroke: {self.ink} }} .grid {{ stroke: {self.faint} }} "
            f".line.a, .mark.a {{ stroke: {one} }} .line.b, .mark.b {{ stroke: {other} }} "
            f".mark.a, .bar.a {{ fill: {one} }} .bar.b {{ fill: {other} }}"
        )


LIGHT = Palette("#ffffff", "#1f2328", "#d1d9e0", ("#0b5cad", "#a34a00"))
DARK = Palette("#151b23", "#e6edf3", "#3d444d", ("#6cb6ff", "#f0a35e"))
_STYLE = (
    "text { font: 13px system-ui, sans-serif } .title { font-size: 15px; font-weight: 600 } "
    ".asked { stroke-dasharray: 2 4 } .line, .axis, .asked { fill: none } .line { stroke-width: 2 } "
    f".line.b {{ stroke-dasharray: 7 4 }} .mark {{ stroke-width: 2 }} {LIGHT.rules()} "
    f"@media (prefers-color-scheme: dark) {{ {DARK.rules()} }}"
)
_SERIES = ("a", "b")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values lie in the drawing: ``x`` and ``y`` are the ranges shown, ``bottom`` in pixels."""

    x: tuple[float, float]
    y: tuple[float, float]
    bottom: int

    def at(self, x: float, y: float) -> tuple[float, float]:
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return (
            round(LEFT + across * (WIDTH - LEFT - RIGHT), 1),
            round(self.bottom - up * (self.bottom - TOP), 1),
        )

    def line(self, points: Sequence[tuple[float, float]], classes: str) -> str:
        placed = " ".join(f"{x},{y}" for x, y in (self.at(*point) for point in points))
        return f'<polyline class="{classes}" points="{placed}"/>'

    def axes(self, across: Sequence[float], up: Sequence[float]) -> Iterator[str]:
        for value in up:
            (x, y), (end, _) = self.at(self.x[0], value), self.at(self.x[1], value)
            yield f'<line class="grid" x1="{x}" y1="{y}" x2="{end}" y2="{y}"/>'
            yield f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{value:.0%}</text>'
        for value in across:
            x, y = self.at(value, self.y[0])
            yield f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{value:.0%}</text>'
        yield self.line([(self.x[0], self.y[1]), (self.x[0], self.y[0]), (self.x[1], self.y[0])], "axis")


def reliability(series: Mapping[str, Sequence[Bin]], *, of: str) -> str:
    """Share right against stated probability, with the share of answers in each bin; at most two series."""
    frame = Frame((0.3, 1.0), (0.0, 1.0), HEIGHT - BOTTOM - STRIP - 12)
    body = [
        *frame.axes([tenth / 10 for tenth in range(3, 11)], [0.0, 0.25, 0.5, 0.75, 1.0]),
        frame.line([(0.3, 0.3), (1.0, 1.0)], "asked"),
    ]
    foot = HEIGHT - BOTTOM
    body.append(f'<line class="axis" x1="{LEFT}" y1="{foot}" x2="{WIDTH - RIGHT}" y2="{foot}"/>')
    body.append(f'<text x="{LEFT - 8}" y="{foot - STRIP / 2}" text-anchor="end">answers</text>')
    most = max(one.answers / sum(b.answers for b in bins) for bins in series.values() for one in bins)
    for number, bins in enumerate(series.values()):
        kind, whole = _SERIES[number], sum(one.answers for one in bins)
        body.append(frame.line([(one.stated, one.right) for one in bins], f"line {kind}"))
        for one in bins:
            x, y = frame.at(one.stated, one.right)
            body.append(f'<circle class="mark {kind}" cx="{x}" cy="{y}" r="4"/>')
            tall = round(STRIP * one.answers / whole / most, 1)
            left, _ = frame.at(max(one.low, frame.x[0]), 0)
            wide = (WIDTH - LEFT - RIGHT) / BINS / (frame.x[1] - frame.x[0]) / 2 - 2
            x = left + 1 + number * (wide + 2)
            body.append(
                f'<rect class="bar {kind}" x="{x:.1f}" y="{foot - tall}" width="{wide:.1f}" height="{tall}"/>'
            )
    return _drawing(
        f"Stated and true: {of}",
        "share right, against the stated probability of the most probable answer",
        body,
        series,
    )


def risk_coverage(series: Mapping[str, Sequence[Point]], *, of: str, asked: Point) -> str:
    """Share wrong among the most confident answers, against their share; ``asked`` is marked."""
    top = max([0.5, *(point.risk for points in series.values() for point in points)])
    frame = Frame((0.0, 1.0), (0.0, min(1.0, -(-top // 0.1) / 10)), HEIGHT - BOTTOM)
    steps = [tenth / 10 for tenth in range(round(frame.y[1] * 10) + 1)]
    body = [*frame.axes([fifth / 5 for fifth in range(6)], steps)]
    body.append(frame.line([(0, asked.risk), (asked.coverage, asked.risk), (asked.coverage, 0)], "asked"))
    x, y = frame.at(asked.coverage, asked.risk)
    note = f"asked: at most {asked.risk:.0%} wrong of {asked.coverage:.0%}"
    body.append(f'<text x="{x + 8}" y="{y + 14}">{note}</text>')
    for number, points in enumerate(series.values()):
        placed = [(point.coverage, point.risk) for point in points]
        body.append(frame.line(placed, f"line {_SERIES[number]}"))
    return _drawing(
        f"Risk and coverage: {of}",
        "share wrong, against the share of rows answered, the most confident first",
        body,
        series,
    )


def _drawing(title: str, below: str, body: Sequence[str], names: Mapping[str, object]) -> str:
    middle = (LEFT + WIDTH - RIGHT) / 2
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" rx="8"/>',
        f'<text class="title" x="{LEFT}" y="26">{escape(title)}</text>',
        *_legend(list(names)),
        *body,
        f'<text x="{middle}" y="{HEIGHT - 18}" text-anchor="middle">{escape(below)}</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _legend(names: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(names):
        x = LEFT + number * 200
        yield f'<line class="line {_SERIES[number]}" x1="{x}" y1="41" x2="{x + 28}" y2="41"/>'
        yield f'<text x="{x + 36}" y="45">{escape(name)}</text>'
