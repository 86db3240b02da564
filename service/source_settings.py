"""The settings of what is searched: which sources are asked, where, with what key, in what role."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from clients.search.json_endpoint_description import JsonEndpoint
from service.domain import sources
from service.setting_values import ENV_PREFIX, Listed, WebAddress, empty_is_unset


def _can_be_sent(key: SecretStr | None) -> SecretStr | None:
    text = key.get_secret_value() if key else "-"
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise ValueError("a key is printable ASCII without spaces; see whether something was pasted with it")
    return key


def _described(given: object) -> object:
    """From a JSON object, or from the file of that name; ``ValueError`` that says what to change."""
    given = empty_is_unset(given)
    if not isinstance(given, str):
        return given
    try:
        text = given if given.lstrip().startswith("{") else Path(given).expanduser().read_text("utf-8")
        return JsonEndpoint.model_validate_json(text)
    except OSError as error:
        raise ValueError(
            f"neither a JSON object nor a file that can be read ({error.strerror}); see docs/sources.md"
        ) from None
    except UnicodeDecodeError:
        raise ValueError("the file is not UTF-8") from None
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False, include_context=False)
        said = (f"{'.'.join(map(str, one['loc'])) or 'it'}: {one['msg']}" for one in wrong)
        raise ValueError("the description does not fit: " + "; ".join(said)) from None


ApiKey = Annotated[SecretStr | None, BeforeValidator(empty_is_unset), AfterValidator(_can_be_sent)]


class SourceSettings(BaseSettings):
    """Part of ``Settings``, which alone is read from the environment."""

    model_config = SettingsConfigDict(frozen=True)

    # ---- sources that need nothing -----------------------------------------------------------
    wikipedia: bool = Field(default=True, description="Whether Wikipedia is asked.")
    mediawiki_url: str = Field(
        default="https://en.wikipedia.org/w/api.php",
        description="Action API of the wiki behind the source `wikipedia`.",
    )
    wikidata: bool = Field(default=True, description="Whether Wikidata is asked about names.")
    wikidata_url: WebAddress = Field(
        default="https://www.wikidata.org/w/api.php", description="Action API behind the source `wikidata`."
    )
    gdelt: bool = Field(default=True, description="Whether GDELT is asked for news.")
    gdelt_url: WebAddress = Field(
        default="https://api.gdeltproject.org/api/v2/doc/doc", description="Address of GDELT DOC 2.0."
    )
    crossref: bool = Field(
        default=True, description="Whether Crossref is asked for papers, about claims that look like science."
    )
    crossref_url: WebAddress = Field(
        default="https://api.crossref.org/works", description="Address of Crossref's list of works."
    )
    europepmc: bool = Field(
        default=True, description="Whether Europe PMC is asked for papers, about the same claims."
    )
    europepmc_url: WebAddress = Field(
        default="https://www.ebi.ac.uk/europepmc/webservices/rest/search",
        description="Address of Europe PMC's search.",
    )
    arquivo_text: bool = Field(
        default=False,
        description="Whether the texts of pages in Arquivo.pt are searched; answers may take 40 seconds.",
    )
    starter: bool = Field(
        default=True, description="Whether the packaged starter library is indexed and asked."
    )

    # ---- sources with an address or a key ----------------------------------------------------
    searxng_url: Annotated[WebAddress | None, BeforeValidator(empty_is_unset)] = Field(
        default=None,
        description="Root of your SearXNG, whose `search.formats` must list `json`; makes it a source.",
    )
    kiwix_url: Annotated[WebAddress | None, BeforeValidator(empty_is_unset)] = Field(
        default=None, description="Root of your kiwix-serve; makes it a source."
    )
    kiwix_books: Listed = Field(
        default=(), description="Names of the books searched there, separated by commas; without any, all."
    )
    search_endpoint: Annotated[JsonEndpoint | None, NoDecode, BeforeValidator(_described)] = Field(
        default=None,
        description="A search endpoint of your own that answers GET with JSON: its description as a JSON "
        "object, or the path of a file that holds one ([sources](sources.md#an-endpoint-of-your-own)).",
    )
    brave_api_key: ApiKey = Field(default=None, description="Key of Brave Search; makes it a source.")
    brave_ttl_s: float = Field(
        default=0.0,
        ge=0,
        description="Seconds an answer of Brave is kept; more than 0 only when your plan has storage rights.",
    )
    brave_calls_per_second: float = Field(
        default=1.0, gt=0, description="Calls to Brave in a second that your plan allows."
    )
    tavily_api_key: ApiKey = Field(default=None, description="Key of Tavily; makes it a source.")
    exa_api_key: ApiKey = Field(default=None, description="Key of Exa; makes it a source.")
    guardian_api_key: ApiKey = Field(
        default=None, description="Key of the Guardian Open Platform; makes it a source."
    )
    factcheck_api_key: ApiKey = Field(
        default=None, description="Key of Google Fact Check Tools; makes it a source of ratings."
    )
    factcheck_url: WebAddress = Field(
        default="https://factchecktools.googleapis.com/v1alpha1/claims:search",
        description="Address of the claim search of Google Fact Check Tools.",
    )

    # ---- how they are asked ------------------------------------------------------------------
    required_sources: Listed = Field(
        default=(sources.WIKIPEDIA, sources.LIBRARY),
        description="Sources without whose answer `not_enough_evidence` is not given, separated by commas; "
        "the others are of best effort.",
    )
    best_effort_grace_s: float = Field(
        default=2.0,
        ge=0,
        description="Seconds that sources of best effort are waited for after the required ones answered.",
    )
    calls_per_claim: int = Field(
        default=60,
        ge=1,
        description="Most calls to search APIs that are planned for a claim, pages not counted; a source "
        "whose queries do not fit is not asked and says `budget`.",
    )

    @model_validator(mode="after")
    def _required_can_be_asked(self) -> Self:
        configured = self.searches()
        unknown = [name for name in self.required_sources if name not in configured]
        if unknown:
            raise ValueError(
                f"{ENV_PREFIX}REQUIRED_SOURCES names what is no source; there are {', '.join(configured)}"
            )
        unset = [name for name in self.required_sources if not configured[name]]
        if unset and "required_sources" in self.model_fields_set:
            raise ValueError(
                f"{ENV_PREFIX}REQUIRED_SOURCES names {', '.join(unset)}, not set up here: set it up, or "
                f"leave it out there"
            )
        return self

    def searches(self) -> Mapping[str, bool]:
        """Every source that can be named, in the order asked, and whether it is set up."""
        set_up = {
            sources.ARQUIVO_TEXT: self.arquivo_text,
            sources.BRAVE: self.brave_api_key is not None,
            sources.CROSSREF: self.crossref,
            sources.EUROPE_PMC: self.europepmc,
            sources.EXA: self.exa_api_key is not None,
            sources.FACT_CHECK: self.factcheck_api_key is not None,
            sources.GDELT: self.gdelt,
            sources.GUARDIAN: self.guardian_api_key is not None,
            sources.KIWIX: self.kiwix_url is not None,
            sources.LIBRARY: True,
            sources.SEARXNG: self.searxng_url is not None,
            sources.STARTER: self.starter,
            sources.TAVILY: self.tavily_api_key is not None,
            sources.WIKIDATA: self.wikidata,
            sources.WIKIPEDIA: self.wikipedia,
        }
        named = {name: set_up[name] for name in sources.SEARCHES}
        return named | ({self.search_endpoint.name: True} if self.search_endpoint else {})
