"""What the elements of HTML are to a reader. Elements not named here, say custom ones, are inline."""

from __future__ import annotations

import re

from service.claims.markup.html_tokens import Tag
from service.claims.markup.plain import BlockKind

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "svg",
        "math",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "select",
        "textarea",
        "datalist",
        "noembed",
        "noframes",
        "rt",
        "rp",
        "del",
        "s",
        "strike",
    ]
)
"""What no reader sees, what is withdrawn, or what is the page's and not the article's."""
KINDS = {
    "title": BlockKind.TITLE,
    "h1": BlockKind.TITLE,
    "h2": BlockKind.HEADING,
    "h3": BlockKind.HEADING,
    "h4": BlockKind.HEADING,
    "h5": BlockKind.HEADING,
    "h6": BlockKind.HEADING,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "li": BlockKind.ITEM,
    "td": BlockKind.CELL,
    "th": BlockKind.CELL,
}
_ROW = frozenset({"tr", "tbody", "thead", "tfoot"})
ENDED_BY = {
    "p": BLOCKS,
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th"}) | _ROW,
    "th": frozenset({"td", "th"}) | _ROW,
    "tr": _ROW,
    "a": frozenset({"a"}),
}
"""Elements that may leave out their end tag, and the openings that end them."""
HOLDERS = frozenset(
    {"ul", "ol", "menu", "dl", "table", "template", "button", "object", "svg", "math", "select"}
)
"""An opening inside one of these ends nothing outside of it."""
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def hidden(tag: Tag) -> bool:
    """Whether a reader sees nothing of the element."""
    if tag.name in UNSEEN:
        return True
    values = tag.values() if tag.attributes else {}
    return (
        "hidden" in values
        or values.get("aria-hidden", "").lower() == "true"
        or _HIDING.search(values.get("style", "")) is not None
        or (tag.name == "dialog" and "open" not in values)
    )
