import re
import time
import unicodedata
from pathlib import Path

import pytest

from kindportfolio.core import html
from kindportfolio.core.html import clean_plain, clean_rich, show_rich, trusted_svg


def test_paragraphs_lists_emphasis_heading_and_quote_stay():
    text = (
        "<h3>Lezen</h3><p>Dit gaat <strong>goed</strong>,<br><em>echt</em>.</p>"
        "<ul><li>stip</li></ul><ol><li>een</li></ol><blockquote>ja</blockquote>"
    )

    assert clean_rich(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('<p class="x" id="y" style="color:red" onclick="z()">a</p>', "<p>a</p>"),
        ('a<img src="https://volger.example/p.png">b', "ab"),
        ('<a href="//kwaad.example">klik</a>', "klik"),
        ('<a href="javascript:alert(1)">klik</a>', "klik"),
        ("<svg onload=alert(1)><path/></svg>", ""),
        ("<form action=/><input name=x></form>", ""),
        ("<math><mi>x</mi></math>", "x"),
        ("5 < 6 & 7 > 2", "5 &lt; 6 &amp; 7 &gt; 2"),
        ("<p", "&lt;p"),
        ("</p></p>a", "a"),
    ],
)
def test_everything_else_goes_and_its_words_stay(typed, kept):
    assert clean_rich(typed) == kept


def test_a_script_never_comes_through_as_a_tag():
    assert "<" not in clean_rich("<script>alert(1)</script><scr<script>ipt>alert(2)")


def test_cleaning_twice_changes_nothing_more():
    once = clean_rich("<p>a < b &amp; c &eacute; <strong>d")

    assert clean_rich(once) == once


@pytest.mark.parametrize(
    "piece", ["<em>", "<b>", "</p>", "<p ", "<", "<em x=1/", "<ul><li>", "&#x41;"]
)
def test_a_page_of_nested_or_broken_tags_is_cleaned_in_a_moment(piece):
    begin = time.process_time()
    cleaned = clean_rich(piece * 20_000)

    assert time.process_time() - begin < 0.2
    assert cleaned.count("<em>") <= 50


def test_rich_text_for_a_page_is_cleaned_and_not_escaped_again():
    assert show_rich("<p>ja<script>").__html__() == "<p>ja</p>"


def test_a_drawing_of_our_own_is_not_escaped():
    assert trusted_svg("<svg></svg>").__html__() == "<svg></svg>"


@pytest.mark.parametrize(
    "text",
    [
        "Ik heb een poes.\nZe heet Mies.",
        "Renée, Şükrü, 't Hooft, O'Neill, Zoë",
        "👩‍👩‍👧 ❤️ 1️⃣",
        "مرحبا بك",
        "<b>hoi</b> {{ 7 * 7 }}",
    ],
)
def test_what_a_child_types_stays_as_it_is(text):
    assert clean_plain(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("a\x07b\x1b[31mc\x7f\x85d", "ab[31mcd"),
        ("goed\u202etuof\u202c \u2066x\u2069", "goedtuof x"),
        ("e\u0301", "\u00e9"),
        ("a\ud800b", "ab"),
    ],
)
def test_unseen_signs_are_taken_out(typed, kept):
    assert clean_plain(typed) == kept


def test_a_letter_carries_five_accents_at_most():
    heap = clean_plain("x" + "\u0335" * 40 + "y")

    assert heap == "x" + "\u0335" * 5 + "y"
    assert unicodedata.is_normalized("NFC", heap)


def test_a_nul_is_refused():
    with pytest.raises(ValueError, match="NUL"):
        clean_plain("a\0b")


def test_bleach_stays_behind_one_door():
    house = Path(html.__file__).parents[1]
    elsewhere = [
        str(file.relative_to(house))
        for file in house.rglob("*.py")
        if file != Path(html.__file__)
        and re.search(r"^\s*(?:import|from) bleach", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert elsewhere == []
