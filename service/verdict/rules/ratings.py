"""Which side a fact-checker's rating takes on the claim it reviewed, by the words of known fact-checkers.

A rating takes a side when every word of it is accounted for and all say the same. Whatever else it says
leaves it unknown: mixed, half true, missing context, misleading, satire, unproven, exaggerated, outdated,
altered and miscaptioned are no side, nor is a word that is not listed, nor a question.

The words are those of PolitiFact, Snopes, the Washington Post (by its own equation of three Pinocchios with
"mostly false" and one with "mostly true"), FactCheck.org, AFP, Reuters, AAP, Africa Check, Science Feedback,
Newtral, Maldita, Chequeado, Colombiacheck, CORRECTIV, dpa, Lupa, Aos Fatos, Fato ou Fake and Polígrafo.
"""

from __future__ import annotations

import re
import unicodedata

from service.domain.stance import StanceLabel


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.replace("\n", ",").split(",") if phrase.strip())


# Written as ``_words`` leaves them: lower case, no accents, no punctuation.

SUPPORTING = _phrases(
    """
    true, correct, accurate, right, factual, truth, confirmed, geppetto checkmark
    one pinocchio, 1 pinocchio
    verdadero, verdadera, verdad, cierto, cierta, correcto, correcta
    vrai, vraie, exact, exacte, correcte
    wahr, richtig, korrekt, stimmt, zutreffend
    verdadeiro, verdadeira, verdade, fato, correto, correta
    """
)

REFUTING = _phrases(
    """
    false, untrue, incorrect, inaccurate, wrong, fake, fake news, hoax, bogus, fabricated, debunked, made up
    fiction, lie, myth, nonsense, pants on fire, barely true
    not true, not correct, not accurate, not right, isn t true, isn t correct, isn t accurate
    three pinocchios, four pinocchios, 3 pinocchios, 4 pinocchios, bottomless pinocchio
    falso, falsa, incorrecto, incorrecta, erroneo, erronea, bulo, mentira
    no es cierto, no es cierta, no es verdad, no es verdadero, no es correcto
    faux, fausse, inexact, inexacte, incorrecte, errone, erronee, intox, infox
    pas vrai, n est pas vrai, ce n est pas vrai
    falsch, unwahr, unzutreffend, erfunden, frei erfunden, stimmt nicht, nicht wahr, nicht richtig
    nicht korrekt
    incorreto, incorreta, errado, errada, nao e verdade, nao e verdadeiro, pimenta na lingua
    """
)

DEGREES = _phrases(
    """
    mostly, largely, mainly, completely, totally, entirely, absolutely, wholly, utterly, 100
    mayormente, mayoritariamente, totalmente, completamente, en su mayoria, en gran parte
    plutot, totalement, completement, entierement, majoritairement, en grande partie
    grosstenteils, groesstenteils, uberwiegend, ueberwiegend, weitgehend, vollig, voellig, komplett
    vollstandig, vollstaendig
    majoritariamente, em grande parte, na maior parte
    """
)
"""Words that leave a rating on its side."""

OPENINGS = _phrases(
    """
    this is, it is, it s, that is, that s, the claim is, this claim is, the statement is, rating, verdict
    es, esto es, c est, das ist, e, isto e, isso e
    """
)
"""How a rating may begin."""

_LONGEST = max(len(phrase.split()) for phrase in SUPPORTING | REFUTING | DEGREES | OPENINGS)
_WORD = re.compile(r"[^\W_]+")
_UNDECIDED = re.compile(r"[?¿؟？]|…|\.\.|/")
"""A question, or a rating that goes on unsaid; of two ratings with a stroke between, either may be meant."""


def stance_of_rating(text: str) -> StanceLabel | None:
    """``SUPPORTS`` or ``REFUTES``; null when the rating takes no side, or none that is known."""
    if _UNDECIDED.search(text):
        return None
    left = _words(text)
    opening = _begins_with(left, OPENINGS)
    left = left[opening:]
    sides: set[StanceLabel] = set()
    while left:
        # The longest first: "not true" before any word of it.
        for length in range(min(_LONGEST, len(left)), 0, -1):
            phrase = " ".join(left[:length])
            if phrase in SUPPORTING:
                sides.add(StanceLabel.SUPPORTS)
            elif phrase in REFUTING:
                sides.add(StanceLabel.REFUTES)
            elif phrase not in DEGREES:
                continue
            left = left[length:]
            break
        else:
            return None
    return sides.pop() if len(sides) == 1 else None


def _words(text: str) -> list[str]:
    """Lower case without accents: "Größtenteils" is "grosstenteils", "n'est" two words."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(letter for letter in bare if not unicodedata.combining(letter)))


def _begins_with(words: list[str], phrases: frozenset[str]) -> int:
    """How many words the longest of the phrases takes; 0 when none begins the text."""
    lengths = range(min(_LONGEST, len(words)), 0, -1)
    return next((length for length in lengths if " ".join(words[:length]) in phrases), 0)
