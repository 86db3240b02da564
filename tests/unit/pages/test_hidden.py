from __future__ import annotations

import pytest

from service.pages.hidden import strip_hidden
from service.pages.styles import colour, declarations, read_sheet
from tests.unit.pages.parsing import page, text

SEEN = "<p>It rained for nine days and the river rose by a metre, said the keeper of the weir.</p>"


def left(body: str, head: str = "") -> str:
    tree = page(body, head)
    strip_hidden(tree)
    return text(tree)


@pytest.mark.parametrize(
    "attributes",
    [
        'style="display:none"',
        'style="DISPLAY : none !important"',
        'style="visibility:hidden"',
        'style="opacity:0"',
        'style="opacity: 0.01"',
        'style="font-size:0"',
        'style="font-size:1px"',
        'style="font-size:2%"',
        'style="color:transparent"',
        'style="color:rgba(0,0,0,0)"',
        'style="color:#fff"',
        'style="color:white;background:#ffffff"',
        'style="color:rgb(10,20,30);background-color:#0a141e"',
        'style="position:absolute;left:-9999px"',
        'style="text-indent:-9999px"',
        'style="clip:rect(0 0 0 0);position:absolute"',
        'style="clip-path:inset(50%)"',
        'style="height:0;overflow:hidden"',
        'style="transform:scale(0)"',
        'style="content-visibility:hidden"',
        "hidden",
        'aria-hidden="true"',
        'class="sr-only"',
        'class="lead d-none"',
        'class="veil"',
        'id="ghost"',
        'class="tiny"',
    ],
)
def test_what_is_not_seen_is_taken_out(attributes: str) -> None:
    sheet = "<style>.other, .veil {display:none} #ghost{visibility:hidden} p.tiny{font-size:.1em}</style>"
    assert left(f"{SEEN}<p {attributes}>It never rained.</p>", sheet) == left(SEEN)
    assert "never" not in left(
        f"<div><p>It rained. <span {attributes.replace('tiny', 'veil')}>never</span></p>{SEEN}</div>", sheet
    )


@pytest.mark.parametrize(
    "element",
    [
        "<template><p>never</p></template>",
        "<noscript><p>never</p></noscript>",
        "<script>never</script>",
        "<!-- never -->",
        "<dialog>never</dialog>",
        "<del>never</del>",
        "<textarea>never</textarea>",
    ],
)
def test_elements_that_are_not_shown_are_taken_out(element: str) -> None:
    assert left(f"<p>It{element} rained.</p>") == "It rained."


@pytest.mark.parametrize(
    "attributes",
    [
        'style="opacity:0.9"',
        'style="font-size:11px"',
        'style="color:#222"',
        'style="color:var(--ink)"',
        'style="color:white;background:#036"',
        'style="color:#fff;background:url(night.jpg)"',
        'style="left:-5px"',
        'style="height:0"',
        'style="max-height:400px;overflow:hidden"',
        'class="hidden md:block"',
        'class="d-none d-lg-inline"',
        'hidden="until-found"',
        'aria-hidden="false"',
        'class="printed"',
    ],
)
def test_what_is_seen_stays(attributes: str) -> None:
    sheet = "<style>@media print {.printed {display:none}} @media screen{.printed{opacity:0}} p{}</style>"
    assert "It rained." in left(f"<p {attributes}>It rained.</p>{SEEN}", sheet)


def test_ink_is_compared_with_the_paper_it_stands_on() -> None:
    unseen = '<p>Seen.<b style="color:#0b1021">never</b></p>'
    dark = f'<div style="background:#0b1020;color:#ffffff">{SEEN}{unseen}</div>'
    assert "rained" in left(dark)
    assert "never" not in left(dark)
    fonts = '<font color="white">Seen</font> <font color="black">never</font>'
    old = f'<table bgcolor="black"><tr><td>{fonts}</td></tr></table>{SEEN}'
    assert left(old).startswith("Seen It rained")


def test_a_page_all_in_light_ink_has_dark_paper_told_elsewhere() -> None:
    assert "It rained" in left(f'<div style="color:#fff">{SEEN}{SEEN}</div>')
    assert "never" not in left(f'{SEEN}{SEEN}<p style="color:#fff">never</p>')


def test_hidden_in_seen_and_seen_in_hidden() -> None:
    nested = f'<div style="visibility:hidden">never <p style="visibility:visible">Seen.</p> never</div>{SEEN}'
    assert left(nested).startswith("Seen. It rained")


def test_what_holds_the_headline_or_the_article_will_appear() -> None:
    for attributes in ('style="opacity:0"', 'aria-hidden="true"', 'style="visibility:hidden"'):
        assert "It rained" in left(f"<div {attributes}><h1>Rain</h1>{SEEN}</div>")
    assert left(f'<div style="display:none"><h1>Rain</h1>{SEEN}</div>') == ""


def test_text_after_something_hidden_stays_and_is_parted() -> None:
    assert left("<p>One<span hidden>never</span>two<b hidden>x</b> three</p>") == "One two three"


def test_a_hostile_sheet_costs_nothing() -> None:
    assert read_sheet("{" * 10_000).rules == {}
    assert read_sheet("a{b:c" * 1000).rules == {}
    assert read_sheet(".a{color:red} @x{.b{color:red}} .d .e{color:red} /* .c{} ").rules == {
        ".a": {"color": "red"}
    }


def test_declarations_and_colours() -> None:
    assert declarations("Color: RED;;x; font-size : 1px!important") == {"color": "red", "font-size": "1px"}
    assert colour("#abc") == (170, 187, 204)
    assert colour("#0b1020ff") == (11, 16, 32)
    assert colour("rgb(1, 2, 3)") == (1, 2, 3)
    assert colour("#abcde") is None
    assert colour("currentcolor") is None
