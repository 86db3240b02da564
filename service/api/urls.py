"""URLs that callers give: of public web pages only.

An address in place of a name is refused in every spelling (dotted, decimal, hexadecimal, IPv6, mapped),
because the
last label of a name must begin with a letter; so are names that never belong to a public page. Names that
resolve to
other than public addresses are refused again by whoever connects.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_LAST_LABEL = "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PORT = "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
URL_PATTERN = rf"^https?://(?:{_LABEL}[.])+{_LAST_LABEL}(?::{_PORT})?(?:[/?#][^\x00-\x20\x7f-\xa0]*)?$"
NEVER_PUBLIC = frozenset({"localhost", "local", "internal", "intranet", "lan", "home", "corp", "private"})
"""Last labels of names that mean this machine or this network (RFC 6761, RFC 6762, ICANN's ``internal``)."""


def _public(url: str) -> str:
    host = unicodedata.normalize("NFKC", urlsplit(url).hostname or "")
    if host.rpartition(".")[2].lower() in NEVER_PUBLIC or host.lower().endswith(".home.arpa"):
        raise PydanticCustomError("url_not_public", "This names a host that is not public; leave the URL out")
    return url


PublicUrl = Annotated[
    str,
    Field(
        pattern=URL_PATTERN,
        max_length=2048,
        description="An http(s) URL whose host is a public name (in ASCII); addresses and credentials are "
        "refused.",
        examples=["https://news.example.org/2016/01/29/story"],
    ),
    AfterValidator(_public),
]
