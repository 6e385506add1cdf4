from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import world
from bascule.experiments import power as powers
from bascule.experiments.carry import exposure, kernel
from bascule.experiments.power import (
    Noise,
    history_noise,
    holdout_error,
    order_variance,
    placebo_effects,
    power,
    residual_error,
    split_error,
    time_error,
)
from bascule.experiments.schedule import stopping, switching

PATH = exposure(switching(8, 1, 3), kernel(0.3))


def white(weeks, deviation, seed=0):
    """Noise alone, of which a level is taken out."""
    maker = np.eye(weeks) - 1 / weeks
    rest = maker @ np.random.default_rng(seed).normal(0, deviation, weeks)
    return Noise(rest, maker, deviation, 0.0, weekly=True)


def naive_effect(panel, path, origin):
    """The same controls and the test together in one ridge regression, solved at once."""
    columns = powers._controls(panel)
    placed = np.zeros(panel.periods)
    placed[origin : origin + len(path)] = path
    design = np.array([np.ones(panel.periods), *(column.values for column in columns), placed])
    penalty = np.diag([0.0, *(1e-2 * panel.periods / column.spread**2 for column in columns), 0.0])
    return np.linalg.solve(design @ design.T + penalty, design @ panel.revenue)[-1]


def test_a_placebo_is_the_regression_on_controls_and_test_together():
    panel = world.panel()
    found = placebo_effects(history_noise(panel), [PATH])
    assert len(found) == panel.periods - len(PATH) + 1
    for origin in (0, 17, len(found) - 1):
        assert found[origin] == pytest.approx(naive_effect(panel, PATH, origin), rel=1e-6)


def test_a_planted_effect_is_found_where_it_was_planted():
    panel = world.panel()
    planted = panel.revenue.copy()
    planted[30 : 30 + len(PATH)] += 5000 * PATH
    before, after = (
        placebo_effects(history_noise(replace(panel, revenue=revenue)), [PATH])[30]
        for revenue in (panel.revenue, planted)
    )
    assert after - before == pytest.approx(5000, rel=1e-6)


def test_the_error_of_placebos_is_that_of_the_noise():
    found, source = time_error(white(600, 50.0), [switching(12, 1, seed) - 0.5 for seed in range(8)])
    assert source == "placebo"
    assert found == pytest.approx(50 * (4 / 12) ** 0.5, rel=0.1)


def test_residuals_alone_say_as_much_where_the_noise_has_no_memory():
    path = switching(12, 1, 1) - 1
    design = np.column_stack([np.ones(24), np.r_[np.zeros(12), path]])
    exact = np.sqrt(np.linalg.inv(design.T @ design)[1, 1])
    assert residual_error(50.0, 0.0, path) == pytest.approx(50 * exact)


def test_noise_with_a_memory_blurs_a_stop_more_than_turns():
    blur = [
        residual_error(1.0, 0.6, path) / residual_error(1.0, 0.0, path)
        for path in (stopping(8) - 1, PATH - PATH.mean())
    ]
    assert blur[0] > 1.2 > blur[1]


@settings(max_examples=20, deadline=None)
@given(scale=st.floats(0.01, 1000), seed=st.integers(0, 5))
def test_the_error_is_in_the_currency_of_the_sales(scale, seed):
    panel = world.panel(seed=seed)
    scaled = replace(panel, revenue=panel.revenue * scale, spend=panel.spend * scale)
    one, other = (time_error(history_noise(p), [PATH])[0] for p in (panel, scaled))
    assert other == pytest.approx(scale * one, rel=1e-6)


def test_the_order_of_channels_changes_nothing():
    panel = world.panel()
    turned = replace(panel, spend=panel.spend[:, ::-1], channels=panel.channels[::-1])
    one, other = (time_error(history_noise(p), [PATH])[0] for p in (panel, turned))
    assert other == pytest.approx(one, rel=1e-9)


def test_weeks_without_known_sales_say_nothing():
    panel = world.panel()
    holes = panel.revenue.copy()
    holes[40:46] = np.nan
    noise = history_noise(replace(panel, revenue=holes))
    assert (noise.rest[40:46] == 0).all()
    assert np.isfinite(time_error(noise, [PATH])[0])
    assert len(placebo_effects(noise, [np.full(5, -1.0)])) == panel.periods - 4 - 2


def test_a_short_history_is_read_from_its_residuals_and_a_shorter_one_not_at_all():
    assert time_error(history_noise(world.panel(periods=30)), [PATH])[1] == "placebo"
    assert time_error(history_noise(world.panel(periods=20)), [PATH])[1] == "residuals"
    assert history_noise(world.panel(periods=12)) is None
    assert history_noise(replace(world.panel(), sales_read=False)) is None


def test_months_are_noise_of_weeks_without_placebos():
    months = np.arange("2023-11", "2026-11", dtype="datetime64[M]").astype("datetime64[D]")
    panel = replace(world.panel(periods=36, seed=5), dates=months, period="month")
    noise = history_noise(panel)
    assert time_error(noise, [PATH])[1] == "residuals"
    assert noise.deviation == pytest.approx(np.sqrt((noise.rest**2).sum() / 36 * panel.week_share), rel=0.5)


def test_a_split_with_all_noise_local_is_as_exact_as_turns():
    noise = white(400, 50.0)
    assert split_error(noise, 12, 0.5, 0.0, 10**9) == pytest.approx(50 * (4 / 12) ** 0.5)
    assert split_error(noise, 12, 0.5, 0.1, 10**9) == pytest.approx(50 * (4 / 12) ** 0.5 / 0.9)


def test_a_holdout_is_as_exact_as_buyers_drawn_at_random():
    rng = np.random.default_rng(2)
    orders, ticket, weeks, share = 40.0, 80.0, 6, 0.2
    found = []
    for _ in range(4000):
        both = [rng.poisson(orders * weeks * part) for part in (share, 1 - share)]
        held, sent = (rng.exponential(ticket, count).sum() for count in both)
        found.append((sent / (1 - share) - held / share) / weeks)
    assert holdout_error(orders * ticket**2 * 2, weeks, share) == pytest.approx(np.std(found), rel=0.05)


def test_orders_that_are_not_counted_say_nothing_of_a_list():
    panel = world.panel()
    assert order_variance(panel) is None
    counted = world.with_orders(panel)
    recent = slice(-52, None)
    known = (counted.orders - counted.new_customers)[recent].mean()
    assert 1.25 <= order_variance(counted) / (known * 50**2) < 1.5
    whole = replace(counted, new_customers=np.full(panel.periods, np.nan))
    assert order_variance(whole) > order_variance(counted)


def test_power_grows_with_the_effect_and_falls_with_the_error():
    returns = np.random.default_rng(0).normal(1.0, 0.3, 500)
    found = [power(returns, error) for error in (0.1, 0.5, 2.0, 50.0)]
    assert found == sorted(found, reverse=True)
    assert found[0] > 0.95
    assert found[-1] == pytest.approx(0.1, abs=0.01)
    answers = np.random.default_rng(1).normal(returns, 0.5, (4000, 500))
    assert found[1] == pytest.approx((answers > 1.2816 * 0.5).mean(), abs=0.005)
