"""What a language model answered, read strictly.

The shape is that of ``POST /v1/chat/completions`` as OpenAI documents it and others follow it (seen 2026-11):
``{"model": …, "choices": [{"finish_reason": "stop", "message": {"content": …, "refusal": null}}]}``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from clients.transport.classify import Json
from service.domain.stance import JudgeFailed, StanceLabel
from service.domain.verdict import Reason
from service.inference.judges.failures import Unreadable


@dataclass(frozen=True, slots=True)
class ChatAnswer:
    """``model`` is the name the server gives itself, empty when it gives none."""

    stance: StanceLabel
    quote: str = field(repr=False)
    model: str


def answer_of(answer: Json) -> ChatAnswer:
    """Raises ``Unreadable`` for what is no answer to this pair, ``JudgeFailed`` for what is none at all.

    A refusal, an answer cut off and one outside the schema say nothing about the passage, so none of them
    counts as ``neither``. A confidence the model may state of itself is not read.
    """
    if not isinstance(answer, dict) or answer.get("error") or not isinstance(answer.get("choices"), list):
        raise JudgeFailed("no chat completion", reason=Reason.INVALID_RESPONSE)
    choices = answer["choices"]
    choice = choices[0] if isinstance(choices, list) and len(choices) == 1 else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise _unreadable("not exactly one choice with a message")
    if message.get("refusal"):
        raise _unreadable("the model refused")
    if message.get("tool_calls") or message.get("function_call"):
        raise _unreadable("the model called a tool")
    if choice.get("finish_reason") != "stop":
        raise _unreadable(f"stopped by {_word(choice.get('finish_reason'))}")
    model = answer.get("model")
    stance, quote = _content(message.get("content"))
    return ChatAnswer(stance, quote, model if isinstance(model, str) else "")


def _content(content: Json) -> tuple[StanceLabel, str]:
    try:
        parsed = json.loads(content) if isinstance(content, str) else None
    except (ValueError, RecursionError):
        parsed = None
    if not isinstance(parsed, dict):
        raise _unreadable("not the JSON that was asked for")
    stance, quote = parsed.get("stance"), parsed.get("quote")
    if not isinstance(stance, str) or stance not in set(StanceLabel) or not isinstance(quote, str):
        raise _unreadable("outside the schema")
    return StanceLabel(stance), quote


def _word(reason: Json) -> str:
    """Why it stopped, in a word of the contract: what a server writes there may repeat what it was sent."""
    known = {"length", "content_filter", "tool_calls", "function_call"}
    return reason if isinstance(reason, str) and reason in known else "something else"


def _unreadable(what: str) -> Unreadable:
    return Unreadable(what, reason=Reason.INVALID_RESPONSE)
