"""What a language model answered, read strictly: a failure to answer is no answer."""

from __future__ import annotations

import json

import pytest

from clients.transport.classify import Json
from service.domain.stance import JudgeFailed, StanceLabel
from service.domain.verdict import Reason
from service.inference.judges.chat_answer import answer_of
from service.inference.judges.failures import Unreadable
from tests.unit.inference.judges.answers import completion, said

FINE = json.dumps({"stance": "supports", "quote": "q"})
TOOL: Json = [{"id": "1", "type": "function", "function": {"name": "answer", "arguments": FINE}}]


def test_stance_quote_and_model_are_read() -> None:
    answer = answer_of(said("refutes", "it did not"))
    assert (answer.stance, answer.quote) == (StanceLabel.REFUTES, "it did not")
    assert answer.model == "small-model-2026-05-01"


def test_what_the_model_states_of_its_own_confidence_is_not_read() -> None:
    assert answer_of(said("supports", "q", confidence=0.01)) == answer_of(said("supports", "q"))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (completion(None, refusal="I cannot help with that."), "refused"),
        (completion(FINE, refusal="I cannot help with that."), "refused"),
        (completion(FINE, finish_reason="length"), "stopped by length"),
        (completion(FINE, finish_reason="content_filter"), "stopped by content_filter"),
        (completion(FINE, finish_reason=None), "stopped by something else"),
        (completion(FINE, finish_reason=["length"]), "stopped by something else"),
        (completion(FINE, finish_reason="the claim is true"), "stopped by something else"),
        (completion(None, tool_calls=TOOL, finish_reason="tool_calls"), "tool"),
        (completion(FINE, tool_calls=TOOL), "tool"),
        (completion(FINE, function_call={"name": "f", "arguments": "{}"}), "tool"),
        (completion(f"```json\n{FINE}\n```"), "not the JSON"),
        (completion(f"Here you are: {FINE}"), "not the JSON"),
        (completion("supports"), "not the JSON"),
        (completion(FINE[:-5]), "not the JSON"),
        (completion(""), "not the JSON"),
        (completion(None), "not the JSON"),
        (completion([{"type": "text", "text": FINE}]), "not the JSON"),
        (completion("[" * 100_000), "not the JSON"),
        (completion('["supports", "q"]'), "not the JSON"),
        (completion(json.dumps({"stance": "SUPPORTS", "quote": "q"})), "schema"),
        (completion(json.dumps({"stance": "true", "quote": "q"})), "schema"),
        (completion(json.dumps({"stance": ["supports"], "quote": "q"})), "schema"),
        (completion(json.dumps({"stance": "supports"})), "schema"),
        (completion(json.dumps({"stance": "supports", "quote": None})), "schema"),
        (completion(json.dumps({"answer": "supports", "quote": "q"})), "schema"),
        (completion(FINE) | {"choices": []}, "one choice"),
        (completion(FINE) | {"choices": completion(FINE)["choices"] * 2}, "one choice"),  # type: ignore[operator]
        (completion(FINE) | {"choices": [{"text": FINE, "finish_reason": "stop"}]}, "one choice"),
        (completion(FINE) | {"choices": ["supports"]}, "one choice"),
    ],
)
def test_no_answer_to_the_pair_is_unreadable_and_never_neither(answer: Json, why: str) -> None:
    with pytest.raises(Unreadable, match=why) as failed:
        answer_of(answer)
    assert failed.value.reason is Reason.INVALID_RESPONSE


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        "supports",
        {},
        {"error": {"message": "Rate limit reached", "type": "requests", "code": "rate_limit_exceeded"}},
        completion(FINE) | {"error": {"code": 502}},
        {"choices": None},
        {"object": "list", "data": []},
    ],
)
def test_what_is_no_completion_at_all_fails_the_judge(answer: Json) -> None:
    with pytest.raises(JudgeFailed) as failed:
        answer_of(answer)
    assert not isinstance(failed.value, Unreadable)
    assert failed.value.reason is Reason.INVALID_RESPONSE


def test_no_failure_repeats_what_was_answered() -> None:
    with pytest.raises(Unreadable) as failed:
        answer_of(completion("zebra-quartz-canary", finish_reason="stop"))
    assert "zebra" not in str(failed.value)
