"""Medians, ratios and goals of rounds that can be counted by hand."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace

import pytest

from benchmarks.throughput.__main__ import command, lengths, parser, within
from benchmarks.throughput.figures import BATCHED, SINGLY, Length, of_rounds, percentile
from benchmarks.throughput.measuring import Round
from benchmarks.throughput.report import Run, as_json, as_markdown

ROUNDS = [
    Round(
        batch=batch,
        at_once=80.0,
        singly=100.0,
        batched=90.0,
        processor_ms=12.0,
        bare_processor_ms=10.0,
        requests=(0.020, 0.040),
        one=(0.010, 0.010),
        one_on_all=(0.016, 0.016),
    )
    for batch in (90.0, 70.0, 95.0)
]


def run(*found: Length) -> Run:
    return Run(
        command="python -m benchmarks.throughput",
        judge="a judge",
        judge_sha256="0" * 64,
        max_tokens=160,
        threads=2,
        pairs=256,
        singles=2,
        load=None,
        lengths=found,
    )


def test_rates_are_medians_and_ratios_are_to_the_better_of_the_bare_ways() -> None:
    found = of_rounds(128, 128, ROUNDS)
    assert (found.batch, found.ratio, found.ratio_at_once) == (90.0, 0.9, 0.8)
    assert (found.bare, found.bare_way) == (100.0, SINGLY)
    batched = [replace(one, batched=120.0) for one in ROUNDS]
    assert of_rounds(128, 128, batched).bare_way == BATCHED
    assert of_rounds(128, 128, batched).ratio == pytest.approx(0.75)


def test_waiting_is_told_in_the_faster_of_the_bare_pairs() -> None:
    found = of_rounds(128, 128, ROUNDS)
    assert (found.p50_ms, found.p95_ms, found.wait) == pytest.approx((20.0, 40.0, 4.0))
    faster = [replace(one, one_on_all=(0.005, 0.005)) for one in ROUNDS]
    assert of_rounds(128, 128, faster).wait == pytest.approx(8.0)


def test_goals_are_met_at_their_limit_and_missed_beyond() -> None:
    def goals(batch: float, at_once: float, slowest: float) -> list[bool]:
        found = of_rounds(
            32, 32, [replace(one, batch=batch, at_once=at_once, requests=(slowest,)) for one in ROUNDS]
        )
        return [met for _, met in found.goals]

    assert goals(85.0, 85.0, 0.030) == [True, True, True]
    assert goals(84.9, 84.9, 0.0301) == [False, False, False]


@pytest.mark.parametrize(("share", "value"), [(50, 10), (95, 19), (100, 20), (1, 1)])
def test_percentiles_of_twenty(share: int, value: int) -> None:
    assert percentile(list(range(20, 0, -1)), share) == value


def test_where_the_system_tells_no_processor_time() -> None:
    found = of_rounds(32, 32, [replace(one, processor_ms=None) for one in ROUNDS])
    assert found.processor_ms is None
    assert "| processor ms a pair: service / bare, alone | – / 10.0 |" in as_markdown(run(found))


def test_a_length_beyond_the_model_is_told() -> None:
    page = as_markdown(run(of_rounds(128, 128, ROUNDS), of_rounds(256, 160, ROUNDS)))
    assert "**256 tokens asked, 160 measured**: the model reads at most 160." in page
    assert "**128 tokens asked" not in page
    assert "| | 128 tokens | 160 tokens |" in page
    assert "- met: 160 tokens, one request: 0.90 of the bare runtime, asked 0.85" in page
    assert "- **missed**: 160 tokens, eight at once: 0.80" in page
    assert "| pairs a second, one request | 90.0 (70.0 to 95.0) | 90.0 (70.0 to 95.0) |" in page


def test_all_rounds_are_kept_in_the_json() -> None:
    told = json.loads(as_json(run(of_rounds(128, 128, ROUNDS))))
    assert [one["batch"] for one in told["lengths"][0]["rounds"]] == [90.0, 70.0, 95.0]
    assert run(of_rounds(128, 128, ROUNDS)).met is False


def test_arguments() -> None:
    options = parser().parse_args(["--tokens", "32,256", "--pairs", "64"])
    assert command(options) == "python -m benchmarks.throughput --tokens 32,256 --pairs 64 --rounds 5"
    assert lengths("8") == (8,)
    with pytest.raises(argparse.ArgumentTypeError, match="from 8 to 256"):
        within(8, 256)("257")
