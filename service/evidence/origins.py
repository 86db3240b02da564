"""Which documents come from one independent origin (docs/decisions/0007).

One origin: one site with its sister papers, one publisher, one wire service, or one text in several places. A
site that only lists what others publish is none: its papers belong to their journals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from urllib.parse import urlsplit

from service.domain.evidence import Document, Passage
from service.evidence.named import NamedSource, named_source, source_called
from service.evidence.publishers import house_of
from service.evidence.shingles import alike, shingles
from service.evidence.urls import site
from service.evidence.wires import wire_name, wire_of, wire_publishing

WIKIPEDIA = "wikipedia.org"
"""Its wikis are filled from each other, by the same people: what several say is said once."""
_DOI_SITE = "doi.org"
_EDGE_CHARS = 300
_LISTING_SITES = frozenset({_DOI_SITE, "europepmc.org"})
_WIKIS = re.compile(r"(?:English |Simple )?(?:Wikipedia|Wikidata|Wikinews|Wikiquote|Wikivoyage|Wiktionary)")
_OF_WIKIPEDIA = re.compile(
    r"From Wikipedia, the free encyclopa?edia"
    r"|[Ss]ource: (?:English )?Wikipedia\b"
    r"|\b(?:uses|contains|includes|incorporates) (?:material|text|content) from (?:the )?Wikipedia\b"
)
"""What copies of it say at their head or foot; its licence asks for it."""


def origin_names(documents: Sequence[Document]) -> list[str]:
    """The origin of each document, in order; equal names are one origin.

    A wire's name goes before a site's, so that one dispatch on two sites, and two dispatches of one agency,
    are one origin. Texts alike share the name of whichever of them has the better one.
    """
    own = [_own_name(document) for document in documents]
    group = list(range(len(documents)))
    sets = [shingles(document.text) for document in documents]
    for left, right in combinations(range(len(documents)), 2):
        if group[left] != group[right] and (own[left] == own[right] or alike(sets[left], sets[right])):
            merged, gone = sorted((group[left], group[right]))
            group = [merged if number == gone else number for number in group]
    best = {number: min(own[at] for at in range(len(own)) if group[at] == number) for number in set(group)}
    return [best[number][1] for number in group]


def with_named_origins(passages: Sequence[Passage], speaker: str | None) -> tuple[Passage, ...]:
    """The same, with one origin for those that only repeat one named source, its own page included.

    Where one page alone repeats a source it keeps its own. So do those that repeat the claim's ``speaker``:
    that something was said each of them witnesses, and for what was said they do not count anyway.
    """
    groups: list[tuple[NamedSource, list[int]]] = []
    of_claim = source_called(speaker)
    for at, passage in enumerate(passages):
        source = named_source(passage.text)
        if source is None or (of_claim is not None and source.same_as(of_claim)):
            continue
        members = next((members for known, members in groups if known.same_as(source)), None)
        if members is None:
            members = []
            groups.append((source, members))
        members.append(at)
    origins = [passage.origin for passage in passages]
    for source, members in groups:
        own = [at for at, passage in enumerate(passages) if _publishes(source, passage.document)]
        together = {*members, *own}
        if len({origins[at] for at in together}) > 1:
            for at in together:
                origins[at] = f"named:{source.label}"
    return tuple(replace(passage, origin=name) for passage, name in zip(passages, origins, strict=True))


def _publishes(source: NamedSource, document: Document) -> bool:
    """Whether the page is the named source's own, by its publisher or its address."""
    address = site(document.url) if document.url else None
    called = (document.publisher, address and address.partition(".")[0])
    return any(source.is_called(name) for name in called if name)


def _own_name(document: Document) -> tuple[int, str]:
    """Rank (smaller names an origin better) and name."""
    place = site(document.url) if document.url else None
    wire = wire_of(document.text) or wire_publishing(place, document.publisher)
    if wire is not None:
        return 0, wire_name(wire)
    house = house_of(place) or place if place else None
    if house == WIKIPEDIA or _of_wikipedia(document):
        return 0, WIKIPEDIA
    if place in _LISTING_SITES:
        return 1, _publisher_of_paper(document, place)
    if house is not None:
        return 1, house
    if document.publisher:
        return 2, document.publisher.casefold()
    return 3, f"{document.source}:{document.text_sha256[:12]}"


def _publisher_of_paper(document: Document, place: str) -> str:
    """The journal where it is known, else whoever registered the DOI (``10.1038``), else the listing."""
    if document.publisher:
        return document.publisher.casefold()
    registrant = urlsplit(document.url or "").path.strip("/").partition("/")[0]
    return f"doi:{registrant}" if place == _DOI_SITE and registrant.startswith("10.") else place


def _of_wikipedia(document: Document) -> bool:
    """A copy of one of Wikimedia's wikis, on a mirror or from a kiwix book, whatever its address."""
    if document.publisher and _WIKIS.fullmatch(document.publisher):
        return True
    edges = document.text[:_EDGE_CHARS], document.text[-_EDGE_CHARS:]
    return any(_OF_WIKIPEDIA.search(edge) for edge in edges)
