"""The words by which a page speaks of itself: bylines, captions, calls to subscribe, agencies.

A form that prose has too is recognised by what stands around it: a byline is names and dates and nothing
else, a credit stands in brackets or behind a slash, a call begins with its verb and its object.
"""

from __future__ import annotations

import re


def _any(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


_NAME = r"(?-i:[A-Z])[\w.’'-]*+"
_SMALL = _any(
    "and", "in", "for", "of", "with", "at", "on", "by", "the", "a", "an", "de", "van", "von", "der", "bin",
    "al", "ago", "hours?", "minutes?", "mins?", "days?", "weeks?", r"[ap]\.?m\b\.?", "first", "last",
    "originally", "published", "updated", "posted", "modified", "edited", "editing", "reporting", "writing",
    "staff", "senior", "chief", "special", "contributing", "editor", "reporter", "correspondent", "writer",
    "columnist", "contributor", "to", "via",
)  # fmt: skip
_NAMES = rf"(?:[\s,;:|/&()\[\]•·–—-]++(?>{_NAME}|{_SMALL}(?![\w’'-])|@\w++|\d[\w:./+-]*+))++[\s.)\]]*+"
"""Names, dates and offices, and nothing that could be a statement."""
_US = r"(?-i:[uU]s\b|(?<=[A-Z] )US\b)"
"""Not the country, but where all is in capitals."""
_WRITTEN = _any(
    "story", "written", "posted", "reported", "additional reporting", "reporting", "writing", "editing",
    "edited", "compiled", "published", "words", "text", "interview", "analysis", "opinion", "photography",
)  # fmt: skip
BYLINE = re.compile(
    r"[\W_]{0,3}"
    + _any(
        rf"{_WRITTEN} by(?={_NAMES}$)",
        rf"by(?={_NAMES}$)",
        rf"(?:first |last |originally )?(?:published|updated|modified|posted|created)\b(?=(?:{_NAMES})?$)",
        rf"[—–-]\s*(?={_NAME}(?:\s+{_NAME}){{0,3}}$)",
    ),
    re.IGNORECASE,
)
"""At the start of a short paragraph."""

_PICTURE = r"(?:photo(?:graph)?|image|picture|video|illustration|graphic|screenshot|screengrab|rendering)s?"
_STOCK = _any(
    r"getty(?: images?)?", "ap photo", "reuters", "afp", "shutterstock", "alamy", "istock(?:photo)?",
    "wireimage", "rex features", "wikimedia(?: commons)?", "unsplash", "flickr", "associated press",
)  # fmt: skip
_KEPT = _any(
    "file", "stock", "archive", "library", "representative", "representational", "illustrative", "expressive"
)
_LEAD = rf"(?:(?:{_KEPT}|lead|cover|featured|main|top) )?"
CAPTION = re.compile(
    r"[\[(*_]{0,3}"
    + _any(
        rf"{_LEAD}(?:{_PICTURE}|credit)\s*(?::|/|(?:credits?|source|caption)\b\s*[:,/]?)",
        rf"{_LEAD}{_PICTURE} (?:by|via|from|courtesy(?: of)?)(?={_NAMES}$)",
        rf"{_KEPT} (?:{_PICTURE}|footage)(?: {_PICTURE})?\W*$",
        r"(?:pictured|above|below|left|right|top|bottom)(?: (?:left|right))?\s*:",
        r"courtesy of\b[^.]*$",
        r"an? (?:photo|video|post|tweet) (?:posted|shared) by\b",
        rf"{_NAME}(?: {_NAME}){{0,4}}\s{{3,}}[^.!?]*$",
    ),
    re.IGNORECASE,
)
"""At the start of a paragraph."""

CREDIT = re.compile(
    _any(
        rf"[(\[][^()\[\]]{{0,60}}(?:\b{_STOCK}|\b{_KEPT} {_PICTURE}|{_PICTURE}:[^()\[\]]{{1,60}})[)\]]\W*$",
        rf"(?:/|\bvia |\bcredit:? |\b{_PICTURE}: ?|\bcourtesy of ){_STOCK}(?: \(\d+\))?\W*$",
        rf"\b{_PICTURE}: [^.]{{1,40}}$",
        r"\b(?:ap|afp|pa|epa) photo/[^.]{1,60}$",
        r"[^\s/]/(?:ap|pa|epa|dpa)\b\W*$",
    ),
    re.IGNORECASE,
)
"""At the end of a caption."""

_SOCIAL = _any(_US, "me", "him", "her", "them", r"@\w+", rf"{_NAME}(?: {_NAME}){{0,4}} (?:on|at)")
_AUTHOR = r"(?:author|writer|reporter|editor|newsroom)\b"
_ARTICLE = r"this (?:article|story|post|piece|column|interview)"
_LINKS = r"(?:stor(?:y|ies)|articles?|links?|content|coverage|topics?|news|reading|roundups?|videos?)"
_RELATED = _any(
    rf"related(?: {_LINKS})?",
    r"(?:also )?read(?: (?:more|also|next|this))?",
    r"see also",
    r"more(?: (?:stories|news|coverage|from|on|in|about)\b[^.!?]{0,60})?",
    r"most (?:read|popular|viewed|shared)",
    r"(?:recommended|trending|popular)(?: (?:by|for you|now|stories)\b[^.!?]{0,40})?",
    r"(?:you (?:may|might) (?:also )?like|what to read next|further reading|in other news|from earlier)",
    r"(?:around|from) the web|editors?['’]s? picks?|don['’]t miss|top stories|latest (?:news|stories)",
)
RELATED = re.compile(rf"[\W_]{{0,4}}{_RELATED}\s*:?\W*$", re.IGNORECASE)
"""A paragraph above a list of other articles."""

FURNITURE = re.compile(
    r"[\W_]{0,6}"
    + _any(
        r"\{[{%]",
        r"click (?:here|on|for|to|through)\b",
        r"tap (?:here|to)\b",
        r"subscribe(?: (?:to|now|here|today|for)\b|\W*$)",
        r"sign (?:up|me up)\b|sign in(?: to\b|\W*$)",
        r"log in\b",
        rf"follow {_SOCIAL}",
        r"follow(?:ing)?\W*$",
        rf"(?:like|find|join|visit) {_US} (?:on|at)\b",
        r"share (?:this|on|via|your)\b",
        r"share\W*$",
        r"read (?:more|also|next|the full|our|this)\b",
        r"(?:also|must) read:",
        r"see (?:also|more)\b",
        r"(?:continue reading|keep reading)\b",
        r"(?:story|article|advertisement) continues\b",
        r"watch (?:(?:the|this|our)\s+)?(?:[\w-]+,?\s+){0,3}(?:video|clip|trailer|footage)\b[^.]{0,80}\W*$",
        r"watch (?:more|below|now|live|here)\b",
        r"listen (?:now|here|below|to (?:the|our|this) (?:podcast|episode))\b",
        r"scroll (?:down|to)\b",
        r"(?:check out (?:our|more|the|this|these)|check back)\b",
        r"(?:download|install) (?:our|the)\b",
        r"get (?:all the|our|more|breaking|the (?:latest|best|news|day|top|app|newsletter))\b",
        rf"(?:support (?:{_US}|our (?:work|journalism))|donate (?:now|here|today|to us))\b",
        r"thank(?:s| you) for (?:reading|subscribing|signing)\b",
        r"using mobile\b",
        rf"(?:via|h/t|hat tip)(?={_NAMES}$)",
        r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords)(?:\s*:|\W*$)",
        rf"related(?: {_LINKS})?\s*:",
        r"(?:more|read|watch|also read|from earlier|photos|videos?|gallery|podcast)\s*:",
        r"more (?:on|from|stories)\b[^.]*$",
        r"(?:view|see|open) (?:the )?(?:full )?(?:gallery|slideshow|comments|all|photos)\W*$",
        r"(?:play video|pin it|print|e-?mail|advertisement|sponsored(?: content)?|comments?|back to top)\W*$",
        r"ads? by\b",
        r"[\d,.]+k? (?:comments?|shares?|retweets?|likes?|views?)\W*$",
        r"copyright\s*(?:©|\(c\)|\d{4}|by\b|\W*$|notice\b)",
        r"(?:tm and\b|©|c\) (?:\d{4}|copyright|all rights))",
        r"this material may not\b",
        r"[^.]{0,120}\bcontributed to this (?:report|story|article|dispatch)\W*$",
        rf"with (?:files|reporting|additional reporting|material) (?:from|by)(?={_NAMES}$)",
        rf"{_ARTICLE} (?:was |has )?(?:first|originally) (?:appeared|published|ran|posted)\b",
        rf"{_ARTICLE} (?:has been|was) (?:updated|corrected|edited|amended|reproduced|republished)\b",
        rf"{_ARTICLE} (?:is (?:still |a )?developing|is part of|may be updated|will be updated)\b",
        r"(?:editor|author|publisher|writer)s?['’]?s? note\b",
        rf"(?:disclaimer|disclosure|note\s*:\s*{_ARTICLE})\b",
        r"(?:have|got) a (?:news )?(?:tip|story|question)\b[^.!]{0,60}\?",
        rf"(?:contact|reach|write to|e-?mail) (?:{_US}|me\b|the {_AUTHOR}|\S+@)",
        rf"(?:contact|reach|write to|e-?mail) {_NAME}[^.!?]{{0,40}} at \S*[@\d]",
        r"(?:phone|tel|telephone|fax|mobile)\.?\s*:?\s*[+(]?\d[\d\s()./-]{5}",
        rf"join (?:{_US}|the (?:conversation|discussion)|our\b)",
        r"(?:leave a comment|comments? below|have your say|what do you think\W*$)",
        rf"(?:tell {_US}|let us know\b)",
        r"don['’]t miss\b",
        r"loading(?:…|\.{2,3})?\W*$",
        r"sources?:",
        r"(?:we use cookies|this (?:web)?site uses cookies|accept (?:all )?cookies)\b",
        r"by (?:signing up|subscribing|continuing),? you\b",
        r"(?:privacy|cookie) policy\W*$|terms (?:of|and) [\w ]{1,20}\W*$",
        r"\S{1,64}@[\w.-]{1,200}\.\w{1,20}\W*$",
        r"https?://\S{1,2000}$",
        r"pic\.twitter\.com",
        r"[—–-]\s*[^()]{1,60}\(@\w+\)",
    ),
    re.IGNORECASE,
)
"""At the start of a sentence."""

RIGHTS = re.compile(r"all rights reserved|©|pic\.twitter\.com/|used under license", re.IGNORECASE)
"""Anywhere in a sentence."""

LABEL = re.compile(r"(?P<speaker>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s+(?=[“\"‘'(]?\w)")
"""Who speaks, before his words in a transcript."""
_DASH = r"\s*(?:--?|[–—])\s*"
_WIRE = (
    r"(?:Reuters|AP|AFP|UPI|dpa|Xinhua|Bloomberg|CNN|BBC|ANI|PTI|IANS|TASS|EFE|ANSA|AAP"
    r"|[A-Z][\w. ]{1,40} (?:News|Agency|Wire))"
)
AGENCY = re.compile(
    _any(
        # An agency in brackets, after a place and a date if they stand there.
        r"(?:[A-Z][A-Z.’'/-]+(?:[ ,]+(?:[A-Z][\w.]*|\d{1,2}|\d{4})){0,6}\s*)?"
        rf"\([A-Z][^()\n]{{1,60}}\){_DASH}",
        rf"[A-Z][\w.’'-]+(?:[ ,]+(?:[A-Z][\w.]*|\d{{1,2}}|\d{{4}})){{0,6}}\s*\({_WIRE}\){_DASH}",
        # A place in capitals and a dash.
        r"[A-Z]{3}[A-Z.’' -]*(?:,\s[A-Z][\w.]+){0,2}\s*(?:--|[–—])\s*",
        # An agency in brackets alone.
        r"\([A-Z][\w. ]{1,20}\)\s+(?=[A-Z])",
    )
    + r"(?=[“\"‘'(]?\w)"
)
"""What stands before the first sentence of an agency's text."""
