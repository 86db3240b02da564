"""What callers send, and how it becomes the types that flow.

Types are strict (no number for a string), unknown members are refused, names kept for later say so.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    model_validator,
)
from pydantic_core import PydanticCustomError

from service.api.dates import AsOfText, PublishedText, as_of, published_at
from service.api.urls import PublicUrl
from service.domain.article import DocumentRole, Draft, SuppliedDocument, TextFormat, VerificationOptions
from service.verification.assess import AssessmentItem, GivenPassage

MAX_TEXT = 200_000
MAX_ITEMS = 256
NOT_BLANK = r"[^\x00-\x20\x7f-\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]"
"""Spelled out, because regular expression engines differ on what is white space."""


def _whole(given: object) -> object:
    """To JSON Schema 3.0 is an integer (2020-12, section 4.2.3)."""
    return int(given) if isinstance(given, float) and given.is_integer() else given


SourceName = Annotated[StrictStr, Field(pattern="^[a-z][a-z0-9_-]{0,39}$")]
"""Which names there are depends on the settings: the route compares, and the contract lists them."""

Text = Annotated[
    StrictStr,
    Field(
        min_length=1,
        max_length=MAX_TEXT,
        pattern=NOT_BLANK,
        description="Not empty and not only white space.",
    ),
]
Title = Annotated[StrictStr, Field(max_length=1000)]
Format = Annotated[TextFormat, Field(description="How `text` is written.")]
Language = Annotated[
    StrictStr,
    Field(
        pattern="^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$",
        description="Language tag (BCP 47); found out when left out.",
        examples=["en"],
    ),
]
# The bounds stand before the validator: behind it they would not be written as JSON Schema's own words.
MaxClaims = Annotated[
    StrictInt,
    Field(
        ge=1,
        le=1000,
        description="Most claims wanted; the service has a limit of its own and takes the lower.",
    ),
    BeforeValidator(_whole),
]
Milliseconds = Annotated[StrictInt, Field(ge=100, le=3_600_000), BeforeValidator(_whole)]
Seconds = Annotated[StrictInt, Field(ge=0, le=31_536_000), BeforeValidator(_whole)]


class Body(BaseModel):
    """Common to all request bodies."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False)

    kept_for_later: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _refuse_later_names(cls, given: Any) -> Any:
        if isinstance(given, dict):
            for name in cls.kept_for_later:
                if name in given:
                    raise PydanticCustomError("not_yet_available", "Not yet available", {"name": name})
        return given


class DocumentBody(Body):
    """Evidence of the caller's own, searched like a source."""

    id: StrictStr = Field(pattern="^[A-Za-z0-9._:-]{1,128}$", examples=["wire-1"])
    text: Text
    title: Title | None = None
    url: PublicUrl | None = None
    published_at: PublishedText | None = None
    role: DocumentRole = Field(
        default=DocumentRole.EVIDENCE,
        description="`source_of_article`: what the article was written from, say the wire copy; never an "
        "origin of its own.",
    )

    def document(self) -> SuppliedDocument:
        return SuppliedDocument(
            id=self.id,
            text=self.text,
            title=self.title,
            url=self.url,
            published_at=published_at(self.published_at) if self.published_at else None,
            role=self.role,
        )


class ExtractionBody(Body):
    """A text whose claims are to be found."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"text": "PARIS, 12 March 2024 - France has a population of about 68 million."}]
        }
    )

    text: Text
    format: Format = TextFormat.TEXT
    title: Title | None = None
    language: Language | None = None
    published_at: PublishedText | None = None
    max_claims: MaxClaims | None = None
    not_checkable: StrictBool = Field(
        default=False,
        description="Return what is no claim too, with its kind: questions, opinions, forecasts.",
    )

    def draft(self) -> Draft:
        return Draft(
            text=self.text,
            format=self.format,
            title=self.title,
            language=self.language,
            published_at=published_at(self.published_at) if self.published_at else None,
        )


class VerificationBody(Body):
    """A text to verify, and how."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "PARIS, 12 March 2024 - France has a population of about 68 million.",
                    "sources": ["starter"],
                    "deadline_ms": 20000,
                }
            ]
        }
    )
    kept_for_later = ("focus", "effort", "document_key", "revision", "decisions", "use_links", "callback_url")

    text: Text
    format: Format = TextFormat.TEXT
    title: Title | None = None
    url: PublicUrl | None = Field(
        default=None, description="Where the article stands; never counted as evidence for itself."
    )
    path: Annotated[StrictStr, Field(max_length=1024)] | None = Field(
        default=None, description="Where the text stands in its repository; comes back in exports."
    )
    language: Language | None = None
    published_at: PublishedText | None = None
    as_of: AsOfText | None = None
    documents: tuple[DocumentBody, ...] = Field(default=(), max_length=50)
    sources: tuple[SourceName, ...] | None = Field(
        default=None,
        min_length=1,
        max_length=20,
        description="Sources to ask, by their names in `GET /v1/sources`; all that are set up when left out. "
        "One that is not set up is reported as such.",
    )
    confidential: StrictBool = Field(
        default=False,
        description="Nothing derived from the text leaves the machine but to sources the operator allowed. "
        "`false` leaves it to the operator, who may have set it for all.",
    )
    max_claims: MaxClaims | None = None
    deadline_ms: Milliseconds | None = Field(
        default=None,
        description="Bounds the work; the service has a limit of its own and takes the lower.",
    )
    retain_s: Seconds | None = Field(
        default=None,
        description="How long the report is kept; 0 keeps nothing. The lower of this and the service's "
        "limit.",
    )

    def draft(self) -> Draft:
        return Draft(
            text=self.text,
            format=self.format,
            title=self.title,
            url=self.url,
            path=self.path,
            language=self.language,
            published_at=published_at(self.published_at) if self.published_at else None,
        )

    def options(
        self, *, sources: tuple[str, ...], max_claims: int, confidential: bool
    ) -> VerificationOptions:
        """``confidential``: the operator wants it for all."""
        return VerificationOptions(
            as_of=as_of(self.as_of) if self.as_of else None,
            documents=tuple(document.document() for document in self.documents),
            sources=tuple(dict.fromkeys(sources)),
            confidential=self.confidential or confidential,
            max_claims=max_claims,
        )


class PassageBody(Body):
    """A passage to judge a claim by."""

    text: Annotated[Text, Field(max_length=20_000)]
    url: PublicUrl | None = None
    title: Title | None = None
    published_at: PublishedText | None = None

    def passage(self) -> GivenPassage:
        return GivenPassage(
            text=self.text,
            url=self.url,
            title=self.title,
            published_at=published_at(self.published_at) if self.published_at else None,
        )


class ItemBody(Body):
    """One claim with the passages to judge it by."""

    claim: Annotated[Text, Field(max_length=2000)]
    passages: tuple[PassageBody, ...] = Field(max_length=50)
    as_of: AsOfText | None = None

    def item(self) -> AssessmentItem:
        return AssessmentItem(
            claim=self.claim,
            passages=tuple(passage.passage() for passage in self.passages),
            as_of=as_of(self.as_of) if self.as_of else None,
        )


class AssessmentBody(Body):
    """Claims with passages; nothing else is looked up."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "claim": "France has a population of about 68 million.",
                            "passages": [{"text": "France. Population: 68,374,591 (2024 est.)"}],
                        }
                    ]
                }
            ]
        }
    )

    items: tuple[ItemBody, ...] = Field(min_length=1, max_length=MAX_ITEMS)
