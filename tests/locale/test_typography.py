import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.locale.typography import typography

NBSP = "\u00a0"
TEXT = st.text(alphabet=st.sampled_from([*"ab1 23«»:;!?%$€h.'’/\n", NBSP, "\u202f", "é"]), max_size=40)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Rendement : 31 %", f"Rendement{NBSP}: 31{NBSP}%"),
        ("12 340 $", f"12{NBSP}340{NBSP}$"),
        ("« radio »", f"«{NBSP}radio{NBSP}»"),
        ("«radio»", f"«{NBSP}radio{NBSP}»"),
        ("un point ; deux points ! vraiment ?", "un point; deux points! vraiment?"),
        ("3,1 : 1", f"3,1{NBSP}:{NBSP}1"),
        ("à 13 h 40", f"à 13{NBSP}h{NBSP}40"),
        ("ce qu'on sait", "ce qu\u2019on sait"),
    ],
)
def test_it_sets_french_as_quebec_does(typed, printed):
    assert typography(typed, "fr") == printed


@pytest.mark.parametrize(
    "text", ["à 13:40", "https://exemple.ca/a?b=%20c;d!", "50%20", 'gross_margin = "0.43"', "a='b'"]
)
def test_it_leaves_times_addresses_and_code_whole(text):
    assert typography(text, "fr") == text


def test_english_keeps_its_spaces_and_takes_the_apostrophe():
    assert typography("the company's: 31 % ?", "en") == "the company\u2019s: 31 % ?"


@given(TEXT, st.sampled_from(["fr", "en"]))
def test_setting_twice_changes_nothing_more(text, lang):
    once = typography(text, lang)
    assert typography(once, lang) == once


@given(TEXT)
def test_it_never_touches_a_letter_or_a_digit(text):
    def kept(words):
        return re.sub(r"[\s'’]", "", words)

    assert kept(typography(text, "fr")) == kept(text)
