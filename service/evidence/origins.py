"""Which documents come from one independent origin (docs/decisions/0007).

One origin: one site, one publisher, one wire service, or one text in several places. A site that only lists
what others publish is none: its papers belong to their journals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from urllib.parse import urlsplit

from service.domain.evidence import Document
from service.evidence.shingles import alike, shingles
from service.evidence.urls import site

_WIRES = {
    "reuters": r"(?:Thomson )?Reuters",
    "ap": r"(?:The )?Associated Press|AP",
    "afp": r"Agence France-Presse|AFP",
    "anadolu": r"(?:The )?Anadolu(?: Agency| Ajans[ıi])?|AA",
    "dpa": r"Deutsche Presse-Agentur|dpa",
    "efe": r"Agencia EFE|EFE",
    "xinhua": r"Xinhua(?: News Agency)?",
    "tass": r"(?:ITAR-)?TASS",
    "interfax": r"Interfax",
    "ria": r"RIA Novosti|Sputnik",
    "bloomberg": r"Bloomberg(?: News)?",
    "upi": r"United Press International|UPI",
    "pa": r"(?:The )?Press Association|PA Media",
    "ansa": r"ANSA",
    "kyodo": r"Kyodo(?: News)?",
    "yonhap": r"Yonhap(?: News Agency)?",
}
# As in: LONDON, Jan 3 (Reuters) -; Orient Net - AA 2016-01-29; Source: AFP; By Anadolu Agency.
_CREDIT = (
    r"\((?:{0})\)"
    r"|(?:^|[\n–—-])\s*(?:{0})\s*(?=[\n–—-]|\d{{4}}|$)"
    r"|\b(?:[Ss]ource|[Bb]y|[Cc]redit|[Vv]ia|©)\s*:?\s+(?:{0})(?![\w’'])"
)
_TOLD = r"\b(?:told|according to|reported by|as reported by)\s+(?:{0})(?![\w’'])"
_CREDITS = {wire: re.compile(_CREDIT.format(names)) for wire, names in _WIRES.items()}
_TELLINGS = {wire: re.compile(_TOLD.format(names)) for wire, names in _WIRES.items()}
_EDGE_CHARS = 300
_DOI_SITE = "doi.org"
_LISTING_SITES = frozenset({_DOI_SITE, "europepmc.org"})
_SAME_HOUSE = {"wikidata.org": "wikipedia.org"}
"""Each is filled from the other, by the same people: what both say is said once."""


def wire_of(text: str) -> str | None:
    """The wire service credited at the head or the foot of a text."""
    head, foot = text[:_EDGE_CHARS], text[-_EDGE_CHARS:]
    return next((wire for wire, sign in _CREDITS.items() if sign.search(head) or sign.search(foot)), None)


def wire_cited(passage: str) -> str | None:
    """The wire service a passage says it has this from: "told Reuters", "according to Anadolu Agency"."""
    return next((wire for wire, sign in _TELLINGS.items() if sign.search(passage)), None)


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


def _own_name(document: Document) -> tuple[int, str]:
    """Rank (smaller names an origin better) and name."""
    wire = wire_of(document.text)
    if wire is not None:
        return 0, wire_name(wire)
    place = site(document.url) if document.url else None
    if place in _LISTING_SITES:
        return 1, _publisher_of_paper(document, place)
    if place is not None:
        return 1, _SAME_HOUSE.get(place, place)
    if document.publisher:
        return 2, document.publisher.casefold()
    return 3, f"{document.source}:{document.text_sha256[:12]}"


def _publisher_of_paper(document: Document, place: str) -> str:
    """The journal where it is known, else whoever registered the DOI (``10.1038``), else the listing."""
    if document.publisher:
        return document.publisher.casefold()
    registrant = urlsplit(document.url or "").path.strip("/").partition("/")[0]
    return f"doi:{registrant}" if place == _DOI_SITE and registrant.startswith("10.") else place


def wire_name(wire: str) -> str:
    return f"wire:{wire}"
