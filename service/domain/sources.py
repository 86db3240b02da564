"""The names under which sources are asked for, configured and reported."""

from __future__ import annotations

WIKIPEDIA = "wikipedia"
WIKIDATA = "wikidata"
GDELT = "gdelt"
CROSSREF = "crossref"
EUROPE_PMC = "europepmc"
ARQUIVO_TEXT = "arquivo_text"
FACT_CHECK = "factcheck"
SEARXNG = "searxng"
KIWIX = "kiwix"
BRAVE = "brave"
TAVILY = "tavily"
EXA = "exa"
GUARDIAN = "guardian"
STARTER = "starter"
LIBRARY = "library"

WAYBACK = "wayback"
ARQUIVO = "arquivo"
COMMON_CRAWL = "commoncrawl"
SAVE_PAGE_NOW = "savepagenow"

LIBRARIES = (STARTER, LIBRARY)
"""Collections of the embedded library: asking them leaves nothing outside the process."""
SEARCHES = (
    WIKIPEDIA,
    WIKIDATA,
    GDELT,
    CROSSREF,
    EUROPE_PMC,
    ARQUIVO_TEXT,
    FACT_CHECK,
    SEARXNG,
    KIWIX,
    BRAVE,
    TAVILY,
    EXA,
    GUARDIAN,
    *LIBRARIES,
)
"""All that can be searched, in the order in which they are asked; a described endpoint has its own name."""
