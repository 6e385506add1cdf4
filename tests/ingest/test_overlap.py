"""Exports that overlap are never added up."""

from collections.abc import Callable
from itertools import permutations

import pytest

from bascule.ingest import Imported, overlap
from bascule.ingest.reader import FileRead

Read = Callable[..., Imported]


def _google(*days: tuple[int, float]) -> str:
    rows = [f"2026-09-{day:02},Toitures,CAD,{spend:.2f}" for day, spend in days]
    return "\n".join(["Day,Campaign,Currency code,Cost", *rows]) + "\n"


def test_of_two_exports_the_last_one_keeps_what_both_have(read: Read) -> None:
    old = _google(*((day, 10.0) for day in range(1, 16)))
    new = _google((10, 10.5), *((day, 10.0) for day in range(11, 21)))
    imported = read({"new.csv": new, "old.csv": old})
    media = imported.tables["media"].sort("date")
    assert media.height == 20
    assert media["spend"].sum() == pytest.approx(200.5)
    reports = {report.file: dict(report.messages) for report in imported.files}
    assert reports["old.csv"]["overlap_dropped"] == {"file": "old.csv", "other": "new.csv", "rows": 6}
    assert not imported.refusals


def test_two_accounts_with_one_campaign_name_are_not_guessed(read: Read) -> None:
    one = _google(*((day, 10.0) for day in range(1, 11)))
    two = _google(*((day, 55.0 + day) for day in range(1, 12)))
    imported = read({"one.csv": one, "two.csv": two})
    (refusal,) = imported.refusals
    assert (refusal.file, refusal.code, refusal.row) == ("one.csv", "file_overlaps", None)
    assert refusal.params["differing"] == 10
    assert imported.tables["media"]["source_file"].unique().to_list() == ["two.csv"]


@pytest.mark.parametrize("names", [*permutations(("a.csv", "b.csv", "c.csv"))])
def test_no_export_gives_way_to_one_that_is_refused(read: Read, names: tuple[str, str, str]) -> None:
    first, whole, stranger = names
    days = {first: range(1, 6), whole: range(1, 16)}
    contents = {name: _google(*((day, 10.0) for day in each)) for name, each in days.items()}
    imported = read({**contents, stranger: _google(*((day, 55.0 + day) for day in range(10, 21)))})
    (refusal,) = imported.refusals
    assert (refusal.file, refusal.params["other"]) == (whole, stranger)
    kept = imported.tables["media"]["source_file"].value_counts().rows()
    assert dict(kept) == {first: 5, stranger: 11}


def test_exports_that_share_no_day_are_not_compared(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []
    real = overlap._side_by_side

    def noted(older: FileRead, newer: FileRead, table: str) -> object:
        compared.append((older.report.file, newer.report.file))
        return real(older, newer, table)

    monkeypatch.setattr(overlap, "_side_by_side", noted)
    days = {"a.csv": (1, 2), "b.csv": (3, 4), "c.csv": (4, 5), "d.csv": (6, 7)}
    imported = read({name: _google(*((day, 10.0) for day in each)) for name, each in days.items()})
    assert set(compared) == {("b.csv", "c.csv")}
    assert imported.tables["media"]["spend"].sum() == 70.0


def test_exports_of_two_sources_stand_side_by_side(read: Read) -> None:
    meta = "Reporting starts,Reporting ends,Campaign name,Amount spent (CAD)\n2026-09-01,2026-09-01,Toitures,3\n"
    imported = read({"g.csv": _google((1, 10.0)), "m.csv": meta})
    assert imported.tables["media"]["spend"].sum() == 13


def test_sales_of_two_years_are_joined(read: Read) -> None:
    imported = read({"a.csv": "date,revenue\n2025-09-01,1\n2025-09-02,2\n", "b.csv": "date,revenue\n2026-09-01,4\n"})
    assert imported.tables["sales"]["revenue"].sum() == 7


def test_orders_in_two_exports_are_counted_once(read: Read) -> None:
    head = "order_id,ordered_at,net\n"
    first = head + "".join(f"{order},2026-09-01,10\n" for order in range(1, 30))
    second = head + "".join(f"{order},2026-09-02,10\n" for order in range(20, 40))
    assert read({"a.csv": first, "b.csv": second}).tables["orders"].height == 39


def test_one_file_under_two_names_is_counted_once(read: Read) -> None:
    text = _google((1, 10.0), (2, 20.0))
    imported = read({"a.csv": text, "copy.csv": text})
    assert imported.tables["media"]["spend"].sum() == 30
    assert dict(imported.files[1].messages)["file_repeated"]["other"] == "a.csv"


def _account(account: str, *days: tuple[int, float], header: str = "Customer ID") -> str:
    rows = [f"2026-09-{day:02},{account},Toitures,CAD,{spend:.2f}" for day, spend in days]
    return "\n".join([f"Day,{header},Campaign,Currency code,Cost", *rows]) + "\n"


def test_two_accounts_that_are_told_apart_are_added_up(read: Read) -> None:
    one = _account("111-222-3333", *((day, 10.0) for day in range(1, 11)))
    two = _account("444-555-6666", *((day, 55.0) for day in range(1, 11)))
    imported = read({"one.csv": one, "two.csv": two})
    assert not imported.refusals
    assert imported.tables["media"]["spend"].sum() == pytest.approx(650.0)
    assert imported.tables["media"]["account"].unique().sort().to_list() == ["111-222-3333", "444-555-6666"]


@pytest.mark.parametrize("header", ["Account name", "Nom du compte"])
def test_an_account_named_in_one_export_only_is_not_counted_twice(read: Read, header: str) -> None:
    days = [(day, 10.0) for day in range(1, 11)]
    named = _account("Atelier", *days, header=header)
    for other in (_google(*days), _account("111-222-3333", *days)):
        assert read({"a.csv": named, "b.csv": other}).tables["media"]["spend"].sum() == pytest.approx(100.0)


def test_a_campaign_whose_type_is_known_in_one_export_only_is_not_counted_twice(read: Read) -> None:
    typed = "Day,Campaign,Campaign type,Currency code,Cost\n2026-09-01,Toitures,Performance Max,CAD,10\n"
    assert read({"a.csv": typed, "b.csv": _google((1, 10.0))}).tables["media"]["spend"].sum() == 10


def test_ranges_that_cross_are_not_added_up(read: Read) -> None:
    head = "Campaign report\n{}\nCampaign,Currency code,Cost\nToitures,CAD,30.00\n"
    early, late = (
        head.format('"September 1, 2026 - September 20, 2026"'),
        head.format('"September 10, 2026 - September 25, 2026"'),
    )
    imported = read({"a.csv": early, "b.csv": late})
    assert imported.tables["media"]["source_file"].to_list() == ["b.csv"]
    assert dict(imported.files[0].messages)["periods_crossed"] == {"file": "a.csv", "other": "b.csv", "rows": 1}


COSTS = "Date,Fournisseur,Nature,Montant avant taxes\n"


def test_an_invoice_of_two_exports_is_counted_once_and_two_alike_both_stay(read: Read) -> None:
    alike = "2026-03-03,Suite,Outil,10\n2026-03-17,Suite,Outil,10\n"
    first = COSTS + "2026-02-03,Suite,Outil,10\n" + alike
    second = COSTS + alike + "2026-03-24,Suite,Outil,10\n2026-04-03,Suite,Outil,10\n"
    imported = read({"a.csv": first, "b.csv": second})
    months = imported.tables["costs"]["period_start"].dt.month().value_counts().sort("period_start").rows()
    assert months == [(2, 1), (3, 3), (4, 1)]
    assert dict(imported.files[0].messages)["overlap_dropped"]["rows"] == 2


def test_invoices_that_differ_by_anything_are_two(read: Read) -> None:
    first = COSTS + "2026-03-03,Suite,Outil,10\n"
    second = COSTS + "2026-03-03,Suite,Outil,11\n2026-03-03,Autre,Outil,10\n"
    assert read({"a.csv": first, "b.csv": second}).tables["costs"]["amount"].sum() == 31


META = "Reporting starts,Reporting ends,Campaign name,Amount spent (CAD),Impressions,Link clicks\n"
MONTHS = META + "2026-08-01,2026-08-31,K,310,1,1\n2026-09-01,2026-09-30,K,300,1,1\n"


def _days_of(first: int, last: int, spend: str) -> str:
    return META + "".join(f"2026-09-{day:02},2026-09-{day:02},K,{spend},1,1\n" for day in range(first, last + 1))


@pytest.mark.parametrize(
    ("days", "total"),
    [
        (_days_of(16, 30, "10"), 610.0),  # half a month of days is not the month
        (_days_of(7, 9, ""), 610.0),
        (_days_of(1, 30, "9"), 580.0),  # the whole month, restated
        (_days_of(1, 25, "20"), 810.0),  # the month was exported while it ran
    ],
)
def test_a_month_is_counted_whole_and_once_whatever_days_another_export_has(
    read: Read, days: str, total: float
) -> None:
    imported = read({"mois.csv": MONTHS, "jours.csv": days})
    assert imported.tables["media"]["spend"].sum() == total


def test_the_days_of_a_month_given_up_are_said(read: Read) -> None:
    imported = read({"mois.csv": MONTHS, "jours.csv": _days_of(16, 30, "10")})
    daily = next(report for report in imported.files if report.file == "jours.csv")
    assert dict(daily.messages)["finer_partial"] == {"file": "jours.csv", "other": "mois.csv", "rows": 15}
    assert daily.rows_kept == 0
