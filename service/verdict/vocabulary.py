"""Word lists of the rules: what carries no meaning, and which words mean the same when counting."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS = _words(
    """
    a about above after again against all almost already also although am among an and another any
    are around as at be became because been before being below between both but by can could did do
    does done down during each either est estimated even every few for from further had has have
    having he her here hers him his how however if in into is it its itself just last least less
    like many may me might more most much my nearly no nor not now of off on once one only or other
    our out over own per same several she should since so some still such than that the their them
    then there these they this those though through to too total under until up upon very was we
    well were what when where whether which while who whom whose why will with within without would
    yet you your according said says say told reported roughly approximately number amount hundred
    hundreds thousand thousands million millions billion billions trillion trillions dozen dozens
    percent two three four five six seven eight nine ten eleven twelve half third quarter january
    february march april june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday year years month months today yesterday
    """
)

EQUIVALENT = (
    (
        "people person persons inhabitant inhabitants resident residents population populace "
        "citizen citizens live "
    ),
    (
        "soldier soldiers troop troops serviceman servicemen servicewoman servicewomen "
        "servicemember servicemembers "
    ),
    (
        "kill kills killed killing killings die dies died dying dead death deaths fatality "
        "fatalities deadly perished "
    ),
    "injure injured injures injury injuries wound wounded wounds hurt",
    "arrest arrests arrested detain detained detains detention detentions",
    "infection infections infected case cases",
    "area cover covers covered covering surface",
    "attack attacks attacked assault assaults raid raids",
    "aircraft airplane airplanes plane planes",
    "kid kids child children",
    "woman women female females",
    "man men male males",
)
"""Words that name the same thing when counted; the first stands for all."""
CLASS_OF = {word: members.split()[0] for members in EQUIVALENT for word in members.split()}

EVENTS = _words("kill injure arrest infection attack")
"""Classes of what happens to those counted. A total of events since a start can only grow."""

LIGHT = _words(
    """
    declare gain become win won achieve obtain get receive reach have number stand lie amount count measure
    complete full formal formally official officially country nation state declared gained became
    extend stretch rise size located situated whole entire
    """
)
"""Words that add nothing to a key and a value."""

QUALIFIERS = _words(
    """
    urban rural man woman youth kid adult infant maternal land water arable foreign domestic export import
    annual daily monthly weekly civilian military internal external public private gross net real nominal
    maximum minimum highest lowest northern southern eastern western metropolitan paved proven installed
    nonresident illegal legal unemployed unemployment literacy birth mortality fertility migration
    growth density rate median average mean share proportion life expectancy
    """
)
"""Stems that change what a number counts: they must stand on both sides or on neither."""
