"""Kinds of values that several settings have."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

ENV_PREFIX = "SECONDSOURCE_"
_PORTS = {"http": 80, "https": 443}


def listed(given: object) -> object:
    """The parts of what is written with commas between them."""
    if isinstance(given, str):
        return tuple(part.strip() for part in given.split(",") if part.strip())
    return given


def empty_is_unset(given: object) -> object:
    """A variable that is set to nothing is not set."""
    return None if isinstance(given, str) and not given.strip() else given


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    fit = parts.scheme in _PORTS and parts.hostname and "@" not in parts.netloc and not parts.query
    if not fit or parts.port == 0:  # reading the port raises ValueError where it is none
        raise ValueError("an http or https address is needed, without credentials or query")
    return url


def host_and_port(url: str) -> tuple[str, int]:
    """Where an address leads, for an http or https one."""
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.port or _PORTS[parts.scheme]


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(listed)]
"""A list in one environment variable, separated by commas."""

WebAddress = Annotated[str, AfterValidator(_web_address)]
