"""Where a Hugging Face model lies on this machine. Nothing is ever downloaded."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from service.inference.judges.failures import JudgeRefused

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)?")
_REVISION = "main"


def find_folder(model: str, environment: Mapping[str, str] = os.environ) -> Path:
    """A folder as it is, or the snapshot of ``owner/name`` in the local cache. Raises ``JudgeRefused``.

    The layout of the cache: https://huggingface.co/docs/huggingface_hub/guides/manage-cache
    (seen 2026-11): ``models--owner--name/refs/main`` names the folder below ``snapshots``.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    if not _NAME.fullmatch(model):
        raise JudgeRefused(f"no model folder {model}")
    cache = _cache(environment)
    repository = cache / f"models--{model.replace('/', '--')}"
    try:
        commit = (repository / "refs" / _REVISION).read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        commit = ""
    snapshot = repository / "snapshots" / commit
    if not commit or not snapshot.is_dir():
        raise JudgeRefused(
            f"“{model}” is neither a folder nor in the local cache ({cache}), and the service never "
            f"downloads models: run “hf download {model}” as its user, or name a folder"
        )
    return snapshot


def _cache(environment: Mapping[str, str]) -> Path:
    given = environment.get("HF_HUB_CACHE")
    if given:
        return Path(given).expanduser()
    home = environment.get("HF_HOME") or f"{environment.get('XDG_CACHE_HOME') or '~/.cache'}/huggingface"
    return Path(home).expanduser() / "hub"
