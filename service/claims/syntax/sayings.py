"""Who says it: the clause that reports, its speaker, cue and addressee."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import takewhile

from service.claims.syntax.clauses import finite, indices, noun_phrase, subject, text_of
from service.domain.claim import Directness
from service.language.english import Parse
from service.language.words import Word

_SAY = frozenset(
    "say tell add report claim state announce confirm write note explain argue allege insist reveal"
    " admit warn declare acknowledge assert maintain contend recount recall testify tweet emphasize"
    " emphasise stress assure inform suggest indicate conclude find show estimate believe suspect point"
    " repeat mention disclose observe describe agree caution complain concede predict remark reply"
    " respond advise remind quote promise vow pledge ask".split()
)
_DOCUMENTS = frozenset(
    "report study survey poll statement article paper analysis figure datum data document post letter"
    " transcript investigation review research account estimate record census dispatch release interview"
    " story".split()
)
# What the law or a rule says is so by its saying: citing it names no speaker.
_NORMS = frozenset(
    "law bill act constitution rule treaty agreement contract regulation decree plan schedule"
    " legislation policy code statute clause resolution order tradition legend".split()
)
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nor"})
_FALSELY = frozenset(
    {"falsely", "wrongly", "incorrectly", "mistakenly", "erroneously", "never", "untruthfully"}
)
_NO_SPEAKERS = frozenset({"it", "this", "that", "i", "you", "who", "which"})
_OPENING = "\"“„«»‘'"
_MAX_SPEAKER = 18  # words; a longer subject is cut to its noun phrase


@dataclass(frozen=True, slots=True)
class Saying:
    """``words`` are those of the reporting clause, ``said`` those it reports, ``content`` their main verb.

    ``speaker_head`` is the word the speaker's phrase hangs on, None when it is inherited or a document's.
    """

    speaker: str
    speaker_head: int | None
    addressee: str | None
    cue: str
    directness: Directness
    content: int
    words: set[int] = field(repr=False)
    said: set[int] = field(repr=False)


def saying_of(
    parse: Parse, root: int, words: set[int], *, inherited: Saying | None = None, shared: Word | None = None
) -> Saying | None:
    """The saying whose verb is ``root``, or hangs on it as an aside (", the sources said,").

    Without a subject of its own the speaker is that of ``inherited``, or ``shared``, the subject of the verb
    before: "the bank denied A and said B".
    """
    verb = parse.words[root]
    if verb.lemma.lower() in _SAY and not _negated(parse, root):
        content = next((w for w in parse.children(root) if w.i in words and _is_content(parse, w)), None)
        who = subject(parse, root) or shared
        if content is not None:
            said = indices(parse.subtree(content.i)) & words
            return _saying(parse, who, _Report(verb, content.i, words - said, said), inherited)
    if _negated(parse, root) and verb.lemma.lower() in _SAY:
        return None
    for child in parse.children(root):
        aside = child.dep in {"parataxis", "ccomp"} and child.i in words and child.lemma.lower() in _SAY
        whose = subject(parse, child.i) if aside else None
        if whose is None or any(
            w.dep in {"ccomp", "dobj", "xcomp"} and w.i > child.i for w in parse.children(child.i)
        ):
            continue
        clause = indices(parse.subtree(child.i)) & words
        return _saying(parse, whose, _Report(child, root, clause, words - clause), inherited)
    return None


def according(parse: Parse, root: int, words: set[int]) -> Saying | None:
    """For "according to X": X says it, unless X is a law, which only makes it so."""
    for word in parse.words:
        if word.i not in words or word.text.lower() != "according":
            continue
        clause = _with_name(parse, indices(parse.subtree(word.i)) & words, words)
        to = next((w for w in parse.children(word.i) if w.lemma.lower() == "to"), None)
        source = next((w for w in parse.children(to.i) if w.dep == "pobj"), None) if to else None
        if to is None or source is None or source.lemma.lower() in _NORMS or root in clause:
            continue
        speaker, head = _cited(parse, source)
        if max(clause) > max(indices(parse.subtree(word.i))):
            speaker = text_of(parse, [w for w in parse.words if w.i in clause and w.i > to.i])
        return Saying(
            speaker=speaker,
            speaker_head=head,
            addressee=None,
            cue="according to",
            directness=Directness.REPORTED,
            content=root,
            words=clause,
            said=words - clause,
        )
    return None


def spoken_by(label: str, root: int, words: Collection[int]) -> Saying:
    """A transcript's "OLSEN:" before the words."""
    return Saying(
        speaker=label,
        speaker_head=None,
        addressee=None,
        cue="",
        directness=Directness.QUOTED,
        content=root,
        words=set(),
        said=set(words),
    )


def _with_name(parse: Parse, clause: set[int], words: set[int]) -> set[int]:
    """With the name behind it that the parser hung elsewhere: "according to its leader, Mary Olsen, …"."""
    rest = sorted(i for i in words if i > max(clause))
    if not rest or parse.words[rest[0]].text != ",":
        return clause
    name = list(takewhile(lambda i: parse.words[i].pos == "PROPN", rest[1:]))
    behind = rest[1 + len(name) :]
    if name and (not behind or parse.words[behind[0]].pos == "PUNCT"):
        return clause | {rest[0], *name}
    return clause


@dataclass(frozen=True, slots=True)
class _Report:
    """A verb of saying with the words of its clause and those it reports."""

    verb: Word
    content: int
    clause: set[int]
    said: set[int]


def _saying(parse: Parse, who: Word | None, report: _Report, inherited: Saying | None) -> Saying | None:
    outlet = _inverted(parse, report.verb, who)
    addressee: str | None = None
    head: int | None
    if outlet is not None:
        report = _turned(report)
        speaker, head = text_of(parse, [w for w in parse.subtree(outlet.i) if w.i > report.verb.i]), outlet.i
    elif who is None:
        if inherited is None:
            return None
        speaker, head = inherited.speaker, inherited.speaker_head
    elif who.tag in {"WP", "WDT"} and report.verb.dep == "relcl":
        named = parse.words[report.verb.head]
        first, last = noun_phrase(parse, named.i)
        speaker, head = text_of(parse, parse.words[first : last + 1]), named.i
    elif who.dep in {"expl", "nsubjpass"} or who.lemma.lower() in _NO_SPEAKERS:
        return None
    else:
        speaker, head = _phrase(parse, who), who.i
        addressee = _addressee(parse, report.verb)
    return Saying(
        speaker=speaker,
        speaker_head=head,
        addressee=addressee,
        cue=report.verb.text,
        directness=_directness(parse, report.said),
        content=report.content,
        words=report.clause,
        said=report.said,
    )


def _turned(report: _Report) -> _Report:
    """Where the parser took the outlet for the object, all before the verb and its comma was said."""
    before = report.verb.i - 1
    return _Report(
        report.verb,
        report.content,
        {i for i in report.clause if i >= before},
        set(range(min(report.said), before)),
    )


def _is_content(parse: Parse, word: Word) -> bool:
    """A clause that states: finite, with a subject, no "whether", no "how"."""
    if word.dep != "ccomp" or subject(parse, word.i) is None:
        return False
    children = list(parse.children(word.i))
    if any(w.dep == "mark" and w.lemma.lower() in {"whether", "if", "for"} for w in children):
        return False
    first = parse.subtree(word.i)[0]
    quoted = first.text[:1] in _OPENING
    return finite(word, children) and (quoted or first.tag not in {"WP", "WRB", "WDT"})


def _inverted(parse: Parse, verb: Word, who: Word | None) -> Word | None:
    if who is None or who.i > verb.i or verb.i == 0 or parse.words[verb.i - 1].text != ",":
        return None
    if verb.lemma.lower() in {"tell", "inform", "assure", "advise", "remind"}:
        return None
    return next(
        (w for w in parse.children(verb.i) if w.dep == "dobj" and w.pos == "PROPN" and w.i > verb.i), None
    )


def _negated(parse: Parse, verb: int) -> bool:
    """Whether nobody says so, or says so falsely: its content alone would be the contrary of what is told."""
    who = subject(parse, verb)
    nobody = who is not None and (
        who.lemma.lower() in _NOBODY or any(w.lemma.lower() in _NOBODY for w in parse.children(who.i))
    )
    beside = list(parse.children(verb))
    return nobody or any(w.dep == "neg" or w.lemma.lower() in _FALSELY for w in beside)


def _addressee(parse: Parse, verb: Word) -> str | None:
    """The outlet that was told, when it has a name: "told Anadolu Agency"."""
    for child in parse.children(verb.i):
        if child.dep in {"dobj", "dative", "iobj"} and child.pos == "PROPN":
            return text_of(parse, [w for w in parse.subtree(child.i) if w.i <= child.i])
    return None


def _directness(parse: Parse, said: set[int]) -> Directness:
    marks = [parse.words[i].text for i in sorted(said)[:2]]
    before = parse.words[min(said) - 1].text if said and min(said) > 0 else ""
    opened = any(text in _OPENING or text[:1] in _OPENING[:5] for text in (*marks, before) if text)
    return Directness.QUOTED if opened else Directness.REPORTED


def _phrase(parse: Parse, head: Word) -> str:
    words = parse.subtree(head.i)
    if len(words) > _MAX_SPEAKER:
        words = tuple(w for w in words if w.i <= head.i)
    return text_of(parse, words)


def _cited(parse: Parse, source: Word) -> tuple[str, int | None]:
    """A report "by Jane's Defence Weekly" speaks with the publisher's voice."""
    if source.lemma.lower() in _DOCUMENTS:
        inside = indices(parse.subtree(source.i))
        for name in parse.names:
            by = name.label in {"ORG", "PERSON"} and {name.first, name.last} <= inside
            if by and any(
                parse.words[i].lemma.lower() in {"by", "from", "in"} for i in _above(parse, name.last)
            ):
                return name.text, None
    return _phrase(parse, source), source.i


def _above(parse: Parse, i: int) -> list[int]:
    chain: list[int] = []
    while parse.words[i].head != i and len(chain) < len(parse.words):
        i = parse.words[i].head
        chain.append(i)
    return chain
