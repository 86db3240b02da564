"""The table of vectors while it learns: one row a word piece, and a text is the mean of its rows."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer

MOST_PIECES = 256


class Reader:
    """Texts as ids of the word pieces that have a letter, without marks at their ends.

    Figures and punctuation are left out: "3,449,444 (2025 est.)" would outweigh the words beside it, and
    numbers are compared as numbers elsewhere. The service's table has nothing in their rows.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._unknown: int = tokenizer.token_to_id("[UNK]")
        self.wordless = frozenset(
            at for piece, at in tokenizer.get_vocab().items() if not any(map(str.isalpha, piece))
        )

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        read = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        kept = ([piece for piece in one.ids if piece not in self.wordless] for one in read)
        return [ids[:MOST_PIECES] or [self._unknown] for ids in kept]


def vectors(table: torch.Tensor, texts: Sequence[Sequence[int]]) -> torch.Tensor:
    """Of length 1; shape ``(len(texts), dimensions)``."""
    flat = torch.tensor([piece for text in texts for piece in text])
    starts = torch.tensor([0, *(len(text) for text in texts[:-1])]).cumsum(0)
    return torch.nn.functional.normalize(
        torch.nn.functional.embedding_bag(flat, table, starts, mode="mean"), dim=1
    )
