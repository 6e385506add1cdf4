"""Amounts of other currencies: converted by a rate the owner gives or a dated file, row by row, and never guessed."""

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from bascule.company import Company, FileSettings
from bascule.errors import BasculeError
from bascule.ingest import Imported, read_folder
from bascule.ingest.tables import MONEY, RATED, SCHEMAS
from bascule.locale import Locale
from bascule.locale.wording import word

Read = Callable[..., Imported]
HEAD = "Day,Campaign,Currency code,Cost,Conv. value\n"
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def bank(exports: Path) -> dict[str, bytes]:
    return {"taux.csv": (exports / "bank_of_canada" / "FX_RATES_DAILY.csv").read_bytes()}


def _media(imported: Imported) -> pl.DataFrame:
    return imported.tables["media"].sort("date", "campaign")


def _messages(imported: Imported, file: str = "a.csv") -> dict[str, dict[str, object]]:
    return dict(next(report for report in imported.files if report.file == file).messages)


def test_the_owner_s_rate_converts_every_amount(read: Read) -> None:
    text = HEAD + "2026-09-01,A,USD,10.00,40.00\n2026-09-02,A,USD,20.00,\n"
    imported = read({"a.csv": text}, rates={"USD": 1.5})
    assert _media(imported).select("currency", "spend", "platform_revenue").rows() == [
        ("CAD", 15.0, 60.0),
        ("CAD", 30.0, None),
    ]
    said = _messages(imported)["currency_converted"]
    assert (said["rows"], said["currency"], said["company_currency"], said["mean_rate"]) == (2, "USD", "CAD", 1.5)
    report = imported.files[0]
    assert (report.currency, report.total, report.rows_kept) == ("CAD", 45.0, 2)


def test_a_dated_file_gives_each_day_its_rate(read: Read, bank: dict[str, bytes]) -> None:
    text = HEAD + "2026-09-01,A,USD,10.00,\n2026-09-07,A,USD,10.00,\n"
    imported = read({"a.csv": text, **bank})
    # The 7th is Labour Day: the rate of Friday the 4th.
    assert _media(imported)["spend"].to_list() == pytest.approx([13.80, 13.86])
    said = _messages(imported)["currency_converted_by_day"]
    assert (said["rows"], said["other"]) == (2, "taux.csv")
    assert said["mean_rate"] == pytest.approx(1.383)
    assert "1,3830" in word("currency_converted_by_day", said, Locale("fr"))


def test_the_owner_s_rate_wins_over_the_dated_file(read: Read, bank: dict[str, bytes]) -> None:
    imported = read({"a.csv": HEAD + "2026-09-01,A,USD,10.00,\n", **bank}, rates={"USD": 2.0})
    assert _media(imported)["spend"].to_list() == [20.0]
    assert "currency_converted" in _messages(imported)


def test_a_total_is_compared_and_told_in_the_file_s_own_currency(read: Read) -> None:
    text = HEAD + "2026-09-01,A,USD,10.00,\n2026-09-02,A,USD,20.00,\nTotal,,,30.00,\n"
    said = _messages(read({"a.csv": text}, rates={"USD": 1.5}))["totals_agree"]
    assert "US$30.00" in word("totals_agree", said, Locale("en"))
    (refusal,) = read({"a.csv": text.replace("30.00", "31.00")}, rates={"USD": 1.5}).refusals
    assert "US$31.00" in word("totals_differ", refusal.params, Locale("en"))


def test_a_day_without_a_rate_is_refused_alone(read: Read, bank: dict[str, bytes]) -> None:
    text = HEAD + "2026-08-01,A,USD,10.00,\n2026-09-01,A,USD,10.00,\n"
    imported = read({"a.csv": text, **bank})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.value) == ("rate_missing", 2, "USD")
    assert refusal.params["rate_date"] == dt.date(2026, 8, 1)
    assert _media(imported)["spend"].to_list() == pytest.approx([13.80])
    report = next(each for each in imported.files if each.file == "a.csv")
    assert (report.rows_kept, report.rows_refused) == (1, 1)


def test_a_file_of_which_no_day_has_a_rate_gives_nothing(read: Read, bank: dict[str, bytes]) -> None:
    imported = read({"a.csv": HEAD + "2026-01-05,A,USD,10.00,\n", **bank})
    assert [refusal.code for refusal in imported.refusals] == ["rate_missing"]
    assert "media" not in imported.tables
    assert "rows_all_refused" in _messages(imported)


def test_a_row_that_gives_several_amounts_is_refused_once(read: Read, exports: Path) -> None:
    # Each account of a profit and loss has an amount a month, in the books and perhaps in the costs too.
    booked = (exports / "quickbooks_online" / "profit_and_loss.csv").read_bytes()
    old = "date,currency,base,rate\n2020-01-02,USD,CAD,1.30\n"
    imported = read({"pl.csv": booked, "rates.csv": old}, files={"pl.csv": FileSettings(currency="USD")})
    report = next(report for report in imported.files if report.file == "pl.csv")
    assert (report.rows_kept, report.rows_refused) == (0, 4)
    assert "books" not in imported.tables


def test_a_currency_without_any_rate_refuses_the_file_and_says_how_to_give_one(
    read: Read, bank: dict[str, bytes]
) -> None:
    imported = read({"a.csv": HEAD + "2026-09-01,A,GBP,10.00,\n", **bank})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row) == ("currency_differs", None)
    for locale, names in ((Locale("en"), "Bank of Canada"), (Locale("fr"), "Banque du Canada")):
        said = word(refusal.code, refusal.params, locale)
        assert names in said
        assert "[rates]" in said


def test_several_currencies_in_a_file_are_each_converted(read: Read, bank: dict[str, bytes]) -> None:
    rows = "2026-09-01,A,usd,10.00,\n2026-09-01,A,CAD,10.00,\n2026-09-01,A,GBP,7.00,\n2026-09-02,A,,3.00,\n"
    imported = read({"a.csv": HEAD + rows, **bank})
    assert sorted(_media(imported)["spend"].to_list()) == pytest.approx([10.0, 13.8])
    assert set(_media(imported)["currency"]) == {"CAD"}
    assert sorted((refusal.code, refusal.row) for refusal in imported.refusals) == [
        ("currency_unnamed", 5),
        ("rate_missing", 4),
    ]
    assert next(each for each in imported.files if each.file == "a.csv").currency == "CAD"


def test_an_order_of_several_lines_keeps_the_currency_of_its_first(read: Read, exports: Path) -> None:
    text = (exports / "shopify" / "orders_export.csv").read_text(encoding="utf-8-sig")
    plain = read({"o.csv": text}).tables["orders"]
    imported = read({"o.csv": text.replace(",CAD,100.90", ",usd,100.90")}, rates={"USD": 2.0})
    orders = imported.tables["orders"]
    assert not imported.refusals
    assert orders.select("order_id", "currency").rows() == [("#1001", "CAD"), ("#1002", "CAD")]
    for name in ("gross", "net", "tax", "shipping"):
        one, other = plain[name].to_list()
        assert orders[name].to_list() == pytest.approx([2 * one, other])


def test_orders_and_costs_are_converted_at_their_own_days(read: Read, bank: dict[str, bytes]) -> None:
    orders = "order_id,ordered_at,gross,net,tax,currency\n1,2026-09-02 10:00,100.00,90.00,12.00,USD\n"
    costs = "period_start,period_end,vendor,kind,amount,currency\n2026-09-01,2026-09-04,Nordet,agency,100.00,EUR\n"
    tables = read({"a.csv": orders, "c.csv": costs, **bank}).tables
    assert tables["orders"].select("gross", "net", "tax").row(0) == pytest.approx((138.2, 124.38, 16.584))
    mean = (1.6100 + 1.6050 + 1.6030 + 1.6020) / 4
    assert tables["costs"].select("amount", "currency").row(0) == pytest.approx((100 * mean, "CAD"))


def test_a_company_in_us_dollars_reads_euros_through_canadian_dollars(read: Read, bank: dict[str, bytes]) -> None:
    imported = read({"a.csv": HEAD + "2026-09-01,A,EUR,10.00,\n", **bank}, currency="USD")
    assert _media(imported).select("spend", "currency").row(0) == pytest.approx((10 * 1.61 / 1.38, "USD"))


def test_an_edited_rate_is_another_import_only_where_it_was_used(read: Read, bank: dict[str, bytes]) -> None:
    files = {"a.csv": HEAD + "2026-09-01,A,USD,10.00,\n", "b.csv": HEAD + "2026-09-01,B,CAD,10.00,\n"}
    before = read({**files, **bank}).tables["media"]
    after = read({"taux.csv": bank["taux.csv"].replace(b"1.3800", b"1.3900")}).tables["media"]
    for file, same in (("a.csv", False), ("b.csv", True)):
        ids = [rows.filter(pl.col("source_file") == file)["import_id"][0] for rows in (before, after)]
        assert (ids[0] == ids[1]) is same
    assert after.filter(pl.col("source_file") == "a.csv")["spend"].to_list() == pytest.approx([13.9])


@pytest.mark.parametrize("rate", ["0", "-1.3", "inf", "nan"])
def test_a_rate_of_the_owner_must_be_a_number_above_zero(tmp_path: Path, rate: str) -> None:
    path = tmp_path / "bascule.toml"
    path.write_text(f'name = "A"\ngross_margin = 0.4\n[rates]\nUSD = {rate}\n', encoding="utf-8")
    with pytest.raises(BasculeError, match="company_invalid"):
        Company.parse(path)


def test_every_amount_of_a_table_with_a_currency_is_known_as_money() -> None:
    assert {name for name, schema in SCHEMAS.items() if "currency" in schema} - {"rates"} == MONEY.keys()
    for table, names in MONEY.items():
        assert set(names) <= SCHEMAS[table].keys()
    assert RATED.keys() == MONEY.keys()


ROWS = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["USD", "CAD", "EUR"]), st.integers(0, 10**7)),
    min_size=1,
    max_size=12,
)
PUBLISHED = {
    "USD": {0: 1.37, 3: 1.375, 4: 1.38, 5: 1.382, 6: 1.384, 7: 1.386, 11: 1.39},
    "EUR": {0: 1.601, 3: 1.604, 4: 1.61, 5: 1.605, 6: 1.603, 7: 1.602, 11: 1.6, 12: 1.599},
}
START = dt.date(2026, 8, 28)


def _read(rows: list[tuple[int, str, int]], **settings: object) -> Imported:
    lines = [f"{START + dt.timedelta(day)},C{n},{code},{cents / 100:.2f}," for n, (day, code, cents) in enumerate(rows)]
    rates = [f"{START + dt.timedelta(day)},{code},CAD,{rate:.4f}" for code, known in PUBLISHED.items()
             for day, rate in known.items()]  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "a.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
        (Path(name) / "r.csv").write_text("date,currency,base,rate\n" + "\n".join(rates) + "\n", encoding="utf-8")
        return read_folder(Path(name), Company(name="N", gross_margin=0.4, **settings), TODAY)


@settings(max_examples=10, deadline=None)
@given(ROWS)
def test_what_is_converted_adds_up_to_a_plain_loop(rows: list[tuple[int, str, int]]) -> None:
    expected = 0.0
    for day, code, cents in rows:
        known = {START + dt.timedelta(each): rate for each, rate in PUBLISHED.get(code, {}).items()}
        rate = 1.0 if code == "CAD" else naive.rate_of(known, START + dt.timedelta(day), START + dt.timedelta(day))
        expected += cents / 100 * rate
    assert _read(rows).tables["media"]["spend"].sum() == pytest.approx(expected)


@settings(max_examples=6, deadline=None)
@given(ROWS, st.sampled_from([1.0, 2.0, 100.0]))
def test_a_rate_scales_the_amounts_and_one_changes_nothing(rows: list[tuple[int, str, int]], rate: float) -> None:
    spend = _read(rows, rates={"USD": rate, "EUR": rate}).tables["media"].sort("campaign")["spend"].to_list()
    plain = sorted((f"C{n}", cents / 100, code) for n, (_, code, cents) in enumerate(rows))
    assert spend == [amount * (1.0 if code == "CAD" else rate) for _, amount, code in plain]


def test_totals_are_said_to_the_cent_in_the_file_s_currency(tmp_path: Path) -> None:
    rows = "Day,Campaign,Currency code,Cost,Clicks\n2026-09-01,A,USD,1000.10,1\nTotal: Account,,USD,1000.50,1\n"
    (tmp_path / "g.csv").write_text(rows, encoding="utf-8")
    (refusal,) = read_folder(tmp_path, None, dt.date(2026, 11, 23)).refusals
    said = word(refusal.code, refusal.params, Locale("en"))
    assert "US$1,000.10" in said
    assert "US$1,000.50" in said
