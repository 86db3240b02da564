"""The description of a JSON search endpoint, as it is written in settings."""

from __future__ import annotations

import re
from typing import Annotated, Self
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from clients.search.json_endpoint_values import POINTER

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PLACES = re.compile(r"\{(query|limit|language)\}")
_FIELD_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token, RFC 9110 §5.6.2


def _pointer(text: str) -> str:
    if not POINTER.fullmatch(text):
        raise ValueError('a JSON Pointer (RFC 6901) is "" or begins with a slash')
    return text


def _template(text: str) -> str:
    parts = urlsplit(_PLACES.sub("", text))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise ValueError("an http(s) address without credentials is needed")
    if "{" in urlsplit(text).netloc or "{" in parts.geturl() or "}" in parts.geturl():
        raise ValueError("only {query}, {limit} and {language} may stand in braces, behind the host")
    if "{query}" not in text or "#" in text:
        raise ValueError("{query} must stand in the address, and no fragment")
    return text


Pointer = Annotated[str, AfterValidator(_pointer)]
"""A JSON Pointer, RFC 6901: ``/hits/hits``, ``/0``, or empty for the whole."""


class JsonEndpoint(BaseModel):
    """Where to ask and where in the answer to find what.

    The pointers behind ``results_at`` start at one result; the first one that finds something counts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$", description="The source's name in reports.")
    url: Annotated[str, AfterValidator(_template)] = Field(
        description="Address asked with GET; `{query}`, `{limit}` and `{language}` are filled in, escaped."
    )
    key_header: str | None = Field(default=None, description="Header that carries the key.")
    key: SecretStr | None = Field(default=None, description="Its whole value, such as `ApiKey …`.")
    results_at: Pointer = Field(description="The list of results.")
    url_at: tuple[Pointer, ...] = Field(min_length=1, description="A result's http(s) address.")
    title_at: tuple[Pointer, ...] = Field(min_length=1, description="A result's title.")
    text_at: tuple[Pointer, ...] = Field(min_length=1, description="A result's text, or a list of texts.")
    date_at: Pointer | None = Field(
        default=None, description="When it was published: ISO 8601, or (milli)seconds since 1970."
    )
    failure_at: tuple[Pointer, ...] = Field(
        default=("/error", "/errors"),
        description="What is empty, false, zero or absent in an answer that is whole.",
    )
    whole: bool = Field(default=False, description="Whether the text is that of the whole page.")
    markup: bool = Field(default=False, description="Whether titles and texts are HTML.")
    all_words: bool = Field(default=False, description="Whether only what has all words is found.")
    max_words: int = Field(default=12, ge=1, le=64, description="Most words of a query.")
    publisher: str | None = Field(default=None, description="Who publishes all of it, if one does.")
    per_minute: float | None = Field(default=None, gt=0, description="Most calls a minute.")
    concurrency: int = Field(default=4, ge=1, le=64, description="Calls at the same time.")

    @model_validator(mode="after")
    def _key_fits(self) -> Self:
        if (self.key_header is None) != (self.key is None):
            raise ValueError("key_header and key go together")
        if self.key_header is not None and not _FIELD_NAME.fullmatch(self.key_header):
            raise ValueError("key_header is no name of a header")
        key = self.key.get_secret_value() if self.key else "-"
        if not key or key != key.strip() or not (key.isascii() and key.isprintable()):
            raise ValueError("key must be printable ASCII without spaces around it")
        return self

    @property
    def headers(self) -> dict[str, str]:
        """What is sent beside the client's own headers."""
        key = {self.key_header: self.key.get_secret_value()} if self.key_header and self.key else {}
        return {"Accept": "application/json", **key}

    def address(self, words: str, limit: int, language: str) -> str:
        """The address to ask; each value is escaped whole, so that none can reach beyond its place."""
        known = language if _LANGUAGE.fullmatch(language) else "en"
        values = {"query": words, "limit": str(limit), "language": known}
        return _PLACES.sub(lambda place: quote(values[place[1]], safe=""), self.url)
