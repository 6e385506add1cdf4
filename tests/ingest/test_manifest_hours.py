"""Every sample of working time parses to the rows and hours that MANIFEST.csv states."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from bascule.ingest import Imported

_PLATFORMS = {
    "toggl": "toggl_time",
    "harvest": "harvest_time",
    "clockify": "clockify_time",
    "ics": "calendar_ics",
}
_MANIFEST = Path(__file__).parents[1] / "data" / "exports" / "MANIFEST.csv"


def _stated() -> list[dict[str, str]]:
    with _MANIFEST.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["file"].split("/")[0] in _PLATFORMS]


def test_the_manifest_speaks_of_the_four_sources() -> None:
    assert {row["file"].split("/")[0] for row in _stated()} == set(_PLATFORMS)


@pytest.mark.parametrize("stated", _stated(), ids=lambda row: row["file"])
def test_rows_and_hours(stated: dict[str, str], read: Callable[..., Imported], exports: Path) -> None:
    path = exports / stated["file"]
    imported = read({path.name: path.read_bytes()})
    (report,) = imported.files
    assert (report.source, report.rows_refused) == (_PLATFORMS[stated["file"].split("/")[0]], 0)
    assert report.rows_kept == int(stated["rows"])
    assert imported.tables["hours"]["minutes"].sum() / 60 == pytest.approx(float(stated["hours"]))
    assert not imported.refusals
    assert not imported.questions
