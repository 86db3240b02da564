"""Nouns by what they can stand for: persons, institutions, somebody's regime, nothing at all."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

PERSON_NOUNS = frozenset(
    "source official officer troop soldier fighter force police man woman people spokesman"
    " spokeswoman spokesperson minister president leader doctor expert researcher scientist"
    " witness resident activist worker rebel militant parent prosecutor lawyer judge reporter"
    " journalist victim student teacher player member chief director manager analyst investigator"
    " boy girl suspect father mother husband wife son daughter brother sister king queen prince"
    " princess actor actress singer comedian author writer mayor governor senator congressman"
    " congresswoman chairman chairwoman executive founder owner pilot driver sailor captain"
    " general colonel patient nurse neighbor neighbour gunman attacker hostage captive freelancer"
    " photographer artist musician coach teenager child baby colleague friend guard agent aunt"
    " niece grandmother granddaughter goddaughter girlfriend mum mom mother-in-law bride widow"
    " waitress schoolgirl duchess nun heroine uncle nephew grandfather grandson godson boyfriend"
    " dad father-in-law groom widower waiter schoolboy duke monk hero toddler infant partner"
    " cousin sibling passenger customer tourist villager farmer fisherman policeman policewoman"
    " businessman businesswoman".split()
)
INSTITUTIONS = frozenset(
    "company firm agency government ministry army committee group party court bank organization"
    " organisation union department council newspaper paper report study statement website site"
    " university hospital association office commission network authority family opposition regime"
    " police".split()
)
"""Those that "it" may stand for."""
MASCULINE = frozenset(
    "man boy father husband son brother king prince spokesman chairman congressman actor mr mr."
    " sir lord businessman policeman gunman uncle nephew grandfather grandson godson boyfriend dad"
    " father-in-law groom widower waiter schoolboy duke monk hero".split()
)
FEMININE = frozenset(
    "woman girl mother wife daughter sister queen princess spokeswoman chairwoman congresswoman"
    " actress mrs mrs. ms ms. miss lady madam businesswoman policewoman aunt niece grandmother"
    " granddaughter goddaughter girlfriend mum mom mother-in-law bride widow waitress schoolgirl"
    " duchess nun heroine".split()
)
TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady sen. rep. gov. gen. capt. sgt. lt. col. prof.".split()
)
OWNED = frozenset(
    "regime government opposition army parliament president ministry minister military police"
    " authority embassy leadership administration".split()
)
"""Somebody's: an article that says "the Syrian regime" once says "the regime" afterwards."""
COMPANIES = frozenset(
    "company firm airline carrier bank group organisation organization agency retailer".split()
)
GROUPS = frozenset({"group", "organisation", "organization"})
VAGUE = COMPANIES | frozenset(
    "man woman boy girl couple suspect victim move decision plan deal bill measure incident event"
    " region country city town area site team operation campaign attack rule law report study project"
    " product service device film video".split()
)
"""Say nothing without an antecedent, as "the move"."""
IDLE = frozenset(
    "same other such own first last new latest entire whole very previous several many few".split()
)
"""Adjectives that do not say which one is meant."""
