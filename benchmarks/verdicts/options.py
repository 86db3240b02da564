"""What a run is told on the command line, and where it writes."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.rows import files
from benchmarks.verdicts import errors

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "service" / "artifacts"
SCRATCH = ROOT / ".cache" / "bench-verdicts"


def places(sample: int | None, chosen: frozenset[str], to: Path | None) -> tuple[Path, Path]:
    """Folders for results and drawings: the committed ones for a whole run only, unless ``to`` is given."""
    if to is not None:
        return to, to
    if sample is None and not chosen:
        return ROOT / "benchmarks" / "results", ROOT / "docs" / "quality"
    return SCRATCH, SCRATCH


def command(sample: int | None, chosen: frozenset[str]) -> str:
    left = f" --files {','.join(sorted(chosen))}" if chosen else ""
    return f"python -m benchmarks.verdicts --data DATA --sample {sample or 'all'}{left}"


def sample_size(text: str) -> int | None:
    """Null for all rows."""
    if text in {"", "all"}:
        return None
    if (size := int(text)) < 1:
        raise ValueError(text)
    return size


def errors_file(text: str) -> Path:
    path = Path(text)
    if not errors.may_hold_errors(path):
        raise argparse.ArgumentTypeError(
            "errors hold third-party text: outside of the project, or in .cache/"
        )
    return path


def chosen_files(data: Path, chosen: frozenset[str]) -> dict[str, Path]:
    there = files(data / "verdict" / "test")
    if unknown := chosen - there.keys():
        raise SystemExit(f"no such file: {', '.join(sorted(unknown))}; there are {', '.join(there)}")
    return {name: path for name, path in there.items() if not chosen or name in chosen}


def options_of(arguments: list[str] | None, description: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=sample_size, default=None, help="rows a file, or all")
    parser.add_argument(
        "--files", type=lambda text: frozenset(filter(None, text.split(","))), default=frozenset()
    )
    parser.add_argument("--judge", type=Path, default=ARTIFACTS / "stance")
    parser.add_argument("--fp32", type=Path, default=ROOT / "checkpoints" / "stance" / "fp32")
    parser.add_argument("--calibration", type=Path, default=ARTIFACTS / "calibration")
    parser.add_argument(
        "--stances", type=Path, default=SCRATCH / "stances", help="what was read is kept here"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--to", type=Path, default=None, help="folder for results and drawings")
    parser.add_argument("--errors", type=errors_file, default=None, help="write the worst errors, to be read")
    parser.add_argument("--strict", action="store_true", help="end with 1 when a goal is missed")
    return parser.parse_args(arguments)
