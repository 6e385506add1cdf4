from dataclasses import replace

import numpy as np
import pytest

import naive
import scenes
from bascule.allocation.outlook import look_ahead, week_starts
from bascule.allocation.risk import PRUDENCE, aim_at
from bascule.allocation.tables import margin_path, tabulate
from bascule.mmm.density.response import TAIL


def by_hand(posterior, outlook, margin, c, weekly, draw):
    scale = posterior.reference[c] * outlook.price[c]
    after = posterior.usual[c] / scale
    own = (outlook.worth, posterior.state[c, :, draw], posterior.keep[draw, c], posterior.half[draw, c])
    shape = (posterior.slope[c], int(posterior.stages[c]))
    course = outlook.course(c, weekly)
    planned = naive.course_value(course / scale, after, *own, *shape)
    usual = naive.course_value([after] * outlook.weeks, after, *own, *shape)
    spent = course.sum() - outlook.weeks * posterior.usual[c]
    return margin * posterior.height[draw, c] * (planned - usual) - spent


@pytest.mark.parametrize("c", [0, 1, 2])
def test_a_table_is_the_gain_worked_out_week_by_week(c):
    posterior = scenes.posterior()
    rng = np.random.default_rng(1)
    outlook = scenes.outlook(worth=rng.uniform(0.8, 1.2, 26 + TAIL), shape=rng.uniform(0.7, 1.3, (3, 26)),
                             price=np.array([1.0, 1.2, 0.9]))  # fmt: skip
    found = tabulate(posterior, outlook, 0.4, np.zeros(3), 2 * posterior.usual)[c]
    for draw in (0, 17):
        for point in (0, 5, 20, 32):
            expected = by_hand(posterior, outlook, 0.4, c, found.spend[point], draw)
            assert found.gain[draw, point] == pytest.approx(expected, rel=2e-3, abs=2.0)


def test_slopes_are_those_of_the_gains():
    posterior = scenes.posterior()
    outlook = scenes.outlook()
    for c, table in enumerate(tabulate(posterior, outlook, 0.4, 0.2 * posterior.usual, 2 * posterior.usual)):
        step = 1e-3 * posterior.usual[c]
        around = [
            tabulate(posterior, outlook, 0.4, np.full(3, x), np.full(3, x))[c].gain[:, 0]
            for x in (table.spend[9] - step, table.spend[9] + step)
        ]
        assert table.slope[:, 9] == pytest.approx((around[1] - around[0]) / (2 * step), rel=2e-3, abs=0.02)


def test_between_levels_the_cubic_is_close():
    posterior = scenes.posterior()
    outlook = scenes.outlook()
    table = tabulate(posterior, outlook, 0.4, np.zeros(3), 2 * posterior.usual)[0]
    weekly = 0.5 * (table.spend[10] + table.spend[11])
    exact = tabulate(posterior, outlook, 0.4, np.full(3, weekly), np.full(3, weekly))[0].gain[:, 0]
    assert table.at(np.array([weekly]))[:, 0] == pytest.approx(exact, rel=1e-3, abs=0.5)


def test_a_move_of_no_account_is_worth_what_prudence_says_on_either_side_of_the_usual():
    own = scenes.posterior()
    aim = aim_at(tabulate(own, scenes.outlook(), 0.4, 0 * own.usual, 2 * own.usual), "prudent")
    for usual, spline, table in zip(own.usual, aim.splines(None), aim.tables, strict=True):
        weekly = usual * np.array([0.9, 0.95, 0.98, 1.0, 1.02, 1.05, 1.1])
        gain = table.at(weekly)
        expected = gain.mean(axis=0) - PRUDENCE * gain.std(axis=0)
        assert spline(weekly) == pytest.approx(expected, abs=0.02 * np.ptp(expected))
        assert spline(usual) == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize("most", [1e4, 1e7, 1e12])
def test_a_ceiling_without_any_sense_hides_nothing_of_the_curve(most):
    own = scenes.posterior()
    wide = tabulate(own, scenes.outlook(), 0.4, np.zeros(3), np.full(3, most))
    near = tabulate(own, scenes.outlook(), 0.4, np.zeros(3), 2 * own.usual)
    for c, usual in enumerate(own.usual):
        weekly = usual * np.array([0.1, 0.4, 0.8, 1.2, 1.9])
        expected = near[c].at(weekly).mean(axis=0)
        assert wide[c].at(weekly).mean(axis=0) == pytest.approx(expected, abs=0.02 * np.ptp(expected))


def test_usual_spending_gains_nothing():
    posterior = scenes.posterior()
    for c, table in enumerate(tabulate(posterior, scenes.outlook(), 0.4, posterior.usual, posterior.usual)):
        assert table.gain[:, 0] == pytest.approx(np.zeros(60), abs=0.1), c


@pytest.mark.parametrize("cycle", [0.0, 0.6])
def test_a_path_brings_in_all_what_its_table_says_whenever_the_sale_comes(cycle):
    posterior = scenes.posterior(cycle=cycle)
    outlook = scenes.outlook()
    for c, usual in enumerate(posterior.usual):
        spend = np.full(26, 1.5 * usual)
        brought = margin_path(posterior, outlook, 0.4, c, spend).sum(axis=1)
        table = tabulate(posterior, outlook, 0.4, np.zeros(3), 2 * posterior.usual)[c]
        gain = table.at(np.array([1.5 * usual]))[:, 0]
        assert brought - 26 * 0.5 * usual == pytest.approx(gain, rel=5e-3, abs=3.0)


def test_cents_give_the_same_plan_as_dollars():
    posterior = scenes.posterior()
    scaled = replace(
        posterior, height=100 * posterior.height, reference=100 * posterior.reference, usual=100 * posterior.usual
    )
    high = 2 * posterior.usual
    one = tabulate(posterior, scenes.outlook(), 0.4, 0 * high, high)
    other = tabulate(scaled, scenes.outlook(), 0.4, 0 * high, 100 * high)
    for a, b in zip(one, other, strict=True):
        assert 100 * a.gain == pytest.approx(b.gain, rel=1e-9, abs=1e-6)


def test_what_a_contract_holds_is_spent_and_the_rest_makes_the_mean():
    posterior = scenes.posterior()
    starts = week_starts(scenes.START, 26)
    fixed = np.zeros((3, 26))
    fixed[1, :10] = 700.0
    course = look_ahead(posterior, starts, np.ones(26 + TAIL), fixed).course(1, 500.0)
    assert course[:10].tolist() == [700.0] * 10
    assert course.mean() == pytest.approx(500.0)
    assert np.ptp(course[10:]) == pytest.approx(0)


def test_money_moves_to_the_months_where_it_returns_most_and_few_times():
    posterior = scenes.posterior()
    starts = week_starts(scenes.START, 26)
    worth = np.where(np.arange(26 + TAIL) < 8, 1.5, 0.9)
    found = look_ahead(posterior, starts, worth)
    for row in found.shape:
        assert row.mean() == pytest.approx(1.0)
        assert row[0] > row[-1]
        assert (np.abs(np.diff(row)) > 1e-9).sum() <= 3
    even = look_ahead(posterior, starts, np.ones(26 + TAIL))
    assert (even.shape == 1).all()


def test_the_profile_earns_more_than_even_spending():
    posterior = scenes.posterior()
    starts = week_starts(scenes.START, 26)
    worth = np.where(np.arange(26 + TAIL) < 8, 1.5, 0.9)
    uneven, even = look_ahead(posterior, starts, worth), scenes.outlook(worth=worth)
    for c in range(2):
        usual = posterior.usual
        gains = [tabulate(posterior, one, 0.4, usual, usual)[c].gain[:, 0].mean() for one in (uneven, even)]
        assert gains[0] > gains[1]


@pytest.mark.parametrize("slope", [1.0, 1.5, 2.0])
def test_a_course_below_nothing_has_a_finite_value(slope):
    posterior = scenes.posterior(slope=np.full(3, slope))
    under = scenes.outlook(fixed=np.full((3, 26), 500.0))
    for found in tabulate(posterior, under, 0.4, np.zeros(3), np.full(3, 900.0)):
        assert np.isfinite(found.gain).all()
        assert np.isfinite(found.slope).all()
