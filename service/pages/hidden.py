"""Taking out of a parsed page what its readers do not see: it is no evidence, whoever put it there."""

from __future__ import annotations

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types

from service.pages.looks import Look, is_hidden, look_of
from service.pages.styles import Sheet, declarations, read_sheet

_HALF = 0.5
_OLD_ATTRIBUTES = (("color", "color"), ("bgcolor", "background-color"))


def strip_hidden(tree: HtmlElement) -> None:
    """Remove from ``tree``, in place, comments, elements that are not shown and text that cannot be seen.

    Only what the page itself says is known: its ``style`` elements and attributes, not linked sheets. Light
    text where nothing is said of the paper counts as unseen, unless more than half of the page is such:
    then the paper is dark and told elsewhere.
    """
    sheet = read_sheet("\n".join(style.text or "" for style in tree.iter("style")))
    found = _Found(sheet)
    found.walk(tree)
    pale = sum(len(text.split()) for text in found.pale)
    if pale <= _HALF * len(" ".join(tree.itertext()).split()):
        found.blank_pale()
    found.drop()


class _Found:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._doomed: list[HtmlElement] = []
        self._pale: list[tuple[HtmlElement, str]] = []

    @property
    def pale(self) -> list[str]:
        return [getattr(element, part) for element, part in self._pale]

    def walk(self, tree: HtmlElement) -> None:
        waiting = [(tree, Look())]
        while waiting:
            element, outer = waiting.pop()
            if not isinstance(element.tag, str):
                self._doomed.append(element)
                continue
            said = self._said(element)
            if element is not tree and is_hidden(element, said):
                self._doomed.append(element)
                continue
            look = look_of(element, said, outer) if said else outer
            self._read(element, "text", look)
            for child in element:
                self._read(child, "tail", look)
                waiting.append((child, look))

    def blank_pale(self) -> None:
        for element, part in self._pale:
            setattr(element, part, " ")

    def drop(self) -> None:
        for element in self._doomed:
            _remove(element)

    def _read(self, element: HtmlElement, part: str, look: Look) -> None:
        text = getattr(element, part)
        if not text or text.isspace() or (look.is_drawn and not look.blends):
            return
        if look.is_drawn and look.assumed:
            self._pale.append((element, part))
        else:
            setattr(element, part, " ")

    def _said(self, element: HtmlElement) -> dict[str, str]:
        """What attributes of old, sheets and the style attribute say, the last one strongest."""
        said = {
            name: element.get(old).strip().lower() for old, name in _OLD_ATTRIBUTES if old in element.attrib
        }
        if element.tag == "body" and "text" in element.attrib:
            said["color"] = element.get("text").strip().lower()
        if self._sheet.rules:
            for rule in self._sheet.matching(
                element.tag, element.get("class", "").lower().split(), element.get("id")
            ):
                said.update(rule)
        if "style" in element.attrib:
            said.update(declarations(element.get("style")))
        return said


def _remove(element: HtmlElement) -> None:
    """With what is in it; the text after it stays, parted from the text before it by a space."""
    parent = element.getparent()
    if parent is None:
        return
    tail = " " + (element.tail or "")
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)
