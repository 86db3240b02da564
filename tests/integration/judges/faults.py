"""What a model server, or what stands before it, answers when something is wrong."""

from __future__ import annotations

from service.domain.verdict import Reason
from tests.integration.judges.serving import HTML, Reply

TIMEOUTS_S = {False: 20.0, True: 1.0}
"""Short only where nothing comes: other answers must not be late on a busy machine."""

FAULTS: dict[str, tuple[Reply, Reason]] = {
    "a sign-in page": (Reply(HTML, kind="text/html"), Reason.INVALID_RESPONSE),
    "truncated JSON": (Reply(b'[[{"score":0.98,"la'), Reason.INVALID_RESPONSE),
    "a body cut off": (Reply(b'[[{"score":0.98,"la', announced=4000), Reason.INVALID_RESPONSE),
    "no body": (Reply(b""), Reason.INVALID_RESPONSE),
    "NaN": (Reply(b'[[{"score":NaN,"label":"entailment"}]]'), Reason.INVALID_RESPONSE),
    "another kind of value": (Reply(b'"ok"'), Reason.INVALID_RESPONSE),
    "too large": (Reply(b"[" + b"0," * 600_000 + b"0]"), Reason.INVALID_RESPONSE),
    "the model failed": (
        Reply(b'{"error":"Inference failed","error_type":"backend"}', status=424),
        Reason.INVALID_RESPONSE,
    ),
    "overloaded": (
        Reply(b'{"error":"Model is overloaded","error_type":"overloaded"}', status=429),
        Reason.RATE_LIMITED,
    ),
    "a long pause": (
        Reply(b"{}", status=429, headers=(("Retry-After", "3600"),)),
        Reason.RATE_LIMITED,
    ),
    "unhealthy": (Reply(b'{"error":"unhealthy","error_type":"unhealthy"}', status=503), Reason.SOURCE_DOWN),
    "a broken gateway": (Reply(HTML, status=502, kind="text/html"), Reason.SOURCE_DOWN),
    "no key": (Reply(b'{"error":{"message":"Incorrect API key"}}', status=401), Reason.MISCONFIGURED),
    "no such path": (Reply(HTML, status=404, kind="text/html"), Reason.MISCONFIGURED),
    "moved": (
        Reply(b"", status=308, headers=(("Location", "http://127.0.0.1:9/"),)),
        Reason.MISCONFIGURED,
    ),
    "no answer in time": (Reply(b"[]", after_s=30.0), Reason.SOURCE_DOWN),
}
