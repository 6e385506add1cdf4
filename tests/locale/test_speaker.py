import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.locale import Locale

NBSP, MINUS = "\u00a0", "\u2212"
FR, EN = Locale("fr"), Locale("en")


@pytest.mark.parametrize(
    ("locale", "amount", "digits", "said"),
    [
        (FR, 12_340, 0, f"12{NBSP}340{NBSP}$"),
        (EN, 12_340, 0, "$12,340"),
        (Locale("fr", "USD"), 12_340, 0, f"12{NBSP}340{NBSP}${NBSP}US"),
        (Locale("en", "USD"), 12_340, 0, "US$12,340"),
        (Locale("fr", "EUR"), 12.5, 2, f"12,50{NBSP}€"),
        (FR, -9600, 0, f"{MINUS}9{NBSP}600{NBSP}$"),
        (EN, -9600, 0, f"{MINUS}$9,600"),
        (FR, -0.3, 0, f"0{NBSP}$"),
        (FR, 0.5, 0, f"1{NBSP}$"),
        (FR, float("nan"), 0, "–"),
    ],
)
def test_money_is_written_as_each_language_does(locale, amount, digits, said):
    assert locale.money(amount, digits) == said


def test_ranges_of_money_are_said_to_two_significant_figures():
    assert FR.money_range(11_811, 19_240) == f"environ 12{NBSP}000{NBSP}$ à 19{NBSP}000{NBSP}$"
    assert EN.money_range(5_180, 17_400) == "about $5,200 to $17,000"
    assert EN.money_range(100, 101) == "about $100"


def test_returns_and_shares_have_their_spaces():
    assert FR.ratio(3.14) == f"3,1{NBSP}:{NBSP}1"
    assert EN.ratio(3.14) == "3.1:1"
    assert FR.percent(0.31) == f"31{NBSP}%"
    assert EN.percent(0.055, 1) == "5.5%"


def test_a_probability_never_claims_certainty():
    assert FR.probability(1.0) == f"plus de 99{NBSP}%"
    assert EN.probability(0.0) == "less than 1%"
    assert EN.probability(0.5) == "50%"


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (dt.date(2026, 11, 1), f"1er{NBSP}novembre{NBSP}2026", f"November{NBSP}1, 2026"),
        (dt.date(2026, 2, 28), f"28{NBSP}février{NBSP}2026", f"February{NBSP}28, 2026"),
    ],
)
def test_dates_are_written_in_full(day, french, english):
    assert (FR.date(day), EN.date(day)) == (french, english)


def test_a_day_to_act_on_has_its_name():
    assert FR.weekday_date(dt.date(2026, 11, 30)) == f"lundi 30{NBSP}novembre{NBSP}2026"
    assert EN.weekday_date(dt.date(2026, 11, 30)) == f"Monday, November{NBSP}30, 2026"
    assert FR.short_date(dt.date(2026, 11, 3)) == "2026-11-03"
    assert FR.month(dt.date(2026, 8, 3)) == f"août{NBSP}2026"


@pytest.mark.parametrize(("count", "said"), [(0, "0 semaine"), (1, "1 semaine"), (2, "2 semaines")])
def test_zero_and_one_are_singular_in_french(count, said):
    assert FR.weeks(count) == said.replace(" ", NBSP)


def test_lists_end_with_and():
    assert FR.listing(["a", "b", "c"]) == "a, b et c"
    assert EN.listing(["a", "b"]) == "a and b"
    assert (EN.listing(["a"]), EN.listing([])) == ("a", "")


def test_what_fills_a_sentence_keeps_its_own_spaces():
    said = FR.t("The results cannot be written in {path}. Choose a folder that you may write in, with: --out FOLDER",
                path="a ?.csv")  # fmt: skip
    assert "a ?.csv" in said


@given(st.floats(-1e12, 1e12), st.integers(0, 3), st.sampled_from(["fr", "en"]))
def test_numbers_read_back_as_they_were_rounded(value, digits, lang):
    said = Locale(lang).number(value, digits).replace(NBSP, "").replace(MINUS, "-")
    plain = said.replace(",", ".") if lang == "fr" else said.replace(",", "")
    assert abs(float(plain) - value) <= 0.5 * 10**-digits * (1 + 1e-9) + abs(value) * 1e-15
    assert " " not in said
