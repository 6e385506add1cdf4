"""The comparison's own parts: series as read, the panel they make, processes counted, tables."""

import json
import os
import sys

import numpy as np
import pytest
from companies.folder import write_company

from benchmarks.machine import facts
from benchmarks.processes import Cost, measured, median
from benchmarks.speed.drive_bascule import diagnose, fit, panel_of
from benchmarks.speed.driver import Answer, asked_series, told_series
from benchmarks.speed.portfolio import CLASSES, WEEKS
from benchmarks.speed.portfolio import panel_of as panel_of_rank
from benchmarks.speed.series import PUBLIC, of_company, read
from benchmarks.speed.table import BASCULE, HEAD, RATIOS, Runs, digits, spread, tables


def answer(fit=2.0, ess=400.0, **changes):
    return Answer(**{"fit": fit, "reporting": 0.5, "ess": ess, "rhat": 1.004, "divergences": 0, "draws": 2000,
                     "versions": {}, **changes})  # fmt: skip


def runs(wall, fit, ess):
    made = Runs()
    for k in range(3):
        made.add_whole(Cost(wall + 0.5 + k, 2 * wall, 100.0 * wall), answer(fit=fit, ess=ess))
        made.fits.append(answer(fit=fit, ess=ess))
    return made


@pytest.mark.parametrize(("series", "weeks", "channels"), [(PUBLIC[0], 179, 2), (PUBLIC[1], 208, 5)])
def test_a_public_series_becomes_a_panel_of_its_weeks_and_channels(series, weeks, channels):
    panel = panel_of(read(series))
    assert panel.spend.shape == (weeks, channels)
    assert (np.diff(panel.dates) == np.timedelta64(7, "D")).all()
    assert np.isfinite(panel.revenue).all()
    assert (panel.spend >= 0).all()
    assert np.isnan(panel.claimed_revenue).all()


def test_spending_without_a_unit_is_scaled_to_a_share_of_revenue_and_the_rest_is_left_alone():
    example, robyn = read(PUBLIC[0]), read(PUBLIC[1])
    assert np.sum(example.spend) / np.sum(example.revenue) == pytest.approx(0.1)
    assert robyn.spend[0][0] == 22358.3466666667


def test_a_simulated_company_becomes_a_series_with_its_classes(tmp_path):
    write_company(7, "funnel", tmp_path / "company")
    series = of_company(tmp_path / "company", tmp_path / "wide.csv")
    weeks = read(series)
    spent = np.loadtxt(tmp_path / "company" / "media.csv", delimiter=",", skiprows=1, usecols=2).sum()
    assert np.sum(weeks.spend) == pytest.approx(spent)
    assert series.classes == {name: name for name in weeks.channels}
    assert len(weeks.dates) == len(set(weeks.dates)) == len(weeks.revenue)


def test_a_series_told_to_a_process_is_the_one_it_reads():
    assert asked_series(told_series(PUBLIC[1])) == PUBLIC[1]


def test_diagnostics_are_those_of_the_channels_parameters():
    drawn, columns = fit(PUBLIC[0], read(PUBLIC[0]), seed=1)
    ess, rhat, divergences, draws = diagnose((drawn, columns))
    assert columns == 6
    assert ess >= drawn.ess
    assert rhat <= drawn.rhat
    assert divergences == drawn.divergences
    assert draws == drawn.draws.shape[0] * drawn.draws.shape[1]


def test_a_process_is_measured_with_what_it_printed():
    cost, printed = measured([sys.executable, "-c", "x = bytearray(2**26); print(len(x))"], dict(os.environ))
    assert json.loads(printed) == 2**26
    assert cost.peak > 64
    assert 0 < cost.wall < 60


def test_a_process_that_fails_stops_the_measurement_with_its_words():
    with pytest.raises(SystemExit, match="no such luck"):
        measured([sys.executable, "-c", "raise ValueError('no such luck')"], dict(os.environ))


def test_a_median_is_taken_figure_by_figure():
    assert median([Cost(1, 5, 9), Cost(2, 4, 8), Cost(3, 6, 7)]) == Cost(2, 5, 8)


def test_a_whole_process_is_not_charged_for_the_tables_own_diagnostics():
    made = runs(wall=4.0, fit=2.0, ess=400.0)
    assert made.walls == [4.0, 5.0, 6.0]
    assert made.rates == [100.0, 80.0, pytest.approx(66.67, abs=0.01)]
    assert made.fit_rates == [200.0, 200.0, 200.0]


def test_tables_are_markdown_with_every_cell_and_the_ratios():
    lines = tables({("A", BASCULE): runs(2.0, 1.0, 1000.0), ("A", "Other"): runs(20.0, 10.0, 500.0)}).splitlines()
    assert lines[0] == HEAD
    assert {line.count("|") for line in lines[:4]} == {HEAD.count("|")}
    assert lines[2].startswith("| A | Bascule | 3.00 (2.00–4.00) |")
    assert lines[-1].count("|") == RATIOS.count("|")
    assert lines[-1] == "| A | Other | 0.14 × | 0.10 × | 0.10 × | 14.0 × | 20.0 × |"


def test_figures_keep_three_digits_and_say_their_spread():
    assert [digits(x) for x in (0.123, 3.456, 34.56, 345.6)] == ["0.12", "3.46", "34.6", "346"]
    assert spread([1.0, 9.0, 2.0]) == "2.00 (1.00–9.00)"


def test_facts_name_the_machine_and_the_versions():
    machine, versions = facts({"bascule": "0.1.0", "numpy": "2.2"}).splitlines()
    assert f"{os.cpu_count()} cores" in machine
    assert versions == "bascule 0.1.0 · numpy 2.2"


def test_companies_of_a_portfolio_differ_and_repeat():
    one, again, other = panel_of_rank(3), panel_of_rank(3), panel_of_rank(4)
    assert (one.revenue == again.revenue).all()
    assert (one.revenue != other.revenue).all()
    assert one.spend.shape == (WEEKS, len(CLASSES))
    assert (one.revenue > 0).all()
    assert (one.spend.sum(axis=0) > 0).all()
