import csv
import io
import json
from dataclasses import replace

import polars as pl
import pytest

from bascule.decisions import Plan
from bascule.report import plan_files


def rows(content, delimiter):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_french_rows_have_semicolons_decimal_commas_and_a_byte_order_mark(study):
    content = plan_files(study, "fr")["plan.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    head, first, *_ = rows(content, ";")
    assert head == ["Semaine du", "Canal", "Habituel", "Prévu", "Écart"]
    assert first == ["2026-11-30", "Publications boostées", "260,00", "0,00", "-260,00"]


def test_english_rows_are_read_as_dates_and_numbers(study):
    table = pl.read_csv(io.BytesIO(plan_files(study, "en")["plan.csv"]), try_parse_dates=True)
    plan = study.decisions.plan
    assert table.dtypes == [pl.Date, pl.String, pl.Float64, pl.Float64, pl.Float64]
    assert table.height == len(plan.schedule) * len(plan.lines)
    assert table["Planned"].sum() == pytest.approx(plan.weekly_budget * plan.horizon_weeks)


@pytest.mark.parametrize("label", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "\t=1", "-radio"])
def test_a_name_that_a_spreadsheet_would_run_is_made_inert(make_results, label):
    study = make_results()
    channels = dict(study.company.channels)
    channels["boosted_posts"] = channels["boosted_posts"].model_copy(update={"label": label})
    named = replace(study, company=study.company.model_copy(update={"channels": channels}))
    first = rows(plan_files(named, "en")["plan.csv"], ",")[1]
    assert first[1:] == [f"'{label}", "260.00", "0.00", "-260.00"]


def test_the_json_is_the_plan_of_the_decisions(study):
    told = plan_files(study, "fr")["plan.json"]
    assert Plan.model_validate_json(told) == study.decisions.plan
    assert json.loads(told) == json.loads(study.decisions.to_json())["plan"]
