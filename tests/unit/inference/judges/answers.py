"""What servers answer, in the shapes their documentation and source show (docs/judges.md)."""

from __future__ import annotations

import json

from clients.transport.classify import Json

TEI_INFO: dict[str, Json] = {
    "model_id": "owner/nli",
    "model_sha": "fca14538aa9956a46526bd1d0d11d69e19b5a101",
    "model_dtype": "float16",
    "model_type": {
        "classifier": {
            "id2label": {"0": "contradiction", "1": "entailment", "2": "neutral"},
            "label2id": {"contradiction": 0, "entailment": 1, "neutral": 2},
        }
    },
    "max_concurrent_requests": 512,
    "max_input_length": 512,
    "max_batch_tokens": 16384,
    "max_batch_requests": None,
    "max_client_batch_size": 32,
    "auto_truncate": False,
    "tokenization_workers": 4,
    "version": "1.8.2",
    "sha": None,
    "docker_label": None,
}


def predicted(**scores: float) -> Json:
    """One row of ``/predict``: highest score first."""
    ranked = sorted(scores.items(), key=lambda one: -one[1])
    return [{"score": score, "label": label} for label, score in ranked]


SUPPORTED = predicted(entailment=0.9, neutral=0.07, contradiction=0.03)
CONTRADICTED = predicted(entailment=0.02, neutral=0.08, contradiction=0.9)


def completion(
    content: Json,
    *,
    finish_reason: Json = "stop",
    model: str = "small-model-2026-05-01",
    **message: Json,
) -> dict[str, Json]:
    """A chat completion with one choice."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1780000000,
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, "refusal": None, **message},
                "logprobs": None,
                "finish_reason": finish_reason,
            }
        ],
        "usage": {"prompt_tokens": 300, "completion_tokens": 20, "total_tokens": 320},
    }


def said(stance: str, quote: str, **more: Json) -> dict[str, Json]:
    return completion(json.dumps({"stance": stance, "quote": quote, **more}))
