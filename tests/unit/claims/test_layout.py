"""What is prose and what a page says of itself, both ways."""

from __future__ import annotations

import pytest

from service.claims.layout import Part, read_layout
from service.claims.markup.formats import read_markup
from service.domain.article import TextFormat
from service.language.sentences import split

PROSE = "The bay is calm today."


def parts(text: str, kind: TextFormat = TextFormat.TEXT, *, title: str | None = None) -> dict[str, Part]:
    plain = read_markup(text, kind)
    layout = read_layout(plain, split(plain.text), title=title)
    return {plain.text[s.span.start : s.span.end]: s.part for s in layout}


def part_of(line: str) -> set[Part]:
    """The parts of a paragraph between two paragraphs of prose."""
    found = parts(f"{PROSE}\n\n{line}\n\nThe sea is cold today.")
    assert found.pop(PROSE) is Part.PROSE
    assert found.pop("The sea is cold today.") is Part.PROSE
    return set(found.values())


@pytest.mark.parametrize(
    "line",
    [
        "By Mary Olsen",
        "BY MARY OLSEN, COAST PRESS",
        "by Mary Olsen and Zoë de Vries",
        "By Mary Olsen for Coast Press",
        "By Mary Olsen | June 14, 2019",
        "By Mary Olsen, Senior Science Correspondent",
        "Words by Mary Olsen",
        "(Reporting by Mary Olsen; Editing by Jo Vale)",
        "Published: 09:51 EST, 2 September 2014",
        "Published on Monday",
        "Updated 3 hours ago",
        "Last updated on June 14, 2019 at 5:14 p.m.",
        "Originally published 14 June 2019",
        "— Mary Olsen",
        "Harbour Daily 2019-06-14 09:30:00",
    ],
)
def test_bylines_and_datelines(line: str) -> None:
    assert part_of(line) == {Part.DATELINE}


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Coast Press",
        "Photo by Mary Olsen",
        "Photo credit: Mary Olsen/Coast Press",
        "[Image via: Harbour.TV]",
        "(Picture: Coast Press)",
        "Ships wait in Port Adair. Picture: Coast Press",
        "A ship leaves the bay on Monday (AP Photo/Mary Olsen)",
        "Ships in the northern bay. (Getty Images)",
        "Mary Olsen/Coast Press via Getty Images",
        "Jo Vale/AFP",
        "File photo",
        "Archive footage",
        "Image caption Ships wait in the bay",
        "Pictured: the bay at dawn",
        "Courtesy of the harbour museum",
        "Coast Press   Ships wait in the bay after the storm had gone for good that day in the north",
        "A photo posted by Mary (@mary) on Nov 11, 2014 at 2:20pm PST",
    ],
)
def test_captions_and_credits(line: str) -> None:
    assert part_of(line) == {Part.CAPTION}


@pytest.mark.parametrize(
    "line",
    [
        "Click here for our newsletter.",
        "**CLICK HERE TO SEE MORE SHIPS**",
        "Subscribe to our newsletter for more.",
        "Sign up now",
        "Follow us on Twitter.",
        "FOLLOW US",
        "Follow Mary Olsen on Twitter",
        "Follow her at harbour.example/mary.",
        "Like us on Facebook",
        "Share this article",
        "Read more here.",
        "Also read: Storm closes three ports in the north of the country",
        "MORE: Storm closes three ports in the north of the country, ministry says after days of rain",
        "(RELATED: Storm Closes Three Ports In The North)",
        "Related roundup: Storms",
        "Watch the full, uncut video below.",
        "Scroll down for video",
        "VIEW GALLERY",
        "ADVERTISEMENT",
        "Story continues below",
        "Tags: storm, ports",
        "Source: Harbour TV",
        "h/t Coast Press",
        "Copyright 2019 Coast Press.",
        "© 2019 Coast Press",
        "(c) 2019 Coast Press. All rights reserved.",
        "Coast Press contributed to this report.",
        "With files from Coast Press",
        "This article originally appeared in Coast Press.",
        "This story is developing.",
        "This post has been updated.",
        "Editor's note: The spelling of a name was changed.",
        "Have a tip? Write to us.",
        "Contact Mary Olsen at 555-014-2706.",
        "mary@harbour.example",
        "Phone: 555-014-4309",
        "Support our journalism",
        "Thank you for reading.",
        "By signing up, you agree to our terms.",
        "We use cookies to make this site better.",
        "120 Comments",
        "— Mary Olsen (@mary) September 15, 2014",
        "https://harbour.example/storm",
        "Get the latest news in your inbox.",
        "Check back for more.",
    ],
)
def test_calls_and_notices(line: str) -> None:
    assert part_of(line) == {Part.FURNITURE}


@pytest.mark.parametrize(
    "line",
    [
        "Follow-up tests showed 12 cases.",
        "Following the storm, 12 ships were lost.",
        "By 2014 the company had 300 staff.",
        "By March, the port had closed.",
        "By Monday in Norland, 300 were dead.",
        "Updated figures show that 12 ships sank.",
        "Published data show a rise of 9 %.",
        "Published on Monday, the report counted 12 deaths.",
        "Posted speed limits were ignored by 40 drivers.",
        "Written by Mary Olsen, the report counted 40 ships.",
        "Reported by 12 residents, the noise stopped.",
        "Photos of the bay show 12 ships.",
        "Video by the police shows 12 officers.",
        "Images via satellite show 40 ships.",
        "Credit sources dried up for 40 firms.",
        "Shutterstock reported revenue of $200 million.",
        "Getty Images sued the company in 2023.",
        "Pictures sold for $3 million.",
        "Like us, they lost 40 ships.",
        "Shares of the company fell by 9 %.",
        "Readers of the paper fell to 40,000.",
        "Sign-ups rose to 40,000.",
        "Via Rail lost 40 million dollars in 2014.",
        "Copyright law protects 40 works.",
        "Loading docks were destroyed in 40 ports.",
        "Related costs rose to three levels: 40, 50 and 60 dollars.",
        "Contact tracing found 40 cases.",
        "Contact Group ministers met at the port.",
        "With files from the ministry, reporters showed that 40 ships were lost.",
        "Source code of the program was stolen in 2014.",
        "Emails show that 12 officials knew.",
        "Commentators counted 40 ships.",
        "Subscribers of the service fell by half.",
        "Mobile phones sold 40 million times.",
        "Watchers of the bay saw 12 ships.",
        "The photographer sold it to Getty Images for $3 million in 2014.",
        "Norland   has 40  ports.",
        "(c) The port has 40 ships.",
        "Advertisements cost 40 million dollars.",
        "Downloads rose by 9 %.",
        "More than 40 ships were lost.",
        "Most read newspapers lost 9 % of their readers.",
        "This report was published in 2014 and counted 12 deaths.",
        "Port Adair (PA) - the largest - has 40 ships.",
    ],
)
def test_prose_is_not_taken_for_what_the_page_says(line: str) -> None:
    assert part_of(line) == {Part.PROSE}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("LONDON (Reuters) - The port closed.", "The port closed."),
        ("Port Adair, Jan 29 (Reuters) - The port closed.", "The port closed."),
        ("Feb 15 (Reuters) - The port closed.", "The port closed."),
        ("KABUL, Afghanistan — The port closed.", "The port closed."),
        ("TEHRAN (FNA)- The port closed.", "The port closed."),
    ],
)
def test_an_agency_before_the_first_sentence_is_left_out(line: str, words: str) -> None:
    assert parts(line) == {words: Part.PROSE}


def test_a_list_of_other_articles_is_furniture_up_to_the_next_prose() -> None:
    text = (
        f"{PROSE}\n\nRelated stories:\n\nStorm closes three ports in the north of the country after days"
        " of heavy rain\n\nShips Lost\n\nThe sea is cold today."
    )
    assert list(parts(text).values()) == [Part.PROSE, *[Part.FURNITURE] * 3, Part.PROSE]
    html = f"<p>{PROSE}</p><h3>Read more</h3><ul><li>Storm closes 3 ports</ul><p>The sea is cold today.</p>"
    assert parts(html, TextFormat.HTML)["Storm closes 3 ports"] is Part.FURNITURE
    assert parts(html, TextFormat.HTML)["The sea is cold today."] is Part.PROSE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<p>The bay is calm.</p><ul><li><a href=x>Storm closes 3 ports</a></li></ul>", TextFormat.HTML),
        ("The bay is calm.\n\n- [Storm closes *3* ports](x)\n", TextFormat.MARKDOWN),
    ],
)
def test_an_item_that_is_one_link_is_furniture_and_one_with_a_link_is_not(
    text: str, kind: TextFormat
) -> None:
    assert parts(text, kind)["Storm closes 3 ports"] is Part.FURNITURE
    longer = text.replace("<li>", "<li>Again: ").replace("- [", "- Again: [")
    assert parts(longer, kind)["Again: Storm closes 3 ports"] is Part.PROSE


def test_a_cell_is_prose_where_it_holds_a_sentence() -> None:
    html = (
        "<p>The bay is calm.</p><table><tr><th>Port<td>40<td>approx.<tr><td>Norland has 40 ports."
        "<td>Ships lost</table>"
    )
    found = parts(html, TextFormat.HTML)
    assert found["Norland has 40 ports."] is Part.PROSE
    assert {found[cell] for cell in ("Port", "40", "approx.", "Ships lost")} == {Part.CELL}
    markdown = "The bay is calm.\n\n| Port | Ships |\n|---|--:|\n| Adair | Norland has 40 ports. |\n"
    found = parts(markdown, TextFormat.MARKDOWN)
    assert (found["Adair"], found["Norland has 40 ports."]) == (Part.CELL, Part.PROSE)
    assert parts(f"{PROSE}\n\n| Adair | 40 ships |")["| Adair | 40 ships |"] is Part.CELL


def test_there_is_one_headline() -> None:
    markdown = "# Ports reopen\n\nThe bay is calm.\n\n# Later\n\nThe sea is cold."
    found = parts(markdown, TextFormat.MARKDOWN)
    assert (found["Ports reopen"], found["Later"]) == (Part.HEADLINE, Part.HEADING)
    html = "<p>Coast News</p><h1>Ports<br>Reopen</h1><p>The bay is calm.</p>"
    found = parts(html, TextFormat.HTML)
    assert (found["Coast News"], found["Ports"], found["Reopen"]) == (Part.HEADING, *[Part.HEADLINE] * 2)
    text = "Menu\n\nPorts reopen today.\n\nThe bay is calm."
    assert list(parts(text, title="Ports reopen today").values()) == [Part.HEADING, Part.HEADLINE, Part.PROSE]


def test_a_long_paragraph_with_a_credit_behind_it_keeps_its_sentences() -> None:
    text = (
        "The ministry said on Monday that forty ships had been lost in the storm of last week. The harbour"
        " was closed for nine days. Divers found twelve of them. Picture: Coast Press"
    )
    assert list(parts(text).values()) == [Part.PROSE] * 3 + [Part.CAPTION]


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece", ["via The ", "By A", "(photo ", "— ", "/ap ", "more ", "Photo by The ", ">", "A   "]
)
def test_no_paragraph_takes_long(piece: str) -> None:
    parts(piece * (200_000 // len(piece)) + "x")
