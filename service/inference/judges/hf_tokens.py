"""From two texts to the tokens of a model with a tokenizer.json, whatever marks it puts around them."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Encoding, Tokenizer

from service.inference.encoding import CHARACTERS_PER_TOKEN, STATEMENT_SHARE, EncodedPair
from service.inference.judges.failures import JudgeRefused
from service.inference.judges.pairs import PairOrder

FILE = "tokenizer.json"


class PairTokens:
    """Cuts the passage to what the statement leaves of ``max_tokens``; thread-safe."""

    def __init__(self, tokenizer: Tokenizer, *, max_tokens: int, order: PairOrder) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        marks = tokenizer.num_special_tokens_to_add(is_pair=True)
        if not marks:
            raise JudgeRefused(
                f"{FILE} does not say how two texts are put together (it has no post-processor)"
            )
        self._tokenizer = tokenizer
        self._room = max_tokens - marks
        self._statement_room = int(self._room * STATEMENT_SHARE)
        self._passage_first = order is PairOrder.PASSAGE_FIRST

    @classmethod
    def load(cls, folder: Path, *, max_tokens: int, order: PairOrder) -> PairTokens:
        """Raises ``JudgeRefused``."""
        path = folder / FILE
        if not path.is_file():
            raise JudgeRefused(f"no {FILE} in {folder}: save the model's fast tokenizer there")
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises bare Exception
            raise JudgeRefused(f"{path} cannot be read as a tokenizer") from error
        return cls(tokenizer, max_tokens=max_tokens, order=order)

    def encode(self, first: str, second: str) -> EncodedPair:
        one, other = self._alone(first), self._alone(second)
        statement, passage = (other, one) if self._passage_first else (one, other)
        if len(statement) + len(passage) > self._room:
            statement.truncate(max(self._statement_room, self._room - len(passage)))
            passage.truncate(self._room - len(statement))
        together = self._tokenizer.post_process(one, other)
        return EncodedPair(tuple(together.ids), tuple(together.type_ids))

    def _alone(self, text: str) -> Encoding:
        return self._tokenizer.encode(text[: self._room * CHARACTERS_PER_TOKEN], add_special_tokens=False)
