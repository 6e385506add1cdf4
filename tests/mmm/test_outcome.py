"""The series to explain: what they are, what leads back to revenue, what demand leaves in them."""

from dataclasses import replace

import numpy as np
import pytest

import world
from bascule.mmm.baseline import first_basis, smooth
from bascule.mmm.outcome import read_outcome, usual_ticket

SHOCK = 0.08


@pytest.fixture(scope="module")
def panel():
    return world.with_orders(world.panel())


def back(outcome):
    """Revenue over its mean, as its series give it back."""
    return outcome.back @ outcome.values


def of_orders(panel):
    """Orders at their usual ticket, over their mean."""
    value = panel.orders * usual_ticket(panel, ~np.isnan(panel.revenue))
    return value / value.mean()


def correlation(panel, outcome, series):
    """How far what is unexplained of a series goes along with what is unexplained of all orders."""
    basis = first_basis(panel)
    rest, orders = (values - smooth(values, basis) for values in (outcome.values[series], of_orders(panel)))
    return float(np.corrcoef(rest, orders)[0, 1])


def test_new_and_known_customers_apart_are_two_series_that_give_back_orders_at_their_ticket(panel):
    outcome = read_outcome(panel)
    assert outcome.values.shape == (2, panel.periods)
    assert not outcome.unknown.any()
    assert back(outcome) == pytest.approx(of_orders(panel))
    assert outcome.new_share == pytest.approx(panel.new_customers.sum() / panel.orders.sum())


def test_revenue_differs_from_it_by_the_noise_of_the_ticket_alone(panel):
    revenue = panel.revenue / panel.revenue.mean()
    outcome = read_outcome(panel)
    assert outcome.ticket_noise == pytest.approx(np.std(revenue - back(outcome)))
    assert outcome.ticket_noise == pytest.approx(0.02, rel=0.2)


@pytest.mark.parametrize("shock", [0.0, SHOCK])
def test_the_axes_are_orthonormal_so_that_a_noise_is_shared_out_without_loss(shock):
    outcome = read_outcome(world.with_orders(world.panel(), shock=shock))
    share = np.array([outcome.new_share, 1 - outcome.new_share])
    turned = outcome.loads * share
    assert turned @ turned.T == pytest.approx(np.eye(2))
    assert outcome.common == pytest.approx(turned.sum(axis=1))
    assert outcome.back == pytest.approx(turned @ share)


def test_what_customers_bring_is_found_back_in_revenue_whoever_they_are(panel):
    outcome = read_outcome(panel)
    assert outcome.back @ outcome.loads == pytest.approx(np.ones(2))
    assert outcome.back @ outcome.common == pytest.approx(1.0)


def test_what_moves_everybody_hardly_moves_the_contrast_of_new_and_known():
    panel = world.with_orders(world.panel(), shock=SHOCK)
    outcome = read_outcome(panel)
    contrast = int(np.argmin(np.abs(outcome.common)))
    assert abs(outcome.common[contrast]) < 0.25
    assert outcome.common[1 - contrast] == pytest.approx(np.sqrt(2), abs=0.05)
    assert abs(correlation(panel, outcome, contrast)) < 0.3
    assert correlation(panel, outcome, 1 - contrast) > 0.95
    # New customers are brought by advertising, known ones are not: it still shows in the contrast.
    assert abs(outcome.loads[contrast, 0]) > 1.0


def test_customers_whose_noises_have_nothing_in_common_stay_on_their_own_axes(panel):
    rng = np.random.default_rng(3)
    new, known = (rng.poisson(mean, panel.periods).astype(float) for mean in (200, 800))
    apart = replace(panel, orders=new + known, new_customers=new, revenue=50.0 * (new + known))
    turned = read_outcome(apart).loads * np.array([new.sum(), known.sum()]) / (new + known).sum()
    assert np.sort(np.abs(turned).max(axis=1)) == pytest.approx(np.ones(2), abs=0.05)


def test_where_the_two_are_not_told_apart_neither_axis_is_known():
    panel = world.with_orders(world.panel(), shock=SHOCK)
    new = panel.new_customers.copy()
    new[10:14] = np.nan
    outcome = read_outcome(replace(panel, new_customers=new))
    for unknown, values in zip(outcome.unknown, outcome.values, strict=True):
        assert list(np.flatnonzero(unknown)) == [10, 11, 12, 13]
        assert (values[10:14] == 0).all()
    kept = np.r_[0:10, 14 : panel.periods]
    assert back(outcome)[kept] == pytest.approx(of_orders(panel)[kept])


def test_weeks_of_unknown_sales_are_unknown_in_every_series(panel):
    hole = np.isin(np.arange(panel.periods), [40, 41])
    hidden = replace(
        panel, **{name: np.where(hole, np.nan, getattr(panel, name)) for name in ("revenue", "orders", "new_customers")}
    )
    outcome = read_outcome(hidden)
    assert (outcome.unknown == hole).all()
    assert (outcome.values[:, hole] == 0).all()


@pytest.mark.parametrize(
    "new",
    [np.nan, 0.0, "beyond", "half", "all"],
    ids=["not counted", "none", "more than orders", "half of the weeks", "all orders"],
)
def test_new_customers_not_counted_or_too_few_leave_one_series_of_orders(panel, new):
    weeks = np.arange(panel.periods)
    counted = {
        "beyond": panel.orders + 1,
        "half": np.where(weeks % 2 == 0, panel.new_customers, np.nan),
        "all": panel.orders,
    }
    values = counted[new] if isinstance(new, str) else np.full(panel.periods, new)
    outcome = read_outcome(replace(panel, new_customers=values))
    assert outcome.values[0] == pytest.approx(of_orders(panel))
    assert len(outcome.values) == 1
    assert outcome.new_share is None
    assert (outcome.loads == 1).all()
    assert outcome.ticket_noise > 0


def test_a_gap_does_not_turn_the_axes():
    panel = world.with_orders(world.panel(), shock=SHOCK)
    hole = np.arange(panel.periods) >= panel.periods - 12
    hidden = replace(
        panel, **{name: np.where(hole, np.nan, getattr(panel, name)) for name in ("revenue", "orders", "new_customers")}
    )
    whole, holed = (np.sort(np.abs(read_outcome(p).common)) for p in (panel, hidden))
    assert holed == pytest.approx(whole, abs=0.1)


def test_a_week_whose_orders_alone_are_not_counted_takes_what_its_revenue_makes(panel):
    orders = np.where(np.arange(panel.periods) == 5, np.nan, panel.orders)
    outcome = read_outcome(replace(panel, orders=orders, new_customers=np.full(panel.periods, np.nan)))
    whole = read_outcome(replace(panel, new_customers=np.full(panel.periods, np.nan)))
    assert outcome.ticket_noise > 0
    assert outcome.values[0] == pytest.approx(whole.values[0], rel=0.1)


def test_orders_not_counted_in_one_week_in_twenty_leave_revenue_itself(panel):
    for orders in (np.nan, np.where(np.arange(panel.periods) % 12 == 5, np.nan, panel.orders), 0.0):
        outcome = read_outcome(replace(panel, orders=orders + np.zeros(panel.periods)))
        assert outcome.values[0] == pytest.approx(panel.revenue / panel.revenue.mean())
        assert outcome.ticket_noise == 0


def test_the_usual_ticket_follows_its_season_but_not_one_odd_week(panel):
    known = np.ones(panel.periods, dtype=bool)
    odd = panel.revenue.copy()
    odd[50] *= 3
    moved = usual_ticket(replace(panel, revenue=odd), known) / usual_ticket(panel, known)
    assert np.abs(moved - 1).max() < 0.15
    rising = np.linspace(0.8, 1.2, panel.periods)
    found = usual_ticket(replace(panel, revenue=panel.revenue * rising), known)
    assert found[-10:].mean() / found[:10].mean() == pytest.approx(1.46, rel=0.1)
