"""Documents in JSON lines."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from service.domain.times import Interval, PublishedAt
from service.library.chunks import chunks_of
from service.library.dates import published_at
from service.library.document import LibraryDocument
from service.library.files import MAX_PROBLEMS, BadFileError, Problem, lines_of


def _date(text: str) -> str:
    published_at(text)
    return text


def _web_address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("must start with http:// or https://")
    return text


Line = Annotated[str, Field(min_length=1, max_length=500)]
DateText = Annotated[str, AfterValidator(_date)]
WebAddress = Annotated[str, Field(max_length=4000), AfterValidator(_web_address)]


class _About(BaseModel):
    """The days a document describes, both included."""

    start: date
    end: date


class JsonlDocument(BaseModel):
    """One line. Either ``text`` or ``sections`` by heading; fields of other names are left alone.

    ``published_at`` may be a year, a month, a day or a moment.
    """

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    id: Line
    title: Line
    text: str | None = None
    sections: dict[str, str] | None = None
    url: WebAddress | None = None
    publisher: Line | None = None
    published_at: DateText | None = None
    captured_at: datetime | None = None
    about: _About | None = None
    names: list[Line] = Field(default_factory=list, max_length=100)

    @model_validator(mode="after")
    def _has_text(self) -> Self:
        if (self.text is None) == (self.sections is None):
            raise ValueError("needs either text or sections")
        if not self.whole_text().strip():
            raise ValueError("has no text")
        if self.about is not None and self.about.end < self.about.start:
            raise ValueError("about ends before it starts")
        return self

    def whole_text(self) -> str:
        if self.text is not None:
            return self.text
        return "\n".join(f"{heading}\n{text.strip()}\n" for heading, text in (self.sections or {}).items())

    def document(self) -> LibraryDocument:
        published: PublishedAt | None = None if self.published_at is None else published_at(self.published_at)
        captured = self.captured_at
        if captured is not None and captured.tzinfo is None:
            captured = captured.replace(tzinfo=UTC)
        return LibraryDocument(
            key=self.id,
            title=self.title,
            chunks=chunks_of(self.whole_text()),
            names=tuple(self.names),
            url=self.url,
            publisher=self.publisher,
            published_at=published,
            captured_at=captured,
            about=None if self.about is None else Interval(self.about.start, self.about.end),
        )


def jsonl_documents(path: Path) -> Iterator[LibraryDocument]:
    """Reads to the end even past bad lines, so that all are told at once: ``BadFileError``."""
    problems: list[Problem] = []
    ids: set[str] = set()
    for number, line in lines_of(path):
        if number == 1:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise BadFileError(path, [Problem("is UTF-16: save it as UTF-8")])
            line = line.removeprefix(codecs.BOM_UTF8)  # noqa: PLW2901 - its mark is not part of it
        if not line.strip():
            continue
        try:
            one = JsonlDocument.model_validate_json(line)
        except ValidationError as error:
            problems.append(Problem(_reason(error), number))
        else:
            if one.id in ids:
                problems.append(Problem(f"the id {one.id} occurs twice in the file", number))
            elif not problems:
                yield one.document()
            ids.add(one.id)
        if len(problems) >= MAX_PROBLEMS:
            break
    if not ids and not problems:
        problems.append(Problem("holds no documents"))
    if problems:
        raise BadFileError(path, problems)


def _reason(error: ValidationError) -> str:
    """What is wrong, without the content that is."""
    parts = []
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        where = ".".join(str(step) for step in detail["loc"])
        what = detail["msg"].removeprefix("Value error, ")
        parts.append(f"{where}: {what}" if where else what)
    return "; ".join(parts)
