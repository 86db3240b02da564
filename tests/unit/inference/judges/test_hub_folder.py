"""Models are found on this machine or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.inference.judges.failures import JudgeRefused
from service.inference.judges.hub_folder import find_folder


def cached(cache: Path, name: str = "owner/nli", commit: str = "c0ffee") -> Path:
    repository = cache / f"models--{name.replace('/', '--')}"
    snapshot = repository / "snapshots" / commit
    snapshot.mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit)
    return snapshot


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert find_folder(str(tmp_path)) == tmp_path


@pytest.mark.parametrize(
    ("variable", "below"),
    [("HF_HUB_CACHE", "."), ("HF_HOME", "hub"), ("XDG_CACHE_HOME", "huggingface/hub")],
)
def test_a_name_is_looked_up_in_the_cache(tmp_path: Path, variable: str, below: str) -> None:
    snapshot = cached(tmp_path / below)
    assert find_folder("owner/nli", {variable: str(tmp_path)}) == snapshot


def test_a_name_that_is_not_there_is_never_downloaded(tmp_path: Path) -> None:
    with pytest.raises(JudgeRefused, match=r"never downloads.*hf download owner/nli"):
        find_folder("owner/nli", {"HF_HUB_CACHE": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []


def test_half_a_download_is_none(tmp_path: Path) -> None:
    snapshot = cached(tmp_path)
    snapshot.rmdir()
    with pytest.raises(JudgeRefused, match="neither a folder nor in the local cache"):
        find_folder("owner/nli", {"HF_HUB_CACHE": str(tmp_path)})


@pytest.mark.parametrize("model", ["/no/such/folder", "../owner/nli", "a/b/c", "owner/../x"])
def test_a_missing_folder_is_no_name(tmp_path: Path, model: str) -> None:
    with pytest.raises(JudgeRefused, match="no model folder"):
        find_folder(model, {"HF_HUB_CACHE": str(tmp_path)})
