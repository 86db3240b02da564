"""What a Hugging Face folder says of its model: labels, and how much it can read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.inference.judges.failures import JudgeRefused
from service.inference.judges.labels import LabelOrder, names_of, order_of

CONFIG = "config.json"
TOKENIZER_CONFIG = "tokenizer_config.json"
LEAST_TOKENS = 16
MOST_TOKENS = 8192
"""Longer windows are never asked for, and attention over them is paid in memory."""

_OFFSET_POSITIONS = {"roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "longformer", "mpnet"}
"""Their positions begin after the padding token's number, which takes from their length."""


@dataclass(frozen=True, slots=True)
class HfConfig:
    """``max_tokens`` counts the texts and the marks around them; ``architecture`` is for people."""

    labels: LabelOrder
    max_tokens: int
    architecture: str


def read_config(folder: Path, *, stated: Sequence[str]) -> HfConfig:
    """Raises ``JudgeRefused``. ``stated`` is the order of labels by the operator, empty for none."""
    config = _json(folder / CONFIG)
    if config is None:
        raise JudgeRefused(f"no {CONFIG} in {folder}: not a Hugging Face model folder")
    names = names_of(config.get("id2label")) if config.get("id2label") or not stated else list(stated)
    return HfConfig(
        labels=order_of(names, stated),
        max_tokens=_max_tokens(config, _json(folder / TOKENIZER_CONFIG) or {}),
        architecture=str(config.get("model_type") or "unnamed")[:60],
    )


def _max_tokens(config: Mapping[str, object], tokenizer: Mapping[str, object]) -> int:
    """The least of what model and tokenizer allow."""
    said = [MOST_TOKENS]
    positions = config.get("max_position_embeddings")
    if isinstance(positions, int) and positions > 0:
        padding = config.get("pad_token_id")
        offset = (padding if isinstance(padding, int) else 1) + 1
        said.append(positions - offset if config.get("model_type") in _OFFSET_POSITIONS else positions)
    length = tokenizer.get("model_max_length")  # 1e30 where nobody set it
    if isinstance(length, int) and length > 0:
        said.append(length)
    if min(said) < LEAST_TOKENS:
        raise JudgeRefused(f"the model reads no more than {min(said)} tokens, too few for two texts")
    return min(said)


def _json(path: Path) -> dict[str, object] | None:
    try:
        parsed = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JudgeRefused(f"cannot read {path}: {error.strerror}") from None
    except ValueError:
        raise JudgeRefused(f"{path} is not JSON") from None
    if not isinstance(parsed, dict):
        raise JudgeRefused(f"{path} is not a JSON object")
    return parsed
