"""Who is told what: everything served on loopback, what the servers saw against what the report lists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.e2e import http
from tests.e2e import report as reading
from tests.e2e.pages import article, world
from tests.e2e.running import running, settings
from tests.e2e.test_further_sources import NEWS, WEB
from tests.faults import Faults, faults
from tests.faults.plays import Answer
from tests.integration.judges.serving import Server, serving
from tests.integration.judges.test_chat import agreeable
from tests.servers.json_values import JsonValue, at
from tests.servers.wiki import Wiki, wiki

TEXT = """\
Own Wire 2016-01-29

Russian troops are deployed in the Jurin, Salma and Rabia districts of Latakia.

In 2019 a vaccine against malaria was given to 360,000 children in Kenya.
"""
ALLOWED = "searxng"
ENTITIES: JsonValue = {"search": [], "success": 1}
PAPERS: JsonValue = {"status": "ok", "message": {"items": []}}
ABSTRACTS: JsonValue = {"hitCount": 0, "resultList": {"result": []}}
WORDS_IN = {
    "searxng": "q",
    "gdelt": "query",
    "wikidata": "search",
    "crossref": "query.bibliographic",
    "europepmc": "query",
}
"""Where each API has the words."""
WORD = re.compile(r"[^\W_]+")
SYNTAX = frozenset({"and", "or", "sourcelang", "english", "first", "pdate", "to"})
pytestmark = pytest.mark.timeout(240)


@dataclass(frozen=True, slots=True)
class Upstreams:
    """All there are, with what each was asked since ``forget``."""

    faults: Faults
    wiki: Wiki
    judge: Server

    def settings(self, **more: object) -> Mapping[str, object]:
        """Every source on, and a judge that is a server."""
        answers = {
            "searxng": WEB,
            "gdelt": NEWS,
            "wikidata": ENTITIES,
            "crossref": PAPERS,
            "europepmc": ABSTRACTS,
        }
        urls = {f"{name}_url": f"{self._answering(name, told)}/api" for name, told in answers.items()}
        self.faults.answering("web", Answer(404, b"none", "text/plain"))
        return {
            **dict.fromkeys(("wikidata", "gdelt", "crossref", "europepmc", "live_pages"), True),
            **urls,
            "judge": "chat",
            "judge_url": f"{self.judge.base}/v1",
            "judge_model": "small-model",
            "confidential_sources": (ALLOWED, "library"),
            "best_effort_grace_s": 20.0,
            **more,
        }

    def _answering(self, name: str, told: JsonValue) -> str:
        return self.faults.answering(name, Answer(200, json.dumps(told).encode(), "application/json"))

    def forget(self) -> None:
        self.faults.seen.clear()
        self.wiki.asked.clear()
        self.judge.seen.clear()

    def told(self) -> set[str]:
        """Who got anything; the archive is told under ``web``."""
        others = {"wikipedia"} if self.wiki.asked else set()
        return {name for name, _ in self.faults.seen} | others | ({"judge"} if self.judge.seen else set())

    def words_sent(self) -> dict[str, list[str]]:
        """By source the texts it got."""
        sent: dict[str, list[str]] = {"wikipedia": []}
        for query in self.wiki.asked:
            sent["wikipedia"] += [query[name] for name in ("srsearch", "gsrsearch") if name in query]
        for name, path in self.faults.seen:
            if name in WORDS_IN:
                sent.setdefault(name, []).extend(parse_qs(urlsplit(path).query).get(WORDS_IN[name], []))
        return sent


@pytest.fixture(scope="module")
def upstreams() -> Iterator[Upstreams]:
    with ExitStack() as stack:
        yield Upstreams(
            stack.enter_context(faults()),
            stack.enter_context(wiki(world(article()[0]))),
            stack.enter_context(serving(agreeable)),
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """``calls`` to upstreams by source as the metrics have them, pages and archives too; what servers saw."""

    report: JsonValue
    calls: dict[str, int]
    told: set[str]
    sent: dict[str, list[str]]
    judged: list[str]

    def outbound(self) -> dict[str, list[str]]:
        listed: dict[str, list[str]] = {}
        for one in reading.objects(at(self.report, "outbound")):
            listed.setdefault(str(one["source"]), []).append(str(one["query"]))
        return listed


def check(folder: Path, upstreams: Upstreams, body: Mapping[str, JsonValue], **more: object) -> Checked:
    chosen = settings(
        folder,
        wiki=upstreams.wiki.base,
        archive=upstreams.faults.base,
        others=upstreams.settings(**more),
    )
    with running(chosen) as app:
        upstreams.forget()
        before = calls(app)
        answer = http.post(app, "/v1/verifications", {"text": TEXT, "deadline_ms": 60_000, **body})
        assert answer.status == 200, answer.body
        made = {source: times - before.get(source, 0) for source, times in calls(app).items()}
    return Checked(
        answer.body,
        {source: times for source, times in made.items() if times},
        upstreams.told(),
        upstreams.words_sent(),
        [json.dumps(asked.body, ensure_ascii=False) for asked in upstreams.judge.posts()],
    )


def calls(app: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in str(http.send(app, "GET", "/metrics").body).splitlines():
        counted = re.match(r'secondsource_upstream_calls_total\{.*?source="(\w+)".*\} ([\d.]+)', line)
        if counted:
            found[counted[1]] = found.get(counted[1], 0) + round(float(counted[2]))
    return found


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory, upstreams: Upstreams) -> Checked:
    return check(tmp_path_factory.mktemp("usual"), upstreams, {})


def test_else_everybody_is_told(usual: Checked) -> None:
    """Or the tests below would prove nothing."""
    assert usual.told == {"wikipedia", "judge", "web", *WORDS_IN}
    assert {"pages", "wayback"} <= usual.calls.keys()
    assert at(usual.report, "confidential") is False


def test_each_query_that_left_is_listed_word_for_word(usual: Checked) -> None:
    sent, listed = usual.sent, usual.outbound()
    assert sent.keys() == {"wikipedia", *WORDS_IN}
    for source, texts in sent.items():
        words = {word.casefold() for query in listed[source] for word in WORD.findall(query)}
        for text in texts:
            assert {word.casefold() for word in WORD.findall(text)} - SYNTAX - words == set(), (source, text)
    for source in ("wikipedia", "searxng"):
        assert set(sent[source]) == set(listed[source])


def test_pages_archives_and_the_judge_are_listed_too(usual: Checked) -> None:
    listed = usual.outbound()
    assert listed.keys() == {"pages", "wayback", "judge", "wikipedia", *WORDS_IN}
    assert "https://levant.example/1" in listed["pages"]
    cited = {str(item["url"]) for _, item in reading.evidence(usual.report) if item["url"]}
    assert cited <= set(listed["wayback"])
    assert usual.judged
    for body in usual.judged:
        assert any(statement in body for statement in listed["judge"])


@pytest.mark.parametrize(
    ("rule", "wish"), [(False, True), (True, False)], ids=["the caller's wish", "the operator's rule"]
)
def test_a_confidential_draft_is_told_to_allowed_sources_alone(
    tmp_path: Path, upstreams: Upstreams, rule: bool, wish: bool
) -> None:
    checked = check(tmp_path, upstreams, {"confidential": wish}, confidential=rule)
    assert checked.told == {ALLOWED}
    assert checked.calls.keys() == {ALLOWED}, "no page, no archive, no judge"
    listed = checked.outbound()
    assert listed.keys() == {ALLOWED}
    assert set(checked.sent[ALLOWED]) == set(listed[ALLOWED])
    assert at(checked.report, "confidential") is True
    for claim in reading.judged(checked.report):
        looks = reading.coverage(claim)
        assert looks[ALLOWED]["outcome"] == "ok"
        assert {look["reason"] for name, look in looks.items() if name != ALLOWED} == {"confidential"}
        assert claim["verdict"] == "not_checked"
        assert claim["reason"] == "confidential"


def test_a_confidential_draft_with_a_cut_off_asks_no_archive_either(
    tmp_path: Path, upstreams: Upstreams
) -> None:
    checked = check(tmp_path, upstreams, {"confidential": True, "as_of": "2016-02-01"})
    assert checked.told == {ALLOWED}
    assert checked.calls.keys() == {ALLOWED}


def test_with_no_source_allowed_nothing_leaves(tmp_path: Path, upstreams: Upstreams) -> None:
    document: JsonValue = {
        "id": "d",
        "text": "Russian troops are deployed in Jurin, Salma and Rabia.",
        "url": "https://levant.example/9",
    }
    body: dict[str, JsonValue] = {"confidential": True, "documents": [document]}
    checked = check(tmp_path, upstreams, body, confidential_sources=(), judge="embedded")
    assert (checked.told, checked.calls, checked.outbound()) == (set(), {}, {})
    [known, *_] = reading.judged(checked.report)
    assert {item["source"] for item in reading.objects(known["evidence"])} == {"documents"}
    assert {at(item, "capture", "status") for item in reading.objects(known["evidence"])} == {"not_measured"}
