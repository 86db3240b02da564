"""Searching Wikidata: shapes as the Wikibase modules of the Action API give them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import anyio
import httpx2 as httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.outcome import Misused, NotMeasured, Ok, Outcome, Why
from clients.search.protocol import Hit, SearchQuery
from clients.search.wikidata import WikidataSearch
from clients.search.wikidata_names import LONGEST_NAME, name_runs, shortened, split
from clients.search.wikidata_statements import affordable, lines, statements
from clients.search.wikidata_values import Value, value_of
from clients.transport.classify import Json
from clients.transport.transport import Transport
from tests.unit.clients.net import NoLimit, soon, transport

Answer = dict[str, object]
pytestmark = pytest.mark.anyio

LABELS = {
    "P31": "instance of", "P36": "capital", "P585": "point in time", "P580": "start time", "P582": "end time",
    "P1082": "population", "P2048": "height", "P571": "inception", "P1448": "official name",
    "P518": "applies to part", "Q6256": "country", "Q64": "Berlin", "Q11573": "metre", "Q8441": "men",
    "P625": "coordinate location",
}  # fmt: skip


def as_json(shape: object) -> Json:
    read: Json = json.loads(json.dumps(shape))
    return read


def snak(kind: str, value: object, *, datatype: str = "") -> Answer:
    return {"snaktype": "value", "datatype": datatype or kind, "datavalue": {"type": kind, "value": value}}


def item(identifier: str) -> Answer:
    value = {"entity-type": "item", "numeric-id": int(identifier[1:]), "id": identifier}
    return snak("wikibase-entityid", value, datatype="wikibase-item")


def quantity(amount: str, unit: str = "1") -> Answer:
    address = unit if unit == "1" else f"http://www.wikidata.org/entity/{unit}"
    return snak("quantity", {"amount": amount, "unit": address})


def time(stamp: str, precision: int = 11, calendar: str = "Q1985727") -> Answer:
    model = f"http://www.wikidata.org/entity/{calendar}"
    value = {"time": stamp, "timezone": 0, "before": 0, "after": 0, "precision": precision}
    return snak("time", {**value, "calendarmodel": model})


def statement(main: Answer, rank: str = "normal", **qualifiers: Answer) -> Answer:
    more = {name: [one] for name, one in qualifiers.items()}
    return {"mainsnak": main, "type": "statement", "rank": rank, **({"qualifiers": more} if more else {})}


def entity(identifier: str, label: str, description: str | None = None, **claims: list[Answer]) -> Answer:
    said = {"en": {"language": "en", "value": description}} if description else {}
    return {
        "id": identifier,
        "type": "item",
        "modified": "2026-11-02T08:00:00Z",
        "labels": {"en": {"language": "en", "value": label}},
        "descriptions": said,
        "claims": claims,
    }


GERMANY = entity(
    "Q183",
    "Germany",
    "country in Central Europe",
    P31=[statement(item("Q6256"))],
    P36=[statement(item("Q64"))],
    P1082=[
        statement(quantity("+81000000"), P585=time("+2014-12-31T00:00:00Z")),
        statement(quantity("+82000000"), "deprecated", P585=time("+2016-12-31T00:00:00Z")),
        statement(quantity("+82500000"), P585=time("+2016-00-00T00:00:00Z", 9)),
        statement(quantity("+83019213"), "preferred", P585=time("+2018-12-31T00:00:00Z")),
    ],
)


class Wikidata:
    """Answers by parameters; ``asked`` are the requests. Names are found by how they begin."""

    def __init__(self, *things: Answer, labels: dict[str, str] | None = None) -> None:
        self.things: dict[str, Any] = {str(thing["id"]): thing for thing in things or (GERMANY,)}
        self.labels = LABELS if labels is None else labels
        self.asked: list[dict[str, str]] = []
        self.overrides: list[tuple[Callable[[dict[str, str]], bool], httpx.Response]] = []

    def on(self, name: str, value: str, response: httpx.Response) -> None:
        self.overrides.append((lambda query: query.get(name) == value, response))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        self.asked.append(query)
        for matches, response in self.overrides:
            if matches(query):
                return response
        if query["action"] == "wbsearchentities":
            return httpx.Response(200, json=self._found(query["search"]))
        ids = query["ids"].split("|")
        assert len(ids) <= 50
        if query["props"] == "labels":
            said = {one: self._label(one) for one in ids}
        else:
            said = {one: self.things[one] for one in ids}
        return httpx.Response(200, json={"entities": said, "success": 1})

    def _found(self, name: str) -> Answer:
        found = []
        for identifier, thing in self.things.items():
            label = thing["labels"]["en"]["value"]
            if label.casefold().startswith(name.casefold()):
                match = {"type": "label", "language": "en", "text": label}
                found.append({"id": identifier, "label": label, "match": match})
        return {"searchinfo": {"search": name}, "search": found, "success": 1}

    def _label(self, identifier: str) -> Answer:
        if identifier not in self.labels:
            return {"id": identifier, "missing": ""}
        value = {"language": "en", "value": self.labels[identifier]}
        return {"id": identifier, "type": "item", "labels": {"en": value}}

    def count(self, action: str) -> int:
        return sum(query["action"] == action for query in self.asked)


async def search(
    wiki: Callable[[httpx.Request], httpx.Response],
    text: str = "Germany population",
    *,
    before: datetime | None = None,
    language: str = "en",
    limit: int = 5,
    names: tuple[str, ...] = (),
) -> Outcome[list[Hit]]:
    query = SearchQuery(text, limit=limit, before=before, language=language, names=names)
    async with transport(wiki, budget=NoLimit()) as way:
        return await WikidataSearch(way).search(query, deadline=soon(20.0))


def hits(outcome: Outcome[list[Hit]]) -> list[Hit]:
    assert isinstance(outcome, Ok), outcome
    return outcome.value


# ---- what is told of an entity -------------------------------------------------------------------------


async def test_an_entity_is_a_hit_with_a_line_for_each_statement() -> None:
    wiki = Wikidata()
    (hit,) = hits(await search(wiki))
    assert hit == Hit(
        source="wikidata",
        url="https://www.wikidata.org/wiki/Q183",
        title="Germany",
        text=(
            "Germany (country in Central Europe)\n"
            "instance of: country\n"
            "capital: Berlin\n"
            "population: 83,019,213 (point in time 2018-12-31)\n"
            "population: 82,500,000 (point in time 2016)\n"
            "population: 81,000,000 (point in time 2014-12-31)"
        ),
        rank=1,
        revised_at=datetime(2026, 11, 2, 8, tzinfo=UTC),
        publisher="Wikidata",
        whole=True,
    )
    assert [query["action"] for query in wiki.asked] == ["wbsearchentities", *["wbgetentities"] * 2]
    assert wiki.asked[0]["search"] == "Germany"
    assert all(query["formatversion"] == "2" for query in wiki.asked)
    assert wiki.asked[1]["languages"] == "en|mul"


async def test_before_leaves_out_what_begins_later_and_says_that_it_enforces_nothing() -> None:
    (hit,) = hits(await search(Wikidata(), before=datetime(2016, 6, 1)))  # noqa: DTZ001 - as a caller may give it
    assert "83,019,213" not in hit.text
    assert "population: 82,500,000 (point in time 2016)" in hit.text
    assert not hit.as_of_enforced


async def test_a_statement_with_a_label_missing_is_left_out() -> None:
    few = {name: label for name, label in LABELS.items() if name not in {"Q64", "P585"}}
    (hit,) = hits(await search(Wikidata(labels=few)))
    assert hit.text == "Germany (country in Central Europe)\ninstance of: country"


async def test_a_label_that_stands_for_all_languages_is_one() -> None:
    thing = {**GERMANY, "labels": {"mul": {"language": "mul", "value": "Deutschland"}}, "descriptions": {}}
    wiki = Wikidata()
    wiki.on(
        "props", "labels|descriptions|claims|info", httpx.Response(200, json={"entities": {"Q183": thing}})
    )
    (hit,) = hits(await search(wiki, language="de"))
    assert hit.text.startswith("Deutschland\n")
    assert wiki.asked[1]["languages"] == "de|en|mul"


async def test_a_page_that_lists_meanings_is_no_entity() -> None:
    listing = entity("Q1", "Germany", P31=[statement(item("Q4167410"))])
    assert [hit.title for hit in hits(await search(Wikidata(listing, GERMANY)))] == ["Germany"]


async def test_labels_are_asked_in_batches_and_never_more_than_two() -> None:
    many = {f"P{number}": [statement(item(f"Q{number}"))] for number in range(100, 300)}
    labels = {
        **LABELS,
        **{name: name.lower() for name in many},
        **{f"Q{n}": f"q{n}" for n in range(100, 300)},
    }
    wiki = Wikidata(entity("Q183", "Germany", None, **many, P1082=[statement(quantity("+1"))]), labels=labels)
    (hit,) = hits(await search(wiki))
    batches = [query["ids"].split("|") for query in wiki.asked if query.get("props") == "labels"]
    assert [len(batch) for batch in batches] == [50, 49]
    assert hit.text.splitlines()[-1] == "population: 1"
    assert len(hit.text.splitlines()) == 1 + 49 + 1


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (quantity("+330", "Q11573"), "330 metre"),
        (quantity("-0.50"), "-0.50"),
        (quantity("+1234567.891"), "1,234,567.891"),
        (time("+2018-12-31T00:00:00Z"), "2018-12-31"),
        (time("+2018-12-00T00:00:00Z", 10), "2018-12"),
        (time("+0476-00-00T00:00:00Z", 9), "476"),
        (time("+1985-01-01T00:00:00Z", 8), "1980s"),
        (time("+1901-00-00T00:00:00Z", 7), "20th century"),
        (time("+2000-00-00T00:00:00Z", 7), "20th century"),
        (time("+1100-00-00T00:00:00Z", 7), "11th century"),
        (time("-0044-00-00T00:00:00Z", 9), "44 BC"),
        (time("+1642-12-25T00:00:00Z", 11, "Q1985786"), "1642-12-25 (Julian calendar)"),
        (snak("string", "  A\x07 b\n"), "A b"),
        (snak("monolingualtext", {"language": "de", "text": "Bund"}), "Bund"),
        (snak("globecoordinate", {"latitude": 52.51667, "longitude": 13}), "52.5167, 13.0000"),
        (item("Q64"), "Berlin"),
    ],
)
def test_values_in_words(shape: Answer, told: str) -> None:
    value = value_of(as_json(shape))
    assert value is not None
    assert " ".join(part for part in (value.text, LABELS.get(value.id or "", "")) if part) == told


@pytest.mark.parametrize(
    "shape",
    [
        {"snaktype": "somevalue", "datatype": "time"},
        {"snaktype": "novalue", "datatype": "quantity"},
        snak("string", "Q42.jpg", datatype="commonsMedia"),
        snak("string", "118540", datatype="external-id"),
        snak("string", "https://a.example/", datatype="url"),
        snak("string", " \x00"),
        quantity("many"),
        quantity("+1", "Q1 OR Q2"),
        snak("quantity", {"amount": "+1"}),
        snak("quantity", "+1"),
        time("+13798000000-00-00T00:00:00Z", 3),
        time("+2018-00-00T00:00:00Z", 11),
        time("yesterday"),
        snak("time", {"time": "+2018-12-31T00:00:00Z"}),
        snak("wikibase-entityid", {"id": "L12-F1"}),
        snak("wikibase-entityid", {"numeric-id": 3}),
        snak("globecoordinate", {"latitude": "52", "longitude": 13.0}),
        "x",
        None,
        [],
    ],
)
def test_what_words_cannot_tell(shape: object) -> None:
    assert value_of(as_json(shape)) is None


def told(*shape: Answer, name: str = "P1082", before: datetime | None = None) -> list[str]:
    return lines(statements(as_json({name: list(shape)}), before), LABELS, 100)


def test_the_preferred_stands_first_and_then_the_latest() -> None:
    ranked = [
        statement(quantity("+1"), P585=time("+2001-01-01T00:00:00Z")),
        statement(quantity("+2")),
        statement(quantity("+3"), P585=time("+2003-01-01T00:00:00Z")),
        statement(quantity("+4"), "preferred", P585=time("+1999-01-01T00:00:00Z")),
        statement(quantity("+5"), "deprecated"),
        statement(quantity("+6"), "unheard of"),
    ]
    assert [line.partition(" (")[0] for line in told(*ranked)] == [f"population: {n}" for n in (4, 3, 1, 2)]


def test_qualifiers_are_told_dates_first_as_they_change_what_is_said() -> None:
    only = statement(quantity("+40"), P518=item("Q8441"), P580=time("+2001-00-00T00:00:00Z", 9))
    assert told(only) == ["population: 40 (start time 2001, applies to part men)"]


def test_an_end_that_is_not_known_is_told_and_no_end_is_not() -> None:
    ended = statement(item("Q64"), P582={"snaktype": "somevalue"})
    lasting = statement(item("Q64"), P582={"snaktype": "novalue"})
    assert told(ended, lasting, name="P36") == ["capital: Berlin (end time unknown)", "capital: Berlin"]


@pytest.mark.parametrize(
    ("when", "precision", "kept"),
    [
        ("+2020-06-01T00:00:00Z", 11, True),
        ("+2020-06-02T00:00:00Z", 11, False),
        ("+2020-06-00T00:00:00Z", 10, True),
        ("+2020-00-00T00:00:00Z", 9, True),
        ("+2021-00-00T00:00:00Z", 9, False),
        ("+2020-00-00T00:00:00Z", 8, True),
        ("-0100-00-00T00:00:00Z", 9, True),
    ],
)
@pytest.mark.parametrize("name", ["P585", "P580"])
def test_what_begins_after_the_date_is_left_out(when: str, precision: int, kept: bool, name: str) -> None:
    one = statement(quantity("+1"), "normal", **{name: time(when, precision)})
    assert bool(told(one, before=datetime(2020, 6, 1, tzinfo=UTC))) is kept
    assert told(one)


@pytest.mark.parametrize(
    "claims",
    [
        [],
        None,
        "x",
        {"P1": "x"},
        {"P1": [None, 3]},
        {"X1": [{}]},
        {"P1": [{"rank": "normal"}]},
        {"P1": [{"rank": []}]},
    ],
)
def test_odd_claims_say_nothing(claims: object) -> None:
    assert statements(as_json(claims), None) == []


@pytest.mark.parametrize(
    ("day", "expected"), [("+2020-05-01T00:00:00Z", ["inception: 2020-05-01"]), ("+2020-06-02T00:00:00Z", [])]
)
def test_a_date_that_lies_later_is_not_told(day: str, expected: list[str]) -> None:
    one = statement(time(day))
    assert told(one, name="P571", before=datetime(2020, 6, 1, tzinfo=UTC)) == expected
    assert told(one, name="P571")


def test_an_end_that_lies_later_is_not_told_and_what_it_ends_is() -> None:
    held = statement(item("Q64"), P580=time("+2010-01-01T00:00:00Z"), P582=time("+2021-03-04T00:00:00Z"))
    assert told(held, name="P36") == ["capital: Berlin (start time 2010-01-01, end time 2021-03-04)"]
    assert told(held, name="P36", before=datetime(2020, 6, 1, tzinfo=UTC)) == [
        "capital: Berlin (start time 2010-01-01)"
    ]


def test_of_two_points_in_time_the_later_one_is_not_told() -> None:
    twice = statement(quantity("+5"))
    twice["qualifiers"] = {"P585": [time("+2010-01-01T00:00:00Z"), time("+2021-01-01T00:00:00Z")]}
    assert told(twice, before=datetime(2020, 6, 1, tzinfo=UTC)) == [
        "population: 5 (point in time 2010-01-01)"
    ]


def test_numbers_come_before_items_when_labels_are_short() -> None:
    claims = {"P36": [statement(item("Q64"))], "P1082": [statement(quantity("+1"))]}
    said = statements(as_json(claims), None)
    assert affordable([said], 2) == {"P1082"}
    assert affordable([said], 3) == {"P1082", "P36", "Q64"}


# ---- names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Germany population 83.2", [["Germany"]]),
        ("Emmanuel Macron France election", [["Emmanuel", "Macron", "France"]]),
        ("Bank of England rate", [["Bank", "of", "England"]]),
        ("rate of the Bank", [["Bank"]]),
        ("Boeing 737 crash Lion Air", [["Boeing", "737"], ["Lion", "Air"]]),
        ('"Jean-Luc Mélenchon", (Paris)', [["Jean-Luc", "Mélenchon", "Paris"]]),
        ("U.S. troops", [["U.S."]]),
        ("北京 人口", [["北京", "人口"]]),
        ("climate change", [["climate", "change"]]),
        ("the rate of change of", [["rate", "of", "change"]]),
        ("of the", []),
        ("!? --", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitals(text: str, runs: list[list[str]]) -> None:
    assert name_runs(text) == runs


def test_a_run_is_tried_from_its_longest_beginning() -> None:
    assert split(["A", "B", "C", "D", "E"]) == (["A", "B", "C", "D"], ["E"])
    assert shortened(["Bank", "of", "England"], ["X"]) == (["Bank"], ["England", "X"])
    assert shortened(["A"], ["B"]) == ([], ["A", "B"])


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_names_come_from_the_words_and_get_shorter(text: str) -> None:
    for run in name_runs(text):
        assert all(word in text for word in run)
        name, rest = split(run)
        assert 1 <= len(name) <= LONGEST_NAME
        assert len(shortened(name, rest)[0]) < max(1, len(name))


async def test_several_names_are_found_one_after_the_other() -> None:
    wiki = Wikidata(GERMANY, entity("Q567", "Angela Merkel"), entity("Q9", "Angela Merkel's hands"))
    found = hits(await search(wiki, "Angela Merkel Germany chancellor"))
    assert [hit.title for hit in found] == ["Angela Merkel", "Germany"]
    searched = [query["search"] for query in wiki.asked if query["action"] == "wbsearchentities"]
    assert searched == ["Angela Merkel Germany", "Angela Merkel", "Germany"]
    assert wiki.asked[3]["ids"] == "Q183|Q567", "in one order, whoever asks"


async def test_names_that_are_told_are_looked_up_as_they_are() -> None:
    wiki = Wikidata(GERMANY, entity("Q567", "Angela Merkel"))
    found = hits(await search(wiki, "Angela Merkel Germany", names=("Angela Merkel", "Germany")))
    assert [hit.title for hit in found] == ["Angela Merkel", "Germany"]
    searched = [query["search"] for query in wiki.asked if query["action"] == "wbsearchentities"]
    assert searched == ["Angela Merkel", "Germany"]


async def test_a_told_name_that_is_not_found_is_shortened() -> None:
    found = hits(await search(Wikidata(), "Germany Today Atlantis", names=("Germany Today", "Atlantis")))
    assert [hit.title for hit in found] == ["Germany"]


async def test_names_are_looked_up_at_once_and_so_are_labels() -> None:
    """Three steps, however many calls."""
    many = {f"P{number}": [statement(item(f"Q{number}"))] for number in range(100, 300)}
    wiki = Wikidata(GERMANY, entity("Q567", "Angela Merkel", None, **many))
    steps: list[set[str]] = []

    async def slow(request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        kind = query["search"] if "search" in query else query["props"]
        if not waiting:
            steps.append(set())
        steps[-1].add(kind)
        waiting.append(kind)
        await anyio.sleep(0.05)
        waiting.remove(kind)
        return wiki(request)

    waiting: list[str] = []
    # one at a time is the limit of the upstream, which is not what is looked at here
    query = SearchQuery("Angela Merkel Germany", names=("Angela Merkel", "Germany"))
    way = Transport(budget=NoLimit(), network=lambda _allowed: httpx.MockTransport(slow))
    async with way:
        searching = WikidataSearch(way)
        searching._policy = replace(searching._policy, concurrency=9)
        searching._lasting = replace(searching._lasting, concurrency=9)
        assert len(hits(await searching.search(query, deadline=soon(20.0)))) == 2
    assert steps == [{"Angela Merkel", "Germany"}, {"labels|descriptions|claims|info"}, {"labels"}]
    assert wiki.count("wbgetentities") == 3


async def test_a_name_nothing_bears_exactly_gives_the_first_that_begins_so() -> None:
    wiki = Wikidata(entity("Q1", "Merkelism"), entity("Q2", "Merkels"))
    assert [hit.title for hit in hits(await search(wiki, "Merkel"))] == ["Merkelism"]


async def test_no_more_than_three_entities_and_seven_calls() -> None:
    things = [entity(f"Q{n}", "A", P1082=[statement(quantity("+1"))]) for n in range(1, 8)]
    wiki = Wikidata(*things)
    assert len(hits(await search(wiki, "A X Y Z B C D E"))) == 3
    assert wiki.count("wbsearchentities") <= 4
    assert len(wiki.asked) <= 7


async def test_nothing_found_is_an_answer() -> None:
    wiki = Wikidata()
    assert await search(wiki, "Atlantis Lemuria Mu Hyperborea Thule") == Ok([])
    assert len(wiki.asked) == 4


async def test_without_words_nothing_is_asked() -> None:
    wiki = Wikidata()
    assert await search(wiki, '"?!"') == Misused("a query without words")
    assert not wiki.asked


async def test_a_language_that_is_none_is_english() -> None:
    wiki = Wikidata()
    await search(wiki, language="en|evil=1")
    assert (wiki.asked[0]["language"], wiki.asked[1]["languages"]) == ("en", "en|mul")


# ---- failures ------------------------------------------------------------------------------------------


def limited(answer: httpx.Response, seconds: str) -> httpx.Response:
    answer.headers["Retry-After"] = seconds
    return answer


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (limited(httpx.Response(429), "55"), NotMeasured(Why.RATE_LIMITED, "status 429", 55.0)),
        (httpx.Response(403, text="Please respect"), NotMeasured(Why.MISCONFIGURED, "status 403")),
        (httpx.Response(401), NotMeasured(Why.MISCONFIGURED, "status 401")),
        (
            limited(httpx.Response(200, json={"errors": [{"code": "maxlag", "text": "Germany"}]}), "50"),
            NotMeasured(Why.RATE_LIMITED, "wiki error maxlag", 50.0),
        ),
        (
            httpx.Response(200, json={"error": {"code": "permissiondenied", "info": "Germany"}}),
            NotMeasured(Why.MISCONFIGURED, "wiki error permissiondenied"),
        ),
        (
            httpx.Response(200, json={"errors": [{"code": "badvalue", "text": "Germany"}]}),
            Misused("wiki error badvalue"),
        ),
        (
            httpx.Response(200, json={"errors": [{"code": "no-such-entity", "text": "Germany"}]}),
            NotMeasured(Why.INVALID_RESPONSE, "wiki error no-such-entity"),
        ),
        (
            httpx.Response(200, text="<html>Germany"),
            NotMeasured(Why.INVALID_RESPONSE, "not JSON (text/plain)"),
        ),
        (
            httpx.Response(200, text='{"entities":{"Q183":{"id":"Q1'),
            NotMeasured(Why.INVALID_RESPONSE, "not JSON (text/plain)"),
        ),
        (httpx.Response(200, json=[]), NotMeasured(Why.INVALID_RESPONSE, "not an answer of the API")),
        (httpx.Response(200, json={}), NotMeasured(Why.INVALID_RESPONSE, "not an answer of the API")),
        (
            httpx.Response(200, json={"search": [{"label": "Germany"}, None]}),
            NotMeasured(Why.INVALID_RESPONSE, "no entity that can be read"),
        ),
        (
            httpx.Response(200, json={"entities": {"Q183": None}}),
            NotMeasured(Why.INVALID_RESPONSE, "no entity that can be read"),
        ),
        (
            httpx.Response(200, json={"search": {}, "success": 1}),
            NotMeasured(Why.INVALID_RESPONSE, "not an answer of the API"),
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", ["wbsearchentities", "wbgetentities"])
async def test_failures_are_typed_and_repeat_nothing(
    answer: httpx.Response, expected: NotMeasured | Misused, step: str
) -> None:
    wiki = Wikidata()
    wiki.on("action", step, answer)
    assert await search(wiki) == expected


@pytest.mark.parametrize(("status", "why"), [(403, Why.MISCONFIGURED), (400, Why.INVALID_RESPONSE)])
async def test_labels_that_cannot_be_had_are_missing(status: int, why: Why) -> None:
    wiki = Wikidata()
    wiki.on("props", "labels", httpx.Response(status))
    outcome = await search(wiki)
    assert isinstance(outcome, Ok)
    assert outcome.missing == NotMeasured(why, f"status {status}")
    assert [hit.text for hit in outcome.value] == ["Germany (country in Central Europe)"]


async def test_a_name_that_cannot_be_looked_up_is_missing_where_another_was_found() -> None:
    wiki = Wikidata(GERMANY)
    wiki.on("search", "Merkel", httpx.Response(403))
    outcome = await search(wiki, "Germany chancellor Merkel")
    assert isinstance(outcome, Ok)
    assert outcome.missing == NotMeasured(Why.MISCONFIGURED, "status 403")
    assert [hit.title for hit in outcome.value] == ["Germany"]


async def test_an_entity_that_is_gone_is_no_hit() -> None:
    wiki = Wikidata()
    gone = {"entities": {"Q183": {"id": "Q183", "missing": ""}}}
    wiki.on("action", "wbgetentities", httpx.Response(200, json=gone))
    assert await search(wiki) == Ok([])


async def test_a_pause_is_kept_by_wikipedia_too() -> None:
    paused: set[str] = set()

    class Pausing(NoLimit):
        async def pause(self, source: str, seconds: float) -> None:
            paused.add(source)

    async with transport(lambda _: httpx.Response(429), budget=Pausing()) as way:
        await WikidataSearch(way).search(SearchQuery("Germany"), deadline=soon(0.5))
    assert paused == {"wikidata", "wikipedia"}


def test_a_value_without_label_is_its_text() -> None:
    assert value_of(as_json(quantity("+5"))) == Value("5", figure=True)
