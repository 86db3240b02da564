"""News agencies: whose dispatch a text is, and from which one a passage has what it says."""

from __future__ import annotations

import re

_NAMES = {
    "reuters": r"(?:Thomson )?Reuters",
    "ap": r"(?:The )?Associated Press|AP",
    "afp": r"Agence France-Presse|AFP",
    "anadolu": r"(?:The )?Anadolu(?: Agency| Ajans[ıi])?|(?<![Tt]he )AA",
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
_SITES = {
    "reuters.com": "reuters",
    "apnews.com": "ap",
    "ap.org": "ap",
    "afp.com": "afp",
    "aa.com.tr": "anadolu",
    "dpa.com": "dpa",
    "efe.com": "efe",
    "xinhuanet.com": "xinhua",
    "news.cn": "xinhua",
    "tass.com": "tass",
    "tass.ru": "tass",
    "interfax.com": "interfax",
    "interfax.ru": "interfax",
    "ria.ru": "ria",
    "sputniknews.com": "ria",
    "sputnikglobe.com": "ria",
    "bloomberg.com": "bloomberg",
    "upi.com": "upi",
    "pa.media": "pa",
    "ansa.it": "ansa",
    "kyodonews.net": "kyodo",
    "yna.co.kr": "yonhap",
}
"""The agencies' own sites, by registrable domain."""
# As in: LONDON, Jan 3 (Reuters) -; Orient Net - AA 2016-01-29; Source: AFP; By Anadolu Agency.
_CREDIT = (
    r"\((?:{0})\)"
    r"|(?:^|[\n–—-])\s*(?:{0})\s*(?=[\n–—-]|\d{{4}}|$)"
    r"|\b(?:[Ss]ource|[Bb]y|[Cc]redit|[Vv]ia|©)\s*:?\s+(?:{0})(?![\w’'])"
)
_TOLD = (
    r"\b(?:told|according to|reported by|as reported by)\s+(?:{0})(?![\w’'])"
    r"|\b(?:{0})(?: news agency)? (?:reported|reports|has reported)\b"
)
_CREDITS = {wire: re.compile(_CREDIT.format(names)) for wire, names in _NAMES.items()}
_TELLINGS = {wire: re.compile(_TOLD.format(names)) for wire, names in _NAMES.items()}
_WHOLE = {wire: re.compile(names) for wire, names in _NAMES.items()}
_EDGE_CHARS = 300


def wire_of(text: str) -> str | None:
    """The wire service credited at the head or the foot of a text."""
    head, foot = text[:_EDGE_CHARS], text[-_EDGE_CHARS:]
    return next((wire for wire, sign in _CREDITS.items() if sign.search(head) or sign.search(foot)), None)


def wire_publishing(site: str | None, publisher: str | None) -> str | None:
    """The wire service whose own page it is: by its site, or by name on another's."""
    if site in _SITES:
        return _SITES[site]
    return next((wire for wire, name in _WHOLE.items() if publisher and name.fullmatch(publisher)), None)


def wire_cited(passage: str) -> str | None:
    """The wire service a passage says it has this from: "told Reuters", "Anadolu Agency reported"."""
    return next((wire for wire, sign in _TELLINGS.items() if sign.search(passage)), None)


def wire_name(wire: str) -> str:
    return f"wire:{wire}"
