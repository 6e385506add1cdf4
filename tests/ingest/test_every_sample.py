"""What must hold of every sample alike: each row is accounted for, and no order of files decides anything."""

import datetime as dt
import random
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from bascule.company import Company, FileSettings
from bascule.ingest import FileReport, read_folder, reader
from bascule.ingest.folder import counted_once
from bascule.ingest.found import Found
from bascule.ingest.source import Reading, Source
from bascule.ingest.standing import Standing, standing
from bascule.ingest.survey import Survey

TODAY = dt.date(2026, 11, 23)
EXPORTS = Path(__file__).parents[1] / "data" / "exports"
SAMPLES = sorted(
    path.relative_to(EXPORTS).as_posix()
    for path in EXPORTS.rglob("*")
    if path.is_file() and path.name not in {"MANIFEST.csv", "README.md"}
)
ANSWERS = FileSettings(
    currency="CAD", date_order="day_first", decimal=".", taxes="out", period="2026-09-01/2026-09-30",
    accept_refusals=True,
)  # fmt: skip
COMPANY = Company(name="Atelier Nordet", gross_margin=0.4, own_names=("Nordet",), files={"*": ANSWERS})
_ORIGIN = ("source_file", "source_row", "import_id")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[FileReport, int]]:
    """Return, filled as tables that are lists of records are read: their report, and the rows that it must count."""
    found: list[tuple[FileReport, int]] = []
    real_read = reader._read_rows
    apart: list[int] = []

    def noted_standing(surveyed: Survey, source: Source, reading: Reading) -> Standing:
        stood = standing(surveyed, source, reading)
        apart.append(surveyed.totals.height + stood.repeated)
        return stood

    def noted(report: FileReport, table: Found, *rest: Any) -> reader.FileRead:
        apart.clear()
        read = real_read(report, table, *rest)
        if apart and not table.unfolded and all(refusal.row is not None for refusal in read.refusals):
            found.append((read.report, table.cells.blocks.height + len(table.cells.ragged) - apart[0]))
        return read

    monkeypatch.setattr(reader, "standing", noted_standing)
    monkeypatch.setattr(reader, "_read_rows", noted)
    return found


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_row_is_kept_refused_or_left_out(
    sample: str, tmp_path: Path, counted: list[tuple[FileReport, int]]
) -> None:
    source = EXPORTS / sample
    shutil.copy(source, tmp_path)
    if source.suffix == ".csv":
        _spoil(source, tmp_path / f"spoilt {source.name}")
    imported = read_folder(tmp_path, COMPANY, TODAY)
    for report, rows in counted:
        assert report.rows_kept + report.rows_refused + report.rows_left_out == rows, report.file
    for report in imported.files:
        assert min(report.rows_kept, report.rows_refused, report.rows_left_out) >= 0


def _spoil(source: Path, target: Path) -> None:
    """Write a file with its last row pasted twice, and once cut in two."""
    data = source.read_bytes()
    codec = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    lines = data.decode(codec).splitlines()
    last = next(line for line in reversed(lines) if line.strip())
    target.write_bytes("\n".join([*lines, last, last[: len(last) // 2]]).encode(codec))


def test_the_order_of_the_files_decides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for rank, sample in enumerate(SAMPLES):
        shutil.copy(EXPORTS / sample, tmp_path / f"{rank:02d} {Path(sample).name}")
    reads: list[reader.FileRead] = []

    def noted(given: list[reader.FileRead], company: Company | None) -> list[reader.FileRead]:
        reads.extend(given)
        return counted_once(given, company)

    monkeypatch.setattr("bascule.ingest.folder.counted_once", noted)
    usual = {name: _rows(rows) for name, rows in read_folder(tmp_path, COMPANY, TODAY).tables.items()}
    for seed in range(3):
        random.Random(seed).shuffle(reads)
        tables = [table for read in counted_once(reads, COMPANY) for table in read.tables.items()]
        names = {name for name, _ in tables}
        assert {name: _rows(pl.concat([rows for each, rows in tables if each == name])) for name in names} == usual


def _rows(table: pl.DataFrame) -> list[str]:
    return sorted(map(repr, table.drop(_ORIGIN).rows()))
