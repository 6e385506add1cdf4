import csv
import datetime as dt
import subprocess
import sys
from pathlib import Path

from bascule.company import Company
from bascule.ingest import read_folder

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "conjura"


def test_the_tables_are_those_that_prepare_writes(tmp_path):
    for name in ("weekly.csv", "prepare.py"):
        (tmp_path / name).write_bytes((EXAMPLE / name).read_bytes())
    subprocess.run([sys.executable, tmp_path / "prepare.py"], check=True)
    for name in ("media.csv", "sales.csv"):
        assert (tmp_path / name).read_bytes() == (EXAMPLE / name).read_bytes()


def test_no_figure_of_the_brand_is_lost():
    with (EXAMPLE / "weekly.csv").open(encoding="utf-8", newline="") as file:
        weeks = list(csv.DictReader(file))
    spend = sum(float(week[name]) for week in weeks for name in week if name.startswith("spend_"))
    imported = read_folder(EXAMPLE, Company.read(EXAMPLE), dt.date(2026, 11, 23))
    assert abs(imported.tables["media"]["spend"].sum() - spend) < 0.01 * len(weeks)
    assert abs(imported.tables["sales"]["revenue"].sum() - sum(float(week["revenue"]) for week in weeks)) < 1
    assert imported.tables["sales"].height == 117
    assert not imported.refusals
    assert not imported.questions


def test_the_margin_is_said_to_be_assumed():
    company = Company.read(EXAMPLE)
    assert "gross_margin" in company.assumed
    assert company.currency == "USD"
    assert not company.simulated


def test_the_licence_and_the_source_stand_beside_the_data():
    notice = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    for words in ("CC BY 4.0", "Anderson A. (2024)", "10.6084/m9.figshare.25314841"):
        assert words in notice
