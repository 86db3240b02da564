from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.pages.encoding import decoded

CZECH = "Žluťoučký kůň úpěl ďábelské ódy"


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        (b"\xef\xbb\xbf" + CZECH.encode(), "windows-1250"),
        (b"\xff\xfe" + CZECH.encode("utf-16-le"), None),
        (b"\xfe\xff" + CZECH.encode("utf-16-be"), "utf-8"),
        (CZECH.encode(), "iso-8859-2"),
        (CZECH.encode(), None),
        (CZECH.encode("cp1250"), "windows-1250"),
        (CZECH.encode("iso8859-2"), "ISO-8859-2"),
        (CZECH.encode("utf-16-le"), "utf-16"),
    ],
)
def test_a_byte_order_mark_then_valid_utf8_then_the_header(body: bytes, declared: str | None) -> None:
    assert decoded(body, declared) == CZECH


@pytest.mark.parametrize(
    ("start", "encoding", "said"),
    [
        ('<meta charset="windows-1251">', "cp1251", "Рыба"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', "cp932", "灯台"),
        ('<?xml version="1.0" encoding="koi8-r"?>', "koi8-r", "Рыба"),
        ("<meta charset='gb2312'>", "gb18030", "码头镕"),
        ('<html lang="ru">', "cp1251", "Рыба"),
        ('<html class="x" lang="tr-TR">', "cp1254", "ığışı"),
        ('<html lang="fr">', "cp1252", "œuf à 3 €"),
    ],
)
@pytest.mark.parametrize("header", [None, "", "no-such-charset", "utf-8", "base64"])
def test_the_page_and_its_language_speak_where_the_header_is_silent_or_wrong(
    start: str, encoding: str, said: str, header: str | None
) -> None:
    assert decoded((start + said).encode(encoding), header) == start + said


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decoded(b"\x93caf\xe9\x94", "iso-8859-1") == "“café”"


def test_a_body_cut_within_a_character_keeps_its_encoding() -> None:
    assert decoded("Žluťoučký kůň".encode()[:-1], None).startswith("Žluťoučký ků")


def test_one_broken_byte_in_a_long_text_does_not_change_its_encoding() -> None:
    body = (CZECH * 5).encode() + b"\xff" + CZECH.encode()
    assert decoded(body, "utf-8") == f"{CZECH * 5}\ufffd{CZECH}"


def test_a_page_that_calls_itself_utf_16_in_ascii_is_not() -> None:
    assert decoded(b'<meta charset="utf-16">caf\xc3\xa9', None).endswith("café")


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "cp932", "utf-7", "hex", "\0", "é"]))
def test_whatever_comes_is_a_text(body: bytes, declared: str | None) -> None:
    assert isinstance(decoded(body, declared), str)
