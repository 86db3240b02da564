"""Front matter: the data that static site generators take from the head of a Markdown file."""

from __future__ import annotations

import re

_OPENING = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_YAML = re.compile(r"""[ \t]|(?:[\w.-]+|"[^"]*"|'[^']*')\s*:(?:\s|$)|#|-[ \t]|[}\]]|$""")
_YAML_KEY = re.compile(r"""(?:[\w.-]+|"[^"]*"|'[^']*')\s*:(?:\s|$)""")
_DATED = re.compile(
    r"^(?:date|published|published_at|pubdate)\s*[:=]\s*([^\r\n]+)", re.IGNORECASE | re.MULTILINE
)


def dated_in_front(raw: str, start: int) -> str | None:
    """The line of the front matter that dates the article: "date: 2016-01-29"."""
    end = front_matter_end(raw, start)
    dated = _DATED.search(raw, start, end) if end > start else None
    return dated[1] if dated else None


def front_matter_end(raw: str, start: int) -> int:
    """Where the text begins: after the closing line, or at ``start`` where there is no front matter.

    Two thematic breaks around a paragraph look alike, so YAML must read as YAML: each line a key, a
    comment, an item or indented, and no blank line first.
    """
    opening = _OPENING.match(raw, start)
    if opening is None:
        return start
    yaml, keys = opening[1] == "---", 0
    closings = {"---", "..."} if yaml else {"+++"}
    for line in _LINE.finditer(raw, opening.end()):
        words = line[1].rstrip()
        if words in closings:
            return line.end() if keys or not yaml or line.start() == opening.end() else start
        if yaml and (not _YAML.match(line[1]) or (not words and not keys)):
            return start
        keys += _YAML_KEY.match(line[1]) is not None
        if line.end() == len(raw):
            return start
    return start
