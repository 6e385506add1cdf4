"""Companies' folders to import and study."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from bascule.company import Company
from bascule.ingest import read_folder
from bascule.panel import Panel
from bascule.warehouse import Warehouse

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def company() -> Company:
    return Company(name="Atelier Nordet", gross_margin=0.4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "exports"
    path.mkdir()
    return path


@pytest.fixture
def put(folder: Path) -> Callable[[str, str, Iterable[tuple[Any, ...]]], None]:
    """Return a function that writes a CSV in the folder: name, header, rows."""

    def write(name: str, header: str, rows: Iterable[tuple[Any, ...]]) -> None:
        lines = [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
        (folder / name).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")

    return write


@pytest.fixture
def study(folder: Path, company: Company) -> Callable[..., Panel]:
    """Return a function that imports the folder and builds its panel."""

    def run(today: dt.date = TODAY) -> Panel:
        warehouse = Warehouse.open(folder)
        warehouse.add(read_folder(folder, company, today))
        return warehouse.panel(today)

    return run


@pytest.fixture
def weeks() -> Callable[..., list[dt.date]]:
    """Return a function that gives consecutive Mondays."""

    def mondays(count: int, first: dt.date = dt.date(2025, 1, 6)) -> list[dt.date]:
        return [first + dt.timedelta(weeks=week) for week in range(count)]

    return mondays
