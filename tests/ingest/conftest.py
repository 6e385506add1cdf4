"""Folders of exports for the importer's tests."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bascule.company import Company
from bascule.ingest import Imported, read_folder

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def exports() -> Path:
    """Return the folder of sample exports."""
    return Path(__file__).parents[1] / "data" / "exports"


@pytest.fixture
def company() -> Company:
    return Company(name="Atelier Nordet", gross_margin=0.4, currency="CAD", own_names=("Nordet",))


@pytest.fixture
def read(tmp_path: Path, company: Company) -> Callable[..., Imported]:
    """Return a function that writes files into a folder and reads it; text is written in UTF-8."""

    def write_and_read(contents: dict[str, str | bytes], /, **settings: Any) -> Imported:
        folder = tmp_path / "exports"
        folder.mkdir(exist_ok=True)
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        described = company.model_copy(update=settings) if settings else company
        return read_folder(folder, described, TODAY)

    return write_and_read


@pytest.fixture
def read_one(read: Callable[..., Imported], exports: Path) -> Callable[..., Imported]:
    """Return a function that reads one sample alone, under another name."""

    def alone(sample: str, **settings: Any) -> Imported:
        return read({"export.csv": (exports / sample).read_bytes()}, **settings)

    return alone
