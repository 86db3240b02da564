"""What Wikidata, the news and their pages know here: enough for the names of the article, in their shapes."""

from __future__ import annotations

import html

from tests.servers.json_values import JsonValue

Object = dict[str, JsonValue]

NAMES = {
    "Q159": ("Russia", "Russian Federation", "Russians", "Russian"),
    "Q858": ("Syria", "Syrian Arab Republic", "Syrian"),
    "Q649": ("Moscow",),
    "Q7747": ("Vladimir Putin", "Putin"),
    "Q83216": ("Anadolu Agency", "AA"),
    "Q41183": ("Aleppo",),
    "Q3766": ("Damascus",),
    "Q130225": ("Latakia",),
    "Q173545": ("Hama",),
    "Q131301": ("Homs",),
    "Q185967": ("Idlib",),
    "Q185981": ("Qamishli",),
    "Q7197": ("Turkey", "Turkish"),
    "Q1142389": ("Khmeimim Air Base", "Khmeimim"),
    "Q1332254": ("Jane's Defence Weekly", "Jane's"),
    "Q44329": ("Bashar al-Assad", "Assad"),
}
_PLACES = ("country", "capital", "head of state", "continent", "shares border with", "official language")
_COUNTED = ("population", "area", "elevation above sea level", "life expectancy")
_PROPERTIES = {name: f"P{17 + number}" for number, name in enumerate((*_PLACES, *_COUNTED, "point in time"))}
_THINGS = {f"Q{9000 + number}": f"thing {number}" for number in range(60)}
_LABELS = (
    {number: names[0] for number, names in NAMES.items()}
    | {number: name for name, number in _PROPERTIES.items()}
    | _THINGS
)


def found(name: str) -> JsonValue:
    """``wbsearchentities``: what has a name that begins so."""
    rows: list[JsonValue] = []
    for number, names in NAMES.items():
        matching = [one for one in names if one.casefold().startswith(name.casefold())]
        if matching:
            matched: Object = {"type": "label", "language": "en", "text": matching[0]}
            rows.append({"id": number, "label": names[0], "match": matched})
    return {"searchinfo": {"search": name}, "search": rows, "success": 1}


def entities(ids: str, *, labels_only: bool) -> JsonValue:
    """``wbgetentities``: statements about things and numbers, so that labels have to be looked up."""
    listed: Object = {}
    for number in ids.split("|"):
        if number not in _LABELS:
            listed[number] = {"id": number, "missing": ""}
            continue
        one: Object = {
            "id": number,
            "type": "item" if number.startswith("Q") else "property",
            "labels": {"en": {"language": "en", "value": _LABELS[number]}},
        }
        if not labels_only:
            one |= {
                "modified": "2026-11-02T08:00:00Z",
                "descriptions": {"en": {"language": "en", "value": "of the article"}},
                "claims": _claims(int(number[1:])),
            }
        listed[number] = one
    return {"entities": listed, "success": 1}


def _claims(seed: int) -> JsonValue:
    about: Object = {}
    for place, name in enumerate(_PLACES):
        values = [f"Q{9000 + (seed + place * 7 + more) % 60}" for more in range(4)]
        about[_PROPERTIES[name]] = [
            _statement(_snak("wikibase-entityid", {"entity-type": "item", "id": one})) for one in values
        ]
    for place, name in enumerate(_COUNTED):
        amount: Object = {"amount": f"+{(seed + place) * 37 + 5}", "unit": "1"}
        about[_PROPERTIES[name]] = [_statement(_snak("quantity", amount))]
    return about


def _statement(snak: JsonValue) -> JsonValue:
    return {"mainsnak": snak, "type": "statement", "rank": "normal"}


def _snak(kind: str, value: JsonValue) -> JsonValue:
    return {"snaktype": "value", "datatype": kind, "datavalue": {"type": kind, "value": value}}


def news(query: str) -> JsonValue:
    """DOC 2.0, ``mode=artlist``: other articles for other words, on sites of their own."""
    seed = sum(map(ord, query)) % 97
    return {
        "articles": [
            {
                "url": f"https://courier{number}.example/{seed}/{number}",
                "title": f"Report {seed}.{number} on {query.partition(' sourcelang')[0]}",
                "seendate": "20160201T101500Z",
                "domain": f"courier{number}.example",
                "language": "English",
                "sourcecountry": "Turkey",
            }
            for number in range(5)
        ]
    }


def page(address: str) -> str:
    """A report that says little, long enough to be one."""
    told = " ".join(
        f"Sentence {number} of the report at {html.escape(address)} tells what was seen on the road that day."
        for number in range(30)
    )
    return (
        f"<!DOCTYPE html><html><head><title>Report</title></head><body><article><h1>Report</h1>"
        f"<p>{told}</p></article></body></html>"
    )


def papers() -> JsonValue:
    """Crossref and Europe PMC, without a paper about it."""
    return {
        "status": "ok",
        "message": {"total-results": 0, "items": []},
        "hitCount": 0,
        "resultList": {"result": []},
    }
