"""Drafts as newsrooms write them and as nobody does, with what a reader sees of them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from service.domain.article import TextFormat


@dataclass(frozen=True, slots=True)
class Piece:
    """``seen`` is what a reader sees of ``raw``; a piece that is one mark may not be cut."""

    raw: str
    seen: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A draft with its pieces in order."""

    pieces: tuple[Piece, ...]
    format: TextFormat

    @property
    def raw(self) -> str:
        return "".join(piece.raw for piece in self.pieces)

    @property
    def seen(self) -> str:
        """What a reader sees, white space collapsed."""
        return " ".join("".join(piece.seen for piece in self.pieces).split())

    def cuts(self, offset: int) -> bool:
        """Whether an offset stands inside a tag, a reference or another mark."""
        here = 0
        for piece in self.pieces:
            if piece.whole and here < offset < here + len(piece.raw):
                return True
            here += len(piece.raw)
        return False


NAMES = [
    "Mary Olsen",
    "Zoe\u0308 O’Neill",
    "שרה כהן",
    "محمد علي",
    "The ministry",
    "Norland",
    "李明",
    "Coast Press",
]
SAYINGS = [
    "{name} has {number} ports & 3 bays",
    "More than {number} people died in Port Adair last March, officials said",
    "{name} said that {number} ships were lost 🚢 and dozens of crews still wait",
    "“We have found {number} bodies,” said Captain {name}",
    "{name} told Coast Press “the bay is {number} metres deep”",
    "In 2014 the company hired {number} firefighters 👩‍🚒 in Norland 🇳🇴",
    "The cafe\u0301 on Rue d’É\u0327tat sold {number} cups < 2 litres",
    "She added that {name} closed the route on 2 May",
]
NUMBERS = ["40", "1,200", "2.5 million", "forty", "9 %", "$3", "-7"]

sentences = st.builds(
    lambda saying, name, number, mark: saying.format(name=name, number=number) + mark,
    st.sampled_from(SAYINGS),
    st.sampled_from(NAMES),
    st.sampled_from(NUMBERS),
    st.sampled_from([".", ".", ".", "!", "…", ".”", ".\u0301", ""]),
)
spaces = st.sampled_from([" ", " ", "  ", "\n", "\r\n", "\r", "\t", "\u00a0", "\u2028", "\x85"])
breaks = st.sampled_from(["\n\n", "\r\n\r\n", "\r\r", "\n \n", "\u2029", "\n\n\n"])
odd_characters = st.characters(exclude_categories=())
"""Halves of surrogate pairs and NUL among them."""
odd = st.text(odd_characters, max_size=40)


@st.composite
def text_drafts(draw: st.DrawFn) -> Written:
    pieces = []
    for paragraph in draw(st.lists(st.lists(sentences, min_size=1, max_size=3), min_size=1, max_size=3)):
        for sentence in paragraph:
            pieces += [Piece(sentence, sentence), Piece(space := draw(spaces), space)]
        end = draw(breaks)
        pieces.append(Piece(end, end))
    return Written(tuple(pieces), TextFormat.TEXT)


_TAGS = ["b", "em", "span class='x > y'", 'a href="?a=1&amp;b=<2>"', "x-mark", "A\nHREF=x"]
_UNSEEN = [
    "<!-- 40 ships > 3 -->", "<script>if (a < b) alert('Ten died.')</script>", "<style>p > b {}</style>",
    "<span hidden>Nine <b>died</b>.</span>", '<i aria-hidden="true">x</i>', "<wbr>", "&shy;", "<?php x ?>",
    "<![CDATA[ x ]]>", '<b style="display: none">Ten died.</b>', "</nothing>",
    "<s>Ten <b>died</b>.</s>", "<img alt='5 > 3'>",
]  # fmt: skip
_REFERENCES = {"&": ["&amp;", "&#38;", "&#x26;"], "<": ["&lt;", "&lt ", "&#60;"], "é": ["&eacute;", "&#xE9;"],
               "É": ["&Eacute;"], "“": ["&ldquo;"], "”": ["&rdquo;", "&#8221"], "’": ["&rsquo;"],
               "🚢": ["&#x1F6A2;"], "…": ["&hellip;"], "$": ["&dollar;"]}  # fmt: skip


@st.composite
def html_drafts(draw: st.DrawFn) -> Written:
    """Tags inside words, references, comments, what is hidden, elements without an end."""
    pieces = [Piece(draw(st.sampled_from(["", "\ufeff", "<!doctype html>\n", "<body>"])), "", whole=True)]
    for paragraph in draw(st.lists(st.lists(sentences, min_size=1, max_size=3), min_size=1, max_size=3)):
        block = draw(st.sampled_from(["p", "div", "li", "td", "blockquote", "h2", "p"]))
        pieces.append(Piece(f"<{block}>", "\n\n", whole=True))
        for sentence in paragraph:
            pieces += draw(_html_words(sentence))
            space = draw(st.sampled_from([" ", "\n", "\r\n\t", "<br>", " <br/>"]))
            pieces.append(Piece(space, " ", whole=space[-1] == ">"))
        closed = draw(st.booleans())
        pieces.append(Piece(f"</{block}>" if closed else "", "\n\n", whole=True))
    return Written(tuple(pieces), TextFormat.HTML)


@st.composite
def _html_words(draw: st.DrawFn, sentence: str) -> list[Piece]:
    pieces: list[Piece] = []
    open_tags: list[str] = []
    for i, character in enumerate(sentence):
        if draw(st.integers(0, 15)) == 0:
            tag = draw(st.sampled_from(_TAGS))
            pieces.append(Piece(f"<{tag}>", "", whole=True))
            open_tags.append(tag.split()[0])
        if open_tags and draw(st.integers(0, 9)) == 0:
            pieces.append(Piece(f"</{open_tags.pop()}>", "", whole=True))
        if i and draw(st.integers(0, 39)) == 0:
            pieces.append(Piece(draw(st.sampled_from(_UNSEEN)), "", whole=True))
        written = draw(st.sampled_from([*_REFERENCES.get(character, []), character]))
        if written == "<":
            written = "&lt;"
        seen = character + written[1:] * (written[-1] == " ")
        if written.endswith(" "):
            pieces += [Piece(written[:-1], character, whole=True), Piece(" ", " ")]
        else:
            pieces.append(Piece(written, seen[:1], whole=len(written) > 1))
    closed: int = draw(st.integers(0, len(open_tags)))
    for _ in range(closed):
        pieces.append(Piece(f"</{open_tags.pop()}>", "", whole=True))
    return pieces


_LEADS = ["", "", "> ", "- ", "* ", "1. ", "- [ ] ", "## ", "> > ", "[^1]: ", "- > "]
_OPEN_AND_CLOSE = [
    ("*", "*"), ("**", "**"), ("***", "***"), ("[", "](http://x.y/(z)_a_ 'T *')"),
    ("[", "][ref]"), ("<b>", "</b>"), ("`` ", " ``"), ("<a href='?a>b'>", "</a>"),
]  # fmt: skip
_DROPPED = [
    "~~Ten died.~~", "~~Ten *died* [x](y) more~~", "![alt [x] *y*](c.png)", "<!-- Ten died. -->", "[^1]",
    "<span hidden>Ten died.</span>",
]  # fmt: skip


@st.composite
def markdown_drafts(draw: st.DrawFn) -> Written:
    """Paragraphs, quotations, items, headings and cells, with marks around whole words."""
    front = draw(
        st.sampled_from(["", "", "---\ntitle: Ten died.\ndate: 2016-01-29\n---\n", "+++\na = 1\n+++\n"])
    )
    pieces = [Piece(front, "", whole=True)]
    for paragraph in draw(st.lists(st.lists(sentences, min_size=1, max_size=3), min_size=1, max_size=3)):
        lead = draw(st.sampled_from(_LEADS))
        pieces.append(Piece(lead, "", whole=True))
        for sentence in paragraph:
            pieces += draw(_markdown_words(sentence, wrapped="#" not in lead))
        pieces.append(
            Piece(draw(st.sampled_from(["\n\n", "\r\n\r\n", "\r\r", "\n\n***\n\n"])), "\n\n", whole=True)
        )
        between = st.sampled_from(
            ["", "", "```\nTen died.\n```\n\n", "| - |\n|---|\n\n", "<!-- Ten\n\ndied. -->\n\n"]
        )
        pieces.append(Piece(raw := draw(between), "- " if raw.startswith("|") else ""))
    pieces.append(Piece("[ref]: http://x.y 'Title'\n", "", whole=True))
    return Written(tuple(pieces), TextFormat.MARKDOWN)


@st.composite
def _markdown_words(draw: st.DrawFn, sentence: str, *, wrapped: bool) -> list[Piece]:
    pieces: list[Piece] = []
    between = st.sampled_from([" ", " ", "  ", *(["\n", "\r\n", "  \n", "\\\n"] if wrapped else [])])
    for word in sentence.split():
        chosen = draw(st.integers(0, 5)) == 0 and word.isalpha()
        opening, closing = draw(st.sampled_from(_OPEN_AND_CLOSE)) if chosen else ("", "")
        pieces.append(Piece(opening, "", whole=True))
        for character in word:
            written = character
            if character in "&<":
                written = draw(st.sampled_from([f"\\{character}", "&amp;" if character == "&" else "&lt;"]))
            pieces.append(Piece(written, character, whole=True))
        pieces.append(Piece(closing, "", whole=True))
        if draw(st.integers(0, 15)) == 0:
            pieces.append(Piece(draw(st.sampled_from(_DROPPED)), "", whole=True))
        pieces.append(Piece(draw(between), " "))
    pieces[-1] = Piece(" ", " ")
    return pieces


drafts = {
    TextFormat.TEXT: text_drafts(),
    TextFormat.HTML: html_drafts(),
    TextFormat.MARKDOWN: markdown_drafts(),
}
MARKS = [
    "<p>", "</p>", "<b>", "</b>", "<div hidden>", "&amp;", "&#x1F6A2;", "&bogus", "<script>", "</script>",
    "<!--", "-->", "<![CDATA[", "<", ">", "<td>", "<li>", "<q>", "<title>", "**", "_", "`", "```\n", "~~~\n",
    "[a](b)", "![", "[", "](", "]", "\\", "# ", "- ", "> ", "    ", "\t", "\n", "\r\n", "\r", "\n\n",
    "---\n", "===\n", "|", "|-|\n", "[^1]: ", ": ", "🚢", "שלום", "e\u0301", "\u2028", "\x85", "\0",
    "\ud83d", "\udea2", "\ufeff", "&copy2015", "&#" + "9" * 5000 + ";", "Norland has 40 ports. ",
    "Olsen said ", "“", "”", ", ", "while ",
]  # fmt: skip
hostile = st.lists(st.one_of(st.sampled_from(MARKS), odd), max_size=25).map("".join)
