"""From a statement and a passage to the token ids the cross-encoder reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

STATEMENT_SHARE = 0.6  # a longer statement is cut, so that the passage is always heard
CHARACTERS_PER_TOKEN = 24  # text beyond it cannot matter and is not even tokenised


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """``[CLS] statement [SEP] passage [SEP]`` as ids; ``type_ids`` 0 for the statement, 1 for the passage."""

    ids: tuple[int, ...]
    type_ids: tuple[int, ...]


class PairEncoder:
    """Cuts the passage to what the statement leaves of ``max_tokens``; thread-safe."""

    def __init__(self, tokenizer: Tokenizer, *, max_tokens: int) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._start = required_id(tokenizer, "[CLS]")
        self._end = required_id(tokenizer, "[SEP]")
        self._room = max_tokens - 3
        self._statement_room = int(self._room * STATEMENT_SHARE)

    @classmethod
    def load(cls, path: Path, *, max_tokens: int) -> PairEncoder:
        return cls(Tokenizer.from_file(str(path)), max_tokens=max_tokens)

    def encode(self, statement: str, passage: str) -> EncodedPair:
        first = self._ids(statement)
        second = self._ids(passage)
        if len(first) + len(second) > self._room:
            first = first[: max(self._statement_room, self._room - len(second))]
            second = second[: self._room - len(first)]
        return EncodedPair(
            (self._start, *first, self._end, *second, self._end),
            (0,) * (len(first) + 2) + (1,) * (len(second) + 1),
        )

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(
            text[: self._room * CHARACTERS_PER_TOKEN], add_special_tokens=False
        ).ids
        return ids


def required_id(tokenizer: Tokenizer, token: str) -> int:
    """Raises ``ValueError`` when the tokenizer has no such token."""
    found = tokenizer.token_to_id(token)
    if found is None:
        raise ValueError(f"the tokenizer has no {token}")
    return int(found)
