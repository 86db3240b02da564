"""Claims that somebody said something: held against the sentences in which that speaker speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from service.language.quantities import read_quantities
from service.verdict.rules.ruling import Asserted
from service.verdict.wording import content_stems, names, names_alike

_SAID = (
    r"said|says|stated|told (?:[\w’'-]+ ){1,4}?|announced|claimed|claims|declared|insisted|reported|warned|"
    r"argued|replied|added|confirmed|admitted|wrote|denied"
)
_CLAIM = re.compile(
    rf"^(?P<speaker>.{{2,80}}?)\s+(?P<cue>{_SAID})\s*(?:that\s+)(?P<content>.+)$",
    re.IGNORECASE | re.DOTALL,
)
SPEECH = re.compile(
    r"\b(?:according to|sa(?:id|ys?|ying)|told|tells|report(?:ed|s)|claim(?:ed|s)?|stat(?:ed?|es)|"
    r"announc(?:ed?|es)|add(?:ed|s)|assert(?:ed|s)|alleg(?:ed|es)|declar(?:ed?|es)|estimat(?:ed|es)|insist(?:ed|s)|"
    r"warned|argu(?:ed|es)|replied|answered|confirm(?:ed|s)|admitted|wrote|quoted|tweeted|denied|"
    r"accus(?:ed|es|ing)|called|described)\b",
    re.IGNORECASE,
)
"""By which a text gives what somebody says."""
_REPORTS = re.compile(
    r"\b(?:said|says|saying|told|tells|announced|claim(?:ed|s)?|declared|insisted|argued|replied|denied|"
    r"according to|accused|stated|estimated)\b|[”\"],? (?:\w+ ){1,4}wrote\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^\W*(?:he|she|they|it|the (?:minister|president|spokes\w+|company|ministry))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Saying:
    """``content`` is what the claim says was said; ``denied``: that it was denied."""

    speaker: str
    content: Asserted
    denied: bool


def saying(asserted: Asserted) -> Saying | None:
    """The claim taken apart, where it is one that somebody said something."""
    found = _CLAIM.match(asserted.statement)
    if found is None or (not names(found["speaker"]) and len(found["speaker"].split()) > _LONGEST):
        return None
    content = found["content"]
    inner = replace(asserted, statement=content, quantities=read_quantities(content))
    return Saying(found["speaker"], inner, found["cue"].lower() == "denied")


_LONGEST = 5
"""Words of a speaker without a name."""


def speaking(sentence: str) -> bool:
    """Whether a sentence gives what somebody says."""
    return _REPORTS.search(sentence) is not None


def speaks(speaker: str, sentence: str, before: str) -> bool:
    """Whether the sentence gives words of the speaker, named in it or, for a pronoun, right before it."""
    if not SPEECH.search(sentence):
        return False
    if _named(speaker, sentence):
        return True
    return _PRONOUN.match(sentence) is not None and _named(speaker, before)


def _named(speaker: str, text: str) -> bool:
    called = names(speaker)
    if called:
        return any(names_alike(called[-1], other) for other in names(text))
    return content_stems(speaker) <= content_stems(text)
