"""What stands for something said before: pronouns, "the regime", "the company", second mentions of names.

Each becomes an edit of the statement where the article leaves one reading, or an entry of ``unresolved``.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.claims.context.edits import Edit
from service.claims.context.phrases import Phrases
from service.claims.context.pronouns import Pronouns
from service.claims.context.setting import Setting
from service.claims.syntax.propositions import Proposition, subject_of
from service.domain.claim import Unresolved
from service.language.english import Parse


@dataclass(frozen=True, slots=True)
class References:
    """``among``: the subject is a part of those the sentence before counted, as "many" is."""

    edits: tuple[Edit, ...]
    unresolved: tuple[Unresolved, ...]
    among: bool


def resolve(parse: Parse, proposition: Proposition, setting: Setting) -> References:
    """Reads the words of the proposition in the order in which its statement will have them."""
    words = tuple(parse.words[i] for i in (*proposition.lead, *sorted(proposition.words)))
    subject = subject_of(parse, proposition)
    pronouns = Pronouns(parse, words, subject, setting)
    phrases = Phrases(parse, words, subject, setting)
    edits: list[Edit] = []
    unresolved: dict[Unresolved, None] = {}
    for word in words:
        made = pronouns.read(word) or phrases.read(word)
        if isinstance(made, Unresolved):
            unresolved[made] = None
        elif made is not None and not any(made.touches(edit) for edit in edits):
            edits.append(made)
    return References(tuple(edits), tuple(unresolved), phrases.among)
