"""Evidence goes out as data."""

from __future__ import annotations

import json
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from clients.transport.classify import Json
from service.inference.judges.chat_prompt import SCHEMA, SYSTEM, request_for
from tests.servers.json_values import at


def user_message(asked: dict[str, Json]) -> str:
    return str(at(asked, "messages", 1, "content"))


def test_the_request_is_strict_and_asks_for_no_confidence() -> None:
    asked = request_for("m", "s", "t", "p")
    assert (asked["temperature"], asked["stream"]) == (0, False)
    assert at(asked, "response_format", "json_schema", "strict") is True
    assert at(asked, "response_format", "json_schema", "schema") == SCHEMA
    assert set(cast("dict[str, Json]", SCHEMA["properties"])) == {"stance", "quote"}
    assert at(SCHEMA, "properties", "stance", "enum") == ["supports", "refutes", "neither"]
    assert SCHEMA["additionalProperties"] is False
    assert "confidence" not in json.dumps(asked)


def test_the_system_prompt_holds_nothing_of_the_pair() -> None:
    asked = request_for("m", "zebra", "quartz", "canary")
    assert at(asked, "messages", 0, "role") == "system"
    assert at(asked, "messages", 0, "content") == SYSTEM
    assert "data" in SYSTEM


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=200))
def test_the_three_texts_are_one_line_of_json_between_marks(statement: str, title: str, passage: str) -> None:
    first, data, last = user_message(request_for("m", statement, title, passage)).split("\n")
    assert json.loads(data) == {"statement": statement, "page_title": title, "passage": passage}
    assert first.removeprefix("data ") == last.removeprefix("end ")
    assert first.removeprefix("data ") not in data


def test_the_mark_is_another_one_each_time() -> None:
    marks = {user_message(request_for("m", "s", "t", "p")).split("\n")[0] for _ in range(20)}
    assert len(marks) == 20
    assert all(len(mark) == len("data ") + 32 for mark in marks)
