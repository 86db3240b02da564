"""A smaller vocabulary: the word pieces that occur, and every character, so that any text is covered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
SIZE = 12_000  # word pieces beside marks and single characters
CONTINUED = "##"


def most_frequent(tokenizer: Tokenizer, texts: Iterable[str], size: int = SIZE) -> list[str]:
    """The pieces kept, in the order of their old ids; ties go to the lower id."""
    ids = tokenizer.get_vocab()
    found: Counter[str] = Counter()
    for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        found.update(encoding.tokens)
    single = {piece for piece in ids if len(piece.removeprefix(CONTINUED)) == 1}
    ranked = sorted(found.keys() - single - set(MARKS), key=lambda piece: (-found[piece], ids[piece]))
    return sorted({*MARKS, *single, *ranked[:size]}, key=ids.__getitem__)


def narrowed(path: Path, pieces: list[str]) -> Tokenizer:
    """The tokenizer at ``path`` with only ``pieces``, numbered in their order; no padding, no truncation."""
    described = json.loads(path.read_text(encoding="utf-8"))
    described["model"]["vocab"] = {piece: number for number, piece in enumerate(pieces)}
    for token in described["added_tokens"]:
        token["id"] = pieces.index(token["content"])
    described["post_processor"] = described["padding"] = described["truncation"] = None
    return Tokenizer.from_str(json.dumps(described))
