from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clients.transport.ports import StoredResponse
from service.domain.stance import StanceProbabilities
from service.store.codec import pack_response, pack_stance, unpack_response, unpack_stance

responses = st.builds(
    StoredResponse,
    status=st.integers(100, 599),
    headers=st.lists(st.tuples(st.text(), st.text())).map(tuple),
    body=st.binary(),
    stored_at=st.floats(allow_nan=False, allow_infinity=False),
)


@given(responses)
def test_a_response_comes_back_as_it_was(response: StoredResponse) -> None:
    assert unpack_response(pack_response(response)) == response


@given(st.binary(max_size=200))
def test_what_is_no_response_is_not_there(packed: bytes) -> None:
    assert unpack_response(b"\x01" + packed) is None


@given(responses, st.data())
def test_a_cut_response_is_not_there(response: StoredResponse, data: st.DataObject) -> None:
    packed = pack_response(response)
    assert unpack_response(packed[: data.draw(st.integers(0, len(packed) - 1))]) is None


def test_a_response_of_another_version_is_not_there() -> None:
    packed = pack_response(StoredResponse(200, (), b"x", 1.0))
    assert unpack_response(b"\x02" + packed[1:]) is None


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_stance_comes_back_to_the_last_bit(supports: float, refutes: float, neither: float) -> None:
    stance = StanceProbabilities(supports, refutes, neither)
    assert unpack_stance(pack_stance(stance)) == stance


def test_what_is_no_stance_is_not_there() -> None:
    assert unpack_stance(b"short") is None
