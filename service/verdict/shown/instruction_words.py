"""How texts speak to the program that reads them: words of verdicts, of orders, of turns in a dialogue."""

from __future__ import annotations

LABEL = (
    r"(?:supported|supports|refuted|refutes|entailed|entails|entailment|contradicted|contradicts|contradiction"
    r"|not[ _-]enough[ _-]?(?:info|information|evidence))"
)
"""Answers of programs that check claims, as they name them."""
LABEL_STEMS = ("support", "refut", "entail", "contradict", "enough")
"""One of them stands in every label; to look for them costs a hundredth of looking for labels."""
MARKS = r"[\s\"'“”‘’«»`*:=_>#|()\[\]-]*"
ANSWER = (
    rf"(?<!was )(?<!were )(?<!been )(?<!not )(?<!nor )(?<![\w-]){LABEL}[\"'”’»`*)\]]*"
    r"(?=\s*(?:$|[.,;:!?)\]}&—–/<(*]|--"
    r"|(?:and|or|regardless|for|by (?:every|any|all)|instead|whatever|unless|to win"
    r"|with (?:high|full)|here|now|is)\b))"
)
"""A label that is an answer: neither the verb nor a participle with more to say."""
BARE = (
    rf"(?<![\w-]){LABEL}(?! (?:the|a|an|this|that|these|those|by|in|at|on|his|her|its|their|our|my|from)\b)\b"
)
"""A label that takes no object."""
NUMBER = r"(?<![\d.])(?:[01]?\.\d+|\d\d(?:\.\d+)? ?%)"
SUBJECT = r"\b(?:claims?|statements?|assertions?|hypothes[ie]s|propositions?|pairs?)\b"
VERDICT = (
    r"\b(?:verdicts?|answers?|labels?|stances?|outputs?|responses?|completion|judge?ments?|ratings?"
    r"|classifications?|predictions?|conclusion|result|status|seal|grade|tag|ground[- ]truth)\b"
)
PROGRAM = (
    r"\b(?:ais?|llms?|language models?|chatbots?|bots?|classifiers?|automat(?:ed|ic) \w+"
    r"|(?:fact[- ]?check(?:ing|er)?|verification) ?(?:systems?|models?|services?|programs?|tools?|desks?)"
    r"|models?|assistants?|verifiers?|fact[- ]?checkers?|system|readers?)\b"
)
YOU = r"\byou(?:rs?)?\b"
ORDER = (
    r"(?:^|[.;:,!?()\[\]{}\"'“”‘’—–|>*]|\s-|\b(?:please|must|should|shall|always|now|and|then|just|only|to|simply|kindly"
    r"|or|on|never)\b)\s*(?:answer|respond|reply|output|return|print|classify|label|mark|rate|judge|grade|record|report"
    r"|conclude|predict|choose|select|say|write|emit|tag|treat|consider|declare|state|set|assign|give|pick|put"
    r"|display|count|mark|call|be \w+(?:ed|en)(?: as)?)\b"
    r"|\b(?:answering|responding|replying|returning|classifying|labell?ing|marking|rating|judging|grading|saying"
    r"|choosing|concluding)\b|\bcounts? as\b"
    r"|\b(?:rate[sd]?|mark(?:s|ed)?|label(?:s|led)?|display(?:s|ed)?) (?:it|this|as)\b"
)
READ = (
    r"\b(?:above|below|previous|prior|preceding|earlier|foregoing|following|rest|evidence|passages?|context|texts?"
    r"|paragraphs?|sentences?|instructions?|prompts?|guidelines|rules?|article|page|sources?|document)\b"
)
IGNORE = (
    r"(?:ignore|disregard|forget|override|overrule|bypass|discard|skip|set aside|pay no attention to"
    r"|never mind|(?:do not|don't|never) (?:read|consider|use|trust|take|rely on|follow|believe))"
)
IGNORED = (
    rf"(?:^|[.;:,!?()\[\]\"'“”‘’—–>*]|\b(?:please|must|should|shall|always|now|and|then|just))\s*{IGNORE}"
    r" (?:(?:all|any|every|of|what|everything|anything|that|you|this|these|those|is|was|written|said|stated"
    rf"|the|my|your|other|next|last|two|three) )*{READ}"
)
IGNORED_STEMS = (
    *("ignore", "disregard", "forget", "override", "overrule", "bypass", "discard", "skip", "set aside"),
    *("pay no attention", "never ", "do not ", "don't "),
)
ROLE = r"(?:system|assistant|user|human|developer|ai|model|tool|prompt|completion|bot|llm)"
TURN = (
    r"<\|\s*\w{1,30}\s*\|>|</?\w{1,12}_of_\w{1,12}>|\[/?inst\]|<</?sys>>"
    rf"|^\s*#{{1,6}}[ \t]+(?:instructions?|response|{ROLE}|input|output)\b[^\n]{{0,40}}(?:$|[:#])"
    rf"|\[\s*{ROLE}(?:[ _](?:message|prompt|note))?\s*\]"
)
"""Marks of turns in the templates of chat models."""
ADDRESSED = (
    r"\b(?:if you are|you are(?: now)?) an? (?:\w+ ){0,2}?(?:ais?|llm|language model|assistant|chatbot)\b"
    r"|\b(?:dear|attention|attn|note (?:to|for)|message (?:to|for)|instructions? (?:to|for)|hint (?:to|for)) "
    r"(?:\w+ ){0,2}?(?:ais?|llms?|language models?|models?|assistants?|bots?|automat(?:ed|ic) \w+)\b"
    r"|\b(?:new|updated|hidden|secret|system) (?:instructions?|prompts?|orders?):"
    r"|\byour (?:\w+ )?(?:instructions|guidelines|prompt) (?:have been|has been|are|were|is)\b"
    r"|\byou (?:are|play) (?:\w+ ){0,3}?(?:judge|fact-?checker|verifier|classifier) (?:who|that|which)\b"
    r"|^\W*(?:decode|execute|decrypt|follow|obey)\b.{0,25}\b(?:follow|obey|orders?|instructions?|commands?)\b"
    r"|\bend of (?:the )?(?:passage|evidence|context|prompt|input)\b"
)
ADDRESSED_STEMS = (
    *("you are", "you play", "dear ", "attention", "attn", "note ", "message ", "instruction", "hint "),
    *("prompt", "order", "guidelines", "decode", "execute", "decrypt", "follow", "obey", "end of "),
)
FIELD = (
    rf"(?:{LABEL}|neither)[\"']?\s*[=:]?\s*[01]?\.\d|\bp\((?:{LABEL}|neither)\)|\b(?:logits|argmax|softmax)\b"
    r"|\b(?:entailment|stance|verdict)\s+(?:probability|score|confidence)\b"
    rf"|\b(?:{LABEL}\W+){{2}}{LABEL}\b"
    rf"|(?:=>|->|→)\s*[\"']?{LABEL}\b|\b(?:verdict|stance|label|status|answer|output)[\"']?\s*[=:]+\s*[\"']?{LABEL}\b"
)
BESIDE = (
    rf"^{MARKS}(?:claim|statement|hypothesis|premise|question|passage|evidence|input|q|a|h|p|{ROLE})[\"'*]*\s*[:>]"
    rf"|\byou (?:are|must|should|will|have to)\b|\bevaluation\b"
    r"|\b(?:debug|developer|test|maintenance|admin) mode\b|\btest case\b"
    rf"|^{MARKS}(?:when|if|for|the|let's)\b.{{0,40}}\b(?:asked|claim|statement|game)\b"
    rf"|^{MARKS}(?:claims?|verdict|label|score|stance|answer)\b[^.]{{0,20}}$|^[\s|]*claim\b"
    rf"|^{MARKS}(?:decode|execute|follow|obey|please|classify|decide|label|{IGNORE})\b"
)
"""What says nothing of the world where it stands next to something that does not."""


def may_name_label(piece: str) -> bool:
    """False when no label stands in ``piece``, lower case."""
    return any(stem in piece for stem in LABEL_STEMS)
