"""The benchmark of the optimiser: made-up companies, other plans, the weekly bound, and curves of other tools."""

import io
import json
import os
import sys
from itertools import product

import numpy as np
import pytest
from companies.folder import write_company

import naive
from bascule.allocation.optimum import Domain
from bascule.allocation.risk import aim_at
from bascule.mmm.density.response import TAIL
from bascule.mmm.model import prior_model
from benchmarks.allocation import cases, driver, peers, plan
from benchmarks.allocation.cases import made_up
from benchmarks.allocation.optimality import Rivals, against_all, against_random, by_steps, freedom
from benchmarks.allocation.search import every_plan, in_cents, random_plans, within, worths
from benchmarks.allocation.weekly import Limits, free_weeks, margin, most_along, nearest, over_usual
from benchmarks.speed.driver import told_series
from benchmarks.speed.series import PUBLIC
from benchmarks.speed.table import BASCULE

DOMAIN = Domain.between([1000, 0, 500], [5000, 4000, 900])
BUDGET = 6000


@pytest.fixture(scope="module")
def case():
    return made_up(4, 8, draws=80)


def aims(case):
    tables = case.ground.tables(case.ground.seen)
    variants = [case.ground.tables(variant) for variant in case.ground.variants]
    return {risk: aim_at(tables, risk, variants) for risk in plan.RISKS}


def test_random_plans_meet_budget_and_bounds_and_half_are_near_the_best():
    middle = np.array([3000, 2400, 600])
    found = random_plans(DOMAIN, BUDGET, 400, middle, np.random.default_rng(0))
    assert found.shape == (400, 3)
    assert (found.sum(axis=1) == BUDGET).all()
    assert ((found >= DOMAIN.low) & (found <= DOMAIN.high)).all()
    away = np.abs(found - middle).max(axis=1)
    assert np.median(away[200:]) < np.median(away[:200])


def test_the_nearest_plan_within_limits_is_one_that_already_is():
    inside = np.array([[3000.0, 2400.0, 600.0]])
    assert within(inside, DOMAIN, BUDGET) == pytest.approx(inside)
    assert in_cents(np.array([[0.5, 0.5, 2.0]]), 3).sum() == 3


def test_every_plan_by_steps_is_listed_once():
    domain = Domain(DOMAIN.low, DOMAIN.high, np.array([500, 1000, 100]), np.zeros(3, dtype=bool))
    grids = (range(1000, 5001, 500), range(0, 4001, 1000), range(500, 901, 100))
    expected = {amounts for amounts in product(*grids) if sum(amounts) == BUDGET}
    found = [tuple(row) for part in every_plan(domain, BUDGET) for row in part.tolist()]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_plans_are_worth_together_what_each_is_worth_alone(case):
    every = aims(case)
    plans = random_plans(case.domain, case.total.cents, 30, case.ground.usual, np.random.default_rng(1))
    for risk in ("cautious", "worst_case"):
        alone = [every[risk].worth(cents) for cents in plans]
        assert worths(every[risk], plans) == pytest.approx(alone)
    assert worths(every["neutral"], plans) == pytest.approx([every["neutral"].cases(p).mean() for p in plans])
    far = plans[:15]
    assert (worths(every["prudent"], far) < worths(every["neutral"], far)).all()


def test_no_plan_beats_ours_by_more_than_the_gap(case):
    for aim in aims(case).values():
        for rivals in (against_random(aim, case, 500, np.random.default_rng(2)), against_all(aim, case, amounts=40)):
            assert rivals.more <= rivals.gap + 0.01
            assert rivals.count > 50


def test_a_rival_that_is_worth_less_is_no_more():
    assert Rivals(value=10.0, gap=0.1, count=3, beaten=0, most=9.0).more == 0.0


def test_a_budget_by_steps_can_be_met(case):
    domain, budget = by_steps(case.domain, case.ground.usual, np.array([0, 1, 3]), 60)
    assert domain.step.tolist() == [domain.step[0], 2 * domain.step[0], domain.step[0]]
    assert len(np.concatenate(list(every_plan(domain, budget)))) > 100


@pytest.mark.parametrize("channel", [0, 3])
def test_the_margin_of_a_course_is_that_of_slow_arithmetic(case, channel):
    seen, weeks = case.ground.seen, case.ground.outlook.weeks
    worth = case.ground.outlook.worth
    course = np.random.default_rng(3).uniform(100, 900, (4, weeks))
    value, _ = margin(seen, worth, 0.4, course)
    scale = seen.reference[channel]
    slow = [
        seen.height[i, channel]
        * naive.course_value(
            course[channel] / scale, seen.usual[channel] / scale, worth, seen.state[channel, :, i],
            seen.keep[i, channel], seen.half[i, channel], seen.slope[channel], int(seen.stages[channel]),
        )
        for i in range(len(seen.height))
    ]  # fmt: skip
    assert value[channel] == pytest.approx(0.4 * np.mean(slow) - course[channel].sum())


def test_the_slope_of_the_margin_is_that_of_small_differences(case):
    asked = (case.ground.seen, case.ground.outlook.worth, 0.4)
    course = np.random.default_rng(4).uniform(100, 900, (4, case.ground.outlook.weeks))
    _, slope = margin(*asked, course)
    for channel, week in ((0, 0), (1, 7), (3, 4)):
        more, less = course.copy(), course.copy()
        more[channel, week] += 0.5
        less[channel, week] -= 0.5
        difference = margin(*asked, more)[0].sum() - margin(*asked, less)[0].sum()
        assert slope[channel, week] == pytest.approx(difference, rel=1e-4)


def test_the_nearest_weekly_plan_meets_its_limits_and_is_not_farther_than_another():
    limits = Limits(100.0, np.array([20.0, 0.0]), np.array([80.0, 50.0]))
    rng = np.random.default_rng(5)
    asked = rng.normal(10, 20, (2, 5))
    found = nearest(asked, limits)
    assert found.sum() == pytest.approx(100)
    assert (found >= 0).all()
    for _ in range(200):
        share = rng.uniform(50, 80)
        other = np.stack([share * rng.dirichlet(np.ones(5)), (100 - share) * rng.dirichlet(np.ones(5))])
        assert ((found - asked) ** 2).sum() <= ((other - asked) ** 2).sum() + 1e-6


def test_the_most_along_a_slope_is_that_of_the_best_weeks_within_limits():
    limits = Limits(100.0, np.array([20.0, 0.0, 10.0]), np.array([80.0, 50.0, 60.0]))
    slope = np.array([[1.0, 3.0], [2.0, 0.0], [0.5, 1.5]])
    assert most_along(slope, limits) == pytest.approx(3 * 80 + 2 * 10 + 1.5 * 10)


def test_free_weeks_gain_no_less_than_ours_and_no_more_than_their_bound(case):
    seen, outlook, bounds = case.ground.seen, case.ground.outlook, case.ground.bounds
    course = np.stack([outlook.course(c, x / 100) for c, x in enumerate(case.ground.usual)])
    limits = Limits(float(course.sum()), outlook.weeks * bounds.low / 100, outlook.weeks * bounds.high / 100)
    found = free_weeks(seen, outlook.worth, 0.45, course, limits)
    ours = over_usual(seen, outlook.worth, 0.45, course)
    assert ours < found.met <= found.bound
    assert found.bound - found.met < 1e-3 * found.bound
    assert over_usual(seen, outlook.worth, 0.45, found.spend) == pytest.approx(found.met)
    assert (found.spend[3] == course[3]).all()  # S-shaped: held
    assert found.spend.sum() == pytest.approx(limits.total)


def test_what_the_tables_say_of_our_plan_is_what_its_weeks_bring(case):
    found = freedom(case)
    assert found.held == 1
    assert found.tables == pytest.approx(found.ours, rel=1e-4)
    assert found.ours <= found.met <= found.bound


def test_made_up_companies_repeat_and_differ(case):
    again, other = made_up(4, 8, draws=80), made_up(4, 8, draws=80, seed=1)
    assert (again.ground.usual == case.ground.usual).all()
    assert (other.ground.usual != case.ground.usual).any()
    assert case.ground.seen.keep.shape == case.ground.fresh.keep.shape == (40, 4)
    assert len(case.ground.outlook.worth) == 8 + TAIL


def test_a_folder_of_exports_becomes_a_case_and_keeps_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(cases, "fit_model", prior_model)
    write_company(7, "funnel", tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    found = cases.from_folder(tmp_path, 1.5, 4)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert found.ground.outlook.weeks == 4
    assert found.total.cents == found.ground.usual.sum()
    assert (found.domain.low <= found.ground.usual).all()
    assert (found.domain.high >= found.ground.usual).all()


def test_every_part_of_a_plan_is_timed(case):
    found = plan.measure(case, 1)
    assert set(found["took"]) == {"tables", *plan.RISKS, "whole"}
    assert all(len(took) == 1 and took[0] > 0 for took in found["took"].values())
    assert all(gap >= 0 for gap in found["gaps"].values())
    assert plan.row("4 × 8", found, 200.0).count("|") == plan.HEAD.count("|")
    assert plan.gap_row("4 × 8", found["gaps"]).count("|") == plan.GAPS.count("|")


class Concave:
    """A tool whose channels' responses are known: heights by draw, times the square root of spending."""

    usual = np.array([100.0, 400.0])
    height = np.array([[30.0, 20.0], [50.0, 20.0]])

    def __init__(self, weeks):
        self.weeks = weeks

    def whole(self):
        return np.array([120.0, 380.0])

    again = whole

    def responses(self, weekly):
        return self.height * np.sqrt(weekly)


def test_a_tool_tells_its_plan_then_values_the_one_it_is_given(tmp_path, monkeypatch, capsys):
    asked = ["--series", told_series(PUBLIC[0]), "--curves", str(tmp_path / "curves.npz"), "--runs", "2"]
    monkeypatch.setattr(sys, "argv", ["drive", *asked])
    monkeypatch.setattr(sys, "stdin", io.StringIO("[150.0, 350.0]\n"))
    driver.converse(Concave, ("numpy",))
    told, worths_told = map(json.loads, capsys.readouterr().out.splitlines())
    heard = driver.Told(**told)
    assert heard.split == [120.0, 380.0]
    assert len(heard.whole) == len(heard.again) == 2
    assert worths_told == pytest.approx(
        [float((40 * a**0.5) + 20 * b**0.5) for a, b in ((100, 400), (120, 380), (150, 350))]
    )
    with np.load(tmp_path / "curves.npz") as arrays:
        spends, responses = arrays["spends"], arrays["responses"]
    assert spends[:, [0, -1]].tolist() == [[50.0, 150.0], [200.0, 600.0]]
    assert responses.shape == (2, 2, driver.POINTS)
    found = peers.our_split(peers.tables_of(spends, responses), Concave.usual, 500.0)
    # 40 / sqrt(a) = 20 / sqrt(b) wants a = 400, which is over the limit of 150.
    assert found.cents.tolist() == [15_000, 35_000]


def test_our_split_on_another_tools_curves_is_where_their_slopes_meet():
    spends = np.linspace([50.0, 50.0], [150.0, 150.0], driver.POINTS, axis=1)
    responses = np.array([[30.0, 20.0]])[:, :, None] * np.sqrt(spends)
    found = peers.our_split(peers.tables_of(spends, responses), np.array([100.0, 100.0]), 195.0)
    assert found.cents.tolist() == pytest.approx([13_500, 6000], abs=2)
    assert found.gap < 0.01


def test_a_tool_is_heard_through_its_libraries_words():
    command = [sys.executable, "-c", "print('loading'); print('[1, 2]'); input(); print('bye')"]
    with peers.talking(command, dict(os.environ)) as process:
        assert json.loads(peers.heard(process)) == [1, 2]
        print("go on", file=process.stdin, flush=True)
        assert peers.heard(process) == ""


def test_a_tool_that_fails_stops_the_comparison_with_its_words():
    command = [sys.executable, "-c", "raise ValueError('no such luck')"]
    with pytest.raises(SystemExit, match="no such luck"), peers.talking(command, dict(os.environ)) as process:
        assert peers.heard(process) == ""


def test_the_report_has_every_tool_and_the_ratios_of_medians():
    times = {BASCULE: peers.Times([2.0], [10.0]), "Other": peers.Times([4.0], [1000.0])}
    lines = peers.report(times, {"Other": peers.Worth(1000.0, 1001.0, 0.02)}).splitlines()
    assert "| Other | 0.5 × | 0.01 × |" in lines
    assert lines[-1] == "| Other | 1,000.00 | 1,001.00 | +0.10000% | 0.02 |"
