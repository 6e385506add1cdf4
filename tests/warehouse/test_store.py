"""Snapshots: imported once, replaced when edited, taken back, and never lost."""

import datetime as dt
import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from bascule.company import Company, FileSettings
from bascule.errors import BasculeError
from bascule.ingest import read_folder
from bascule.ingest.salt import SALTED
from bascule.ingest.tables import SCHEMAS
from bascule.warehouse import Snapshot, Warehouse
from bascule.warehouse.durable import write_together

TODAY = dt.date(2026, 11, 23)
Put = Callable[..., None]


@pytest.fixture
def add(folder: Path, company: Company) -> Callable[[], Snapshot]:
    return lambda: Warehouse.open(folder).add(read_folder(folder, company, TODAY))


@pytest.fixture
def filled(put: Put) -> None:
    put("media.csv", "date,channel,spend", [("2026-09-07", "radio", 100), ("2026-09-14", "radio", 110)])
    put("sales.csv", "date,revenue", [("2026-09-07", 900), ("2026-09-14", 950)])


def _files(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in (folder / ".bascule").iterdir()}


def _spend(folder: Path) -> float:
    return float(pl.read_parquet(Warehouse.open(folder).paths("media"))["spend"].sum())


@pytest.mark.usefixtures("filled")
def test_importing_twice_changes_nothing(folder: Path, add: Callable[[], Snapshot]) -> None:
    first = add()
    before = _files(folder)
    second = add()
    assert (first.added, second.added, second.unchanged) == (
        ("media.csv", "sales.csv"),
        (),
        ("media.csv", "sales.csv"),
    )
    assert not second.changed
    assert _files(folder) == before


@pytest.mark.usefixtures("filled")
def test_every_row_says_where_it_comes_from(folder: Path, add: Callable[[], Snapshot]) -> None:
    snapshot = add()
    media = pl.read_parquet(Warehouse.open(folder).paths("media"))
    assert media.select("source_file", "source_row").rows() == [("media.csv", 2), ("media.csv", 3)]
    assert media["import_id"].unique().to_list() == [snapshot.imports[0].import_id]


@pytest.mark.usefixtures("filled")
def test_an_edited_file_replaces_its_older_import(folder: Path, put: Put, add: Callable[[], Snapshot]) -> None:
    add()
    put("media.csv", "date,channel,spend", [("2026-09-07", "radio", 100), ("2026-09-14", "radio", 300)])
    snapshot = add()
    assert (snapshot.replaced, snapshot.unchanged) == (("media.csv",), ("sales.csv",))
    assert _spend(folder) == 400


@pytest.mark.usefixtures("filled")
def test_reverting_an_edit_puts_the_former_import_back(folder: Path, put: Put, add: Callable[[], Snapshot]) -> None:
    add()
    put("media.csv", "date,channel,spend", [("2026-09-07", "radio", 5)])
    warehouse = Warehouse.open(folder)
    add()
    (edited,) = [each for each in warehouse.imports() if each.file == "media.csv"]
    warehouse.revert(edited.import_id)
    assert _spend(folder) == 210
    with pytest.raises(BasculeError, match="import_unknown"):
        warehouse.revert(edited.import_id)


@pytest.mark.usefixtures("filled")
def test_reverting_a_first_import_takes_it_out(folder: Path, add: Callable[[], Snapshot]) -> None:
    media = next(each for each in add().imports if each.file == "media.csv")
    snapshot = Warehouse.open(folder).revert(media.import_id)
    assert snapshot.dropped == ("media.csv",)
    assert Warehouse.open(folder).paths("media") == []
    assert add().added == ("media.csv",)


@pytest.mark.usefixtures("filled")
def test_a_file_taken_out_of_the_folder_is_dropped(folder: Path, add: Callable[[], Snapshot]) -> None:
    add()
    (folder / "media.csv").unlink()
    assert add().dropped == ("media.csv",)
    assert [each.file for each in Warehouse.open(folder).imports()] == ["sales.csv"]


def test_the_salt_is_kept_with_the_first_orders_for_its_owner_only(
    folder: Path, put: Put, add: Callable[[], Snapshot]
) -> None:
    put("orders.csv", "order_id,ordered_at,email,net", [(1, "2026-09-07", "ada@example.com", 50)])
    add()
    salt = folder / ".bascule" / "salt"
    assert stat.S_IMODE(salt.stat().st_mode) == 0o600
    assert len(bytes.fromhex(salt.read_text())) == 32
    assert not add().changed
    assert not any(b"ada@example" in data for _, data in _files(folder).values())


@pytest.mark.parametrize(
    ("sample", "name"),
    [
        ("shopify/customers_export.csv", "customers.csv"),
        ("stripe/subscriptions.csv", "subscriptions.csv"),
        ("salesforce/opportunities_report.csv", "deals.csv"),
        ("ics/calendrier.ics", "ines@example.com.ics"),
    ],
)
def test_whatever_is_hashed_is_hashed_alike_the_next_time(
    sample: str, name: str, folder: Path, company: Company
) -> None:
    shutil.copy(Path(__file__).parents[1] / "data" / "exports" / sample, folder / name)
    described = company.model_copy(update={"files": {"*": FileSettings(currency="CAD")}})
    one, other = (Warehouse.open(folder).add(read_folder(folder, described, TODAY)) for _ in range(2))
    assert (len(one.added), other.changed) == (1, False)


def test_every_table_of_customers_is_known_to_be_hashed() -> None:
    assert {name for name, columns in SCHEMAS.items() if "customer_key" in columns} <= SALTED


def test_looking_at_a_folder_writes_nothing(folder: Path, put: Put, company: Company) -> None:
    put("orders.csv", "order_id,ordered_at,email,net", [(1, "2026-09-07", "ada@example.com", 50)])
    read_folder(folder, company, TODAY)
    assert [path.name for path in folder.iterdir()] == ["orders.csv"]


def test_of_two_first_imports_at_once_the_second_is_told_to_wait(folder: Path, put: Put, company: Company) -> None:
    put("orders.csv", "order_id,ordered_at,email,net", [(1, "2026-09-07", "ada@example.com", 50)])
    one, other = (read_folder(folder, company, TODAY) for _ in range(2))
    Warehouse.open(folder).add(one)
    with pytest.raises(BasculeError, match="warehouse_busy"):
        Warehouse.open(folder).add(other)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "no_permission"),
        (errno.EACCES, "no_permission"),
        (errno.EIO, "disk_trouble"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_what_the_disk_refuses_leaves_the_former_state(
    folder: Path, put: Put, add: Callable[[], Snapshot], monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    add()
    before = _files(folder)
    put("media.csv", "date,channel,spend", [("2026-09-07", "radio", 5)])

    def refuse(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(BasculeError, match=code) as caught:
            add()
    assert ".bascule" in str(caught.value.params["path"])
    assert _files(folder) == before
    assert _spend(folder) == 210


@pytest.mark.usefixtures("filled")
def test_a_folder_that_may_not_be_written_is_said(
    folder: Path, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *args: object, **options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    imported = read_folder(folder, company, TODAY)
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(BasculeError, match="no_permission"):
        Warehouse.open(folder).add(imported)


KILLED = """
import datetime as dt, os, sys
from pathlib import Path
from bascule.company import Company
from bascule.ingest import read_folder
from bascule.warehouse import Warehouse

folder, step = Path(sys.argv[1]), int(sys.argv[2])
imported = read_folder(folder, Company(name="A", gross_margin=0.4), dt.date(2026, 11, 23))
calls = 0
def stopped(real):
    def call(*args):
        global calls
        calls += 1
        if calls == step:
            os._exit(9)
        return real(*args)
    return call
os.fsync = stopped(os.fsync)
Path.replace = stopped(Path.replace)
Warehouse.open(folder).add(imported)
"""


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(("step", "spend"), [(1, 210), (2, 210), (3, 210), (4, 210), (5, 210), (6, 11), (7, 11)])
def test_a_process_killed_at_any_step_loses_nothing(
    folder: Path, put: Put, add: Callable[[], Snapshot], step: int, spend: float
) -> None:
    add()
    put("media.csv", "date,channel,spend", [("2026-09-07", "radio", 5), ("2026-09-14", "radio", 6)])
    ended = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(step)], check=False)
    assert ended.returncode == (9 if step < 7 else 0)
    # Old until the manifest's new name is in place, new from then on; never anything else.
    assert _spend(folder) == spend
    assert add().changed == (spend == 210)
    assert _spend(folder) == 11


@pytest.mark.parametrize("text", ["", "{", '{"schema": "bascule/warehouse/1"}', "[]"])
@pytest.mark.usefixtures("filled")
def test_a_damaged_manifest_is_said(folder: Path, add: Callable[[], Snapshot], text: str) -> None:
    add()
    (folder / ".bascule" / "manifest.json").write_text(text)
    with pytest.raises(BasculeError, match="warehouse_damaged"):
        Warehouse.open(folder).imports()


@pytest.mark.usefixtures("filled")
def test_a_parquet_file_that_is_gone_or_damaged_is_said(
    folder: Path, company: Company, add: Callable[[], Snapshot]
) -> None:
    add()
    warehouse = Warehouse.open(folder)
    (path,) = warehouse.paths("media")
    path.write_bytes(b"nothing")
    with pytest.raises(BasculeError, match="warehouse_damaged"):
        warehouse.panel(TODAY)
    path.unlink()
    with pytest.raises(BasculeError, match="warehouse_damaged"):
        warehouse.panel(TODAY)


def test_a_manifest_of_another_version_is_said(folder: Path) -> None:
    (folder / ".bascule").mkdir()
    (folder / ".bascule" / "manifest.json").write_text('{"schema": "bascule/warehouse/9", "snapshots": []}')
    with pytest.raises(BasculeError, match="warehouse_newer"):
        Warehouse.open(folder).imports()


def test_of_files_written_together_none_is_replaced_before_all_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / name for name in ("decisions.json", "report.html")]
    write_together(dict.fromkeys(paths, b"old"))
    flush, calls = os.fsync, iter(range(10))

    def full_at_the_second(descriptor: int) -> None:
        if next(calls) == 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", full_at_the_second)
    with pytest.raises(BasculeError, match="disk_full") as caught:
        write_together(dict.fromkeys(paths, b"new"))
    assert caught.value.params["path"] == str(paths[1])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {path.name: b"old" for path in paths}
