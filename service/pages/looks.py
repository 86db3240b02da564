"""How the text of one element looks: whether it is shown at all, in what ink, on what paper, how large."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

from service.pages.styles import Colour, Declarations, colour, is_clear, pixels

_UNSEEN = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "audio", "video", "canvas", "svg",
    "datalist", "textarea", "select", "amp-sidebar", "amp-consent", "amp-iframe", "amp-ad", "amp-analytics",
    "del", "strike", "s",
})  # fmt: skip
"""Programs, fallbacks for what is not supported, what is struck out, and components drawn by programs."""
_UNSEEN_CLASSES = frozenset({
    "hidden", "invisible", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "d-none",
})  # fmt: skip
_SEEN_ON_SOME_SCREENS = re.compile(
    r"(?:sm|md|lg|xl|2xl|xxl):(?:block|flex|grid|inline\S*|visible)|d-(?:sm|md|lg|xl|xxl)-\w+"
)
_LEAST_PIXELS = 4.0
_USUAL_PIXELS = 16.0
_LEAST_OPACITY = 0.1
_FAR_PIXELS = -400.0
_BESIDE = ("left", "right", "top", "bottom", "margin-left", "margin-top", "text-indent")
_SIZES = ("width", "height", "max-height", "max-width")
_CLIPPED = re.compile(r"rect\(\s*0|inset\(\s*(?:50|100)%")
_SHRUNK = re.compile(r"scale\(\s*0*\.?0+\s*\)|translate[xy]?\(\s*-\d{4,}px")
_LIGHT = 240
_NEAR = 12
_WHOLE = frozenset({"html", "body", "main", "article"})
_LANDMARKS = ".//h1 | .//article | .//main"
_PAPER: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Look:
    """What text directly in an element inherits; colours are ``None`` when they are not known.

    ``assumed`` is true while nothing has been said about the paper; ``font`` is in CSS pixels.
    """

    ink: Colour | None = None
    paper: Colour | None = _PAPER
    assumed: bool = True
    font: float = _USUAL_PIXELS
    visible: bool = True
    clear: bool = False

    @property
    def is_drawn(self) -> bool:
        """Large enough to be read and not made invisible; its ink may still be that of its paper."""
        return self.visible and not self.clear and self.font >= _LEAST_PIXELS

    @property
    def blends(self) -> bool:
        if self.ink is None or self.paper is None:
            return False
        if self.assumed:
            return min(self.ink) >= _LIGHT
        return max(abs(one - other) for one, other in zip(self.ink, self.paper, strict=True)) <= _NEAR


def is_hidden(element: HtmlElement, said: Declarations) -> bool:
    """Not shown at all, with all that is in it.

    What holds the headline or the article is not meant to stay unseen: a program will make it appear.
    """
    if element.tag in _UNSEEN or said.get("display") == "none":
        return True
    if "hidden" in element.attrib and element.get("hidden") != "until-found":
        return True
    if element.tag == "dialog" and "open" not in element.attrib:
        return True
    classes = element.get("class", "").split()
    if not _UNSEEN_CLASSES.isdisjoint(classes) and not any(map(_SEEN_ON_SOME_SCREENS.fullmatch, classes)):
        return True
    return (element.get("aria-hidden") == "true" or _is_veiled(said)) and not _is_whole(element)


def look_of(element: HtmlElement, said: Declarations, outer: Look) -> Look:
    """``said`` are the declarations that hold for ``element``, ``outer`` is the look it inherits."""
    look = outer
    if visibility := said.get("visibility"):
        look = replace(look, visible=visibility not in {"hidden", "collapse"} or _is_whole(element))
    if (ink := said.get("color", "inherit")) != "inherit":
        look = replace(look, ink=colour(ink), clear=is_clear(ink))
    paper = said.get("background-color") or said.get("background")
    if paper and not is_clear(paper) and paper not in {"none", "inherit"}:
        look = replace(look, paper=colour(paper), assumed=False)
    if (font := pixels(said.get("font-size", "1em"), parent=outer.font)) is not None:
        look = replace(look, font=font)
    return look


def _is_veiled(said: Declarations) -> bool:
    opacity = pixels(said.get("opacity", "1"), parent=1.0)
    if opacity is not None and opacity < _LEAST_OPACITY:
        return True
    if said.get("content-visibility") == "hidden" or _SHRUNK.search(said.get("transform", "")):
        return True
    if _CLIPPED.search(said.get("clip", "")) or _CLIPPED.search(said.get("clip-path", "")):
        return True
    if any((pixels(said.get(side, "0"), parent=_USUAL_PIXELS) or 0.0) <= _FAR_PIXELS for side in _BESIDE):
        return True
    if said.get("overflow", "visible") not in {"hidden", "clip"}:
        return False
    sizes = [pixels(said[name], parent=_USUAL_PIXELS) for name in _SIZES if name in said]
    return any(size is not None and size <= 1.0 for size in sizes)


def _is_whole(element: HtmlElement) -> bool:
    return element.tag in _WHOLE or bool(element.xpath(_LANDMARKS))
