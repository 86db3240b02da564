"""He, she, it, they and theirs: whom they stand for, where the statement does not name it itself."""

from __future__ import annotations

from service.claims.context.edits import Edit
from service.claims.context.mentions import (
    Gender,
    again,
    bare_name,
    gender_of,
    is_institution,
    is_plural,
    standing_for,
)
from service.claims.context.nouns import PERSON_NOUNS
from service.claims.context.setting import Setting
from service.claims.syntax.clauses import SUBJECTS, noun_phrase, subject, text_of
from service.domain.claim import Unresolved
from service.domain.spans import Span
from service.language.english import Parse
from service.language.words import Word

_PERSONS = {
    "he": Gender.MASCULINE, "him": Gender.MASCULINE, "his": Gender.MASCULINE,
    "she": Gender.FEMININE, "her": Gender.FEMININE, "hers": Gender.FEMININE,
}  # fmt: skip
_SUBJECTIVE = {
    "him": "he", "his": "he", "her": "she", "hers": "she", "them": "they", "their": "they", "its": "it",
}  # fmt: skip
_GROUPS = frozenset({"they", "them", "their"})
_THINGS = frozenset({"it", "its"})
QUANTIFIERS = frozenset(
    {"many", "some", "most", "several", "few", "all", "both", "others", "dozens", "hundreds", "none"}
)
_SPEAKING = frozenset({"i", "we", "my", "our", "your"})
_WHY = "no single candidate in the sentences before"


class Pronouns:
    """Of one proposition; ``words`` are those of its statement, in order."""

    def __init__(self, parse: Parse, words: tuple[Word, ...], subject: Word | None, setting: Setting) -> None:
        self._parse = parse
        self._words = words
        self._subject = subject
        self._setting = setting

    def read(self, word: Word) -> Edit | Unresolved | None:
        """What to put in its place, why nothing can be put, or None where nothing is needed."""
        text = word.text.lower()
        if text in {"i", "we"} and self._is_subject(word):
            return self._own_words(word)
        if word.tag not in {"PRP", "PRP$"} or text not in {*_PERSONS, *_GROUPS, *_THINGS}:
            return None
        if text == "it" and (word.dep not in SUBJECTS or impersonal(self._parse, word)):
            return None
        if self._named_before(word, text) or self._named_behind(word, text):
            return None
        name = self._antecedent(word, text)
        if name is None or _leans(name):
            return Unresolved(word.text, _WHY)
        if self._is_subject(word) or text in _PERSONS:
            mention = standing_for(text, name, _PERSONS.get(text, Gender.OPEN))
            self._setting.discourse.refer(self._setting.number, mention)
        return Edit(Span(word.start, word.end), _genitive(name) if word.tag == "PRP$" else name)

    def _own_words(self, word: Word) -> Edit | Unresolved:
        """Here "I" is the speaker where the verb fits him too: "I signed" does, "I sign" does not."""
        verb = self._parse.words[word.head]
        past = verb.tag == "VBD" or any(
            w.dep == "aux" and w.lemma.lower() in {"have", "do"} and w.tag == "VBD"
            for w in self._parse.children(verb.i)
        )
        alone = not any(w.text.lower() in {"my", "me", "mine"} for w in self._words)
        speaker = self._setting.speaker
        if word.text == "I" and past and alone and speaker is not None and not _leans(speaker.name):
            return Edit(Span(word.start, word.end), speaker.short)
        return Unresolved(word.text, "the speaker's own words")

    def _is_subject(self, word: Word) -> bool:
        return self._subject is not None and word.i == self._subject.i

    def _antecedent(self, word: Word, text: str) -> str | None:
        """In reported speech the pronoun is the speaker, where it fits; else the one candidate before."""
        speaker, discourse, number = self._setting.speaker, self._setting.discourse, self._setting.number
        leads = self._is_subject(word)
        own = speaker is not None and _SUBJECTIVE.get(text, text) in speaker.pronouns
        if speaker is not None and own and not self._setting.quoted:
            return speaker.short if leads or self._alone(text, speaker.name) else None
        beside = self._beside(word, text) if leads else None
        if beside is not None or (speaker is not None and not leads):
            return beside
        if text in _GROUPS:
            group = discourse.group(number, people=True)
            return again(group) if group is not None else None
        if text in _THINGS:
            return discourse.thing(number)
        gender = _PERSONS[text]
        if leads:
            return discourse.person(number, gender)
        near = discourse.persons_near(number, gender, all_names=True)
        return near.pop() if len(near) == 1 else None

    def _alone(self, text: str, name: str) -> bool:
        """Whether nobody else is near whom "his" may mean: it is bound to no subject."""
        if text not in _PERSONS:
            return True
        near = self._setting.discourse.persons_near(self._setting.number, _PERSONS[text], all_names=True)
        return near <= {name}

    def _beside(self, word: Word, text: str) -> str | None:
        """The subject of the clause this one hangs on, if it fits: "Idlib, which they captured"."""
        inside = {w.i for w in self._words}
        verb = self._parse.words[word.head]
        while verb.head != verb.i:
            verb = self._parse.words[verb.head]
            who = subject(self._parse, verb.i)
            if who is None or who.i in inside or who.i > word.i or who.pos == "PRON":
                continue
            return self._called(who) if self._fits(who, text) else None
        return None

    def _fits(self, who: Word, text: str) -> bool:
        if text in _GROUPS:
            return is_plural(who)
        return not is_plural(who) and (text in _THINGS) is not self._may_be(
            who, _PERSONS.get(text, Gender.OPEN)
        )

    def _called(self, who: Word) -> str:
        first, last = noun_phrase(self._parse, who.i)
        name = next(
            (n for n in self._parse.names if n.first <= who.i <= n.last and n.label == "PERSON"), None
        )
        if name is not None:
            return self._setting.discourse.full_name(bare_name(name.text))
        phrase = text_of(self._parse, self._parse.words[first : last + 1])
        opening = self._parse.words[first]
        if opening.lemma.lower() in {"a", "an"}:
            return f"the {without_article(phrase)}"
        named = opening.pos == "PROPN" or any(n.first <= first <= n.last for n in self._parse.names)
        return phrase if named else phrase[:1].lower() + phrase[1:]

    def _named_before(self, pronoun: Word, text: str) -> bool:
        """Whether the statement itself holds, before the pronoun, what it may stand for."""
        before = self._words[: self._words.index(pronoun)]
        if text in _PERSONS:
            return any(self._may_be(word, _PERSONS[text]) for word in before)
        if text in _GROUPS:
            return any(
                word.text.lower() in {*QUANTIFIERS, "they"} or self._may_be_many(word) for word in before
            )
        return any(word.pos in {"NOUN", "PROPN"} and not is_plural(word) for word in before)

    def _named_behind(self, pronoun: Word, text: str) -> bool:
        """Whether the clause in front looks ahead to the subject: "Before he resigned, Lin …"."""
        who = self._subject
        return who is not None and who.i > pronoun.i and who.pos != "PRON" and self._fits(who, text)

    def _may_be_many(self, word: Word) -> bool:
        """Whether a word names several, or may: a plural, an institution, a name that is no person's."""
        if word.pos == "NOUN" or is_plural(word):
            return is_plural(word) or is_institution(word)
        person = any(n.label == "PERSON" and n.first <= word.i <= n.last for n in self._parse.names)
        return word.pos == "PROPN" and not person

    def _may_be(self, word: Word, gender: Gender) -> bool:
        """Whether a word names, or may name, a person of that gender."""
        if word.text.lower() in {"he", "she"}:
            return _PERSONS[word.text.lower()] is gender
        if word.pos not in {"NOUN", "PROPN"} or Gender.clash(gender, gender_of((word,))):
            return False
        labels = {name.label for name in self._parse.names if name.first <= word.i <= name.last}
        return "PERSON" in labels if labels else word.pos == "PROPN" or word.lemma.lower() in PERSON_NOUNS


def impersonal(parse: Parse, word: Word) -> bool:
    """In "it is prohibited to …" and "it emerged that …" the word stands for the clause that follows."""
    if word.dep == "expl":
        return True
    verb = parse.words[word.head]
    if verb.lemma.lower() in {"rain", "snow", "hail", "thunder", "drizzle"}:
        return True
    cleft = verb.lemma.lower() == "be" and any(
        below.dep == "relcl"
        for w in parse.children(verb.i)
        if w.dep == "attr"
        for below in parse.children(w.i)
    )
    return cleft or any(
        child.dep in {"advcl", "xcomp", "ccomp", "acl", "csubj"}
        and (
            child.tag == "VBG"
            or parse.subtree(child.i)[0].tag in {"WP", "WRB", "WDT"}
            or any(
                w.lemma.lower() in {"to", "that", "whether", "if"} and w.dep in {"aux", "mark"}
                for w in parse.children(child.i)
            )
        )
        for above in (verb, *(w for w in parse.children(verb.i) if w.dep in {"acomp", "attr"}))
        for child in parse.children(above.i)
    )


def _leans(name: str) -> bool:
    """Whether a name would need resolving itself: "he", "its curator"."""
    return name.split(maxsplit=1)[0].lower() in {*_PERSONS, *_GROUPS, *_THINGS, *_SPEAKING}


def _genitive(name: str) -> str:
    return f"{name}'" if name.endswith("s") and name[:1].islower() else f"{name}'s"


def without_article(phrase: str) -> str:
    first, _, rest = phrase.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an"} else phrase
