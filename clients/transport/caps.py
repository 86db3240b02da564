"""No body larger than wished for, counted after decompression."""

from __future__ import annotations

import zlib
from contextlib import aclosing

import httpx2 as httpx

GZIP_MAGIC = b"\x1f\x8b"


class TooLarge(Exception):  # noqa: N818 - what the upstream sent, not an error of ours
    """The body is larger than the cap. Carries no URL."""


async def read_capped(answer: httpx.Response, max_bytes: int) -> bytes:
    """The decompressed body; raises ``TooLarge`` as soon as it is known, and httpx's errors.

    httpx inflates in pieces of at most 1 MiB, so a small body that inflates without end costs one piece.
    """
    declared = answer.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > max_bytes:
        raise TooLarge
    body = bytearray()
    async with aclosing(answer.aiter_bytes()) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) > max_bytes:
                raise TooLarge
    return bytes(body)


def inflate(body: bytes, max_bytes: int) -> bytes | None:
    """A gzip body inflated; null when it is broken or would be larger than the cap."""
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        inflated = decoder.decompress(body, max_bytes + 1)
    except zlib.error:
        return None
    return inflated if len(inflated) <= max_bytes and decoder.eof else None
