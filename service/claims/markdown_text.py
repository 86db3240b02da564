"""Plain text of Markdown: what a reader sees, each character traceable to where it stands.

CommonMark libraries give line numbers for blocks and none for inline text, so the marks are taken off
here. Front matter, code, tables' rules and link targets are left out.
"""

from __future__ import annotations

import re

from service.claims.plain import BlockKind, PlainText, PlainWriter

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FRONT_MATTER = re.compile(
    r"\A(?:---|\+\+\+)[ \t]*\r?\n.*?^(?:---|\+\+\+)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})[ \t]+(.*)$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r"\s{0,3}(?:[-*_][ \t]*){3,}$")
_TABLE_RULE = frozenset(" \t|:-")
_LEAD = re.compile(
    r"(?P<quote>(?:\s{0,3}>[ \t]?)*)(?P<item>\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?"
)
_DEFINITION = re.compile(r"\s{0,3}\[[^\]\n]+\]:\s*\S+")
# Lengths are bounded so that no text takes more than linear time.
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<image>!\[[^\[\]\n]{0,500}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])?)"
    r"|(?P<footnote>\[\^[^\]\s]{1,80}\])"
    r"|\[(?P<label>[^\[\]\n]{1,1000})\]"
    r"(?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200}){0,5}\)|\[[^\]\n]{0,200}\])"
    r"|(?P<auto><(?:https?://|mailto:)[^<>\s]{1,2000}>)"
    r"|(?P<tag></?[A-Za-z][^<>\n]{0,1000}>|<!--(?:(?!--[>]|<!--)[^\n]){0,1000}-->)"
    r"|`{1,3}(?P<code>[^`\n]{1,1000})`{1,3}"
    r"|(?P<mark>\*{1,3}|~~|(?<!\w)_{1,3}|_{1,3}(?!\w))"
)


def markdown_text(raw: str) -> PlainText:
    """Malformed Markdown is read as text; nothing raises."""
    writer = PlainWriter()
    front = _FRONT_MATTER.match(raw)
    here = front.end() if front else 0
    fence: str | None = None
    lines = [match.span() for match in _LINE.finditer(raw, here) if match.end() > match.start()]
    for number, (start, end) in enumerate(lines):
        line = raw[start:end].rstrip("\r\n")
        opened = _FENCE.match(line)
        if fence is not None or opened:
            if opened and fence is None:
                fence = opened[1][:3]
                writer.paragraph(start)
            elif opened and fence is not None and opened[1].startswith(fence):
                fence = None
            continue
        following = raw[slice(*lines[number + 1])].rstrip("\r\n") if number + 1 < len(lines) else ""
        _line(writer, raw, start, line, following)
    return writer.done()


def _line(writer: PlainWriter, raw: str, start: int, line: str, following: str) -> None:
    end = start + len(line)
    heading = _HEADING.match(line)
    if not line.strip() or _is_rule(line) or _UNDERLINE.match(line) or _DEFINITION.match(line):
        writer.paragraph(start)
        return
    if heading:
        writer.paragraph(start)
        opened = writer.length
        words = heading[2].rstrip("# \t")
        _inline(writer, raw, start + heading.start(2), start + heading.start(2) + len(words))
        writer.block(opened, BlockKind.TITLE if heading[1] == "#" else BlockKind.HEADING)
        writer.paragraph(end)
        return
    lead = _LEAD.match(line)
    offset = lead.end() if lead else 0
    item = lead is not None and lead["item"] is not None
    if item:
        writer.paragraph(start)
    opened = writer.length
    _inline(writer, raw, start + offset, end)
    underline = _UNDERLINE.match(following)
    if underline:
        writer.block(opened, BlockKind.TITLE if underline[1][0] == "=" else BlockKind.HEADING)
    elif item:
        writer.block(opened, BlockKind.ITEM)
    # A line break inside a paragraph reads as a space; two trailing spaces change nothing for a sentence.
    if following.strip():
        writer.write(" ", end, end + 1 if end < len(raw) else end)


def _is_rule(line: str) -> bool:
    """A thematic break, or the line under the head of a table."""
    return _RULE.match(line) is not None or ("---" in line and set(line) <= _TABLE_RULE)


def _inline(writer: PlainWriter, raw: str, start: int, end: int) -> None:
    here = start
    for match in _INLINE.finditer(raw, start, end):
        writer.copy(raw, here, match.start())
        here = match.end()
        if match["escape"]:
            writer.write(match["escape"][1], match.start(), match.end())
        elif match["label"] is not None:
            _inline(writer, raw, match.start("label"), match.end("label"))
        elif match["code"] is not None:
            writer.copy(raw, match.start("code"), match.end("code"))
        elif match["mark"] and not _is_mark(raw, match, start, end):
            writer.copy(raw, match.start(), match.end())
    writer.copy(raw, here, end)


def _is_mark(raw: str, match: re.Match[str], start: int, end: int) -> bool:
    """A run of asterisks between spaces ("2 * 3") is text."""
    before = raw[match.start() - 1] if match.start() > start else " "
    after = raw[match.end()] if match.end() < end else " "
    return not (before.isspace() and after.isspace())
