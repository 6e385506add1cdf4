"""QuickBooks Online: the profit and loss and the detail of transactions, as books and as marketing costs."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.ingest import Imported
from bascule.ingest.marketing import marketing_kind
from bascule.ingest.sources.quickbooks_profit_and_loss import unfold
from bascule.ingest.spans import named_span
from bascule.locale import Locale
from bascule.locale.wording import word

Read = Callable[..., Imported]
SAMPLE = "quickbooks_online/profit_and_loss.csv"
FRENCH = "quickbooks_online/etat_des_resultats.csv"
TOTAL_ONLY = "quickbooks_online/profit_and_loss_total.csv"
DETAIL = "quickbooks_online/transaction_detail.csv"


def _books(imported: Imported) -> list[tuple[str, str, str, float]]:
    rows = imported.tables["books"].sort("source_row", "date")
    return rows.select(rows["date"].dt.strftime("%Y-%m"), "section", "account", "amount").rows()


def _messages(imported: Imported, rank: int = 0) -> dict[str, dict[str, object]]:
    return dict(imported.files[rank].messages)


def _statement(*months: str, rows: Sequence[str]) -> str:
    head = ['"Atelier Boréal inc."', '"Profit and Loss"', '"January - September, 2026"', "", ",".join(["", *months])]
    return "\n".join([*head, *rows]) + "\n"


def test_the_sample_gives_its_accounts_and_its_marketing_costs(read_one: Read) -> None:
    imported = read_one(SAMPLE)
    report = imported.files[0]
    assert (report.source, report.rows_kept, report.rows_refused) == ("quickbooks_profit_and_loss", 4, 0)
    assert (report.start, report.end) == (dt.date(2026, 1, 1), dt.date(2026, 2, 28))
    assert _books(imported) == [
        ("2026-01", "income", "Sales", 10000.0),
        ("2026-02", "income", "Sales", 12000.0),
        ("2026-01", "expense", "Advertising", 1500.0),
        ("2026-02", "expense", "Advertising", 1600.0),
        ("2026-01", "expense", "Contractors - Agency", 2000.0),
        ("2026-02", "expense", "Contractors - Agency", 2000.0),
        ("2026-01", "expense", "Payroll expenses:Wages", 4000.0),
        ("2026-02", "expense", "Payroll expenses:Wages", 4000.0),
    ]
    assert set(imported.tables["books"]["grain"]) == {"month"}
    costs = imported.tables["costs"]
    assert set(costs["vendor"]) == {"Contractors - Agency"}
    assert costs["amount"].sum() == 4000.0
    assert costs["fixed"].to_list() == [None, None]
    said = _messages(imported)
    assert said["books_marketing"] == {"accounts": ["Contractors - Agency"]}
    assert said["books_not_marketing"] == {"accounts": ["Payroll expenses:Wages", "Advertising"]}


def test_a_report_in_french_saved_again_by_excel(read_one: Read) -> None:
    imported = read_one(FRENCH)
    assert not imported.refusals
    assert _books(imported) == [
        ("2026-01", "income", "Ventes", 10000.5),
        ("2026-02", "income", "Ventes", 12000.0),
        ("2026-01", "cost_of_sales", "Achats", 4000.0),
        ("2026-02", "cost_of_sales", "Achats", 5000.25),
        ("2026-01", "expense", "Publicité et marketing", 300.0),
        ("2026-02", "expense", "Publicité et marketing", -50.0),
        ("2026-01", "expense", "Publicité et marketing:Agence", 1500.0),
        ("2026-02", "expense", "Publicité et marketing:Agence", 1500.0),
        ("2026-02", "other", "Intérêts", 12.0),
        ("2026-01", "other", "Pénalités", -20.0),
    ]
    assert set(imported.tables["costs"]["kind"]) == {"agency"}


def test_one_total_takes_the_period_of_its_title(read_one: Read) -> None:
    books = read_one(TOTAL_ONLY).tables["books"]
    assert books.select("date", "date_end", "grain").unique().rows() == [
        (dt.date(2026, 1, 1), dt.date(2026, 9, 30), "range")
    ]
    assert books["amount"].sum() == 120000.0 + 70000.0 + 8000.0


def test_one_total_without_a_period_asks_for_it(read: Read, exports: Path) -> None:
    text = (exports / TOTAL_ONLY).read_text(encoding="utf-8").replace('"January 1 - September 30, 2026"', '""')
    (refusal,) = read({"pl.csv": text}).refusals
    assert refusal.code == "books_period_unknown"
    assert 'period = "' in word(refusal.code, refusal.params, Locale("fr"))
    from bascule.company import FileSettings

    told = read({"pl.csv": text}, files={"pl.csv": FileSettings(period="2026-01-01/2026-09-30")})
    assert set(told.tables["books"]["date_end"]) == {dt.date(2026, 9, 30)}


@pytest.mark.parametrize(
    ("old", "new", "account", "stated", "reckoned"),
    [
        ('"   Sales","10,000.00"', '"   Sales","10,000.01"', "Income", 10000.0, 10000.01),
        ('"      Wages","4,000.00"', '"      Wages","3,999.00"', "Payroll expenses", 4000.0, 3999.0),
        ('"   Advertising","1,500.00"', '"   Advertising",""', "Expenses", 7500.0, 6000.0),
        ('"Net Income","$2,500.00"', '"Net Income","$2,600.00"', "Net Income", 2600.0, 2500.0),
    ],
)
def test_a_total_that_differs_refuses_the_file_and_names_account_and_month(
    read: Read, exports: Path, old: str, new: str, account: str, stated: float, reckoned: float
) -> None:
    text = (exports / SAMPLE).read_text(encoding="utf-8")
    assert old in text
    imported = read({"pl.csv": text.replace(old, new)})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row) == ("books_differ", None)
    assert refusal.params["account"] == account
    assert (refusal.params["stated_money"], refusal.params["reckoned_money"]) == (stated, reckoned)
    assert not imported.tables
    assert "2026" in word("books_differ", refusal.params, Locale("en"))


@pytest.mark.parametrize(("lines", "section"), [(8, None), (9, None), (10, "Expenses"), (12, "Expenses"), (15, None)])
def test_a_report_cut_short_is_refused(read: Read, exports: Path, lines: int, section: str | None) -> None:
    text = "".join((exports / SAMPLE).read_text(encoding="utf-8").splitlines(keepends=True)[:lines])
    refusals = read({"pl.csv": text}).refusals
    assert [(refusal.code, refusal.params["account"]) for refusal in refusals] == (
        [("books_incomplete", section)] if section else []
    )


def test_a_parent_with_amounts_of_its_own_and_a_child_of_its_name(read: Read) -> None:
    rows = ["Income", '"   Sales","100.00"', '"      Sales","30.00"', '"      Online","20.00"',
            '"   Total Sales","150.00"', '"Total Income","150.00"', '"Gross Profit","150.00"',
            "Expenses", '"Total Expenses","0.00"', '"Net Income","150.00"', '"Cash Basis Monday"']  # fmt: skip
    imported = read({"pl.csv": _statement("Jan 2026", rows=rows)})
    assert not imported.refusals
    assert [row[2:] for row in _books(imported)] == [("Sales", 100.0), ("Sales:Sales", 30.0), ("Sales:Online", 20.0)]


def test_columns_that_are_no_period_are_not_read(read: Read) -> None:
    rows = ["Income,,,", '"   Sales","100.00","100.00%","100.00"', '"Total for Income","100.00","100.00%","100.00"']
    imported = read({"pl.csv": _statement("Jan 2026", "% of Income", "Total", rows=rows)})
    assert _books(imported) == [("2026-01", "income", "Sales", 100.0)]


def test_a_month_in_progress_keeps_its_days(read: Read) -> None:
    rows = ["Income", '"   Sales","(100.00)"', '"Total for Income","-100.00"']
    books = read({"pl.csv": _statement('"Nov 1 - 23, 2026"', rows=rows)}).tables["books"]
    assert books.select("date", "date_end", "grain", "amount").rows() == [
        (dt.date(2026, 11, 1), dt.date(2026, 11, 23), "range", -100.0)
    ]


def test_an_account_outside_every_section_refuses_the_file(read: Read) -> None:
    rows = ['"Stray","5.00"', "Income", '"   Sales","100.00"', '"Total for Income","100.00"']
    (refusal,) = read({"pl.csv": _statement("Jan 2026", rows=rows)}).refusals
    assert (refusal.code, refusal.params["account"], refusal.params["row"]) == ("books_section_unknown", "Stray", 6)


def test_a_workbook_is_read_alike(read: Read, exports: Path) -> None:
    from xlsxwriter import Workbook

    saved = io.BytesIO()
    with Workbook(saved, {"in_memory": True}) as book:
        sheet, months = book.add_worksheet(), book.add_format({"num_format": "mmm yyyy"})
        for at, row in enumerate(csv.reader(io.StringIO((exports / SAMPLE).read_text(encoding="utf-8")))):
            cells = [cell.replace("$", "").replace(",", "") for cell in row[1:]]
            numbers = [float(cell) if cell.replace(".", "").isdigit() else cell for cell in cells]
            sheet.write_row(at, 0, [*row[:1], *numbers])
        # Excel takes "Jan 2026" for a date as soon as it is typed again.
        sheet.write_datetime(4, 1, dt.datetime(2026, 1, 1), months)
    imported = read({"pl.xlsx": saved.getvalue()})
    assert not imported.refusals
    assert imported.tables["books"]["amount"].sum() == 10000 + 12000 + 7500 + 7600
    assert imported.files[0].rows_kept == 4


def test_of_two_exports_the_newer_wins_by_month_and_account(read: Read) -> None:
    def report(months: Sequence[str], sales: Sequence[str]) -> str:
        quoted = ",".join(f'"{value}"' for value in sales)
        rows = ["Income", f'"   Sales",{quoted}', f'"Total for Income",{quoted}',
                "Expenses", f'"   Marketing agency",{quoted}', f'"Total for Expenses",{quoted}']  # fmt: skip
        return _statement(*months, rows=rows)

    old = report(["Jan 2026", "Feb 2026"], ["100.00", "200.00"])
    new = report(["Feb 2026", "Mar 2026"], ["250.00", "300.00"])
    imported = read({"a.csv": old, "b.csv": new})
    assert not imported.refusals
    sales = [(month, amount) for month, section, _, amount in sorted(_books(imported)) if section == "income"]
    assert sales == [("2026-01", 100.0), ("2026-02", 250.0), ("2026-03", 300.0)]
    costs = imported.tables["costs"].sort("period_start")
    assert costs["amount"].to_list() == [100.0, 250.0, 300.0]
    assert _messages(imported)["costs_booked_elsewhere"] == {"other": "b.csv", "rows": 1}


def test_the_same_report_saved_twice_is_counted_once(read: Read, exports: Path) -> None:
    text = (exports / SAMPLE).read_text(encoding="utf-8")
    imported = read({"a.csv": text, "b.csv": text.replace("10:12 AM", "11:12 AM")})
    assert imported.tables["books"].height == 8
    assert imported.tables["costs"]["amount"].sum() == 4000.0
    assert set(imported.tables["costs"]["source_file"]) == {"a.csv"}
    assert set(imported.tables["books"]["source_file"]) == {"a.csv"}


def test_the_detail_of_transactions_gives_the_marketing_costs(read_one: Read) -> None:
    imported = read_one(DETAIL)
    assert not imported.refusals
    report = imported.files[0]
    assert (report.source, report.rows_kept, report.rows_left_out) == ("quickbooks_transactions", 3, 4)
    costs = imported.tables["costs"].sort("source_row")
    assert costs.select("period_start", "vendor", "kind", "amount").rows() == [
        (dt.date(2026, 1, 12), "Studio Boréal", "agency", 2000.0),
        (dt.date(2026, 2, 12), "Studio Boréal", "agency", 2000.0),
        (dt.date(2026, 2, 20), "Courriel Nord", "tool", 49.0),
    ]
    said = _messages(imported)
    assert said["transactions_no_expense"] == {"rows": 1}
    assert said["transactions_no_marketing"] == {"rows": 3}
    assert said["totals_agree"] == {"stated_money": 16149.0}


def test_a_detail_that_does_not_add_up_is_refused(read: Read, exports: Path) -> None:
    text = (exports / DETAIL).read_text(encoding="utf-8").replace('"1,500.00"', '"1,400.00"')
    (refusal,) = read({"d.csv": text}).refusals
    assert refusal.code == "totals_differ"


def test_the_detail_wins_over_the_profit_and_loss_of_the_same_months(read: Read, exports: Path) -> None:
    imported = read({name: (exports / path).read_bytes() for name, path in (("d.csv", DETAIL), ("pl.csv", SAMPLE))})
    assert set(imported.tables["costs"]["source_file"]) == {"d.csv"}
    assert set(imported.tables["books"]["source_file"]) == {"pl.csv"}
    assert _messages(imported, 1)["costs_booked_elsewhere"] == {"other": "d.csv", "rows": 2}


def test_invoices_win_over_the_books_by_kind_of_cost(read: Read, exports: Path) -> None:
    invoices = "period_start,period_end,vendor,kind,amount\n2026-01-01,2026-01-31,Nordet,freelance,1900.00\n"
    imported = read({"costs.csv": invoices, "pl.csv": (exports / SAMPLE).read_bytes()})
    costs = imported.tables["costs"].sort("period_start")
    assert costs.select("vendor", "amount").rows() == [("Nordet", 1900.0), ("Contractors - Agency", 2000.0)]
    other = invoices.replace("freelance", "tool")
    assert read({"costs.csv": other}).tables["costs"].height == 3


def test_a_bill_in_the_books_and_among_the_invoices_is_one_cost(read: Read, exports: Path) -> None:
    head = "period_start,period_end,vendor,kind,amount\n"
    same = "2026-01-01,2026-01-31,STUDIO BORÉAL,agency,2000.00\n"
    files = {"costs.csv": head + same, "d.csv": (exports / DETAIL).read_bytes()}
    imported = read(files)
    assert imported.tables["costs"]["amount"].sum() == 4049.0
    assert (imported.files[1].rows_kept, imported.files[1].total) == (2, 2049.0)
    assert _messages(imported, 1)["costs_booked_elsewhere"] == {"other": "costs.csv", "rows": 1}


def test_bills_of_one_vendor_with_other_amounts_are_counted_and_said(read: Read, exports: Path) -> None:
    invoices = "period_start,period_end,vendor,kind,amount\n2026-01-01,2026-01-31,Studio Boréal,agency,1900.00\n"
    imported = read({"costs.csv": invoices, "d.csv": (exports / DETAIL).read_bytes()})
    assert imported.tables["costs"]["amount"].sum() == 5949.0
    assert _messages(imported, 1)["costs_perhaps_twice"] == {"other": "costs.csv", "vendors": ["Studio Boréal"]}


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("January - September, 2026", ("2026-01-01", "2026-09-30")),
        ("January-December 2025", ("2025-01-01", "2025-12-31")),
        ("Sep 1 – Sep 15 2026", ("2026-09-01", "2026-09-15")),
        ("Sept. 2026", ("2026-09-01", "2026-09-30")),
        ("1er janvier - 30 septembre 2026", ("2026-01-01", "2026-09-30")),
        ("Du 1 au 15 février 2026", ("2026-02-01", "2026-02-15")),
        ("December 15, 2025 - January 3, 2026", ("2025-12-15", "2026-01-03")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2026-02-01", ("2026-02-01", "2026-02-28")),
        ("févr-26", ("2026-02-01", "2026-02-28")),
        ("2026-02-03", None),
        ("Jan 2026 (PY)", None),
        ("September - January, 2026", None),
        ("Feb 30 - 31, 2026", None),
        ("Total", None),
    ],
)
def test_spans_are_read_in_words(text: str, span: tuple[str, str] | None) -> None:
    expected = tuple(map(dt.date.fromisoformat, span)) if span else None
    assert named_span(text) == expected


@pytest.mark.parametrize(
    ("account", "kind"),
    [
        ("Publicité et marketing:Agence", "agency"),
        ("Marketing:Logiciels", "tool"),
        ("Website contractors", "freelance"),
        ("Trade shows", "event"),
        ("Professional fees", None),
        ("Honoraires professionnels", None),
        ("Contractors", None),
        ("Software subscriptions", None),
        ("Google Ads", None),
        ("Marketing salaries", None),
        ("Agence du revenu du Canada", None),
        ("Travel agency", None),
    ],
)
def test_only_what_is_plainly_marketing_work_is_taken(account: str, kind: str | None) -> None:
    assert marketing_kind(account) == kind


def test_space_bought_is_space_whatever_its_class_and_account() -> None:
    assert marketing_kind("Professional fees", "Marketing", "Campagne radio", "Nordet") is None
    assert marketing_kind("Advertising", None, "Management fees, March", "Studio") == "agency"


AMOUNTS = st.integers(-(10**7), 10**7)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(AMOUNTS, min_size=1, max_size=4), min_size=1, max_size=5), st.integers(1, 500), st.data())
def test_any_statement_that_adds_up_is_read_whole_and_one_changed_cent_is_seen(
    groups: list[list[int]], shift: int, data: st.DataObject
) -> None:
    rows = [["Books"], [], ["", "Jan 2026"], ["Expenses", ""]]
    for number, cents in enumerate(groups):
        rows.append([f"   Group {number}", ""])
        rows += [[f"      Account {rank}", f"{value / 100:,.2f}"] for rank, value in enumerate(cents)]
        rows.append([f"   Total for Group {number}", f"${sum(cents) / 100:,.2f}"])
    rows.append(["Total for Expenses", f"${sum(map(sum, groups)) / 100:,.2f}"])
    lines = range(1, len(rows) + 1)
    long = unfold(rows, lines)
    assert long is not None
    assert [row[4] for row in long.rows[1:]] == [f"{value / 100:,.2f}" for cents in groups for value in cents]
    assert {row[5] for row in long.rows[1:]} == {""}
    at = data.draw(st.sampled_from([n for n, row in enumerate(rows) if n > 3 and row[1] and "Total" not in row[0]]))
    value = round(float(rows[at][1].replace(",", "")) * 100) + shift
    changed = [[row[0], f"{value / 100:,.2f}"] if n == at else row for n, row in enumerate(rows)]
    again = unfold(changed, lines)
    assert again is not None
    assert all(row[5].startswith("Group ") for row in again.rows[1:])
