"""What a country is called: by its profile, by its readers, and in the address of its page."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Where the name in the profile is missing, cut short or more than a name.
_TITLES = {
    "ae": "United Arab Emirates",
    "cf": "Republic of the Congo",
    "cg": "Democratic Republic of the Congo",
    "ct": "Central African Republic",
    "dr": "Dominican Republic",
    "ee": "European Union",
    "fk": "Falkland Islands",
    "fm": "Micronesia",
    "gz": "Gaza Strip",
    "io": "British Indian Ocean Territory",
    "sh": "Saint Helena, Ascension, and Tristan da Cunha",
    "sv": "Svalbard",
    "um": "United States Pacific Island Wildlife Refuges",
    "vt": "Holy See",
    "xx": "World",
}

# Names in common use that neither the profile nor the package has.
_OTHERS = {
    "bk": ("Bosnia",),
    "bm": ("Myanmar",),
    "cf": ("Congo-Brazzaville", "Congo"),
    "cg": ("DRC", "DR Congo", "Congo-Kinshasa", "Congo"),
    "cv": ("Cape Verde",),
    "ee": ("EU",),
    "ez": ("Czech Republic",),
    "gz": ("Gaza",),
    "kn": ("DPRK",),
    "mc": ("Macao",),
    "mk": ("Macedonia",),
    "tt": ("East Timor",),
    "tu": ("Türkiye",),
    "uk": ("UK", "U.K.", "Britain"),
    "us": ("US", "U.S.", "U.S.A."),
    "vt": ("Vatican City",),
    "wz": ("Swaziland",),
    "xx": ("the world", "world population"),
}

# Where the page is not at the title with hyphens (seen on www.cia.gov/the-world-factbook/countries/).
_SLUGS = {
    "bf": "bahamas-the",
    "cf": "congo-republic-of-the",
    "cg": "congo-democratic-republic-of-the",
    "fk": "falkland-islands-islas-malvinas",
    "fm": "micronesia-federated-states-of",
    "ga": "gambia-the",
    "iv": "cote-divoire",
    "kn": "korea-north",
    "ks": "korea-south",
    "sh": "saint-helena-ascension-and-tristan-da-cunha",
    "tu": "turkey-turkiye",
    "vt": "holy-see-vatican-city",
}

_WITH_ARTICLE = re.compile(
    r"^(United|Netherlands|Philippines|Maldives|Seychelles|Comoros|British|European|French Southern|Holy"
    r"|World$|Isle|Republic|Democratic|Central African|Dominican)|(Islands|Strip|Bank|Refuges)$"
)


@dataclass(frozen=True, slots=True)
class CountryName:
    """``with_article`` is the title as it stands in a sentence ("the Netherlands").

    ``others`` are further names, the nationality among them; ``slug`` ends the address of the
    profile.
    """

    title: str
    with_article: str
    others: tuple[str, ...]
    slug: str


def country_name(
    code: str, sections: Mapping[str, Mapping[str, object]], aliases: Iterable[str]
) -> CountryName:
    """``aliases`` are the identifiers of the package, words joined by underscores."""
    naming = sections.get("Government", {}).get("Country name")
    nationality = sections.get("People and Society", {}).get("Nationality")
    short, long = _text(naming, "conventional short form"), _text(naming, "conventional long form")
    spoken = tuple(alias.replace("_", " ").title() for alias in aliases)
    title = _TITLES.get(code) or short or spoken[0]
    others = (
        short,
        long,
        *spoken,
        *_OTHERS.get(code, ()),
        _text(nationality, "adjective"),
        title.removeprefix("The "),
    )
    return CountryName(
        title=title,
        with_article=f"the {title}" if _WITH_ARTICLE.search(title) else title,
        others=tuple(dict.fromkeys(name for name in others if name and name != title)),
        slug=_SLUGS.get(code) or _slug(title),
    )


def _text(field: object, part: str) -> str | None:
    """The first name in a part of a field; "none" is no name."""
    inner = field.get(part) if isinstance(field, dict) else None
    text = inner.get("text") if isinstance(inner, dict) else None
    if not isinstance(text, str):
        return None
    name = re.split(r"[;(,]| or ", html.unescape(text), maxsplit=1)[0].strip()
    return None if name.lower() in {"", "none"} else name


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").lower()).strip("-")
