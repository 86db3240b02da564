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
        "fatalities fatal deadly perished "
    ),
    "injure injured injures injury injuries wound wounded wounds hurt",
    "arrest arrests arrested detain detained detains detention detentions",
    "infection infections infected case cases",
    "area cover covers covered covering surface",
    "attack attacks attacked assault assaults raid raids",
    "aircraft airplane airplanes plane planes",
    "kid kids child children",
    "woman women female females",
    "man men male males guy guys",
    "employ employs employed employing employee employees employer employers payroll workforce",
    "visit visits visited visiting visitor visitors",
    "destroy destroyed destroys destroying destruction razed",
    "damage damaged damages damaging",
    "win wins won winner winners winning victory",
    "beat beats beaten defeat defeats defeated",
    "long length longer",
    "high height tall higher taller",
    "wide width wider",
    "deep depth deeper",
    "weigh weighs weighed weight heavy heavier",
    "begin begins began begun beginning start starts started launch launched launches",
    "end ends ended ending finish finished finishes conclude concluded",
    "build builds built building construct constructed construction constructs erected",
    "buy buys bought purchase purchased purchases acquire acquired acquires acquisition",
    "sell sells sold selling sale sales",
    (
        "rise rises rose risen rising raise raised raises increase increases increased grow grows grew grown "
        "growth climb climbed"
    ),
    (
        "fall falls fell fallen falling decrease decreases decreased decline declined declines drop drops "
        "dropped"
    ),
    "marry marries married marriage wed wedding",
    "born birth birthplace",
    "write writes wrote written writing writer author authors",
    "lead leads led leading leader",
    "film films movie movies",
    "firm firms company companies corporation",
    "town towns city cities",
    "house houses housed home homes",
    "ship ships vessel vessels boat",
    "car cars vehicle vehicles automobile",
    "actor actors actress actresses",
    "song songs single singles track",
    "large larger big bigger huge",
    "small smaller little",
    "rich richer wealthy wealthier",
    "take takes took taken taking",
    "make makes made making",
    "give gives gave given giving",
    "leave leaves left leaving",
    "lose loses lost losing loss losses",
    "pay pays paid paying payment",
    "hold holds held holding",
    "find finds found finding",
    "fight fights fought fighting",
    "strike strikes struck striking",
    "sink sinks sank sunk sinking",
    "drive drives drove driven driving",
    "speak speaks spoke spoken speaking",
    "run runs ran running runner",
    "sing sings sang sung singer",
    "teach teaches taught teacher",
    "choose chooses chose chosen choice",
    "steal steals stole stolen theft",
    "bring brings brought",
    "think thinks thought",
    "shoot shoots shot shooting",
    "send sends sent",
    "flee flees fled",
    "burn burns burned burnt",
    "spend spends spent",
)
"""Words that name the same thing when counted; the first stands for all."""
CLASS_OF = {word: members.split()[0] for members in EQUIVALENT for word in members.split()}

EVENTS = _words("kill injure arrest infection attack")
"""Classes of what happens to those counted. A total of events since a start can only grow."""

FATES = EVENTS | _words("destroy damage charge convict displace export import rescue evacuate deploy")
"""Of these one is never another, and who tells of one says nothing of another."""

HAPPENINGS = FATES | _words(
    """
    destroy damage charge convict displace export import rescue deploy evacuate buy sell profit revenue debt
    budget income turnover long high wide deep birth hire fire
    """
)
"""What happens to those counted, where one does not stand for another."""

LIGHT = _words(
    """
    declare gain become win won achieve obtain get receive reach have number stand lie amount count measure
    complete full formal formally official officially country nation state declared gained became
    extend stretch rise size located situated whole entire
    """
)
"""Words that add nothing to a key and a value."""

EMPTY = _words(
    """
    became become get receive have reach number stand lie amount count measure stretch rise size total
    located situated
    formally officially mark figure date
    """
)
"""Words with which nothing is lost, even where every word counts."""

IRREGULAR_PAST = _words(
    """
    beat began born bought brought built came chose cost cut did drew drove fell fled flew fought found gave
    got grew had held hit kept knew led left lost made met paid put ran rose said sang sank saw sent set shot
    sold spent spoke stole stood struck swam taught thought threw told took was went were won wore wrote
    """
)

PREPOSITIONS = _words(
    """
    in at on of for from by with to into near against under over between through during after before off
    within without across among
    """
)

THE_THING_ITSELF = _words(
    """
    city town village state republic kingdom island province district river lake mount team club band company
    government people population area size length height depth width weight age rest part end north
    south east west centre center number amount name title case month year side
    """
)
"""Nouns that stand before "of" and a name without making it another thing."""

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

FIGURES = _words(
    """
    twenty thirty forty fifty sixty seventy eighty ninety thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen score fourth fifth sixth seventh eighth ninth tenth twelfth twice double triple top medal place
    rank ranked fewer greater total
    entire overall whole average mark figure sum century decade week day hour minute
    spring summer autumn winter yesterday tomorrow date early late middle
    """
)
"""Words of numbers, times and places in an order, which are compared as such."""

OPPOSITE = (
    "lose win", "lose survive", "acquit guilty", "acquit convict", "allow deny", "allow refuse", "allow ban",
    "allow forbid", "allow prohibit", "permit refuse", "permit deny", "permit ban", "permit prohibit",
    "open close", "rise fall", "leave join", "approve reject", "accept reject", "accept refuse",
    "support oppose", "succeed fail", "innocent guilty", "legal illegal", "alive dead", "survive kill",
    "enable prevent", "possible impossible", "safe unsafe", "safe dangerous", "lawful unlawful",
    "able unable", "true false", "likely unlikely", "arrive depart", "strengthen weaken", "improve worsen",
    "ban legalise", "remember forget", "agree disagree", "love hate", "include exclude", "present absent",
    "sick healthy", "common rare", "expand shrink", "pass fail", "married unmarried", "north south",
    "east west", "northern southern", "eastern western", "begin end", "begin finish", "begin complete",
    "start end", "start finish", "start complete", "appoint dismiss", "found dissolve", "build demolish",
)  # fmt: skip
"""Words that say the contrary of one another."""

ENDINGS = _words(
    """
    er or ers ors ee ees ment ments ion ions ation ations ition itions al als ance ence ive ives ity ness ship
    ing ings ed y ly ist ists ism able ible es s e d t th
    """
)
"""With which words of one root end."""

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
