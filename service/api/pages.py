"""The two pages for people, written on the server: no script, nothing fetched from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape

from pydantic import JsonValue

from service.api.problems import ProblemType

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "code,pre{font-family:ui-monospace,monospace;font-size:.9em}pre{background:#f4f4f2;padding:.75rem;overflow:auto}"
    "h2{margin-top:2.5rem;border-top:1px solid #ddd;padding-top:1rem}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .75rem .25rem "
    "0;vertical-align:top}"
    ".m{font-weight:600}"
)


def start_page(version: str) -> str:
    return _page(
        "Secondsource",
        "<h1>Secondsource</h1>"
        "<p>Checks the claims in an article: finds the claims worth checking, asks search and archive "
        "APIs for evidence, "
        "and returns for each claim a verdict, a calibrated confidence and the evidence itself.</p>"
        '<p><a href="/docs">How to call it</a> · <a href="/openapi.json">OpenAPI document</a> · '
        '<a href="/readyz">readiness</a> · <a href="/metrics">metrics</a></p>'
        f"<p>Version {escape(version)}.</p>",
    )


def docs_page(document: Mapping[str, JsonValue]) -> str:
    """The OpenAPI document as a page to read."""
    parts = [
        "<h1>Secondsource API</h1>",
        '<p>The same as a document for programs: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>',
        *_operations(_object(document["paths"])),
        "<h2 id=problems>Problems</h2>",
        "<p>Every error is an <code>application/problem+json</code> document (RFC 9457).</p>",
        "<table><tr><th>type<th>status<th>title</tr>",
        *(
            f"<tr><td><code>{escape(kind.uri)}</code><td>{kind.status}<td>{escape(kind.title)}</tr>"
            for kind in ProblemType
        ),
        "</table><h2 id=schemas>Schemas</h2>",
        *_schemas(_object(_object(document["components"])["schemas"])),
    ]
    return _page("Secondsource API", "".join(parts))


def _operations(paths: Mapping[str, JsonValue]) -> Iterator[str]:
    for path, methods in paths.items():
        for method, described in _object(methods).items():
            operation = _object(described)
            summary = escape(str(operation.get("summary", "")))
            description = escape(str(operation.get("description", "")))
            answers = escape(", ".join(_object(operation["responses"])))
            yield f"<h2><span class=m>{escape(method.upper())}</span> <code>{escape(path)}</code></h2>"
            yield f"<p>{summary}. {description}</p><p>Answers {answers}.</p>{_body(operation)}"


def _body(operation: Mapping[str, JsonValue]) -> str:
    if "requestBody" not in operation:
        return ""
    content = _object(_object(operation["requestBody"])["content"])
    reference = str(_object(_object(content["application/json"])["schema"])["$ref"])
    name = reference.rpartition("/")[2]
    return f'<p>Body: <a href="#{escape(name)}"><code>{escape(name)}</code></a></p>'


def _schemas(schemas: Mapping[str, JsonValue]) -> Iterator[str]:
    for name, schema in sorted(schemas.items()):
        text = escape(json.dumps(schema, indent=2, ensure_ascii=False))
        title = escape(name)
        yield f"<details id={title}><summary><code>{title}</code></summary><pre>{text}</pre></details>"


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    if not isinstance(value, dict):
        raise TypeError("an object was expected in the OpenAPI document")
    return value


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )
