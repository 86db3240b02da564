"""The trained model for one sentence at a time: no mask, no batch, one matrix for query, key and value."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch.nn.functional import gelu

from training.checkworthiness.model import WorthModel


class _Layer(torch.nn.Module):
    """One layer of BERT over states of shape (length, width)."""

    def __init__(self, layer: Any, heads: int) -> None:
        super().__init__()
        attention = layer.attention.self
        parts = (attention.query, attention.key, attention.value)
        width = parts[0].weight.shape[1]
        shrink = 1 / math.sqrt(width / heads)  # of the query, instead of every product with a key
        scales = (shrink, 1.0, 1.0)
        self.joined = torch.nn.Linear(width, 3 * width)
        self.joined.weight.data = torch.cat([p.weight.data * s for p, s in zip(parts, scales, strict=True)])
        self.joined.bias.data = torch.cat([p.bias.data * s for p, s in zip(parts, scales, strict=True)])
        self.heads = heads
        self.mixed, self.mixed_norm = layer.attention.output.dense, layer.attention.output.LayerNorm
        self.wide, self.narrow = layer.intermediate.dense, layer.output.dense
        self.norm = layer.output.LayerNorm

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        length, width = states.shape
        joined = self.joined(states).view(length, 3, self.heads, width // self.heads)
        query, key, value = joined.permute(1, 2, 0, 3).unbind(0)
        shares = torch.softmax(query @ key.transpose(1, 2), -1)
        heard = (shares @ value).transpose(0, 1).reshape(length, width)
        states = self.mixed_norm(states + self.mixed(heard))
        answer: torch.Tensor = self.norm(states + self.narrow(gelu(self.wide(states))))
        return answer


class OneSentence(torch.nn.Module):
    """Ids of shape (1, length) to logits of shape (1, outputs), the same as ``WorthModel`` gives."""

    def __init__(self, model: WorthModel) -> None:
        super().__init__()
        embeddings = model.encoder.embeddings
        self.words, self.norm = embeddings.word_embeddings, embeddings.LayerNorm
        places = embeddings.position_embeddings.weight + embeddings.token_type_embeddings.weight[0]
        self.register_buffer("places", places.detach())
        heads = model.encoder.config.num_attention_heads
        self.layers = torch.nn.ModuleList([_Layer(layer, heads) for layer in model.encoder.encoder.layer])
        self.head = model.head

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        ids = input_ids[0]
        states = self.norm(self.words(ids) + self.places[: ids.shape[0]])
        for layer in self.layers:
            states = layer(states)
        logits: torch.Tensor = self.head(torch.cat([states[0], states.mean(0)]).unsqueeze(0))
        return logits
