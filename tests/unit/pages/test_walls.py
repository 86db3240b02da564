from __future__ import annotations

import pytest

from service.pages.kinds import NotReadable
from tests.unit.pages.parsing import read

BRIEF = (
    "<h1>Lift works again</h1><p>The lift between street and platform two was repaired on Friday. It had been"
    " out of order for 212 days because a motor had to be built.</p>"
)
STUB = (
    "<h1>Copper looks north</h1><p>For the first time in ten years more copper is bought in the north than"
    " here.</p>"
)
MORE = "<p>The mill was sold to its workers, who had kept it alive through the long winter of the strike.</p>"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (STUB + "<h2>Subscribe to continue reading</h2>", NotReadable.PAYWALL),
        (STUB + "<div><b>This article is only for subscribers.</b></div>", NotReadable.PAYWALL),
        (STUB + "<p>La suite est réservée aux abonnés</p>", NotReadable.PAYWALL),
        (STUB + "<p>Тільки тут: лише для передплатників</p>", NotReadable.PAYWALL),
        (STUB + "<p>Create a free account to read the full story</p>", NotReadable.REGISTRATION),
        (STUB + "<p>You have used your last free article.</p>", NotReadable.REGISTRATION),
        ("<h1>Just a moment...</h1><p>Checking your browser before you go on.</p>", NotReadable.BOT_CHECK),
        ("<div id='px-captcha'></div><p>Hold the button.</p>", NotReadable.BOT_CHECK),
        ("<h1>Page not found</h1><p>Try the front page.</p>", NotReadable.NOT_FOUND),
        ("<title>Seite nicht gefunden | Bote</title><p>Leider.</p>", NotReadable.NOT_FOUND),
        ("<h1>Sorry</h1><p>This video is not available in your country.</p>", NotReadable.GEO_BLOCKED),
        ("<h1>Sign in</h1><form><input type=password></form><p>Members only.</p>", NotReadable.LOGIN),
        ("<div id='root'></div><script src=a.js></script>", NotReadable.NEEDS_SCRIPT),
        ("<noscript>Please enable JavaScript.</noscript>", NotReadable.NEEDS_SCRIPT),
        (
            "<div><p>We and our 12 partners use cookies.</p><button>Accept all</button></div>",
            NotReadable.CONSENT,
        ),
        ("<p></p>", NotReadable.EMPTY),
        ("<ul>" + "<li><a href=/1>A headline of some words</a>" * 8 + "</ul>", NotReadable.INDEX),
    ],
)
def test_pages_without_a_text_say_what_they_are(html: str, kind: NotReadable) -> None:
    found = read(f"<html>{html}</html>")
    assert (found.kind, found.text, found.published) == (kind, "", None)


@pytest.mark.parametrize(
    "beside",
    [
        "<p>Subscribe to our newsletter</p>",
        "<header>Already a subscriber? Sign in</header>",
        "<div class='cookie-bar'>We and our 12 partners use cookies. <button>Accept all</button></div>",
        "<form>Log in <input type=text></form>",
        "<noscript>Please enable JavaScript to comment.</noscript>",
        "<script src='https://captcha-delivery.example/c.js'></script>",
        "<ul>" + "<li><a href=/1>A headline of some words</a>" * 8 + "</ul>",
        "<script type='application/ld+json'>{\"isAccessibleForFree\": true}</script><a href=/s>Subscribe</a>",
        "<p>You have 2 free articles left.</p>",
        "<p>Sign up for our newsletter to read more of this.</p>",
        "<footer>Video not available? Write to us.</footer>",
    ],
)
def test_a_short_text_with_something_beside_it_is_read(beside: str) -> None:
    for html in (BRIEF + beside, beside + BRIEF):
        found = read(f"<html><body>{html}</body></html>")
        assert found.kind is None
        assert "212 days" in found.text


@pytest.mark.parametrize(
    "subject",
    [
        "Of 64 papers in the survey, 41 ask readers to subscribe to continue reading after a while.",
        "A page that says that the page you look for is not available in your country is seldom read again.",
        "Asked to prove that they were human, to accept cookies and to log in, one in five went away.",
        "The words create a free account to read this article cost it a tenth of its readers.",
    ],
)
def test_a_text_about_walls_is_read(subject: str) -> None:
    body = (
        f"<h1>Page not found: a study of readers</h1><p>{subject}</p><p>{subject} It was printed in May.</p>"
    )
    assert read(f"<html><body>{body}</body></html>").kind is None


def test_a_locked_article_whose_text_is_there_is_read() -> None:
    locked = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    more = MORE * 9
    assert (
        read(f"<html><body>{locked}{STUB}<a href=/s>Subscribe</a></body></html>").kind is NotReadable.PAYWALL
    )
    assert read(f"<html><body>{locked}{STUB}{more}<a href=/s>Subscribe</a></body></html>").kind is None


def test_the_call_to_subscribe_below_a_whole_article_is_no_wall() -> None:
    more = MORE * 12
    assert read(f"<html><body>{STUB}{more}<p>Subscribe to continue reading us</p></body></html>").kind is None
