"""The composed service with a judge that was named in settings, over HTTP."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
import uvicorn
from pydantic import SecretStr

from service.app import create_app
from service.library import Library
from service.library.document import LibraryDocument
from service.settings import JudgeKind, Settings
from tests.e2e.running import NOTHING_ELSE, READY_WITHIN_S, running
from tests.integration.judges.serving import Asked, Reply, Server, serving
from tests.integration.judges.test_chat import agreeable
from tests.integration.judges.test_tei import answers as tei_answers
from tests.servers.json_values import JsonValue, at
from tests.servers.process import free_port
from tests.unit.inference.judges.folders import shipped, write

pytestmark = pytest.mark.timeout(180)
KEY = "sk-a-secret-of-the-operator"
CLAIM = "Lima has ten million inhabitants."
PASSAGE = "Some ten million inhabitants live in Lima, more than in any other city of Peru."
ITEMS: JsonValue = {"items": [{"claim": CLAIM, "passages": [{"text": PASSAGE}]}]}


def settings(data_dir: Path, **judge: object) -> Settings:
    """Nothing is asked but the judge."""
    return Settings(
        data_dir=data_dir,
        wikipedia=False,
        wayback=False,
        arquivo=False,
        live_pages=False,
        starter=False,
        **NOTHING_ELSE,  # type: ignore[arg-type]
        **judge,  # type: ignore[arg-type]
    )


def chat(server: Server, data_dir: Path, **more: object) -> Settings:
    return settings(
        data_dir,
        judge=JudgeKind.CHAT,
        judge_url=f"{server.base}/v1",
        judge_model="small-model",
        judge_api_key=SecretStr(KEY),
        **more,
    )


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(agreeable) as one:
        yield one


def ask(base: str, path: str, body: JsonValue = None) -> JsonValue:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{base}{path}", data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return cast("JsonValue", json.load(answer))
    except urllib.error.HTTPError as error:
        return cast("JsonValue", json.load(error))


def withheld(assessed: JsonValue) -> None:
    """A verdict, and no number that nobody measured."""
    item = at(assessed, "items", 0)
    assert (at(item, "confidence"), at(item, "probabilities")) == (None, None)
    assert "uncalibrated" in {at(signal, "name") for signal in cast("list[JsonValue]", at(item, "signals"))}
    assert at(assessed, "model", "calibration") is None


def test_a_chat_judge_decides_and_withholds_its_confidence(server: Server, tmp_path: Path) -> None:
    with running(chat(server, tmp_path)) as base:
        assessed, model, sources = (
            ask(base, "/v1/assessments", ITEMS),
            ask(base, "/v1/model"),
            ask(base, "/v1/sources"),
        )
    assert at(assessed, "items", 0, "verdict") == "supported"
    assert at(assessed, "items", 0, "passages", 0, "stance") == "supports"
    withheld(assessed)
    used = at(model, "in_use")
    assert (at(used, "stance"), at(used, "remote"), at(used, "calibration")) == (
        "chat small-model",
        True,
        None,
    )
    assert at(used, "stance_sha256") == at(assessed, "model", "stance_sha256")
    assert "stance" not in {at(one, "name") for one in cast("list[JsonValue]", at(model, "artifacts"))}
    lines = {at(one, "name"): one for one in cast("list[JsonValue]", at(sources, "sources"))}
    assert (at(lines["judge"], "kind"), at(lines["judge"], "confidential")) == ("judge", False)
    assert KEY not in json.dumps([assessed, model, sources])


def test_a_classification_server_decides_and_withholds_its_confidence(tmp_path: Path) -> None:
    with serving(tei_answers) as server:
        chosen = settings(tmp_path, judge=JudgeKind.TEI, judge_url=server.base)
        with running(chosen) as base:
            assessed, model = ask(base, "/v1/assessments", ITEMS), ask(base, "/v1/model")
    assert at(assessed, "items", 0, "verdict") == "supported"
    withheld(assessed)
    assert (at(model, "in_use", "stance"), at(model, "in_use", "remote")) == ("tei owner/nli", True)


def test_a_hugging_face_folder_decides_and_withholds_its_confidence(tmp_path: Path) -> None:
    chosen = settings(
        tmp_path / "data",
        judge=JudgeKind.HF,
        judge_model=str(shipped(tmp_path / "nli")),
        judge_pair_order="statement-first",
    )
    with running(chosen) as base:
        assessed, model = ask(base, "/v1/assessments", ITEMS), ask(base, "/v1/model")
    withheld(assessed)
    assert (at(model, "in_use", "stance"), at(model, "in_use", "remote")) == ("hf nli (bert)", False)


def test_a_judge_that_fails_is_a_reason_and_no_finding(server: Server, tmp_path: Path) -> None:
    with running(chat(server, tmp_path)) as base:
        server.answers = lambda asked: Reply(b"<html>Sign in</html>", kind="text/html")
        assessed = ask(base, "/v1/assessments", ITEMS)
    item = at(assessed, "items", 0)
    assert (at(item, "verdict"), at(item, "reason")) == ("not_checked", "invalid_response")


# ---- confidential drafts ------------------------------------------------------------------------------


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A data folder whose library holds the passage."""
    document = LibraryDocument(key="lima", title="Lima", chunks=(PASSAGE,))
    Library(tmp_path / "library").add("library", [document])
    return tmp_path


def verification(*, confidential: bool) -> JsonValue:
    return {
        "text": f"{CLAIM}\n",
        "confidential": confidential,
        "sources": ["library"],
    }


def told(report: JsonValue) -> tuple[JsonValue, JsonValue, list[JsonValue]]:
    """Verdict and reason of the only claim, and the sources that were sent something."""
    claim = at(report, "claims", 0)
    sent = [at(one, "source") for one in cast("list[JsonValue]", at(report, "outbound"))]
    return at(claim, "verdict"), at(claim, "reason"), sent


def test_a_remote_judge_reads_no_confidential_draft(server: Server, filled: Path) -> None:
    with running(chat(server, filled)) as base:
        before = len(server.seen)
        report = ask(base, "/v1/verifications", verification(confidential=True))
        assert told(report) == ("not_checked", "confidential", [])
        assert len(server.seen) == before
        assert told(ask(base, "/v1/verifications", verification(confidential=False))) == (
            "supported",
            None,
            ["judge"],
        )


def test_the_operator_may_allow_it(server: Server, filled: Path) -> None:
    allowing = chat(server, filled, confidential_sources=("library", "judge"))
    with running(allowing) as base:
        report = ask(base, "/v1/verifications", verification(confidential=True))
        assert told(report) == ("supported", None, ["judge"])
        lines = cast("list[JsonValue]", at(ask(base, "/v1/sources"), "sources"))
        assert [at(one, "confidential") for one in lines if at(one, "name") == "judge"] == [True]


def test_where_the_operator_has_all_confidential_the_judge_gets_nothing_from_any_form(
    server: Server, filled: Path
) -> None:
    with running(chat(server, filled, confidential=True)) as base:
        before = len(server.seen)
        report = ask(base, "/v1/verifications", verification(confidential=False))
        assessed = ask(base, "/v1/assessments", ITEMS)
        assert len(server.seen) == before
    assert (told(report), at(report, "confidential")) == (("not_checked", "confidential", []), True)
    item = at(assessed, "items", 0)
    assert (at(item, "verdict"), at(item, "reason")) == ("not_checked", "confidential")


# ---- starting -----------------------------------------------------------------------------------------


@contextmanager
def started(chosen: Settings) -> Iterator[str]:
    """The service, ready or not."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(create_app(chosen), host="127.0.0.1", port=port, access_log=False, log_config=None)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        assert not thread.is_alive(), "the service does not stop"


def becomes(base: str, wanted: str) -> bool:
    """Whether ``/readyz`` comes to say that the judge is ``starting`` or ``failed``; empty for ready."""
    give_up = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < give_up:
        try:
            answer = cast("dict[str, JsonValue]", ask(base, "/readyz"))
        except OSError:
            answer = {"errors": [{"pointer": "part/stance", "detail": "unreachable"}]}
        missing = cast("list[dict[str, str]]", answer.get("errors") or [])
        if wanted == next((one["detail"] for one in missing if one["pointer"] == "part/stance"), ""):
            return True
        time.sleep(0.05)
    return False


def test_a_judge_that_cannot_be_used_is_told_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "nli", labels=("LABEL_0", "LABEL_1", "LABEL_2"))
    chosen = settings(tmp_path / "data", judge=JudgeKind.HF, judge_model=str(folder))
    with started(chosen) as base:
        assert becomes(base, "failed")
    logged = "".join(capsys.readouterr())
    assert "judge.refused" in logged
    assert "SECONDSOURCE_JUDGE_LABELS" in logged


def test_a_server_that_starts_later_is_waited_for(tmp_path: Path) -> None:
    port = free_port()
    chosen = settings(tmp_path, judge=JudgeKind.TEI, judge_url=f"http://127.0.0.1:{port}")
    with started(chosen) as base:
        assert becomes(base, "starting")
        with serving(tei_answers, port=port):
            assert becomes(base, "")


def seen_keys(asked: list[Asked]) -> set[str]:
    return {one.headers.get("authorization", "") for one in asked}


def test_the_key_goes_to_the_judge_and_nowhere_else(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = chat(server, tmp_path)
    with running(chosen) as base:
        ask(base, "/v1/assessments", ITEMS)
    assert seen_keys(server.seen) == {f"Bearer {KEY}"}
    assert KEY not in repr(chosen) + "".join(capsys.readouterr())
