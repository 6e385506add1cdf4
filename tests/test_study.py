import csv
import dataclasses
import datetime as dt
import json
import shutil
from pathlib import Path

import jsonschema
import numpy as np
import pytest

import world
from bascule import study, written
from bascule.decisions import Decisions
from bascule.errors import BasculeError, ExitCode
from bascule.limits import ScenarioSettings
from bascule.mmm import fit as fitting
from bascule.mmm.fit import Sample

TODAY = dt.date(2026, 11, 23)
SCHEMA = Path(__file__).parents[1] / "docs" / "schema" / "decisions-1.json"


def write_company(folder, panel, text='name = "Maison Essai"\ngross_margin = 0.45\n'):
    """Write a panel as canonical files, with a bascule.toml."""
    folder.mkdir(exist_ok=True)
    (folder / "bascule.toml").write_text(text, encoding="utf-8")
    with (folder / "media.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["date", "channel", "spend"])
        for date, spends in zip(panel.dates, panel.spend, strict=True):
            for name, spend in zip(panel.channels, spends, strict=True):
                rows.writerow([date, name, f"{spend:.2f}"])
    with (folder / "sales.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["date", "revenue"])
        rows.writerows([date, f"{revenue:.2f}"] for date, revenue in zip(panel.dates, panel.revenue, strict=True))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_company(tmp_path_factory.mktemp("company"), world.panel())


@pytest.fixture(scope="module")
def whole(folder):
    return study.studied(folder, study.Options(today=TODAY))


@pytest.fixture(scope="module")
def results(whole):
    return whole.results


def test_a_folder_becomes_decisions_that_meet_the_published_schema(results, tmp_path):
    (path,) = written.write(results, tmp_path / "out", "fr", report=False)
    decided = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(decided, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert decided["schema"] == "bascule/decisions/1"
    assert {c["channel"] for c in decided["channels"]} == {"meta", "google", "radio"}
    assert decided["channels"][0]["class"] == "social_prospecting"
    assert {test["channel"] for test in decided["next_test"]["candidates"]} <= {"meta", "google", "radio"}
    missing = {c["params"]["section"] for c in decided["checks"] if c["code"] == "section_unavailable"}
    assert missing == {"tipping_point", "independence"}
    assert "next_test" not in missing


def test_decisions_read_back_equal(results):
    assert Decisions.model_validate_json(results.decisions.to_json()) == results.decisions


def test_every_figure_is_what_its_name_says(results):
    for channel in results.decisions.channels:
        assert channel.iroas.p05 <= channel.iroas.p50 <= channel.iroas.p95
        assert channel.margin_return.p50 == pytest.approx(0.45 * channel.iroas.p50)
        assert channel.claimed_roas is None
    spent = world.panel().spend[-52:].sum(axis=0).sum()
    assert sum(c.spend for c in results.decisions.channels) == pytest.approx(spent, abs=5)


def test_running_twice_changes_nothing(folder, results):
    again = study.run(folder, study.Options(today=TODAY))
    assert again.decisions == results.decisions


def test_the_answer_is_checked_by_fitting_again(results):
    found = {check.code: check.severity for check in results.decisions.checks}
    assert found["placebo"] == "pass"
    assert {"refresh", "forecast_skill", "forecast_coverage"} <= found.keys()
    assert "untested" not in found


def test_a_quick_study_decides_the_same_and_says_what_it_did_not_check(folder, results):
    quick = study.run(folder, study.Options(today=TODAY, stability=False)).decisions
    assert quick.channels == results.decisions.channels
    assert quick.plan == results.decisions.plan
    left_out = [check.params for check in quick.checks if check.code == "untested"]
    assert {params["tested"] for params in left_out} == {"placebo", "refresh", "forecast"}
    assert {params["because"] for params in left_out} == {"quick"}


def test_whoever_watches_sees_that_it_is_checked(folder, monkeypatch):
    told = []
    monkeypatch.setattr(study, "fit", lambda *_: None)
    monkeypatch.setattr("bascule.mmm.refits.refit", lambda *_: None)
    monkeypatch.setattr(study, "conclude", lambda *_: None)
    study.studied(folder, study.Options(today=TODAY), lambda step, share: told.append((step, share)))
    assert [share for step, share in told if step == "checking"] == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_the_report_is_written_beside_the_decisions(results, tmp_path):
    paths = written.write(results, tmp_path, "en")
    plan = ["budget.xlsx", "plan.ics", "plan.csv", "plan.json"]
    assert [p.name for p in paths] == ["decisions.json", "report.html", "report.pdf", *plan]
    assert all(p.stat().st_size > 800 for p in paths)


def test_a_budget_and_a_horizon_are_kept(folder):
    options = study.Options(
        wishes={"budget": 5000.0, "horizon_weeks": 8, "max_multiple": 3.0}, today=TODAY, stability=False
    )
    plan = study.run(folder, options).decisions.plan
    assert plan.weekly_budget == 5000.0
    assert round(sum(line.weekly for line in plan.lines), 2) == 5000.0
    assert plan.horizon_weeks == sum(month.weeks for month in plan.months) == 8
    assert plan.months[0].start == dt.date(2026, 11, 30)  # today is a Monday: too late to change anything


def test_a_budget_out_of_reach_is_refused_before_the_fit(folder, monkeypatch):
    monkeypatch.setattr(study, "fit", lambda *_: pytest.fail("the budget was not checked first"))
    with pytest.raises(BasculeError) as caught:
        study.run(folder, study.Options(wishes={"budget": 1e12}, today=TODAY))
    assert caught.value.code == "budget_out_of_bounds"


def test_another_plan_is_asked_of_the_same_model_and_judged_at_the_margin_it_supposes(whole):
    plan = whole.results.decisions.plan
    assert study.another_plan(whole, ScenarioSettings(), 1) == plan
    # At a margin of one cent on the dollar every channel is to stop: none is held there by another margin's verdict.
    poor = study.another_plan(whole, ScenarioSettings(gross_margin=0.01, free=True), 1)
    assert [line.weekly for line in poor.lines] == [0.0] * 3
    assert {step.reasons[0].code for step in poor.steps} == {"step_stop"}


def test_a_test_of_a_channel_there_is_not_is_refused_before_the_fit(folder, monkeypatch):
    monkeypatch.setattr(study, "fit", lambda *_: pytest.fail("the channel was not checked first"))
    with pytest.raises(BasculeError) as caught:
        study.run(folder, study.Options(today=TODAY, test_channel="tv"))
    assert caught.value.code == "test_channel_unknown"


def test_the_next_test_starts_with_the_plan_and_stops_nothing_that_is_stopped(results):
    decisions = results.decisions
    stopped = {channel.channel for channel in decisions.channels if channel.verdict == "stop"}
    assert {test.start for test in decisions.next_test.candidates} == {decisions.plan.months[0].start}
    assert not stopped & {test.channel for test in decisions.next_test.candidates}


def test_a_fit_that_does_not_converge_decides_nothing(folder, monkeypatch):
    def lost(problem, seed, progress=None):
        draws = np.random.default_rng(0).normal(size=(4, 100, problem.dimension)) + np.arange(4)[:, None, None]
        return Sample(draws, rhat=1.8, ess=12.0, tail_ess=9.0, ebfmi=0.1, divergences=7)

    monkeypatch.setattr("bascule.mmm.model.sample", lost)
    with pytest.raises(BasculeError) as caught:
        study.run(folder, study.Options(today=TODAY))
    assert caught.value.code == "not_converged"
    assert caught.value.exit_code == ExitCode.NOT_CONVERGED


def test_the_fit_tries_longer_before_it_gives_up(monkeypatch):
    tried = []

    def never(problem, seed, rung, chains, progress=None, threads=None):
        tried.append(rung)
        return Sample(np.zeros((4, 10, 3)), rhat=1.5, ess=5.0, tail_ess=5.0, ebfmi=0.9, divergences=0)

    monkeypatch.setattr(fitting, "climb", never)
    assert not fitting.sample(None, seed=1).converged
    assert tried == list(fitting.LADDER)


@pytest.mark.parametrize(("weeks", "code"), [(3, "sales_too_few"), (12, "history_short")])
def test_a_few_weeks_are_not_an_error_but_they_decide_nothing(tmp_path, weeks, code):
    short = write_company(tmp_path / "short", world.panel(periods=weeks, seed=4))
    decisions = study.run(short, study.Options(today=TODAY)).decisions
    assert {code, "prior_only"} <= {c.code for c in decisions.checks}
    if code == "history_short":
        assert any((c.code, c.severity) == ("history_short", "fail") for c in decisions.checks)
        assert {c.params["because"] for c in decisions.checks if c.code == "untested"} == {"short"}
    assert {c.evidence for c in decisions.channels} == {"prior"}
    assert {c.verdict for c in decisions.channels} == {"test"}
    assert decisions.next_test is None


def test_monthly_data_are_answered_and_said_to_be_weak(tmp_path):
    months = np.arange("2023-11", "2026-11", dtype="datetime64[M]").astype("datetime64[D]")
    panel = dataclasses.replace(world.panel(periods=36, seed=5), dates=months)
    folder = write_company(tmp_path / "monthly", panel)
    decisions = study.run(folder, study.Options(today=TODAY)).decisions
    assert decisions.window.period == "month"
    assert any(c.code == "monthly_data" for c in decisions.checks)
    assert {test.error_from for test in decisions.next_test.candidates} == {"residuals"}
    assert {"placebo", "refresh", "forecast_skill"} <= {c.code for c in decisions.checks}
    usual = panel.spend[-12:].mean(axis=0).sum() / (365.25 / 12 / 7)
    assert decisions.plan.weekly_budget == pytest.approx(usual, rel=1e-3)


def test_one_channel_is_enough(tmp_path):
    whole = world.panel()
    panel = world.panel(spend=whole.spend[:, :1], revenue=whole.revenue)
    options = study.Options(today=TODAY, stability=False)
    found = study.run(write_company(tmp_path / "one", panel), options).decisions
    plan = found.plan
    assert plan.lines[0].weekly == plan.lines[0].usual_weekly
    assert found.next_test.recommended is None  # with all the money on one channel, no answer changes the plan
    assert found.next_test.best_value == pytest.approx(0, abs=1e-6)


def test_a_missing_margin_and_a_missing_company_are_asked_for(tmp_path):
    folder = write_company(tmp_path / "bare", world.panel(periods=12), text='name = "X"\n')
    with pytest.raises(BasculeError) as caught:
        study.run(folder, study.Options(today=TODAY))
    assert caught.value.code == "margin_missing"
    (folder / "bascule.toml").unlink()
    with pytest.raises(BasculeError) as caught:
        study.run(folder, study.Options(today=TODAY))
    assert caught.value.code == "company_missing"


def test_earlier_results_survive_a_disk_that_refuses(results, tmp_path, monkeypatch):
    written.write(results, tmp_path, "en", report=False)
    before = (tmp_path / "decisions.json").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BasculeError) as caught:
        written.write(results, tmp_path, "en", report=False)
    assert caught.value.code == "disk_full"
    assert (tmp_path / "decisions.json").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["decisions.json"]


def test_the_company_says_the_class_and_a_name_may_be_guessed(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    text = 'name = "X"\ngross_margin = 0.45\n[channels.google]\nclass = "brand_search"\n'
    (copy / "bascule.toml").write_text(text, encoding="utf-8")
    decisions = study.run(copy, study.Options(today=TODAY, stability=False)).decisions
    assert {c.channel: c.channel_class for c in decisions.channels}["google"] == "brand_search"


@pytest.mark.parametrize(
    ("last", "today", "start"),
    [
        ("2026-11-16", "2026-11-22", "2026-11-23"),  # Sunday: tomorrow
        ("2026-11-16", "2026-11-23", "2026-11-30"),  # Monday: too late for today
        ("2026-11-01", "2026-11-23", "2026-11-29"),  # weeks that begin on Sunday
        ("2026-11-23", "2026-11-23", "2026-11-30"),  # after the last week of data
    ],
)
def test_the_plan_begins_with_a_week_still_to_come(last, today, start):
    panel = world.panel(periods=30, seed=1)
    dates = np.datetime64(last) - 7 * np.arange(30)[::-1].astype("timedelta64[D]")
    panel = dataclasses.replace(panel, dates=dates)
    assert study.next_start(panel, dt.date.fromisoformat(today)) == dt.date.fromisoformat(start)
