"""All settings in one frozen class: env name, unit and meaning of each. docs/settings.md is made of it."""

from __future__ import annotations

import ipaddress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from service.archive_settings import OTHER_NAMES, ArchiveSettings
from service.domain.sources import SAVE_PAGE_NOW, SEARCHES
from service.setting_values import ENV_PREFIX, Listed, WebAddress, host_and_port, listed
from service.source_settings import SourceSettings

OPEN_IN_SO_MANY_WORDS = "yes-without-keys"
MIN_SECRET = 16
PACKAGED_ARTIFACTS = Path(__file__).parent / "artifacts"


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class JudgeKind(StrEnum):
    EMBEDDED = "embedded"
    HF = "hf"
    TEI = "tei"
    CHAT = "chat"


REMOTE_JUDGES = frozenset({JudgeKind.TEI, JudgeKind.CHAT})
JUDGE_NEEDS: dict[JudgeKind, tuple[str, ...]] = {
    JudgeKind.EMBEDDED: (),
    JudgeKind.HF: ("judge_model",),
    JudgeKind.TEI: ("judge_url",),
    JudgeKind.CHAT: ("judge_url", "judge_model"),
}
"""Fields that a kind of judge cannot do without."""
JUDGE_LABELS = frozenset({"supports", "refutes", "neither"})


class Settings(SourceSettings, ArchiveSettings):
    """Read from the environment; a field without a value there keeps its default."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, frozen=True, populate_by_name=True, hide_input_in_errors=True, extra="forbid"
    )

    # ---- listening ---------------------------------------------------------------------------
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(
        default=8000, ge=0, le=65535, validation_alias="PORT", description="TCP port to listen on."
    )
    api_keys: Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(listed)] = Field(
        default=(),
        description="Keys a caller may present, separated by commas. Without any, only loopback is served.",
    )
    allow_open: str = Field(
        default="",
        description=f"`{OPEN_IN_SO_MANY_WORDS}` lets the service listen beyond loopback without keys, "
        "say behind a proxy that authenticates.",
    )
    workers: int = Field(default=1, ge=1, le=64, description="Processes. More than one needs `REDIS_URL`.")
    log_level: LogLevel = Field(default=LogLevel.INFO, description="Least severe log line that is written.")

    # ---- keeping -----------------------------------------------------------------------------
    redis_url: str | None = Field(
        default=None,
        validation_alias="REDIS_URL",
        description="Redis or Valkey, `redis://…`. Without it an embedded Valkey is started.",
    )
    data_dir: Path = Field(
        default=Path("~/.local/share/secondsource"),
        description="Folder of the evidence library and the generated secret.",
    )
    secret: SecretStr | None = Field(
        default=None,
        min_length=MIN_SECRET,
        description="Secret under which cache keys are hashed, at least 16 characters. Without it one is "
        "made once in "
        "the data folder; several machines must share one.",
    )
    artifacts_dir: Path = Field(
        default=PACKAGED_ARTIFACTS, description="Folder of weights, tables and their cards."
    )
    stance_dir: Path | None = Field(
        default=None, description="Folder of the stance model; default is `stance` in the artifacts folder."
    )
    judge: JudgeKind = Field(
        default=JudgeKind.EMBEDDED,
        description="Who reads passages against statements: `embedded`, `hf` (a Hugging Face model on this "
        "machine), `tei` (a text-classification server) or `chat` (an OpenAI-compatible endpoint); see "
        "[judges](judges.md).",
    )
    judge_model: str | None = Field(
        default=None,
        description="`hf`: folder of the model, or its name in the local Hugging Face cache; `chat`: the "
        "model's name at the endpoint.",
    )
    judge_url: WebAddress | None = Field(
        default=None,
        description="`tei`: root of the server; `chat`: what `/chat/completions` is appended to.",
    )
    judge_api_key: SecretStr | None = Field(
        default=None, description="Key of `tei` or `chat`, sent as a bearer token."
    )
    judge_labels: Listed = Field(
        default=(),
        description="What the outputs of `hf` or `tei` mean, in order, where the model's own labels do not "
        "say: `supports`, `refutes` and `neither`, separated by commas.",
    )
    judge_pair_order: Literal["passage-first", "statement-first"] = Field(
        default="passage-first", description="Which text `hf` and `tei` read first."
    )
    judge_timeout_s: float = Field(
        default=20.0, gt=0, description="Seconds a call of `tei` or `chat` may take."
    )
    judge_concurrency: int = Field(
        default=4, ge=1, le=64, description="Calls of `tei` or `chat` at the same time."
    )
    retain_s: int = Field(
        default=86_400, ge=0, description="Seconds a report is kept when the caller does not say."
    )
    max_retain_s: int = Field(default=2_592_000, ge=0, description="Most seconds a report is kept.")

    # ---- sources -----------------------------------------------------------------------------
    contact: str | None = Field(
        default=None,
        description="Mail address or web page of the operator, sent in the User-Agent; public APIs allow "
        "more to who says it.",
    )
    live_pages: bool = Field(default=True, description="Whether the page of a search hit is fetched.")
    confidential: bool = Field(
        default=False,
        description="Whether every verification is confidential, whatever the caller says. A caller may ask "
        "for it where this is off.",
    )
    confidential_sources: Listed = Field(
        default=("starter", "library"),
        description="Sources that may be asked in confidential mode, separated by commas; `judge` lets a "
        "`tei` or `chat` judge read confidential drafts.",
    )
    private_hosts: Listed = Field(
        default=(),
        description="`host:port` of upstreams that may be reached although their address is not public, "
        "separated by commas.",
    )

    # ---- limits ------------------------------------------------------------------------------
    max_body_bytes: int = Field(default=1_048_576, ge=1024, description="Bytes of the largest request body.")
    body_timeout_s: float = Field(
        default=20.0, gt=0, description="Seconds within which a request body must have arrived."
    )
    max_in_flight: int = Field(
        default=8, ge=1, description="Requests worked on at once; more are answered 503."
    )
    max_claims: int = Field(
        default=20, ge=1, description="Claims of an article when the caller does not say."
    )
    max_claims_limit: int = Field(
        default=100, ge=1, description="Most claims of an article, whatever the caller says."
    )
    deadline_ms: int = Field(
        default=30_000, ge=100, description="Milliseconds a verification may take by default."
    )
    max_deadline_ms: int = Field(
        default=120_000,
        ge=100,
        description="Most milliseconds a verification may take, whatever the caller says.",
    )
    threads: int = Field(default=2, ge=1, le=256, description="Threads of the stance model.")

    @field_validator("api_keys")
    @classmethod
    def _long_enough(cls, keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        if any(len(key.get_secret_value()) < MIN_SECRET for key in keys):
            raise ValueError(f"each key needs at least {MIN_SECRET} characters")
        return keys

    @field_validator("private_hosts")
    @classmethod
    def _host_and_port(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            name, _, port = host.rpartition(":")
            if not name or not port.isdecimal():
                raise ValueError("each host is written host:port")
        return hosts

    @field_validator("judge_labels")
    @classmethod
    def _each_label_once(cls, labels: tuple[str, ...]) -> tuple[str, ...]:
        if labels and (set(labels) != JUDGE_LABELS or len(labels) != len(JUDGE_LABELS)):
            raise ValueError(f"name {', '.join(sorted(JUDGE_LABELS))} once each, in the order of the outputs")
        return labels

    @field_validator("data_dir", "artifacts_dir", "stance_dir")
    @classmethod
    def _expanded(cls, folder: Path | None) -> Path | None:
        return folder.expanduser() if folder else None

    @model_validator(mode="after")
    def _judge_is_named(self) -> Self:
        missing = [env_name(field) for field in JUDGE_NEEDS[self.judge] if not getattr(self, field)]
        if missing:
            raise ValueError(f"{ENV_PREFIX}JUDGE={self.judge} needs {' and '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _endpoint_has_a_name_of_its_own(self) -> Self:
        if self.search_endpoint is None:
            return self
        host_and_port(self.search_endpoint.url)  # raises ValueError where the port is none
        taken = {*SEARCHES, *self.archives(), SAVE_PAGE_NOW, *OTHER_NAMES}
        if self.search_endpoint.name in taken:
            raise ValueError(
                f"the endpoint in {env_name('search_endpoint')} needs another name: its own is taken"
            )
        return self

    @model_validator(mode="after")
    def _not_open_by_accident(self) -> Self:
        if not self.api_keys and not is_loopback(self.host) and self.allow_open != OPEN_IN_SO_MANY_WORDS:
            raise ValueError(
                f"{ENV_PREFIX}HOST is not a loopback address and no {ENV_PREFIX}API_KEYS are set: anyone "
                f"who reaches "
                f"the port could use the service. Set keys, or "
                f"{ENV_PREFIX}ALLOW_OPEN={OPEN_IN_SO_MANY_WORDS}."
            )
        if self.workers > 1 and self.redis_url is None:
            raise ValueError(
                f"{ENV_PREFIX}WORKERS is more than one and REDIS_URL is not set: the embedded store "
                f"serves one process."
            )
        return self

    def stance_folder(self) -> Path:
        return self.stance_dir or self.artifacts_dir / "stance"

    def private_addresses(self) -> frozenset[tuple[str, int]]:
        """``private_hosts`` as pairs of host and port, with servers that only an operator's own can be."""
        pairs = (host.rpartition(":") for host in self.private_hosts)
        hosts = frozenset((name.strip("[]"), int(port)) for name, _, port in pairs)
        endpoint = self.search_endpoint.url if self.search_endpoint else None
        own = (self.judge_url, self.searxng_url, self.kiwix_url, endpoint)
        return hosts | {host_and_port(url) for url in own if url is not None}


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def env_name(field: str) -> str:
    """The environment variable of a field."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"{ENV_PREFIX}{field.upper()}"


def sentences(error: ValidationError) -> list[str]:
    """What is wrong with the environment, a line each, without the values."""
    lines = []
    for wrong in error.errors(include_input=False, include_url=False, include_context=False):
        name = str(wrong["loc"][0]) if wrong["loc"] else ""
        said = wrong["msg"].removeprefix("Value error, ")
        lines.append(
            f"{env_name(name) if name in Settings.model_fields else name}: {said}".removeprefix(": ")
        )
    return lines
