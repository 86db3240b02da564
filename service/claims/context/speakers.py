"""Who speaks, over sentences: "the sources", "they" and "Lin" are speakers that were named before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from service.claims.context.discourse import Discourse
from service.claims.context.mentions import (
    Gender,
    definite,
    gender_of,
    is_institution,
    is_plural,
    standing_for,
)
from service.claims.syntax.sayings import Saying
from service.domain.claim import Attribution, Directness
from service.language.english import Parse

_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """``chain`` runs from the first speaker to the outlet that passed it on."""

    name: str
    chain: tuple[str, ...]
    lemma: str
    plural: bool
    pronouns: frozenset[str]
    """Those that may stand for the speaker in what he says."""

    @property
    def short(self) -> str:
        """The name without what follows it: "several officials", not "several officials, including …"."""
        short = re.split(r",| who | which | that ", self.name, maxsplit=1)[0]
        return re.sub(r"^an? ", "the ", short)


class Speakers:
    """The speakers of one article so far."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._heard: list[tuple[int, Speaker]] = []

    def identify(self, parse: Parse, saying: Saying, number: int) -> Speaker:
        """The speaker of a saying in sentence ``number``, by the fullest name known, with his chain."""
        head = parse.words[saying.speaker_head] if saying.speaker_head is not None else None
        lemma = head.lemma.lower() if head else saying.speaker.lower()
        many = is_plural(head) if head else False
        known = self._known(parse, saying, lemma, number)
        if known is not None:
            name, chain, lemma, many = known.name, known.chain, known.lemma, known.plural
            pronouns = known.pronouns
        else:
            person = self._discourse.is_person(saying.speaker)
            pronouns = _pronouns(parse, saying, many=many, named_person=person)
            name = (
                self._discourse.full_name(saying.speaker) if head and head.pos == "PROPN" else saying.speaker
            )
            if name.lower() in {"he", "she"}:
                name = self._person(number, name.lower()) or name
            name = _lower_article(name)
            chain = (name,)
        if saying.addressee and saying.addressee not in chain:
            chain = (*chain, saying.addressee)
        speaker = Speaker(name, chain, lemma, many, pronouns)
        self._heard.append((number, speaker))
        return speaker

    def _person(self, number: int, said: str) -> str | None:
        """Whom "he said" names, remembered so that the next "he" is the same."""
        gender = Gender.FEMININE if said == "she" else Gender.MASCULINE
        name = self._discourse.person(number, gender)
        if name is not None:
            self._discourse.refer(number, standing_for(said, name, gender))
        return name

    def _known(self, parse: Parse, saying: Saying, lemma: str, number: int) -> Speaker | None:
        said = saying.speaker.lower()
        if said in _PRONOUNS:
            wanted = {"we": "they", "i": "he"}.get(said, said)
            if said in {"he", "she"}:
                just = [s for at, s in self._heard if 0 <= number - at <= 1 and at == self._heard[-1][0]]
                return just[0] if just and wanted in just[0].pronouns else None
            return self._latest(lambda s: wanted in s.pronouns)
        head = parse.words[saying.speaker_head] if saying.speaker_head is not None else None
        if head is None:
            return self._latest(lambda s: s.name == saying.speaker)
        if definite(parse, head):
            return self._latest(lambda s: s.lemma == lemma)
        if head.pos == "PROPN" and head.text == saying.speaker:
            full = self._discourse.full_name(saying.speaker)
            return self._latest(lambda s: s.name.endswith(full))
        return None

    def _latest(self, wanted: Callable[[Speaker], bool]) -> Speaker | None:
        return next((speaker for _, speaker in reversed(self._heard) if wanted(speaker)), None)


def attribution(
    speakers: list[Speaker],
    saying: Saying,
    statement: str,
    *,
    day: str | None,
    directness: Directness | None = None,
) -> Attribution:
    """``speakers`` outermost first, as sayings are; ``statement`` as it stands inside a sentence."""
    inner = speakers[-1]
    chain = [*inner.chain]
    chain += [name for outer in reversed(speakers[:-1]) for name in outer.chain if name not in chain]
    verb = saying.cue if saying.cue not in {"according to", ""} else "said"
    if verb.lower() in {"told", "tells", "tell"}:
        verb = f"{verb} {saying.addressee}" if saying.addressee else "said"
    when = f" on {day}" if day else ""
    name = inner.name[0].upper() + inner.name[1:]
    said = f"{name} {verb}{when}"
    own_words = re.search(r"\b(?:I|we|my|our|me|us)\b", statement) is not None
    quoted = statement[:1].upper() + statement[1:]
    return Attribution(
        speaker=inner.name,
        chain=tuple(chain),
        cue=saying.cue,
        directness=directness or saying.directness,
        statement=f"{said}: “{quoted}”" if own_words else f"{said} that {statement}",
    )


def _pronouns(parse: Parse, saying: Saying, *, many: bool, named_person: bool) -> frozenset[str]:
    head = saying.speaker_head
    if many:
        return frozenset({"they"})
    labels = {name.label for name in parse.names if head is not None and name.first <= head <= name.last}
    if head is not None and is_institution(parse.words[head]):
        return frozenset({"it"})
    if labels & {"ORG", "GPE", "NORP"} and not named_person:
        return frozenset({"it", "he", "she"})
    gender = gender_of(parse.words[max(0, head - 6) : head + 1]) if head is not None else Gender.OPEN
    pronouns = {Gender.MASCULINE: {"he"}, Gender.FEMININE: {"she"}}
    return frozenset(pronouns.get(gender, {"he", "she"}))


def _lower_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return (
        f"{first.lower()} {rest}" if rest and first in {"The", "A", "An", "Some", "Two", "Several"} else name
    )
