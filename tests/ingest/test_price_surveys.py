"""Price surveys: four prices, or would you buy at each price; as forms export them, in a plain table, and described."""

import datetime as dt
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.company import MappingSettings
from bascule.ingest import Imported
from bascule.ingest.buying import FOUR, price_question, would_buy
from bascule.ingest.headers import plain
from bascule.ingest.sources.gabor_granger_forms import price_asked

Read = Callable[..., Imported]
PEOPLE = ("Ada", "Tremblay", "Karim", "Inès", "@", "203.0.113", "No idea")


def _rows(imported: Imported, *columns: str) -> list[tuple[object, ...]]:
    return imported.tables["price_surveys"].select(columns).rows()


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("At what price would it be so expensive that you would never consider it?", "too_expensive"),
        ("At what price is it beginning to get expensive, but you would still consider buying it?", "expensive"),
        ("At what price would you consider the product a good value?", "cheap"),
        ("At what price would the product be so inexpensive that you would doubt its quality?", "too_cheap"),
        ("À partir de quel prix ce produit vous semble-t-il trop cher, si cher que vous n'envisagez pas de l'acheter ?",
         "too_expensive"),
        ("À quel prix trouvez-vous le produit cher, mais l'achèteriez-vous encore après réflexion ?", "expensive"),
        ("À partir de quel prix ce produit est-il une bonne affaire ?", "cheap"),
        ("À quel prix est-il trop bon marché pour que vous croyiez à sa qualité ?", "too_cheap"),
        ("Trop cher", "too_expensive"),
        ("Too cheap", "too_cheap"),
    ],
)  # fmt: skip
def test_a_question_on_price_is_known_by_what_it_asks(header: str, meant: str) -> None:
    assert price_question(plain(header)) == f"{meant} question"


@pytest.mark.parametrize(
    "header",
    [
        "How do you like our prices?",
        "Le prix est-il affiché ?",
        "Comments",
        "Would you buy it at $20?",
        "Price",
        "Prix",
    ],
)
def test_another_question_is_left_as_it_is(header: str) -> None:
    assert price_question(plain(header)) == plain(header)


@given(st.text(max_size=80))
def test_any_header_is_one_of_the_four_or_left_as_it_is(header: str) -> None:
    assert price_question(plain(header)) in {plain(header), *(f"{name} question" for name in FOUR)}
    price_asked(header)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Definitely would buy", "yes"), ("Definitely would not buy", "no"), ("Probably not", "no"),
        ("Not likely", "no"),
        ("Very unlikely", "no"), ("Somewhat likely", "yes"), ("Certainement pas", "no"), ("Sûrement", "yes"),
        ("Peut-être", "maybe"), ("Pas du tout probable", "no"), ("Peu probable", "no"), ("Not sure", "maybe"),
        ("3", None), ("I like it", None),
    ],
)  # fmt: skip
def test_whether_one_would_buy(said: str, meant: str | None) -> None:
    assert pl.DataFrame({"x": [said]}).select(would_buy(pl.col("x"))).to_series().to_list() == [meant]


def test_google_forms_with_the_four_questions_in_english(read_one: Read) -> None:
    imported = read_one("surveys/google_forms_prices_en.csv")
    assert imported.files[0].source == "van_westendorp_forms"
    assert _rows(imported, "date", "method", *FOUR) == [
        (dt.date(2026, 9, 15), "van_westendorp", 15.0, 25.0, 45.0, 60.0),
        (dt.date(2026, 9, 16), "van_westendorp", 20.0, 30.0, 55.0, 80.0),
        (dt.date(2026, 9, 17), "van_westendorp", 30.0, 20.0, 35.0, 40.0),
    ]
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row) == ("amount_below_zero", 6)
    assert not any(name in str(imported.tables["price_surveys"].rows()) for name in PEOPLE)


def test_google_forms_with_the_four_questions_in_french(read_one: Read) -> None:
    imported = read_one("surveys/google_forms_prices_fr.csv")
    assert _rows(imported, *FOUR) == [(40.0, 60.0, 90.0, 120.5), (300.0, 500.0, 800.0, 1000.0)]
    assert not imported.refusals


def test_short_headers_of_surveymonkey(read_one: Read) -> None:
    imported = read_one("surveys/surveymonkey_prices_en.csv")
    assert _rows(imported, "date", *FOUR)[0] == (dt.date(2026, 9, 15), 10.0, 15.5, 25.0, 40.0)
    assert not any(name in str(imported.tables["price_surveys"].rows()) for name in PEOPLE)


def test_would_you_buy_one_column_a_price(read_one: Read) -> None:
    imported = read_one("surveys/google_forms_buy_en.csv")
    assert imported.files[0].source == "gabor_granger_forms"
    assert _rows(imported, "respondent", "price", "answer")[:5] == [
        ("2", 8.0, "yes"), ("2", 10.0, "yes"), ("2", 12.5, "no"), ("3", 8.0, "yes"), ("3", 10.0, "no"),
    ]  # fmt: skip
    assert not any(name in str(imported.tables["price_surveys"].rows()) for name in PEOPLE)


def test_a_scale_of_figures_is_refused_whole_as_nothing_says_which_way_it_runs(read: Read) -> None:
    text = "Timestamp,Would you buy it at $8?,Would you buy it at $10?\n" + "".join(
        f"2026-09-15 10:00:00,{first},{second}\n" for first, second in ((5, 4), (1, 1), (3, 2))
    )
    imported = read({"form.csv": text})
    assert "price_surveys" not in imported.tables
    assert {refusal.code for refusal in imported.refusals} == {"purchase_answer_unknown", "file_mostly_refused"}


def test_french_prices_in_the_headers_have_a_decimal_comma(read_one: Read) -> None:
    assert _rows(read_one("surveys/google_forms_buy_fr.csv"), "price", "answer") == [
        (29.95, "yes"), (39.95, "no"), (29.95, "no"),
    ]  # fmt: skip


def test_typeform_writes_yes_and_no_as_figures(read_one: Read) -> None:
    assert _rows(read_one("surveys/typeform_buy_en.csv"), "date", "price", "answer") == [
        (dt.date(2026, 9, 15), 20.0, "yes"), (dt.date(2026, 9, 15), 30.0, "no"),
        (dt.date(2026, 9, 17), 20.0, "yes"), (dt.date(2026, 9, 17), 30.0, "yes"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "date,respondent,product,price,answer\n2026-09-01,ada@example.com,soap,8,yes\n2026-09-01,ada@example.com,soap,9,no\n"
        "2026-09-01,b,soap,8,perchance\n2026-09-01,c,soap,,yes\n2026-09-01,c,soap,8,\n",
        "date,répondant,produit,prix,réponse\n2026-09-01,ada@example.com,soap,8,oui\n2026-09-01,ada@example.com,soap,9,non\n"
        "2026-09-01,b,soap,8,possible\n2026-09-01,c,soap,,oui\n2026-09-01,c,soap,8,\n",
    ],
    ids=["en", "fr"],
)
def test_price_surveys_csv_with_prices_asked(read: Read, text: str) -> None:
    imported = read({"price_surveys.csv": text})
    assert imported.files[0].source == "price_surveys_csv"
    assert _rows(imported, "method", "product", "price", "answer") == [
        ("gabor_granger", "soap", 8.0, "yes"), ("gabor_granger", "soap", 9.0, "no"),
    ]  # fmt: skip
    respondents = imported.tables["price_surveys"]["respondent"]
    assert respondents.n_unique() == 1
    assert "@" not in respondents[0]
    assert {(refusal.code, refusal.row) for refusal in imported.refusals} == {
        ("purchase_answer_unknown", 4), ("value_missing", 5), ("value_missing", 6),
    }  # fmt: skip


@pytest.mark.parametrize(
    "head",
    ["date,too_cheap,cheap,expensive,too_expensive", "date,trop_bon_marché,bon_marché,cher,trop_cher"],
)
def test_price_surveys_csv_with_four_prices(read: Read, head: str) -> None:
    imported = read({"price_surveys.csv": f"{head}\n2026-09-01,5,10,20,30\n2026-09-02,5,,20,30\n2026-09-03,,,,\n"})
    assert _rows(imported, "method", *FOUR) == [
        ("van_westendorp", 5.0, 10.0, 20.0, 30.0), ("van_westendorp", 5.0, None, 20.0, 30.0),
    ]  # fmt: skip
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [("value_missing", 4)]


def test_any_other_form_can_be_described(read: Read) -> None:
    mapping = MappingSettings(
        table="price_surveys",
        columns={"date": "Jour", "respondent": "No", "price": "Montant montré", "answer": "Preneur"},
        currency="CAD",
    )
    text = "Jour,No,Montant montré,Preneur\n2026-09-01,1,8,oui\n2026-09-01,2,8,non\n"
    imported = read({"sondage.csv": text}, mappings={"sondage": mapping})
    assert _rows(imported, "price", "answer") == [(8.0, "yes"), (8.0, "no")]


def test_a_form_exported_twice_is_counted_once(read: Read) -> None:
    head = "Timestamp,Too cheap,Cheap,Expensive,Too expensive\n"
    old = f"{head}2026-09-15 10:00:00,5,10,20,30\n"
    new = f"{head}2026-09-15 10:00:00,5,10,20,30\n2026-09-16 10:00:00,6,11,21,31\n"
    imported = read({"a.csv": old, "b.csv": new})
    assert sorted(imported.tables["price_surveys"]["cheap"].to_list()) == [10.0, 11.0]
