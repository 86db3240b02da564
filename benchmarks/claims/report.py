"""The results of one run, as JSON and as Markdown; marks by number, without words of the articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmarks.claims.adversarial import Cases
from benchmarks.claims.figures import Figures, Share
from benchmarks.claims.news import GROWTH_MB, LOAD_S, RATIO, NewsResult
from benchmarks.claims.scoring import ASKED, LENIENT


@dataclass(frozen=True, slots=True)
class Checkworthiness:
    """Measured elsewhere: its figures for JSON, its lines for Markdown."""

    figures: object
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What is null was not run; ``left_out`` tells why: the part and the reason, a sentence each."""

    command: str
    articles: tuple[Figures, ...]
    adversarial: Cases | None
    news: NewsResult | None
    checkworthiness: Checkworthiness | None
    left_out: tuple[str, ...]


def as_json(run: Run) -> str:
    whole = asdict(run)
    if run.checkworthiness:
        whole["checkworthiness"] = whole["checkworthiness"]["figures"]
    return json.dumps(whole, indent=1) + "\n"


def as_markdown(run: Run) -> str:
    lines = ["# Claim extraction", "", f"`{run.command}`", ""]
    if run.left_out:
        lines += [*(f"**Left out of this run:** {part}" for part in run.left_out), ""]
    lines += ["## Against what editors marked", "", _EXPLANATION, ""]
    names = [one.article for one in run.articles]
    lines.append("| | " + " | ".join([*names, "together"]) + " |")
    lines.append("| --- " * (len(names) + 2) + "|")
    lines += [_row(what, [pick(one) for one in run.articles]) for what, pick in _SHARES]
    others = [one.others for one in run.articles]
    lines.append(_line("claims beside the marks", [*map(str, others), str(sum(others))]))
    lines += ["", *_wrong_marks(run.articles)]
    if run.adversarial:
        lines += ["", "## Adversarial cases", "", _cases(run.adversarial)]
    if run.news:
        lines += ["", "## On 300 news articles", "", *_news(run.news)]
    if run.checkworthiness:
        lines += ["", *run.checkworthiness.lines]
    return "\n".join(lines) + "\n"


_EXPLANATION = (
    "The rules stand in `benchmarks/claims/scoring.py`, `particulars.py` and `faithfulness.py`. All rows but"
    f" the first two are of the marks found at {ASKED}; times and quantities of those that ask for some."
)
_SHARES: tuple[tuple[str, Callable[[Figures], Share]], ...] = (
    (f"found, overlap at least {ASKED}", lambda one: one.found),
    (f"found, overlap at least {LENIENT}", lambda one: one.found_lenient),
    ("attribution right", lambda one: one.attribution),
    ("times right", lambda one: one.times),
    ("quantities right", lambda one: one.quantities),
    ("statement complete", lambda one: one.complete),
    ("statement adds nothing", lambda one: one.nothing_added),
    ("statement faithful: both", lambda one: one.faithful),
)


def _row(what: str, shares: Sequence[Share]) -> str:
    whole = Share(sum(one.right for one in shares), sum(one.asked for one in shares), ())
    return _line(what, [_written(one) for one in [*shares, whole]])


def _line(what: str, cells: Sequence[str]) -> str:
    return f"| {what} | {' | '.join(cells)} |"


def _written(share: Share) -> str:
    return (
        f"{share.right} of {share.asked} ({share.right / share.asked:.0%})" if share.asked else "none asked"
    )


def _wrong_marks(articles: Sequence[Figures]) -> Iterator[str]:
    """The numbers of the marks that went wrong, by article."""
    for one in articles:
        wrong = [(what, pick(one).wrong) for what, pick in _SHARES] + [("chain missing", one.chain_missing)]
        listed = "; ".join(f"not “{what}”: {_numbers(marks)}" for what, marks in wrong if marks)
        yield f"- {one.article}, {one.claims} claims: {listed or 'every mark is right'}."


def _numbers(marks: Sequence[int]) -> str:
    return ", ".join(str(mark) for mark in marks)


def _cases(cases: Cases) -> str:
    known = f", {cases.known} of the others known" if cases.known else ""
    return f"{cases.passed} of {cases.cases} cases of `tests/unit/claims/adversarial.toml` pass{known}."


def _news(news: NewsResult) -> Iterator[str]:
    """Figures are of the last pass where they are not of all."""
    density = news.density
    share = density.unresolved / max(density.claims, 1)
    yield f"- errors: {len(density.errors)}{_listed(density.errors)}"
    dense = 1000 * density.claims / max(density.words, 1)
    yield f"- {dense:.1f} claims per 1,000 words ({density.claims} claims in {density.articles} articles)"
    yield f"- {density.sentences / max(density.articles, 1):.1f} sentences an article"
    yield f"- claims with something unresolved: {share:.1%}; by reason {_reasons(news)}"
    for met, asked in (
        (news.ratio <= RATIO, f"{news.ratio:.2f} times the bare parser, at most {RATIO}: {_phases(news)}"),
        (
            news.growth_mb <= GROWTH_MB,
            f"memory {_memory(news)} MB after each pass: grows under {GROWTH_MB:.0f}",
        ),
        (news.load_s < LOAD_S, f"{news.load_s:.2f} s to import and load everything, under {LOAD_S:.0f}"),
    ):
        yield f"- {'met' if met else '**missed**'}: {asked}"


def _reasons(news: NewsResult) -> str:
    most_first = sorted(news.density.why.items(), key=lambda one: -one[1])
    return ", ".join(f"“{why}” {count}" for why, count in most_first)


def _phases(news: NewsResult) -> str:
    """What of the ratio goes where, in the pass nearest to the median."""
    one = min(news.passes, key=lambda run: abs(run.seconds.ratio - news.ratio)).seconds
    rest = one.whole - one.parsing - one.scoring - one.sentences
    parts = {"parser, words made plain": one.parsing, "finding sentences": one.sentences}
    parts |= {"check-worthiness": one.scoring, "the rest": rest}
    return ", ".join(f"{what} {seconds / one.alone:.2f}" for what, seconds in parts.items())


def _memory(news: NewsResult) -> str:
    return ", ".join(f"{one.resident_mb:.0f}" for one in news.passes)


def _listed(errors: Sequence[str]) -> str:
    return f" ({'; '.join(errors)})" if errors else ""
