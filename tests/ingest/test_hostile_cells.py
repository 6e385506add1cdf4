"""What only a damaged or hostile file holds: infinite amounts, months that do not exist, heaps of signs, NUL bytes."""

import csv
import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from bascule.errors import BasculeError
from bascule.ingest import Imported
from bascule.ingest.spans import named_span

Read = Callable[..., Imported]
GOOD = "date,channel,spend\n2026-09-07,radio,100\n2026-09-14,radio,110\n"


@pytest.mark.parametrize("amount", ["9e999", "1e308", "-1e400", "99999999999999999999"])
def test_an_amount_that_no_export_holds_refuses_its_row(read: Read, amount: str) -> None:
    imported = read({"m.csv": f"{GOOD}2026-09-21,radio,{amount}\n"})
    assert [(refusal.code, refusal.row) for refusal in imported.refusals] == [("number_unreadable", 4)]
    assert imported.files[0].total == 210.0


def test_a_month_that_no_calendar_has_is_no_period() -> None:
    assert named_span("2026-13-01") is None
    assert named_span("2026-09-01") is not None


def test_zeros_in_a_file_that_speaks_of_rates_are_no_text(read: Read) -> None:
    imported = read({"m.csv": GOOD, "fx.csv": b"date,currency,base,rate\n\x002026-09-01,USD,CAD,1.37\n"})
    assert [report.total for report in imported.files if report.source == "media_csv"] == [210.0]
    assert [code for code, _ in imported.files[0].messages] == ["file_unknown"]


def test_a_cell_of_many_short_lines_is_read_in_no_time(read: Read, exports: Path) -> None:
    rows = (exports / "google_ads/campaign_day_fr_excel_resave.csv").read_bytes().replace(
        b";10\xa0500;", b';"' + b"\xe9\n" * 500_000 + b'";'
    )  # fmt: skip
    start = time.process_time()
    (report,) = read({"export.csv": rows}).files
    assert report.total == pytest.approx(1056.17)
    assert time.process_time() - start < 5


def _workbook(sample: Path) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(csv.reader(sample.read_text(encoding="utf-8").splitlines())):
            sheet.write_row(line, 0, row)
    return buffer.getvalue()


@pytest.mark.parametrize("step", range(7))
def test_a_workbook_with_one_byte_changed_is_refused_or_reads_the_same(read: Read, exports: Path, step: int) -> None:
    whole = bytearray(_workbook(exports / "meta/campaigns_en.csv"))
    places = range(len(whole) // 8 * step + 7, len(whole), 997)
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 0x5A
        try:
            total = read({"export.xlsx": bytes(damaged)}).files[0].total
        except BasculeError:
            total = None
        assert total is None or total == pytest.approx(92.22)


def test_a_row_of_a_hundred_thousand_empty_cells_does_not_widen_the_table(read: Read) -> None:
    start = time.process_time()
    (report,) = read({"m.csv": GOOD + "," * 100_000 + "\n2026-09-21,radio,90" + "," * 500 + "\n"}).files
    assert (report.rows_kept, report.rows_refused, report.total) == (3, 0, 300.0)
    assert time.process_time() - start < 5
