"""The check-worthiness model: the first layers of MiniLM-L6, one linear layer over first and mean state."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import AutoConfig, AutoModel

from training.checkworthiness.recipe import MAX_TOKENS, OUTPUTS

HEADS_DROPOUT = 0.1


class WorthModel(torch.nn.Module):
    """Logits of shape (batch, 4): the three labels, and whether a fact-checker would pick the sentence.

    ``kept`` are the ids of ``base`` whose word vectors stay, in their new order.
    """

    def __init__(self, base: Path, kept: list[int], *, layers: int, dropout: float = 0.0) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(base)
        config.hidden_dropout_prob = dropout
        config.attention_probs_dropout_prob = dropout
        self.encoder = AutoModel.from_pretrained(base, config=config, add_pooling_layer=False)
        words = self.encoder.embeddings.word_embeddings.weight.detach()[kept].clone()
        self.encoder.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(
            words, freeze=True, padding_idx=0
        )
        positions = self.encoder.embeddings.position_embeddings.weight.detach()[:MAX_TOKENS].clone()
        self.encoder.embeddings.position_embeddings = torch.nn.Embedding.from_pretrained(
            positions, freeze=False
        )
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.dropout = torch.nn.Dropout(HEADS_DROPOUT if dropout else 0.0)
        self.head = torch.nn.Linear(2 * config.hidden_size, len(OUTPUTS))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        logits: torch.Tensor = self.head(self.dropout(torch.cat([states[:, 0], mean], dim=-1)))
        return logits
