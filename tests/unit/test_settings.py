"""Settings: what they refuse, how they read the environment, and that the docs list each."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from service.settings import OPEN_IN_SO_MANY_WORDS, Settings, env_name, is_loopback, sentences
from service.settings_page import FILE, page

KEY = "a-key-of-sixteen-or-more"


def refused(**values: object) -> str:
    with pytest.raises(ValidationError) as caught:
        Settings(**values)  # type: ignore[arg-type]
    return "\n".join(sentences(caught.value))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "service.example"])
def test_beyond_loopback_without_keys_only_in_so_many_words(host: str) -> None:
    said = refused(host=host)
    assert "SECONDSOURCE_API_KEYS" in said
    assert OPEN_IN_SO_MANY_WORDS in said
    refused(host=host, allow_open="yes")
    assert Settings(host=host, allow_open=OPEN_IN_SO_MANY_WORDS).host == host
    assert Settings(host=host, api_keys=(SecretStr(KEY),)).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_loopback_needs_no_keys(host: str) -> None:
    assert is_loopback(host)
    assert Settings(host=host).api_keys == ()


def test_several_workers_need_a_store_of_their_own() -> None:
    assert "REDIS_URL" in refused(workers=2)
    assert Settings(workers=2, redis_url="redis://127.0.0.1:6379").workers == 2


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {
        "PORT": "9001",
        "REDIS_URL": "redis://127.0.0.1:6379",
        "SECONDSOURCE_API_KEYS": f"{KEY}, {KEY}2",
        "SECONDSOURCE_PRIVATE_HOSTS": "127.0.0.1:8080,[::1]:81",
        "SECONDSOURCE_MEMENTO_ARCHIVES": "one=https://a/ https://b/ https://c/",
        "SECONDSOURCE_WIKIPEDIA": "no",
        "SECONDSOURCE_DATA_DIR": "~/data",
        "HOME": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.port, settings.redis_url) == (9001, "redis://127.0.0.1:6379")
    assert [key.get_secret_value() for key in settings.api_keys] == [KEY, f"{KEY}2"]
    assert settings.private_addresses() == {("127.0.0.1", 8080), ("::1", 81)}
    assert settings.memento() == (("one", "https://a/", "https://b/", "https://c/"),)
    assert settings.wikipedia is False
    assert settings.data_dir == tmp_path / "data"


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"memento_archives": "a=https://b/"}, "SECONDSOURCE_MEMENTO_ARCHIVES"),
        ({"private_hosts": "localhost"}, "SECONDSOURCE_PRIVATE_HOSTS"),
        ({"api_keys": "short"}, "SECONDSOURCE_API_KEYS"),
        ({"secret": "short"}, "SECONDSOURCE_SECRET"),
        ({"port": 70_000}, "PORT"),
        ({"threads": 0}, "SECONDSOURCE_THREADS"),
    ],
)
def test_what_is_wrong_is_named_without_its_value(values: dict[str, object], name: str) -> None:
    said = refused(**values)
    assert said.startswith(f"{name}: ")
    assert "short" not in said.removeprefix(name)


def test_secrets_are_not_shown() -> None:
    settings = Settings(api_keys=(SecretStr(KEY),), secret=SecretStr(KEY))
    assert KEY not in repr(settings)
    assert KEY not in settings.model_dump_json()


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1


def test_every_setting_is_described_and_listed() -> None:
    text = FILE.read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert f"`{env_name(name)}`" in text
    assert text == page(), "run python -m service.settings_page"


# ---- the judge ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"judge": "hf"}, "SECONDSOURCE_JUDGE=hf needs SECONDSOURCE_JUDGE_MODEL"),
        ({"judge": "tei"}, "SECONDSOURCE_JUDGE=tei needs SECONDSOURCE_JUDGE_URL"),
        ({"judge": "chat", "judge_url": "http://m.example/v1"}, "needs SECONDSOURCE_JUDGE_MODEL"),
        ({"judge": "chat"}, "needs SECONDSOURCE_JUDGE_URL and SECONDSOURCE_JUDGE_MODEL"),
        ({"judge": "gpt"}, "SECONDSOURCE_JUDGE"),
        ({"judge_labels": ("supports", "refutes")}, "SECONDSOURCE_JUDGE_LABELS"),
        ({"judge_labels": ("supports", "refutes", "neutral")}, "SECONDSOURCE_JUDGE_LABELS"),
        ({"judge_labels": ("supports", "supports", "refutes", "neither")}, "SECONDSOURCE_JUDGE_LABELS"),
        ({"judge_url": "m.example"}, "SECONDSOURCE_JUDGE_URL"),
        ({"judge_url": "file:///etc/passwd"}, "SECONDSOURCE_JUDGE_URL"),
        ({"judge_url": "http://user:secret@m.example/"}, "SECONDSOURCE_JUDGE_URL"),
        ({"judge_url": "http://m.example/?key=secret"}, "SECONDSOURCE_JUDGE_URL"),
        ({"judge_url": "http://m.example:99999/"}, "SECONDSOURCE_JUDGE_URL"),
    ],
)
def test_a_judge_named_by_half_is_refused(given: dict[str, object], says: str) -> None:
    said = refused(**given)
    assert says in said
    assert "secret" not in said


def test_the_judge_is_read_from_the_environment_and_may_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "JUDGE": "chat",
        "JUDGE_URL": "http://Models.internal:8081/v1",
        "JUDGE_MODEL": "m",
        "JUDGE_API_KEY": "sk-secret",
        "JUDGE_LABELS": "refutes, neither,supports",
    }.items():
        monkeypatch.setenv(f"SECONDSOURCE_{name}", value)
    settings = Settings()
    assert settings.judge_labels == ("refutes", "neither", "supports")
    assert settings.private_addresses() == {("models.internal", 8081)}
    assert "sk-secret" not in repr(settings)
    monkeypatch.setenv("SECONDSOURCE_JUDGE_URL", "https://models.example/v1")
    assert Settings().private_addresses() == {("models.example", 443)}


# ---- what is searched ---------------------------------------------------------------------------------

SECRET = "tvly-secret"
ENDPOINT = (
    '{"name": "newsroom", "url": "https://find.example:8443/s?q={query}", "results_at": "/hits",'
    ' "url_at": ["/url"], "title_at": ["/title"], "text_at": ["/text"],'
    ' "key_header": "X-Key", "key": "tvly-secret"}'
)


def test_the_default_set_needs_no_key() -> None:
    set_up = [name for name, configured in Settings().searches().items() if configured]
    assert set_up == ["wikipedia", "wikidata", "gdelt", "crossref", "europepmc", "starter", "library"]
    assert Settings().required_sources == ("wikipedia", "library")


def test_an_address_or_a_key_makes_a_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    described = tmp_path / "endpoint.json"
    described.write_text(ENDPOINT, encoding="utf-8")
    for name, value in {
        "SEARXNG_URL": "http://searxng.internal:8080",
        "KIWIX_URL": "http://127.0.0.1:8081/zim",
        "KIWIX_BOOKS": "wikipedia_en, wiktionary_en",
        "SEARCH_ENDPOINT": str(described),
        "BRAVE_API_KEY": "",
        "BRAVE_TTL_S": "3600",
        "TAVILY_API_KEY": SECRET,
        "GUARDIAN_API_KEY": SECRET,
        "REQUIRED_SOURCES": "newsroom,searxng",
    }.items():
        monkeypatch.setenv(f"SECONDSOURCE_{name}", value)
    settings = Settings()
    configured = {name for name, is_set_up in settings.searches().items() if is_set_up}
    assert {"searxng", "kiwix", "newsroom", "tavily", "guardian"} <= configured
    assert not configured & {"brave", "exa", "factcheck", "arquivo_text"}
    assert settings.kiwix_books == ("wikipedia_en", "wiktionary_en")
    assert settings.private_addresses() == {
        ("searxng.internal", 8080),
        ("127.0.0.1", 8081),
        ("find.example", 8443),
    }
    assert SECRET not in repr(settings)
    assert SECRET not in settings.model_dump_json()


def test_an_endpoint_is_described_in_place_too() -> None:
    endpoint = Settings(search_endpoint=ENDPOINT).search_endpoint  # type: ignore[arg-type]
    assert endpoint is not None
    assert (endpoint.name, endpoint.headers["X-Key"]) == ("newsroom", SECRET)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"tavily_api_key": f"{SECRET}\n"}, "SECONDSOURCE_TAVILY_API_KEY: a key is printable ASCII"),
        ({"exa_api_key": f"Bearer {SECRET}"}, "SECONDSOURCE_EXA_API_KEY: a key is printable ASCII"),
        ({"guardian_api_key": f"{SECRET}ä"}, "SECONDSOURCE_GUARDIAN_API_KEY: a key is printable ASCII"),
        ({"factcheck_api_key": f"key {SECRET}"}, "SECONDSOURCE_FACTCHECK_API_KEY: a key is printable ASCII"),
        ({"searxng_url": "searxng.internal"}, "SECONDSOURCE_SEARXNG_URL: an http or https address"),
        ({"kiwix_url": f"http://u:{SECRET}@zim.example/"}, "SECONDSOURCE_KIWIX_URL: an http or https"),
        ({"gdelt_url": "ftp://gdelt.example/"}, "SECONDSOURCE_GDELT_URL: an http or https address"),
        ({"search_endpoint": "{"}, "SECONDSOURCE_SEARCH_ENDPOINT: the description does not fit: it: Invalid"),
        ({"search_endpoint": "/no/such/file"}, "neither a JSON object nor a file that can be read"),
        (
            {"search_endpoint": ENDPOINT.replace('"/hits"', '"hits"')},
            "results_at: Value error, a JSON Pointer",
        ),
        (
            {"search_endpoint": ENDPOINT.replace(', "key": "tvly-secret"', "")},
            "key_header and key go together",
        ),
        ({"search_endpoint": ENDPOINT.replace("newsroom", "gdelt")}, "needs another name"),
        ({"search_endpoint": ENDPOINT.replace("newsroom", "arquivo")}, "needs another name"),
        ({"search_endpoint": ENDPOINT.replace("8443", "99999")}, "Port out of range"),
        ({"brave_calls_per_second": 0}, "SECONDSOURCE_BRAVE_CALLS_PER_SECOND: "),
        ({"required_sources": "wikipedia,wikpedia"}, "SECONDSOURCE_REQUIRED_SOURCES names what is no source"),
        ({"required_sources": "brave"}, "names brave, not set up here"),
        ({"required_sources": "factcheck"}, "names factcheck, not set up here"),
    ],
)
def test_a_source_that_cannot_work_stops_the_start(given: dict[str, object], says: str) -> None:
    said = refused(**given)
    assert says in said
    assert SECRET not in said


def test_a_required_source_may_be_off_when_nobody_named_it() -> None:
    assert Settings(wikipedia=False).searches()["wikipedia"] is False
