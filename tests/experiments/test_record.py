import csv
import datetime as dt
import math
import os
from dataclasses import replace

import numpy as np
import pytest

from bascule.company import Company
from bascule.errors import BasculeError
from bascule.experiments.history import last_days, read_history
from bascule.experiments.question import Asked
from bascule.experiments.reading import Estimate, TestResult
from bascule.experiments.record import save
from bascule.ingest import read_folder
from bascule.panel import Experiment
from bascule.warehouse import Warehouse

TODAY = dt.date(2026, 11, 23)
FIRST, LAST = dt.date(2025, 1, 13), dt.date(2025, 1, 26)
SURE = Estimate(900.0, 300.0, math.inf, 9000.0, 0.1, ())
HEAD = "channel,start,end,lift,lift_error,spend"
COMPANY = Company(name="Nordet", gross_margin=0.4)


def found(channel="radio", start=FIRST, end=LAST):
    return TestResult(channel, "geo", start, end, SURE, 600.0, 1.0)


@pytest.fixture
def sold(tmp_path):
    """Sixty weeks of sales, radio turned on by lot after forty, each dollar of it bringing two."""
    rng = np.random.default_rng(1)
    mondays = [dt.date(2025, 1, 6) + dt.timedelta(weeks=week) for week in range(60)]
    on = np.concatenate([np.zeros(40), rng.permutation(np.arange(20) % 2)])
    media = [f"{day},Radio,{70 * state + 1}" for day, state in zip(mondays, on, strict=True)]
    sales = [f"{day},{900 + 140 * state + rng.normal(0, 8):.2f}" for day, state in zip(mondays, on, strict=True)]
    (tmp_path / "media.csv").write_text("date,channel,spend\n" + "\n".join(media) + "\n", encoding="utf-8")
    (tmp_path / "sales.csv").write_text("date,revenue\n" + "\n".join(sales) + "\n", encoding="utf-8")
    return tmp_path


def panel(folder):
    warehouse = Warehouse.open(folder)
    warehouse.add(read_folder(folder, COMPANY, TODAY))
    return warehouse.panel(TODAY)


def test_a_saved_test_enters_the_panel(sold):
    save(found(), sold, COMPANY, TODAY)
    save(found(start=dt.date(2025, 3, 3), end=dt.date(2025, 3, 9)), sold, COMPANY, TODAY)
    read = panel(sold)
    assert read.experiments == (
        Experiment("Radio", FIRST, LAST, 900.0, 300.0, 600.0),
        Experiment("Radio", dt.date(2025, 3, 3), dt.date(2025, 3, 9), 900.0, 300.0, 600.0),
    )
    assert read.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_rows_that_were_there_stay_byte_for_byte(tmp_path, encoding, ending):
    text = f"{HEAD},note{ending}Télé,2024-03-01,2024-03-31,10.5,5,20,à relire"
    path = tmp_path / "experiments.csv"
    path.write_bytes(text.encode(encoding))
    save(found(), tmp_path, COMPANY, TODAY)
    assert path.read_bytes().startswith(text.encode(encoding))
    assert path.read_bytes().decode(encoding) == (
        f"{text}{ending}radio,2025-01-13,2025-01-26,900.00,300.00,600.00,{ending}"
    )
    rows = read_folder(tmp_path, COMPANY, TODAY).tables["experiments"]
    assert rows.height == 2


def test_columns_delimiter_decimal_mark_and_currency_are_the_files_own(tmp_path):
    path = tmp_path / "experiments.csv"
    path.write_text(
        "spend;lift;lift_error;currency;channel;end;start\n20,5;10,25;5;CAD;tv;31/03/2024;01/03/2024\n",
        encoding="utf-8",
    )
    save(found('radio "locale"; matin'), tmp_path, COMPANY, TODAY)
    assert path.read_text(encoding="utf-8").splitlines()[2] == (
        '600,00;900,00;300,00;CAD;"radio ""locale""; matin";2025-01-26;2025-01-13'
    )
    row = read_folder(tmp_path, COMPANY, TODAY).tables["experiments"].row(1, named=True)
    assert (row["channel"], row["lift"], row["start"]) == ('radio "locale"; matin', 900.0, FIRST)


def test_the_same_test_is_not_saved_twice(tmp_path):
    path = save(found(), tmp_path, COMPANY, TODAY)
    before = path.read_bytes()
    with pytest.raises(BasculeError) as refused:
        save(found("RADIO"), tmp_path, COMPANY, TODAY)
    assert refused.value.code == "trial_already_saved"
    assert path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["experiments.csv"]


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"PK\x03\x04rest", b"\x00\x01\x02\xff" * 9])
def test_a_file_of_another_kind_is_left_alone(tmp_path, content):
    path = tmp_path / "experiments.csv"
    path.write_bytes(content)
    with pytest.raises(BasculeError, match="trial_record_foreign"):
        save(found(), tmp_path, COMPANY, TODAY)
    assert path.read_bytes() == content


def test_nothing_is_written_when_the_disk_refuses(tmp_path, monkeypatch):
    path = save(found(), tmp_path, COMPANY, TODAY)
    before = path.read_bytes()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(BasculeError, match="disk_full"):
        save(found("tv"), tmp_path, COMPANY, TODAY)
    assert path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["experiments.csv"]


def test_a_switchback_is_read_in_the_history(sold):
    asked = Asked("radio", dt.date(2025, 10, 13), dt.date(2026, 3, 1), washout=0)
    read = read_history(panel(sold), asked, "switchback")
    assert (read.spend, read.assumptions[-1]) == (700, "on_by_spending")
    assert read.iroas == pytest.approx(2, abs=0.2)


def test_before_and_after_is_read_in_the_history(sold):
    asked = Asked("radio", dt.date(2025, 10, 13), dt.date(2025, 11, 30))
    read = read_history(panel(sold), asked)
    assert read.method == "before-after"
    assert read.spend > 0
    assert abs(read.lift - 2 * read.spend) < 3 * read.standard_error


@pytest.mark.parametrize(
    ("asked", "method", "code"),
    [
        (Asked("radio", FIRST, LAST), "geo", "trial_history_method"),
        (Asked("radio", FIRST, dt.date(2027, 1, 1)), None, "trial_history_unfinished"),
        (Asked("radio", dt.date(2010, 1, 4), dt.date(2010, 1, 31)), None, "trial_before_short"),
        (Asked("radio", FIRST, LAST), None, "trial_before_short"),
        (Asked("tv", dt.date(2025, 10, 13), dt.date(2026, 3, 1)), "switchback", "trial_state_unknown"),
    ],
)
def test_a_history_that_cannot_say_is_refused(sold, asked, method, code):
    with pytest.raises(BasculeError) as refused:
        read_history(panel(sold), asked, method)
    assert refused.value.code == code


def test_a_month_ends_on_its_last_day(sold):
    weekly = panel(sold)
    monthly = replace(weekly, period="month", dates=np.array(["2024-02-01", "2024-12-01"], dtype="datetime64[D]"))
    assert last_days(monthly).tolist() == [dt.date(2024, 2, 29), dt.date(2024, 12, 31)]
    assert last_days(weekly)[0] == np.datetime64("2025-01-12")
    assert weekly.dates[0] == np.datetime64("2025-01-06")


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "\t=1", "-radio"])
def test_a_channel_that_a_spreadsheet_would_run_is_written_as_text_and_read_as_it_was(tmp_path, name):
    loss = TestResult(name, "geo", FIRST, LAST, Estimate(-900.0, 300.0, math.inf, 9000.0, 0.1, ()), 600.0, 1.0)
    path = save(loss, tmp_path, COMPANY, TODAY)
    save(found(name, start=dt.date(2025, 3, 3), end=dt.date(2025, 3, 9)), tmp_path, COMPANY, TODAY)
    cells = [row[0] for row in csv.reader(path.read_text(encoding="utf-8").splitlines()[1:])]
    assert cells == [f"'{name}"] * 2
    kept = read_folder(tmp_path, COMPANY, TODAY).tables["experiments"]
    assert {*kept["channel"]} == {name.strip()}
    assert sorted(kept["lift"]) == [-900.0, 900.0]
    with pytest.raises(BasculeError, match="trial_already_saved"):
        save(found(name.strip()), tmp_path, COMPANY, TODAY)
