import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from bascule import study
from bascule.cli.trial_read import SignedAmount
from bascule.company import Company

DATA = Path(__file__).parents[1] / "data"
COMPANY = 'name = "Nordet"\ngross_margin = 0.4\ncurrency = "CAD"\nprovince = "QC"\n'
TEST = ("--channel", "radio", "--start", "2021-04-01", "--end", "2021-04-15")


@pytest.fixture
def geolift(tmp_path):
    """Write GeoLift's example (simulated) as it is published: one row a city and a day."""
    table = pl.read_csv(DATA / "geolift_sim" / "conversions.csv")
    path = tmp_path / "GeoLift_Test.csv"
    table.unpivot(index="date", variable_name="location", value_name="Y").write_csv(path)
    return path


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("$93,000", "4,667 conversions", "5.4%", "almost certain", "2.67:1", "left alone: 38", "p value: 0.01")),
        ("fr", ("93 000 $", "4 667 conversions", "5,4 %", "presque certain", "2,67 : 1", "témoins : 38", "p : 0,01")),
    ],
)  # fmt: skip
def test_geolifts_example_is_read_in_both_languages(call, geolift, lang, said):
    answer = call("test", "read", geolift, *TEST, "--treated", "chicago, Portland", "--spend", "35000",
                  "--value-per-conversion", "20", "--lang", lang)  # fmt: skip
    assert answer.code == 0
    out = plain(answer.out)
    assert [words for words in said if words not in out] == []
    assert out.strip().splitlines()[-1].startswith(("p value", "valeur p"))


@pytest.mark.parametrize(
    ("lang", "value", "spend"), [("en", "--value-per-conversion", "--spend"), ("fr", "en ventes", "en plus à cause")]
)
def test_what_is_not_known_is_said(call, geolift, lang, value, spend):
    answer = call("test", "read", geolift, *TEST, "--treated", "chicago,portland", "--lang", lang)
    assert answer.code == 0
    assert value in answer.out
    assert spend in answer.out


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_test_is_kept_and_read_back_at_the_next_run(call, geolift, tmp_path, lang):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "bascule.toml").write_text(COMPANY, encoding="utf-8")
    options = (
        *TEST,
        "--treated",
        "chicago,portland",
        "--spend",
        "35000",
        "--value-per-conversion",
        "20",
        "--lang",
        lang,
    )
    answer = call("test", "read", geolift, folder, *options, "--save", folder)
    assert answer.code == 0
    assert str(folder / "experiments.csv") in answer.out
    assert "2" in answer.out.split("0.4")[0]
    company = Company.read(folder)
    row = study.check(folder, company, dt.date(2026, 11, 23)).tables["experiments"].row(0, named=True)
    assert row["channel"] == "radio"
    assert row["lift"] == pytest.approx(20 * 4667, abs=20)
    assert row["spend"] == 35_000
    again = call("test", "read", geolift, folder, *options, "--save", folder)
    assert again.code == 3
    assert "experiments.csv" in again.err


@pytest.mark.parametrize(
    ("changed", "en", "fr"),
    [
        (("--treated", "gotham"), "no place gotham", "aucun territoire gotham"),
        (("--treated", "chicago", "--end", "2021-03-01"), "before it starts", "avant de commencer"),
        (("--treated", "chicago", "--end", "2021-05-01"), "stop on", "s'arrêtent le"),
        (("--treated", "chicago", "--start", "2021-01-04"), "Only 3 periods", "Seulement 3 périodes"),
        (("--treated", "chicago", "--method", "holdout"), "lacks a column", "Il manque à"),
        ((), "which places were treated", "quels territoires ont été traités"),
        (("--treated", "chicago", "--save", "."), "--value-per-conversion", "--value-per-conversion"),
    ],
)
def test_what_stops_a_reading_is_worded(call, geolift, monkeypatch, changed, en, fr):
    monkeypatch.chdir(geolift.parent)
    for lang, words in (("en", en), ("fr", fr)):
        answer = call("test", "read", geolift, *TEST, *changed, "--lang", lang)
        assert answer.code == 3
        assert words in plain(answer.err)
        assert "Traceback" not in answer.err
    assert not (geolift.parent / "experiments.csv").exists()


def test_conversions_with_a_value_and_no_spending_are_not_saved(call, geolift):
    answer = call("test", "read", geolift, *TEST, "--treated", "chicago,portland", "--value-per-conversion", "9",
                  "--save", geolift.parent)  # fmt: skip
    assert answer.code == 3
    assert "--spend" in answer.err


def test_a_folder_is_read_before_and_after(call, tmp_path):
    rng = np.random.default_rng(1)
    mondays = [dt.date(2025, 1, 6) + dt.timedelta(weeks=week) for week in range(40)]
    media = [f"{day},Radio,{10 + 60 * (week >= 35)}" for week, day in enumerate(mondays)]
    sales = [f"{day},{900 + 200 * (week >= 35) + rng.normal(0, 9):.2f}" for week, day in enumerate(mondays)]
    (tmp_path / "media.csv").write_text("date,channel,spend\n" + "\n".join(media) + "\n", encoding="utf-8")
    (tmp_path / "sales.csv").write_text("date,revenue\n" + "\n".join(sales) + "\n", encoding="utf-8")
    (tmp_path / "bascule.toml").write_text(COMPANY, encoding="utf-8")
    answer = call("test", "read", tmp_path, "--channel", "radio", "--start", "2025-09-08", "--end", "2025-10-12")
    assert answer.code == 0
    assert "the weakest of the tests" in answer.out
    assert "($300 in all)" in answer.out
    assert "2.50:1 pays for itself" in answer.out
    refused = call("test", "read", tmp_path, "--channel", "radio", "--start", "2025-09-08", "--end", "2025-10-12",
                   "--method", "geo")  # fmt: skip
    assert refused.code == 3
    assert "Give the file of the test instead" in refused.err


def test_a_folder_without_a_company_is_told_to_describe_it(call, tmp_path):
    answer = call("test", "read", tmp_path, *TEST)
    assert answer.code == 3
    assert "bascule init" in answer.err


def test_spending_taken_away_is_an_amount_below_zero(call, geolift):
    answer = call("test", "read", geolift, *TEST, "--treated", "chicago,portland", "--spend", "-35000",
                  "--value-per-conversion", "20")  # fmt: skip
    assert answer.code == 0
    assert "Spending was taken away" in answer.out
    assert "\u2212$93,000" in answer.out
    assert SignedAmount().convert("−1 200,50 $", None, None) == -1200.5


@pytest.mark.parametrize(("lang", "words"), [("en", "is not an amount"), ("fr", "n'est pas un montant")])
def test_an_amount_that_is_none_is_refused(call, geolift, lang, words):
    answer = call("test", "read", geolift, *TEST, "--spend", "beaucoup", "--lang", lang)
    assert answer.code == 2
    assert words in plain(answer.err)


@pytest.mark.parametrize(("lang", "words"), [("en", "What a test that was run found."), ("fr", "déjà mené")])
def test_the_verb_is_listed(call, lang, words):
    assert words in plain(call("--lang", lang, "test", "--help").out)
    assert "--value-per-conversion" in call("test", "read", "--help", "--lang", lang).out
