"""What an article has mentioned, sentence by sentence, to tell who "they" are and what "the operation" is.

A phrase is resolved only where one candidate is left; a wrong name in a statement is worse than a pronoun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from service.claims.context.mentions import Gender, Kind, Mention, mentions_of, without_title
from service.language.english import Parse

_REACH = 5
"""Sentences back in which a fuller form of "the troops" may stand."""
_NEAR = 3
"""Sentences back in which the person behind a pronoun may stand."""


class Discourse:
    """The mentions of one article. Pronouns are added as they are resolved, sentence after sentence."""

    def __init__(self, parses: Sequence[Parse], speakers: Sequence[set[int]]) -> None:
        """``speakers`` are, for each sentence, the words that report."""
        self._by_sentence: dict[int, list[Mention]] = {
            number: mentions_of(parse, heads)
            for number, (parse, heads) in enumerate(zip(parses, speakers, strict=True))
        }
        self._genders: dict[str, Gender] = {}
        """Of persons for whom a pronoun once stood."""
        everything = [m for sentence in self._by_sentence.values() for m in sentence]
        self._full_names = _full_names(everything)
        self._nations = _only((m.lemma, m.nation) for m in everything)
        self._places = _only((m.key, m.place) for m in everything)

    def refer(self, sentence: int, mention: Mention) -> None:
        """What a pronoun of ``sentence`` stands for, so that the next one finds it."""
        self._by_sentence[sentence].append(mention)
        if mention.gender is not Gender.OPEN:
            self._genders.setdefault(mention.text, mention.gender)

    def full_name(self, name: str) -> str:
        """The one fuller form in which the article names a person: "Putin" is "Vladimir Putin"."""
        full = self._full_names.get(name.rpartition(" ")[2])
        bare = without_title(name)
        return full if full and bare != full and set(bare.split()) <= set(full.split()) else name

    def nation(self, lemma: str) -> str | None:
        """Whose "the regime" is, where the article ever says so and always says the same: "Syrian"."""
        return self._nations.get(lemma)

    def place(self, key: str) -> str | None:
        """Where those of a phrase's ``key`` are, where the article says so, always the same: "in Syria"."""
        return self._places.get(key)

    def organisation(self, sentence: int, *, group: bool) -> str | None:
        """Which "the company" is: the only organisation named, or the only named subject just before.

        ``group``: no person is one, whatever the recogniser took the subject for.
        """
        before = [m for number in range(sentence) for m in self._by_sentence[number] if m.named]
        named = {m.text for m in before if m.kind in {Kind.ORGANISATION, Kind.UNKNOWN}}
        if len(named) != 1:
            just = self._by_sentence.get(sentence - 1, ())
            named = {m.text for m in just if m.named and m.subject and m.kind is not Kind.PLACE}
        found = named.pop() if len(named) == 1 else None
        known = group or any(m.text == found and m.kind is Kind.ORGANISATION for m in before)
        return found if known else None

    def country(self, sentence: int) -> str | None:
        """Which "the country" is: the only place named so far."""
        named = {
            m.text
            for number in range(sentence)
            for m in self._by_sentence[number]
            if m.named and m.kind is Kind.PLACE
        }
        return named.pop() if len(named) == 1 else None

    def shared_name(self, name: str) -> bool:
        """Whether two persons of the article go by that last name."""
        return self._full_names.get(name, "") is None

    def is_person(self, name: str) -> bool:
        """Whether the article gives a person's full name that ends with ``name``."""
        return name.rpartition(" ")[2] in self._full_names

    def same_thing(self, phrase: str, lemma: str, sentence: int, *, plural: bool) -> Mention | None:
        """What "the troops" are: the only fuller mention with that head in the sentences before."""
        fuller = self._only_one(
            sentence,
            lambda m: (
                m.lemma == lemma and m.plural is plural and m.modified and not set(m.text) & set('"“”()')
            ),
        )
        return None if fuller is None or fuller.text.lower() == phrase.lower() else fuller

    def counted(self, count: str, sentence: int) -> Mention | None:
        """Who "the three" are: the only ones of that number in the sentences before."""
        return self._only_one(sentence, lambda m: m.count == count and m.plural)

    def _only_one(self, sentence: int, wanted: Callable[[Mention], bool]) -> Mention | None:
        """The latest of the mentions in reach, where all that are wanted call it alike."""
        near = {
            m.key: m
            for number in range(max(0, sentence - _REACH), sentence)
            for m in self._by_sentence[number]
            if wanted(m)
        }
        return near.popitem()[1] if len(near) == 1 else None

    def person(self, sentence: int, gender: Gender) -> str | None:
        """Whom "he" or "she" names: the only person near, or the only one who is a subject just before.

        Some are candidates but no answer: a name of nobody knows what, a source who only reports, and whoever
        may be a woman where a man is near of whom the article says so.
        """
        near = {
            name: m for number in self._before(sentence) for name, m in self._persons(number, gender).items()
        }
        just = self._persons(sentence - 1, gender)
        subjects = {name for name, mention in just.items() if mention.subject or mention.reports}
        chosen = set(near) if len(near) == 1 else subjects if len(subjects) == 1 else set()
        if not chosen:
            return None
        name = chosen.pop()
        mention = near[name]
        surer = any(m.gender is gender for m in near.values()) and mention.gender is not gender
        anonymous = mention.reports and not mention.named
        return None if mention.kind is not Kind.PERSON or anonymous or surer else name

    def persons_near(self, sentence: int, gender: Gender, *, all_names: bool = False) -> set[str]:
        """Persons of the sentences before, by their fullest names; ``all_names``: and what may be one."""
        return {
            name
            for number in self._before(sentence)
            for name in self._persons(number, gender, all_names=all_names)
        }

    @staticmethod
    def _before(sentence: int) -> range:
        return range(max(0, sentence - _NEAR), sentence)

    def _persons(self, sentence: int, gender: Gender, *, all_names: bool = False) -> dict[str, Mention]:
        """By the fullest name; of several mentions the one that is a subject."""
        found: dict[str, Mention] = {}
        for m in self._by_sentence.get(sentence, ()):
            single = not m.plural and not Gender.clash(m.gender, gender)
            if not (single and m.kind in {Kind.PERSON, Kind.UNKNOWN}) and not (
                m.named and self.is_person(m.text)
            ):
                continue
            first = m.subject or m.reports
            if m.kind is Kind.UNKNOWN and not first and not all_names:
                continue
            name = self.full_name(m.text) if m.named else f"the {m.text}"
            if Gender.clash(self._genders.get(name.removeprefix("the "), Gender.OPEN), gender):
                continue
            if first or name not in found:
                found[name] = m
        return found

    def group(self, sentence: int, *, people: bool) -> Mention | None:
        """Whom "they" or "many" names: the only plural subject of the sentence before; "they" are people."""
        near = {
            m.text: m
            for m in self._by_sentence.get(sentence - 1, ())
            if m.plural and m.subject and not (m.named and m.kind is Kind.PERSON)
            if m.kind is Kind.PERSON or not people
        }
        return near.popitem()[1] if len(near) == 1 else None

    def thing(self, sentence: int) -> str | None:
        """What "it" names: the only subject of the sentence before, where it is a named thing."""
        near = [m for m in self._by_sentence.get(sentence - 1, ()) if m.subject and not m.plural]
        if len(near) == 1 and near[0].named and near[0].kind is not Kind.PERSON:
            return near[0].text
        return None


def _full_names(mentions: Iterable[Mention]) -> dict[str, str | None]:
    """By last name; None where two persons share it."""
    forms: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        name = without_title(m.text)
        if m.kind is Kind.PERSON and m.named and " " in name:
            forms[name.rpartition(" ")[2]].add(name)
    names: dict[str, str | None] = {}
    for last, full in forms.items():
        longest = max(full, key=len)
        names[last] = longest if all(set(f.split()) <= set(longest.split()) for f in full) else None
    return names


def _only(pairs: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Keys that have a single value throughout."""
    values: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        if value is not None:
            values[key].add(value)
    return {key: only.pop() for key, only in values.items() if len(only) == 1}
