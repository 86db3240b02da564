"""XML from a server, read without a document type: no entities, nothing from outside."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat


def parsed(document: bytes) -> Element | None:
    """The root, names without their namespace; null when it is not well-formed or declares a type.

    Without a document type no entity can be declared but the five of XML itself.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        builder.start(_local(name), attributes)

    def end(name: str) -> None:
        builder.end(_local(name))

    def refuse(*_: object) -> None:
        raise ValueError("a document type")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return builder.close()


def text_in(element: Element | None) -> str:
    """All text inside, that of child elements too, with single spaces; empty without the element."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
