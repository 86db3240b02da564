"""What the world knows in the end-to-end tests: pages written for the article under test.

One agrees, one contradicts, one is a near-copy of the article (made from it when the test runs), one has a
later and higher count, one a later and lower one.
"""

from __future__ import annotations

from datetime import UTC, datetime

from tests.servers.wiki import Revision, WikiPage

AGREEING = "Russian military intervention in Syria"
CONTRADICTING = "Qamishli airport"
LATER_HIGHER = "Russian servicemen killed in Syria"
LATER_LOWER = "Russian Ministry of Defence statements on Syria"
NEAR_COPY = "109 Russian troops killed in Syria since September"


def world(article: str) -> tuple[WikiPage, ...]:
    return (
        _page(AGREEING, (_day(2016, 2, 10), _AGREES)),
        _page(CONTRADICTING, (_day(2016, 2, 3), _CONTRADICTS)),
        _page(NEAR_COPY, (_day(2016, 1, 30), near_copy(article))),
        _page(
            LATER_HIGHER,
            (_day(2016, 3, 1), _COUNT_BEFORE),
            (_day(2017, 3, 1), f"{_COUNT_BEFORE}\n\n{_HIGHER}"),
        ),
        _page(LATER_LOWER, (_day(2016, 4, 1), _LOWER)),
    )


def near_copy(article: str) -> str:
    """The article as another site would run it: own dateline, few words changed, one paragraph added."""
    changed = (
        article.replace("Orient Net - AA", "Levant Courier")
        .replace("expressive image", "")
        .replace("More than a hundred", "Over a hundred")
        .replace("noticable", "noticeable")
    )
    paragraphs = [paragraph.strip() for paragraph in changed.splitlines() if paragraph.strip()]
    return "\n\n".join([*paragraphs, "This report was first carried by an agency."])


def _page(title: str, *revisions: tuple[datetime, str]) -> WikiPage:
    return WikiPage(title=title, revisions=tuple(Revision(at=at, text=text) for at, text in revisions))


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


_AGREES = """\
The Russian military intervention in Syria began on 30 September 2015, when the Russian air force flew its first \
sorties in support of the government of Bashar al-Assad.

By the end of January 2016, 109 Russian troops had been killed in Syria since the start of the military operation \
on September 30, 2015. Many of the Russian troops were killed in clashes, and some died when their transport \
helicopters were shot down.

Russian troops are deployed in the Jurin, Salma and Rabia districts of Latakia and at the Khmeimim Russian military \
base. Russian special forces occasionally take part in operations alongside Syrian government forces. Russian troops \
also serve as aircraft and missile technical teams in Damascus, Hama and Homs.

In May 2015 the Russian President, Vladimir Putin, signed into law a bill under which the causes of death of Russian \
soldiers in time of peace are a state secret. Russian law prohibits giving information on Russian troops who died in \
special operations.

The Syrian opposition seized the villages of Atshan and Kafr Nabuda in Hama, and the strategic town of Morik, after \
the campaign of Russia began."""

_CONTRADICTS = """\
Qamishli airport lies in al-Hasakah province in the north-east of Syria, near the Turkish border.

No Russian units were present in al-Hasakah province in January 2016. No Russian troops had been deployed to \
Qamishli by 19 January 2016, and no works to extend the Qamishli international airport were under way.

Opposition forces lost control of Aleppo province in 2015 and no longer held half of it in January 2016."""

_COUNT_BEFORE = """\
Counts of Russian servicemen killed in Syria differ between sources.

The count is of servicemen who died in Syria since the start of the Russian military operation on September 30, 2015."""

_HIGHER = """\
By February 2017, 160 Russian servicemen had been killed in Syria since the start of the Russian military operation \
in September 2015."""

_LOWER = """\
The Russian Ministry of Defence publishes statements on Russian troops in Syria.

By 15 March 2016, only 12 Russian troops had been killed in Syria since the start of the military operation on \
September 30, 2015, the statements show."""

OWN_ARTICLE = """\
Agency: 109 Russian troops killed in Syria since September

Own Wire 2016-01-29 14:58:00

More than a hundred Russian soldiers have died since Moscow launched a military campaign in Syria last September, \
sources close to the government told Anadolu Agency.

Russian troops are deployed in Latakia's Jurin, Salma and Rabia districts and Khmeimim Russian military base, the \
sources said.

Russian units are also present in the northeastern al-Hasakah province to extend the Qamishli international airport. \
On January 19, the Local Coordination Committees said that 100 Russian troops had been deployed to Qamishli.

The sources told Anadolu Agency that 109 Russian troops have been killed since the start of the military operation on \
September 30, 2015. Many were killed in clashes while some others died when their transport helicopters were shot \
down, the sources said.

Causes for the death of Russian soldiers in time of peace are considered a state secret, according to a bill signed \
into law in May last year by Russian President Vladimir Putin.
"""
"""Of the same matter, for machines without the shared article."""
