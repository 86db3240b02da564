"""Promises about the project as a whole, proved on its files."""

from __future__ import annotations

import importlib.metadata
import re
import socket
import statistics
import subprocess
import tomllib
from pathlib import Path
from typing import cast

import pytest
import yaml  # type: ignore[import-untyped]  # ships no types
from pytest_socket import SocketConnectBlockedError

from tests.servers.json_values import JsonValue, at

ROOT = Path(__file__).parents[2]
LONGEST_MODULE = 500
MEDIAN_MODULE = 100
OWN_PACKAGES = {"service", "clients"}
THIS_FILE = Path(__file__).resolve()


def tracked(*patterns: str) -> list[Path]:
    """Files that are, or are about to be, part of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


# ---- names (docs/decisions/0004) ---------------------------------------------------------------------


def test_nothing_else_in_the_environment_owns_our_import_names() -> None:
    owners = {
        name: set(distributions)
        for name, distributions in importlib.metadata.packages_distributions().items()
        if name in OWN_PACKAGES
    }

    assert all(names == {"secondsource"} for names in owners.values()), owners


def test_it_can_not_be_published_by_mistake() -> None:
    assert "Private :: Do Not Upload" in cast("list[str]", at(_pyproject(), "project", "classifiers"))


# ---- how the code reads --------------------------------------------------------------------------------


def test_modules_are_small() -> None:
    lengths = {path: len(text_of(path).splitlines()) for path in tracked("service/*.py", "clients/*.py")}

    assert [path for path, length in lengths.items() if length > LONGEST_MODULE] == []
    assert statistics.median(length for length in lengths.values() if length) < MEDIAN_MODULE


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "NotImplementedError"])
def test_nothing_is_left_for_later(word: str) -> None:
    found = [
        path
        for path in tracked("*.py", "*.md", "*.yaml", "*.toml", "Makefile", "Dockerfile", ".ci/run")
        if path != THIS_FILE and re.search(rf"\b{word}\b", text_of(path))
    ]

    assert found == []


def test_no_path_of_one_machine_is_written_down() -> None:
    """Only places that exist on any Debian, and what the image and a user's home define themselves."""
    of_one_machine = re.compile(r"(?<![\w.~*])/(?:work|home|root|Users|mnt|opt)/[\w.-]")
    checked = [path for path in tracked() if path != THIS_FILE and path.suffix not in {".lock", ".json"}]

    found = [path for path in checked if of_one_machine.search(text_of(path))]

    assert found == []


def test_an_ignored_rule_has_its_reason_beside_it() -> None:
    bare = re.compile(r"#\s*noqa(?:\s*$|:\s*[A-Z0-9, ]+$)|#\s*type:\s*ignore\s*$")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked("service/*.py", "clients/*.py")
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if bare.search(line)
    ]

    assert found == []


# ---- dependencies --------------------------------------------------------------------------------------


def test_every_dependency_says_why_it_is_there() -> None:
    block = text_of(ROOT / "pyproject.toml").split("dependencies = [", 1)[1].split("\n]", 1)[0]
    lines = [line.strip() for line in block.splitlines() if line.strip().startswith('"')]

    assert lines
    assert [line for line in lines if not re.search(r",\s+# \S+", line)] == []


@pytest.mark.parametrize(
    "lock",
    ["requirements.lock", "requirements-dev.lock", "requirements-pywb.lock", "requirements-zim.lock"],
)
def test_locks_pin_each_file_by_hash_and_name_no_index(lock: str) -> None:
    text = text_of(ROOT / lock)
    entries = re.split(r"\n(?=\S)", text)
    pinned = [entry for entry in entries if not entry.startswith("#")]

    assert all(re.match(r"[\w.\[\]-]+==\S+", entry) and "--hash=sha256:" in entry for entry in pinned)
    assert "://" not in text
    assert not re.search(r"^\s*(-i|--\w*index|-f|--find-links)", text, re.MULTILINE)


def test_locks_hold_what_pyproject_asks_for() -> None:
    """Names only: which releases they hold is what `make lock` decides."""
    project = cast("list[str]", at(_pyproject(), "project", "dependencies"))
    dev = cast("list[str]", at(_pyproject(), "dependency-groups", "dev"))
    run_lock, dev_lock = _locked("requirements.lock"), _locked("requirements-dev.lock")

    assert {_name(line) for line in project} <= run_lock
    assert {_name(line) for line in [*project, *dev]} <= dev_lock
    assert "pytest" not in run_lock


# ---- shipping ------------------------------------------------------------------------------------------


def test_the_image_is_built_in_two_stages_runs_unprivileged_and_tells_its_health() -> None:
    stages = re.split(r"^(?=FROM )", text_of(ROOT / "Dockerfile"), flags=re.MULTILINE)[1:]
    last = stages[-1]

    assert len(stages) == 2
    assert re.search(r"^USER (?!0\b|root\b)\S+", last, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*", last, re.MULTILINE)
    assert "/livez" in last
    assert "--require-hashes" in stages[0]
    assert "requirements-dev" not in "".join(stages)
    assert not re.search(r"^RUN .*(pip|apt-get) install", last, re.MULTILINE)


def test_the_image_takes_nothing_it_is_not_given() -> None:
    ignored = text_of(ROOT / ".dockerignore").split()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text_of(ROOT / "Dockerfile"), re.MULTILINE)

    assert ignored[0] == "*"
    for source in " ".join(copied).split():
        assert f"!{source}" in ignored
        assert (ROOT / source).exists()


def test_compose_runs_the_api_with_a_redis_and_asks_for_keys() -> None:
    compose: JsonValue = yaml.safe_load(text_of(ROOT / "compose.yaml"))
    environment = cast("dict[str, str]", at(compose, "services", "api", "environment"))

    assert environment["REDIS_URL"].startswith("redis://redis:")
    assert ":?" in environment["SECONDSOURCE_API_KEYS"]
    assert at(compose, "services", "redis", "healthcheck", "test")
    assert at(compose, "services", "api", "depends_on", "redis", "condition") == "service_healthy"
    ports = cast("list[str]", at(compose, "services", "api", "ports"))
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert "ports" not in cast("dict[str, JsonValue]", at(compose, "services", "redis"))


def test_every_target_of_make_says_what_it_is_for() -> None:
    makefile = text_of(ROOT / "Makefile")
    phony = set(re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE))
    explained = set(re.findall(r"^([a-z-]+):.* ## \S", makefile, re.MULTILINE))

    assert phony - explained == {"servers"}


def test_setting_up_says_nothing_on_stdout() -> None:
    """`make demo JSON=1` in a fresh clone sets up first; its output is the report and nothing else."""
    plan = subprocess.run(
        ["make", "--dry-run", "--always-make", "demo", "JSON=1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    rules = re.split(r"^(?=\S.*:)", text_of(ROOT / "Makefile"), flags=re.MULTILINE)
    setting_up = [rule for rule in rules if re.match(r"(\$\(BIN\)/python|\$\(VENV\)/\.stamp-run):", rule)]
    commands = [line for rule in setting_up for line in rule.splitlines() if line.startswith("\t")]

    assert "examples/demo.py --json" in plan.stdout
    assert len(setting_up) == 2
    assert all(line.startswith("\t@") for line in commands)
    assert all(">&2" in line or "touch" in line for line in commands)


# ---- tests themselves ----------------------------------------------------------------------------------


def test_tests_reach_nothing_but_loopback() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as outside,
        pytest.warns(UserWarning, match=r"192\.0\.2\.1"),
        pytest.raises(SocketConnectBlockedError),
    ):
        outside.connect(("192.0.2.1", 80))


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in tracked("tests/*.py", "tests/**/*.py")}

    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def _pyproject() -> JsonValue:
    return cast("JsonValue", tomllib.loads(text_of(ROOT / "pyproject.toml")))


def _locked(lock: str) -> set[str]:
    return {
        _name(name) for name in re.findall(r"^([\w.-]+)(?:\[.*\])?==", text_of(ROOT / lock), re.MULTILINE)
    }


def _name(requirement: str) -> str:
    """https://packaging.python.org/en/latest/specifications/name-normalization/"""
    match = re.match(r"[\w.-]+", requirement)
    assert match is not None
    return re.sub(r"[-_.]+", "-", match[0]).lower()
