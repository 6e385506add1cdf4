"""Large files are read once: what they gave is found again while nothing changes, and never wrongly."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from bascule.company import Company
from bascule.ingest import Imported, read_folder, reader, remembered

TODAY = dt.date(2026, 11, 23)
COMPANY = Company(name="Atelier Nordet", gross_margin=0.4, currency="CAD")
MEDIA = "date,channel,spend\n2026-09-07,radio,100.50\n2026-09-08,radio,120.00\n2026-09-09,radio,bad\n"
ORDERS = "order_id,ordered_at,email,net\n1,2026-09-07 10:00:00,ada@example.com,20.00\n2,2026-09-08,bob@example.com,30\n"


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "LEAST", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "media.csv").write_text(MEDIA)
    (tmp_path / "orders.csv").write_text(ORDERS)
    return tmp_path


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of the files that are really read, filled as they are."""
    read: list[str] = []
    real = reader.tables_of

    def noted(path: Path, *others: Any) -> Any:
        read.append(path.name)
        return real(path, *others)

    monkeypatch.setattr(reader, "tables_of", noted)
    return read


def _read(folder: Path, *, keep: bool = False, company: Company = COMPANY, today: dt.date = TODAY) -> Imported:
    return read_folder(folder, company, today, keep=keep)


def _same(one: Imported, other: Imported) -> None:
    assert one.tables.keys() == other.tables.keys()
    for name, rows in one.tables.items():
        assert_frame_equal(rows, other.tables[name])
    assert (one.files, one.refusals, one.questions) == (other.files, other.refusals, other.questions)


def test_what_was_kept_is_what_was_read(folder: Path, names: list[str]) -> None:
    first = _read(folder, keep=True)
    assert names == ["media.csv", "orders.csv"]
    assert first.refusals[0].code == "number_unreadable"
    _same(_read(folder), first)
    assert names == ["media.csv", "orders.csv"]


def test_looking_keeps_nothing(folder: Path, names: list[str]) -> None:
    _read(folder)
    assert not (folder / ".bascule").exists()
    _read(folder)
    assert len(names) == 4


def test_a_changed_file_a_changed_setting_or_another_day_is_read_again(folder: Path, names: list[str]) -> None:
    _read(folder, keep=True)
    (folder / "media.csv").write_text(MEDIA.replace("100.50", "90.00"))
    names.clear()
    assert _read(folder).tables["media"]["spend"].to_list() == [90.0, 120.0]
    assert names == ["media.csv"]
    names.clear()
    _read(folder, company=COMPANY.model_copy(update={"own_names": ("Nordet",)}))
    assert names == ["media.csv", "orders.csv"]
    names.clear()
    _read(folder, today=TODAY + dt.timedelta(days=1))
    assert names == ["media.csv", "orders.csv"]


def test_a_file_that_is_gone_is_forgotten(folder: Path) -> None:
    _read(folder, keep=True)
    assert len(list((folder / ".bascule" / "reads").iterdir())) == 2
    (folder / "media.csv").unlink()
    _read(folder, keep=True)
    assert len(list((folder / ".bascule" / "reads").iterdir())) == 1


def test_a_damaged_entry_is_read_again(folder: Path, names: list[str]) -> None:
    first = _read(folder, keep=True)
    for entry in (folder / ".bascule" / "reads").iterdir():
        for path in entry.glob("*.parquet"):
            rows = pl.read_parquet(path)
            rows.head(1).write_parquet(path)
    _same(_read(folder), first)
    assert len(names) == 4


@pytest.mark.parametrize("text", ["", "[", "{}", "[]", '0\n[{"rank": 0, "tables": {}}]'])
def test_an_entry_that_is_no_entry_is_read_again(folder: Path, names: list[str], text: str) -> None:
    first = _read(folder, keep=True)
    for path in (folder / ".bascule" / "reads").glob("*/reads.json"):
        path.write_text(text)
    _same(_read(folder, keep=True), first)
    assert len(names) == 4
    for path in (folder / ".bascule" / "reads").glob("*/reads.json"):
        assert json.loads(path.read_text().partition("\n")[2])[0]["tables"]


def test_a_run_that_is_stopped_goes_on_at_the_file_it_was_at(
    folder: Path, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(name: str, done: float, total: int) -> None:
        if name == "orders.csv":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_folder(folder, COMPANY, TODAY, stopped, keep=True)
    assert names == ["media.csv"]
    names.clear()
    whole = _read(folder, keep=True)
    assert names == ["orders.csv"]
    assert whole.tables["orders"]["customer_key"].n_unique() == 2


def test_customers_are_known_by_the_same_key_afterwards(folder: Path) -> None:
    keys = [_read(folder, keep=True).tables["orders"]["customer_key"].to_list() for _ in range(2)]
    assert keys[0] == keys[1]
    assert not any("@" in key for key in keys[0])


def test_a_folder_that_may_not_be_written_is_read_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert _read(folder, keep=True).tables["media"].height == 2


def test_hours_that_two_remembered_files_share_are_counted_once(folder: Path) -> None:
    head = "User,Email,Project,Description,Start date,Start time,End date,End time,Duration\n"
    days = [f"Ada,ada@example.com,Site,Blog,2026-09-{day:02d},09:00:00,2026-09-{day:02d},10:00:00,01:00:00\n"
            for day in range(1, 11)]  # fmt: skip
    (folder / "september.csv").write_text(head + "".join(days[:8]))
    (folder / "again.csv").write_text(head + "".join(days))
    first = _read(folder, keep=True)
    assert first.tables["hours"]["minutes"].sum() == 600.0
    _same(_read(folder), first)


def test_the_order_of_the_patterns_of_campaigns_is_part_of_how_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "ads.csv").write_text("Day,Campaign,Currency code,Cost\n2026-09-07,Summer QC,CAD,100.00\n")
    patterns = {"summer*": "meta_summer", "*qc": "meta_quebec"}
    company = COMPANY.model_copy(update={"campaigns": patterns})
    turned = COMPANY.model_copy(update={"campaigns": dict(reversed(patterns.items()))})
    one, other = (_read(tmp_path, keep=True, company=each).tables["media"] for each in (company, turned))
    assert (one["channel"].item(), other["channel"].item()) == ("meta_summer", "meta_quebec")
    assert one["import_id"].item() != other["import_id"].item()


def test_working_time_is_read_each_time(folder: Path, names: list[str]) -> None:
    (folder / "hours.csv").write_text("week,role,hours\n2026-09-07,coordinator,5\n")
    clockify = Path(__file__).parents[1] / "data" / "exports" / "clockify" / "Clockify_Time_Report_Detailed.csv"
    (folder / "clockify.csv").write_bytes(clockify.read_bytes())
    first = _read(folder, keep=True)
    names.clear()
    _same(_read(folder), first)
    assert "clockify.csv" in names
    assert "media.csv" not in names
