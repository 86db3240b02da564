"""HTML in a passage: what a browser would not show is no evidence, and neither are the tags themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.domain.spans import Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAG = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<[!?][A-Za-z\[][^<>]{0,2000}>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w:-]{0,30})(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^'\"<>]){0,2000})>",
    re.DOTALL,
)
_KNOWN = _words(
    """
    a abbr acronym address area article aside audio b base basefont bdi bdo big blockquote body br
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir
    div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6
    head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee
    menu meta meter nav noscript object ol optgroup option output p param picture pre progress q rp
    rt ruby s samp script search section select slot small source span strike strong style sub
    summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var
    video wbr
    """
)
"""https://html.spec.whatwg.org/multipage/indices.html#elements-3, with the obsolete ones."""
_VOID = _words(
    """
    area base br col embed frame hr img input link meta param source track wbr
    """
)
_INLINE = _words(
    """
    a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd mark q s samp small span
    strike strong sub sup time tt u var wbr
    """
)
_UNSEEN = _words(
    """
    script style template noscript head title textarea iframe object audio video canvas svg datalist
    del s strike verdict stance confidence score answer result system assistant user
    instruction instructions prompt response completion
    """
)
"""Elements whose content the page does not say: programs, fallbacks, what is struck out, made-up fields."""
_FLAGS = _words("hidden itemscope open controls async defer required disabled checked selected muted nowrap")
_NO_HTML = _UNSEEN - _KNOWN
_FONT = re.compile(r"(?<![-\w])(color|bgcolor)\s*=\s*[\"']?(#?\w+)", re.IGNORECASE)
_STYLE = re.compile(r"\bstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_HIDING_ATTRIBUTE = re.compile(
    r"\shidden(?=[\s=/]|$)"
    r"|\sclass\s*=\s*[\"']?[^\"'>]*\b(?:hidden|invisible|sr-only|visually-hidden|screen-reader-text|d-none)\b",
    re.IGNORECASE,
)
_HIDING_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0*\.?0+(?![.\d])"
    r"|font-size:(?:0*\.?0+(?![.\d])|[0-3](?:\.\d+)?(?:px|pt)|0?\.[01]\d*r?em)"
    r"|(?:left|right|top|bottom|text-indent|margin-left|margin-top):-\d{3,}"
    r"|clip:rect\(0|clip-path:inset\((?:50|100)%|(?<![-\w])(?:width|height|max-height):0(?![.\d])"
    r"|(?<![-\w])color:transparent|transform:scale\(0\)"
)
_COLOUR = re.compile(r"(?<![-\w])(color|background|background-color):(#\w+|\w+\([^)]*\)|\w+)")
_HEX = re.compile(
    r"#(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2}))(?:[0-9a-f]{1,2})?"
)
_RGB = re.compile(r"rgba?\((\d+),(\d+),(\d+)[^)]*\)")
_LIGHT = 240  # of 255, in each of red, green and blue


def unseen(text: str) -> Iterator[tuple[Span, bool]]:
    """Spans of tags, comments and hidden elements in order; true where the text around them is parted."""
    hidden: tuple[str, int, int] | None = None
    for tag in _TAG.finditer(text):
        name = (tag["name"] or "").lower()
        if hidden is not None:
            element, start, depth = hidden
            if name == element:
                depth += -1 if tag["close"] else 1
                hidden = (element, start, depth) if depth else None
            if hidden is None:
                yield Span(start, tag.end()), element not in _INLINE
        elif not name:
            yield Span(tag.start(), tag.end()), False
        elif _is_element(name, tag["attributes"]):
            if name not in _VOID and not tag["close"] and _hides(name, tag["attributes"]):
                hidden = (name, tag.start(), 1)
            else:
                yield Span(tag.start(), tag.end()), name not in _INLINE
    if hidden is not None:
        yield Span(hidden[1], len(text)), True


def _is_element(name: str, attributes: str) -> bool:
    """Known, or of another XML vocabulary, and not "a<b and c>d"."""
    named = name in _KNOWN or name in _NO_HTML or ":" in name or "-" in name
    bare = attributes.lower().strip(" \t\n/")
    return named and (not bare or "=" in bare or not _FLAGS.isdisjoint(bare.split()))


def _hides(name: str, attributes: str) -> bool:
    if name in _UNSEEN or _HIDING_ATTRIBUTE.search(attributes):
        return not attributes.rstrip().endswith("/")
    found = _STYLE.search(attributes)
    if found is None:
        return _is_blank(dict(_FONT.findall(attributes.lower())), paper="bgcolor")
    style = re.sub(
        r"\s+|!important", "", next(group for group in found.groups() if group is not None).lower()
    )
    if _HIDING_STYLE.search(style):
        return True
    colours = {key.removesuffix("-color"): value for key, value in _COLOUR.findall(style)}
    return _is_blank(colours, paper="background")


def _is_blank(colours: dict[str, str], *, paper: str) -> bool:
    """Ink of the colour of its paper, or white on paper of which nothing is said."""
    ink, ground = colours.get("color"), colours.get(paper)
    return ink is not None and (ink == ground or (_is_light(ink) and (ground is None or _is_light(ground))))


def _is_light(colour: str) -> bool:
    if found := _HEX.fullmatch(colour):
        return all(int((part * 2)[:2], 16) >= _LIGHT for part in found.groups() if part)
    if found := _RGB.fullmatch(colour):
        return all(int(part) >= _LIGHT for part in found.groups())
    return colour in {"white", "snow", "ivory"}
