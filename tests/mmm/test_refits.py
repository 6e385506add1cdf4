from dataclasses import fields, replace

import numpy as np
import pytest

import world
from bascule.diagnosis.thresholds import threshold
from bascule.mmm import refits as again
from bascule.mmm.build import set_up
from bascule.mmm.refits import hidden_spans, refit, refit_all, settled, shuffle, with_placebo, without_last

HIDDEN = 12


def claimed(panel):
    """The panel with what platforms would report."""
    return replace(panel, claimed_revenue=panel.spend * 3, claimed_conversions=panel.spend / 20)


def changed(panel):
    """The panel with other sales and claims in its last weeks, spending as it was."""
    last = np.arange(panel.periods) >= panel.periods - HIDDEN
    columns = last[:, None]
    return replace(
        panel,
        revenue=np.where(last, 9e6, panel.revenue),
        orders=np.where(last, 5.0, panel.orders),
        new_customers=np.where(last, 5.0, panel.new_customers),
        claimed_revenue=np.where(columns, 1e9, panel.claimed_revenue),
        claimed_conversions=np.where(columns, 1e6, panel.claimed_conversions),
    )


@pytest.fixture(scope="module")
def made():
    return refit_all(claimed(world.panel()), world.company(), world.CLASSES, seed=1)


def test_hidden_sales_reach_nothing_that_is_sampled_from():
    panel = claimed(world.panel())
    one, other = (
        set_up(without_last(p, HIDDEN), world.company(), world.CLASSES).problem for p in (panel, changed(panel))
    )
    for field in fields(one):
        assert np.array_equal(getattr(one, field.name), getattr(other, field.name)), field.name


def test_other_sales_in_the_hidden_weeks_do_not_change_their_forecast(made):
    other = refit_all(changed(claimed(world.panel())), world.company(), world.CLASSES, seed=1)
    seen = made.hidden[HIDDEN]
    assert np.array_equal(seen.predictive.replicated, other.hidden[HIDDEN].predictive.replicated)
    assert np.array_equal(seen.posterior.iroas, other.hidden[HIDDEN].posterior.iroas)


def test_what_is_known_by_each_origin_does(made):
    forecasts = [model.predictive.replicated[:, -4:] for model in made.hidden.values()]
    assert not np.array_equal(forecasts[0], forecasts[1])
    assert list(made.hidden) == [12, 8, 4]


def test_spending_of_the_hidden_weeks_is_known_and_their_season_too():
    panel = world.panel()
    left = without_last(panel, HIDDEN)
    assert np.array_equal(left.spend, panel.spend)
    assert np.isnan(left.revenue).sum() == HIDDEN
    assert np.array_equal(left.revenue[:-HIDDEN], panel.revenue[:-HIDDEN])


def test_refits_are_quick_and_settle(made):
    models = [made.placebo, *made.hidden.values()]
    assert all(settled(model) for model in models)
    assert {model.sample.draws.shape[:2] for model in models} == {(again.CHAINS, 200), (again.CHAINS, 400)}


def test_a_made_up_channel_is_not_credited_with_sales(made):
    shift = made.placebo.learnt[-1].shift
    assert threshold("placebo_shift").severity(shift) == "pass"
    assert made.placebo.posterior.channels[-1] == "placebo"
    before, after = (np.median(one.iroas[:, -1]) for one in (made.placebo.prior, made.placebo.posterior))
    assert after < before


def test_a_made_up_channel_that_did_sell_would_be_found():
    # The check must be able to fail: here the shuffled spending really brings sales.
    panel = world.panel()
    fake, _ = with_placebo(panel, seed=1)
    sold = replace(fake, revenue=panel.revenue + 8 * fake.spend[:, -1])
    seen = refit(sold, world.company(), (*world.CLASSES, "other"), seed=1)
    assert threshold("placebo_shift").severity(seen.learnt[-1].shift) != "pass"


def test_the_made_up_channel_is_the_largest_that_moved_shuffled_in_blocks():
    panel = world.panel()
    still = replace(panel, spend=panel.spend * np.array([0.0, 1.0, 1.0]) + np.array([9000.0, 0.0, 0.0]))
    fake, source = with_placebo(still, seed=3)
    path, original = fake.spend[:, -1], panel.spend[:, 1]
    assert source == "google"
    assert sorted(path) == sorted(original)
    blocks = {tuple(original[i : i + 4]) for i in range(0, 104, 4)}
    assert {tuple(path[i : i + 4]) for i in range(0, 104, 4)} == blocks
    assert abs(np.corrcoef(path, original)[0, 1]) < 0.3
    assert np.isnan(fake.claimed_revenue[:, -1]).all()


def test_a_shuffle_keeps_a_last_block_that_is_shorter():
    path = shuffle(np.arange(10.0), 4, np.random.default_rng(0))
    assert sorted(path) == list(range(10))
    assert not np.array_equal(path, np.arange(10))


def test_nothing_is_made_up_where_nothing_moved_or_hardly_anything_is_known():
    panel = world.panel()
    assert with_placebo(replace(panel, spend=np.full_like(panel.spend, 100.0)), seed=1) is None
    assert with_placebo(world.panel(periods=25), seed=1) is None


@pytest.mark.parametrize(("periods", "spans"), [(37, []), (38, [12, 8, 4])])
def test_nothing_is_hidden_from_a_history_too_short(periods, spans):
    assert hidden_spans(world.panel(periods)) == spans


def test_nothing_is_hidden_where_what_is_left_is_unknown_or_nought():
    panel = world.panel()
    revenue = np.where(np.arange(104) < 80, np.nan, panel.revenue)
    assert hidden_spans(replace(panel, revenue=revenue)) == []
    assert hidden_spans(replace(panel, revenue=np.where(np.arange(104) < 95, 0.0, 1.0))) == []


def series_of(count):
    """A panel that makes one series of revenue, or two of new and known customers, after four good weeks."""
    rng, panel = np.random.default_rng(4), world.panel()
    rest = np.zeros(104)
    for t in range(1, 104):
        rest[t] = 0.85 * rest[t - 1] + rng.normal(0, 2500)
    rest[88:92] = 14_000.0  # four good weeks, then nothing is known
    lifted = replace(panel, revenue=panel.revenue + rest)
    return lifted if count == 1 else world.with_orders(lifted)


@pytest.mark.parametrize("count", [1, 2])
def test_a_forecast_goes_on_from_the_last_weeks_it_knows(count):
    seen = refit(without_last(series_of(count), HIDDEN), world.company(), world.CLASSES, 1)
    assert seen.setup.problem.series == count
    above = (seen.predictive.replicated - seen.predictive.expected).mean(axis=0)
    assert above[92] > 2000
    assert abs(above[-1]) < above[92] / 2
    assert abs(above[:88].mean()) < 1000


@pytest.mark.parametrize("count", [1, 2])
def test_hidden_weeks_are_foretold_within_their_range_and_not_as_nought(count):
    panel = world.panel() if count == 1 else world.with_orders(world.panel())
    seen = refit(without_last(panel, HIDDEN), world.company(), world.CLASSES, 1)
    low, middle, high = np.quantile(seen.predictive.replicated[:, -HIDDEN:], [0.02, 0.5, 0.98], axis=0)
    actual = panel.revenue[-HIDDEN:]
    assert ((low < actual) & (actual < high)).mean() >= 0.75
    assert np.abs(middle / actual - 1).mean() < 0.1
    assert (high - low).mean() < 0.5 * actual.mean()


def test_a_week_whose_customers_alone_are_not_told_apart_is_foretold_like_its_neighbours():
    panel = world.with_orders(world.panel())
    new = np.where(np.isin(np.arange(104), [60, 61]), np.nan, panel.new_customers)
    seen = refit(replace(panel, new_customers=new), world.company(), world.CLASSES, 1)
    unknown = seen.setup.outcome.unknown
    assert list(unknown.sum(axis=1)) == [2, 2]
    low, high = np.quantile(seen.predictive.replicated[:, 60:62], [0.005, 0.995], axis=0)
    assert ((low < panel.revenue[60:62]) & (panel.revenue[60:62] < high)).all()
