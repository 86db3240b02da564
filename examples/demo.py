"""Starts the service with its embedded defaults, sends it the example article, prints what comes out.

    make demo           claim by claim: verdict, confidence, evidence with its source, what could not be asked
    make demo JSON=1    the report itself, and nothing else, on stdout

Ends with 0 only when the report is done. What happens on the way goes to stderr.
"""

# ruff: noqa: INP001, T201 - a program that prints for people, not a package

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx

ARTICLE = Path(__file__).with_name("article.txt")
START_WITHIN_S = 90.0
DEADLINE_MS = 60_000
WIDTH = 100
SHOWN = 2
"""Pieces of evidence told of each claim; the report has all."""

JsonObject = dict[str, object]


class DemoFailedError(Exception):
    """Says what went wrong, for people."""


def main() -> int:
    options = argparse.ArgumentParser(description="Checks the example article on this machine.")
    options.add_argument("--json", action="store_true", help="print the report as JSON")
    options.add_argument("--article", type=Path, default=ARTICLE, help="another text to check")
    chosen = options.parse_args()
    try:
        with service() as base:
            report = verify(base, chosen.article.read_text(encoding="utf-8"))
    except DemoFailedError as failure:
        say(f"The demo failed: {failure}")
        return 1
    if chosen.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        print("\n".join(told(report)))
    return 0 if report.get("status") == "done" else 1


@contextmanager
def service() -> Iterator[str]:
    """The service on a free loopback port with a data folder of its own; ends it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="secondsource-demo-") as folder:
        log = Path(folder) / "service.log"
        settings = {"PORT": str(port), "SECONDSOURCE_DATA_DIR": str(Path(folder) / "data")}
        inherited = {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
        started = time.monotonic()
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "service"],
                cwd=Path(__file__).parents[1],
                env=inherited | settings,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        base = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{base}/livez", process, log)
            say(f"The service answers after {time.monotonic() - started:.1f} s.")
            wait_for(f"{base}/readyz", process, log)
            say(
                f"Models are loaded, the starter library is indexed after {time.monotonic() - started:.1f} s."
            )
            yield base
        finally:
            end(process)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + START_WITHIN_S
    while time.monotonic() < give_up:
        if process.poll() is not None:
            break
        try:
            if httpx.get(url, timeout=5.0, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    end_of_log = log.read_text(errors="replace")[-3000:]
    raise DemoFailedError(f"no answer at {url}; the service said:\n{end_of_log}")


def end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def verify(base: str, text: str) -> JsonObject:
    started = time.monotonic()
    answer = httpx.post(
        f"{base}/v1/verifications",
        json={"text": text, "deadline_ms": DEADLINE_MS},
        headers={"Prefer": f"wait={DEADLINE_MS // 1000}"},
        timeout=DEADLINE_MS / 1000 + 10,
        trust_env=False,
    )
    if answer.status_code != httpx.codes.OK:
        raise DemoFailedError(f"POST /v1/verifications answered {answer.status_code}: {answer.text[:2000]}")
    say(f"The report took {time.monotonic() - started:.1f} s.\n")
    report: JsonObject = answer.json()
    return report


# ---- printing --------------------------------------------------------------------------------------


def told(report: JsonObject) -> Iterator[str]:
    article = objects([report["article"]])[0]
    yield f"{article.get('title') or 'The article'}, published {date(article.get('published_at'))}"
    claims = objects(report["claims"])
    for claim in claims:
        yield ""
        yield from told_claim(claim)
    yield ""
    yield "Could not be asked:" if unmeasured(claims) else "Every source could be asked."
    for (source, why), count in unmeasured(claims).items():
        yield f"  {source} ({why}), for {count} of {len(claims)} claims"
    by_verdict = objects([objects([report["summary"]])[0]["by_verdict"]])[0]
    yield ""
    yield "Verdicts: " + ", ".join(f"{count} {label}" for label, count in by_verdict.items() if count)


def told_claim(claim: JsonObject) -> Iterator[str]:
    yield from wrapped(f"{claim['id']}  ", f"“{' '.join(str(claim['display_text']).split())}”")
    if claim["same_as"]:
        yield f"    the same as {claim['same_as']}"
        return
    confidence = claim["confidence"]
    verdict = str(claim["verdict"]).replace("_", " ").upper()
    sure = f", confidence {confidence:.2f}" if isinstance(confidence, float) else ""
    yield f"    {verdict}{sure}" + (f" ({claim['reason']})" if claim["reason"] else "")
    attribution = claim["attribution"]
    if attribution:
        said = objects([attribution])[0]
        check = objects([said["check"]])[0] if said["check"] else {}
        yield f"    said by {said['speaker']}; that it was said: {check.get('verdict', 'not judged')}"
    telling = [item for item in objects(claim["evidence"]) if item["stance"] != "neither"]
    for item in telling[:SHOWN]:
        yield from told_evidence(item)
    if len(telling) > SHOWN:
        yield f"    and {len(telling) - SHOWN} more"


def told_evidence(item: JsonObject) -> Iterator[str]:
    yield from wrapped(f"    {item['stance']}: ", f"“{' '.join(str(item['quote']).split())}”")
    named = dict.fromkeys(str(item[part]) for part in ("title", "publisher") if item[part])
    yield f"      {', '.join(named)} [{item['source']}] {item['url'] or ''}".rstrip()
    capture = objects([item["capture"]])[0] if item["capture"] else {}
    if capture.get("url"):
        yield f"      archived {capture['captured_at']}: {capture['url']}"


def unmeasured(claims: list[JsonObject]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for claim in claims:
        for look in objects(claim["coverage"]):
            if look["outcome"] != "ok":
                why = (str(look["source"]), str(look["reason"] or look["outcome"]))
                counts[why] = counts.get(why, 0) + 1
    return counts


def date(value: object) -> str:
    if not isinstance(value, dict):
        return "at an unknown date"
    return str(value["value"]) + ("" if value["offset_known"] else " (zone unknown)")


def wrapped(label: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=label, subsequent_indent=" " * 6)


def objects(value: object) -> list[JsonObject]:
    """``value`` as the list of objects the contract says it is."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise DemoFailedError("the report does not have the shape of the contract")
    return value


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
