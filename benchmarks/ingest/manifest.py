"""Every sample export of the manifest beside what Bascule reads in it: rows, spending, hours, or what it asks.

python -m benchmarks.ingest.manifest
"""

import csv
import datetime as dt
import shutil
import tempfile
from pathlib import Path

from bascule.company import Company, FileSettings
from bascule.ingest import Imported, read_folder

SAMPLES = Path(__file__).parents[2] / "tests" / "data" / "exports"
TODAY = dt.date(2026, 11, 23)
# What an owner would answer to the questions of these files.
ANSWERS = FileSettings(currency="CAD", date_order="day_first", taxes="out")
COMPANY = Company(name="Atelier Boréal", gross_margin=0.4, own_names=("Atelier Boréal",))


def read(sample: str, company: Company) -> Imported:
    """Read one sample alone."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(SAMPLES / sample, Path(folder) / Path(sample).name)
        return read_folder(Path(folder), company, TODAY)


def rows(imported: Imported) -> int:
    """Return the rows of the file's largest part: kept, left out as no business done, and refused."""
    counted = [report.rows_kept + report.rows_left_out + report.rows_refused for report in imported.files]
    return max((n for n, report in zip(counted, imported.files, strict=True) if report.source), default=0)


def main() -> None:
    """Print the table."""
    print(f"{'sample':64} {'rows':>9} {'spend':>17} {'hours':>9}  asked")
    wrong = 0
    with (SAMPLES / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        for stated in csv.DictReader(file):
            asked = [question.field for question in read(stated["file"], COMPANY).questions]
            answered = COMPANY.model_copy(update={"files": {"*": ANSWERS}})
            imported = read(stated["file"], answered)
            hours, spend = imported.tables.get("hours"), _spend(imported)
            worked = None if hours is None else float(hours["minutes"].sum()) / 60
            agrees = _agrees(stated["rows"], rows(imported)) and _agrees(stated["spend"], spend)
            agrees = agrees and _agrees(stated["hours"], worked)
            wrong += not agrees
            cells = (
                f"{rows(imported)}/{stated['rows']}",
                _pair(spend, stated["spend"]),
                _pair(worked, stated["hours"]),
            )
            mark = "" if agrees else "  DIFFERS"
            print(f"{stated['file']:64} {cells[0]:>9} {cells[1]:>17} {cells[2]:>9}  {', '.join(asked)}{mark}")
    print(f"\n{wrong} differ" if wrong else "\nevery sample gives what the manifest states")


def _spend(imported: Imported) -> float | None:
    sums = {"media": "spend", "costs": "amount"}
    found = [float(imported.tables[name][column].sum()) for name, column in sums.items() if name in imported.tables]
    return sum(found) if found else None


def _agrees(stated: str, found: float | None) -> bool:
    return not stated or (found is not None and abs(float(stated) - found) < 0.005)


def _pair(found: float | None, stated: str) -> str:
    return f"{found:.2f}/{stated}" if stated and found is not None else ""


if __name__ == "__main__":
    main()
