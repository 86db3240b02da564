"""Noun phrases that lean on the article: "the regime", "the company", "many", "Putin" after his full name."""

from __future__ import annotations

from dataclasses import replace

from service.claims.context.edits import Edit
from service.claims.context.mentions import (
    DEFINITE,
    again,
    definite,
    is_owned,
    is_plural,
    is_title,
    nation_of,
    phrase_key,
)
from service.claims.context.nouns import COMPANIES, GROUPS, VAGUE
from service.claims.context.pronouns import QUANTIFIERS, without_article
from service.claims.context.setting import Setting
from service.claims.syntax.clauses import characters, noun_phrase
from service.domain.claim import Unresolved
from service.domain.spans import Span
from service.language.english import Parse
from service.language.words import Word


class Phrases:
    """Of one proposition; ``words`` are those of its statement, in order."""

    def __init__(self, parse: Parse, words: tuple[Word, ...], subject: Word | None, setting: Setting) -> None:
        self._parse = parse
        self._words = words
        self._subject = subject
        self._setting = setting
        self._named: set[str] = set()
        self.among = False

    def read(self, word: Word) -> Edit | Unresolved | None:
        """What to put in its place, why nothing can be put, or None where nothing is needed."""
        subject = self._subject is not None and word.i == self._subject.i
        if subject and word.text.lower() in QUANTIFIERS:
            return self._part(word)
        if subject and word.tag == "CD":
            return self._counted(word)
        if word.pos not in {"NOUN", "PROPN"}:
            return None
        if word.pos == "PROPN" and self._setting.discourse.is_person(word.text):
            return self._completed(word)
        return (
            self._owned(word)
            or self._definite(word, subject=subject)
            or (self._placed(word) if subject else None)
        )

    def _part(self, who: Word) -> Edit | Unresolved | None:
        """Here "many" are many of the last group that was the subject."""
        if any(child.dep == "prep" for child in self._parse.children(who.i)):
            return None
        group = self._setting.discourse.group(self._setting.number, people=False)
        if group is None:
            return Unresolved(who.text, "nothing before it says of whom or what")
        self.among = True
        where = self._setting.discourse.place(group.key)
        return Edit(
            Span(who.end, who.end), f" of the {without_article(group.text)}{f' {where}' if where else ''}"
        )

    def _counted(self, word: Word) -> Edit | None:
        """Here "the three" are the three soldiers spoken of before, and "they" in the next sentence too."""
        if not definite(self._parse, word):
            return None
        discourse, number = self._setting.discourse, self._setting.number
        group = discourse.counted(word.text.lower(), number)
        if group is None:
            return None
        discourse.refer(number, replace(group, subject=True))
        return Edit(Span(word.end, word.end), f" {group.text}")

    def _completed(self, word: Word) -> Edit | Unresolved | None:
        """A last name alone, at its first place in the statement, by the full name the article gives."""
        before = self._parse.words[word.i - 1] if word.i else None
        whole = (
            before is not None and before.pos == "PROPN" and before.head == word.i and not is_title(before)
        )
        if whole or word.dep == "compound" or word.text in self._named:
            self._named.add(word.text)
            return None
        self._named.add(word.text)
        if self._setting.discourse.shared_name(word.text):
            return Unresolved(word.text, "two persons have that name")
        full = self._setting.discourse.full_name(word.text)
        return Edit(Span(word.start, word.end), full) if full != word.text else None

    def _owned(self, word: Word) -> Edit | None:
        """The Syrian regime: "regime" with nothing before it that says whose, also in "regime forces"."""
        if not is_owned(word) or nation_of(self._parse, word) is not None:
            return None
        first, _ = noun_phrase(self._parse, word.i)
        head = self._parse.words[word.head]
        within = word.dep == "compound" and nation_of(self._parse, head) is None
        alone = first == word.i or self._parse.words[first].lemma.lower() == "the"
        nation = self._setting.discourse.nation(word.lemma.lower())
        if nation is None or not (within or (alone and word.dep != "compound")) or self._in_name(word):
            return None
        written = word.text if word.text.isupper() else word.text.lower()
        return Edit(Span(word.start, word.end), f"{nation} {written}")

    def _in_name(self, word: Word) -> bool:
        return any(n.first <= word.i <= n.last and n.first != n.last for n in self._parse.names)

    def _definite(self, word: Word, *, subject: bool) -> Edit | Unresolved | None:
        """Here "the troops" are those spoken of before; "the company" is the only one named."""
        if word.pos != "NOUN" or not definite(self._parse, word):
            return None
        first, last = noun_phrase(self._parse, word.i)
        span = characters(self._parse, first, last)
        phrase = self._parse.text[span.start : span.end]
        discourse, number = self._setting.discourse, self._setting.number
        fuller = discourse.same_thing(phrase, word.lemma.lower(), number, plural=is_plural(word))
        if fuller is not None:
            where = discourse.place(fuller.key) if subject else None
            return Edit(span, f"{again(fuller)} {where}" if where else again(fuller))
        lemma = word.lemma.lower()
        named = discourse.organisation(number, group=lemma in GROUPS) if lemma in COMPANIES else None
        named = discourse.country(number) if lemma == "country" else named
        if named is not None and not is_plural(word):
            return Edit(span, named)
        if lemma in VAGUE and not self._earlier(word):
            return Unresolved(phrase, "nothing before it says which")
        return None

    def _earlier(self, word: Word) -> bool:
        """Whether the statement itself introduces it: "a bill … the bill"."""
        return any(w.i < word.i and w.lemma == word.lemma for w in self._words)

    def _placed(self, who: Word) -> Edit | None:
        """Russian troops are those in Syria, where the article puts them there and nowhere else."""
        later = [
            w
            for w in self._parse.children(who.i)
            if w.i > who.i and w.dep in {"prep", "relcl", "acl", "appos", "conj"}
        ]
        first, last = noun_phrase(self._parse, who.i)
        if later or first == last or self._parse.words[first].lemma.lower() in DEFINITE:
            return None
        phrase = " ".join(
            w.text for w in self._parse.words[first : last + 1] if w.pos in {"ADJ", "NOUN", "PROPN"}
        )
        where = self._setting.discourse.place(phrase_key(phrase, who))
        if where is None or any(where.split()[-1] in w.text for w in self._words):
            return None
        return Edit(Span(who.end, who.end), f" {where}")
