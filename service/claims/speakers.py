"""Who speaks, over sentences: "the sources", "they" and "Lin" are speakers that were named before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.claims.discourse import INSTITUTIONS, Discourse, definite, plural
from service.claims.sayings import Saying
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


class Speakers:
    """The speakers of one article so far."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._heard: list[Speaker] = []

    def identify(self, parse: Parse, saying: Saying, number: int) -> Speaker:
        """The speaker of a saying in sentence ``number``, by the fullest name known, with his chain."""
        head = parse.words[saying.speaker_head] if saying.speaker_head is not None else None
        lemma = head.lemma.lower() if head else saying.speaker.lower()
        many = plural(head) if head else False
        known = self._known(parse, saying, lemma)
        if known is not None:
            name, chain, lemma, many = known.name, known.chain, known.lemma, known.plural
            pronouns = known.pronouns
        else:
            pronouns = _pronouns(parse, saying, many=many)
            name = (
                self._discourse.full_name(saying.speaker) if head and head.pos == "PROPN" else saying.speaker
            )
            if name.lower() in {"he", "she"}:
                name = self._discourse.person(number) or name
            name = _lower_article(name)
            chain = (name,)
        if saying.addressee and saying.addressee not in chain:
            chain = (*chain, saying.addressee)
        speaker = Speaker(name, chain, lemma, many, pronouns)
        self._heard.append(speaker)
        return speaker

    def _known(self, parse: Parse, saying: Saying, lemma: str) -> Speaker | None:
        said = saying.speaker.lower()
        if said in _PRONOUNS:
            wanted = {"we": "they", "i": "he"}.get(said, said)
            return next((s for s in reversed(self._heard) if wanted in s.pronouns), None)
        head = parse.words[saying.speaker_head] if saying.speaker_head is not None else None
        if head is None:
            return next((s for s in reversed(self._heard) if s.name == saying.speaker), None)
        if definite(parse, head):
            return next((s for s in reversed(self._heard) if s.lemma == lemma), None)
        if head.pos == "PROPN" and head.text == saying.speaker:
            return next((s for s in reversed(self._heard) if saying.speaker in s.name.split()), None)
        return None


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


def _pronouns(parse: Parse, saying: Saying, *, many: bool) -> frozenset[str]:
    head = saying.speaker_head
    if many:
        return frozenset({"they"})
    labels = {name.label for name in parse.names if head is not None and name.first <= head <= name.last}
    if head is not None and (
        parse.words[head].lemma.lower() in INSTITUTIONS or labels & {"ORG", "GPE", "NORP"}
    ):
        return frozenset({"it"})
    return frozenset({"he", "she"})


def _lower_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return (
        f"{first.lower()} {rest}" if rest and first in {"The", "A", "An", "Some", "Two", "Several"} else name
    )
