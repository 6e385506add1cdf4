"""`reviews.csv`: ratings out of a scale, in English and in French; snapshots older than a column are still read."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from bascule.company import Company
from bascule.ingest import Imported, read_folder
from bascule.warehouse import Warehouse
from bascule.warehouse.tables import Tables

Read = Callable[..., Imported]


@pytest.mark.parametrize(
    ("head", "half", "cut"),
    [("date,platform,rating,scale,count", "4.5", ","), ("date;plateforme;note;échelle;nombre", "4,5", ";")],
)
def test_reviews_in_both_languages(read: Read, head: str, half: str, cut: str) -> None:
    rows = [
        ("2026-08-01", "Google", half, "5", "12"), ("2026-08-14", "Facebook", "9", "10", ""),
        ("2026-08-14", "Facebook", "9", "5", "1"), ("2026-08-15", "Google", "4", "", "1"),
    ]  # fmt: skip
    imported = read({"avis.csv": "\n".join([head, *(cut.join(row) for row in rows)])})
    assert imported.tables["reviews"].select("date", "platform", "rating", "scale", "count").rows() == [
        (dt.date(2026, 8, 1), "Google", 4.5, 5.0, 12.0), (dt.date(2026, 8, 14), "Facebook", 9.0, 10.0, 1.0),
    ]  # fmt: skip
    assert {(refusal.code, refusal.row) for refusal in imported.refusals} == {
        ("rating_out_of_scale", 4), ("value_missing", 5),
    }  # fmt: skip


def test_reviews_alike_are_as_many_reviews(read: Read) -> None:
    imported = read({"r.csv": "date,platform,rating,scale\n" + "2026-08-01,Google,5,5\n" * 3})
    assert imported.tables["reviews"]["count"].sum() == 3


def test_a_snapshot_written_before_a_column_existed_is_read_with_nulls(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("deal_id,created,outcome\n1,2026-01-05,won\n", "utf-8")
    (tmp_path / "b.csv").write_text("deal_id,created,outcome,lost_reason\n2,2026-01-05,lost,Price\n", "utf-8")
    company = Company(name="Essai", gross_margin=0.4)
    warehouse = Warehouse.open(tmp_path)
    warehouse.add(read_folder(tmp_path, company, dt.date(2026, 11, 23)))
    old = tmp_path / "old.parquet"
    pl.concat([pl.read_parquet(path) for path in warehouse.paths("deals")]).drop("lost_reason").write_parquet(old)

    class Both:
        def paths(self, table: str) -> list[Path]:
            return [old, *warehouse.paths(table)]

    deals = Tables(Both())["deals"]  # type: ignore[arg-type]
    assert deals["deal_id"].sort().to_list() == ["1", "1", "2", "2"]
    assert deals["lost_reason"].drop_nulls().to_list() == ["Price"]
