"""experiments.csv: what planned tests found."""

import datetime as dt
from collections.abc import Callable

import pytest

from bascule.ingest import Imported
from bascule.locale import Locale
from bascule.locale.wording import word

Read = Callable[..., Imported]
HEAD = "channel,start,end,lift,lift_error,spend\n"
GOOD = "radio,2026-03-02,2026-03-29,9000.00,3000.00,6000.00\n"


def test_a_test_is_read_with_what_it_spent_or_without(read: Read) -> None:
    imported = read({"tests.csv": f"{HEAD}{GOOD}Radio,2026-05-04,2026-05-31,-200,1500,\n"})
    columns = ("channel", "start", "end", "lift", "lift_error", "spend")
    assert imported.tables["experiments"].select(columns).rows() == [
        ("radio", dt.date(2026, 3, 2), dt.date(2026, 3, 29), 9000.0, 3000.0, 6000.0),
        ("Radio", dt.date(2026, 5, 4), dt.date(2026, 5, 31), -200.0, 1500.0, None),
    ]
    (report,) = imported.files
    assert (report.source, report.table, report.total) == ("experiments_csv", "experiments", None)
    assert (report.start, report.end) == (dt.date(2026, 3, 2), dt.date(2026, 5, 31))
    assert report.messages == (("currency_assumed", {"currency": "CAD"}),)


def test_french_amounts_and_dates_are_read(read: Read) -> None:
    text = "channel;start;end;lift;lift_error;spend\nradio;16/03/2026;29/03/2026;9 000,50 $;3 000;6 000,00 $\n"
    row = read({"t.csv": text}).tables["experiments"].row(0, named=True)
    assert (row["start"], row["lift"], row["lift_error"]) == (dt.date(2026, 3, 16), 9000.5, 3000.0)


def test_a_test_dated_by_months_lasts_until_the_last_day(read: Read) -> None:
    row = read({"t.csv": f"{HEAD}radio,2026-03,2026-04,9,3,6\n"}).tables["experiments"].row(0, named=True)
    assert (row["start"], row["end"]) == (dt.date(2026, 3, 1), dt.date(2026, 4, 30))


@pytest.mark.parametrize(
    ("row", "code", "column", "value"),
    [
        ("radio,2026-03-02,2026-03-29,9000,-3000,6000", "lift_error_not_positive", "lift_error", "-3000"),
        ("radio,2026-03-02,2026-03-29,9000,0,6000", "lift_error_not_positive", "lift_error", "0"),
        ("radio,2026-03-02,2026-03-29,9000,,6000", "value_missing", "lift_error", ""),
        ("radio,2026-03-02,2026-03-29,--,3000,6000", "value_missing", "lift", "--"),
        ("radio,2026-03-02,2026-03-29,good,3000,6000", "number_unreadable", "lift", "good"),
        ("radio,2026-03-29,2026-03-02,9000,3000,6000", "range_backwards", "end", "2026-03-02"),
        ("radio,2026-03-02,2027-03-02,9000,3000,6000", "date_future", "end", "2027-03-02"),
        ("radio,2026-03-02,,9000,3000,6000", "date_missing", "end", ""),
        ("radio,2026-03-02,2026-03-29,9000,3000,-6000", "number_negative", "spend", "-6000"),
        ("radio,2026-03-02,2026-03-29,9000,3000,0", "tested_spend_zero", "spend", "0"),
        (",2026-03-02,2026-03-29,9000,3000,6000", "value_missing", "channel", None),
    ],
)
def test_a_bad_cell_is_refused_where_it_stands(read: Read, row: str, code: str, column: str, value: str | None) -> None:
    imported = read({"t.csv": f"{HEAD}{GOOD.replace('radio', 'tv')}{row}\n"})
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.row, refusal.column, refusal.value) == (code, 3, column, value)
    assert imported.tables["experiments"]["channel"].to_list() == ["tv"]
    for lang in ("fr", "en"):
        assert code not in word(code, refusal.params, Locale(lang))


def test_a_test_told_twice_with_other_figures_is_kept_by_neither(read: Read) -> None:
    imported = read({"t.csv": f"{HEAD}{GOOD}{GOOD.replace('9000', '100')}{GOOD.replace('radio', 'tv')}"})
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [
        ("experiment_duplicated", 2),
        ("experiment_duplicated", 3),
    ]
    assert imported.tables["experiments"]["channel"].to_list() == ["tv"]


def test_a_test_in_another_currency_is_refused(read: Read) -> None:
    text = "channel,start,end,lift,lift_error,currency\nradio,2026-03-02,2026-03-29,9000,3000,USD\n"
    (refusal,) = read({"t.csv": text}).refusals
    assert refusal.code == "currency_differs"
