"""Pricing power: the truth is found where it can be, doubted where it cannot, and told in money."""

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from bascule.brand.identified import follows_demand
from bascule.brand.price_panel import price_panel
from bascule.brand.pricing import CHANGES, case, pricing_power
from bascule.company import Company
from bascule.ingest.tables import conform
from bascule.locale import Locale
from bascule.locale.wording import WORDINGS, word
from bascule.returns.brand import PricingPower
from bascule.warehouse.tables import Tables
from brand.prices import history, panel

COMPANY = Company(name="Atelier Nordet", gross_margin=0.45)
NOTHING = Tables.of({})


def read(made, tables=NOTHING, seed=1, **settings):
    found = pricing_power(tables, COMPANY, made, seed=seed, **settings)
    assert found is not None
    return found


def codes(found):
    return {reason.code for reason in found.reasons}


@pytest.fixture(scope="module")
def plain():
    return read(history(seed=2))


def test_the_truth_is_found_where_prices_moved_by_themselves(plain):
    assert plain.identified
    assert plain.evidence == "natural"
    assert plain.changes == 3
    assert plain.elasticity.p05 < -2.0 < plain.elasticity.p95
    assert plain.elasticity.p95 - plain.elasticity.p05 < 0.6 * (plain.prior.p95 - plain.prior.p05)
    assert codes(plain) == {"price_from_index", "units_are_orders", "regular_price_told_by_paid"} & codes(plain)


def test_the_result_reads_back_equal_and_every_reason_has_words_in_both_languages(plain):
    assert PricingPower.model_validate_json(plain.model_dump_json()) == plain
    for reason in plain.reasons:
        assert reason.code in WORDINGS
        assert word(reason.code, reason.params, Locale("fr")) != word(reason.code, reason.params, Locale("en"))


def test_the_same_seed_gives_the_same_and_the_unit_of_money_changes_money_alone(plain):
    assert read(history(seed=2)) == plain
    made = history(seed=2)
    cents = read(replace(made, revenue=100 * made.revenue, price_index=100 * made.price_index))
    assert cents.elasticity.p50 == pytest.approx(plain.elasticity.p50, rel=1e-6)
    assert cents.cases[3].margin.p95 == pytest.approx(100 * plain.cases[3].margin.p95, rel=1e-6)


def test_a_price_that_never_moved_says_nothing():
    found = read(history(moves=()))
    assert (found.identified, found.evidence, found.changes) == (False, "prior", 0)
    assert {"price_never_moved", "price_cases_unseen"} <= codes(found)
    assert found.elasticity.p05 == pytest.approx(found.prior.p05, abs=0.2)
    assert found.elasticity.p95 == pytest.approx(found.prior.p95, abs=0.2)
    assert all(each.beyond_seen for each in found.cases)


def test_one_change_is_an_anecdote_and_its_interval_is_wide():
    found = read(history(seed=3, moves=((50, 0.1),)))
    assert not found.identified
    assert "price_changes_few" in codes(found)
    assert found.elasticity.p95 - found.elasticity.p05 > 3


def test_promotions_alone_are_no_regular_price_and_what_they_borrow_is_said():
    promo = np.zeros(104)
    promo[10::13] = 1
    found = read(history(moves=(), promo=promo))
    assert not found.identified
    assert {"price_only_promotions", "promotion_borrows"} <= codes(found)
    assert found.promotion is not None
    assert found.promotion.p05 < 0.6 < found.promotion.p95


def test_regular_prices_are_read_apart_from_promotions():
    promo = np.zeros(104)
    promo[[9, 33, 34, 58, 83, 84, 96]] = 1
    found = read(history(seed=4, promo=promo))
    assert found.identified
    assert found.changes == 3
    assert found.elasticity.p05 < -2.0 < found.elasticity.p95


def test_prices_raised_after_good_weeks_are_doubted():
    rng = np.random.default_rng(0)
    demand, price = np.zeros(104), np.zeros(104)
    for at, burst in ((15, 0.3), (34, -0.25), (47, 0.3), (71, 0.25), (90, -0.3)):
        demand[at - 5 : at] = burst
        price[at:] += 0.25 * burst
    orders = rng.poisson(100 * np.exp(demand - 2 * price)).astype(float)
    found = read(panel(orders, np.exp(price)))
    assert not found.identified
    assert "price_follows_demand" in codes(found)


def test_changes_in_the_weeks_of_other_events_are_doubted():
    made = history(seed=2)
    days = [made.dates[at].astype(dt.date) for at in (20, 45, 70)]
    events = conform(pl.DataFrame({"start": days, "kind": ["new shop"] * 3}), "events")
    found = read(made, Tables.of({"events": events}))
    assert not found.identified
    assert "price_with_events" in codes(found)


def test_a_price_that_moves_every_week_is_an_average_of_baskets():
    rng = np.random.default_rng(0)
    found = read(panel(rng.poisson(80, 104).astype(float), np.exp(0.05 * rng.standard_normal(104))))
    assert "price_restless" in codes(found)
    assert not found.identified


def test_without_prices_the_studies_are_given_and_it_is_said():
    made = history(moves=())
    found = read(replace(made, price_index=np.full(104, np.nan)))
    assert "prices_unknown" in codes(found)
    assert found.evidence == "prior"


def test_without_sales_there_is_nothing():
    assert pricing_power(NOTHING, COMPANY, replace(history(), sales_read=False), seed=1) is None


def test_the_list_of_prices_goes_before_the_index_and_orders_before_revenue():
    made = history(seed=2)
    dates = [each.astype(dt.date) for each in made.dates]
    prices = conform(
        pl.DataFrame(
            {"date": dates, "item": "soap", "price": 8 * made.price_index, "regular_price": 8 * made.price_index}
        ),
        "prices",
    )
    found = price_panel(Tables.of({"prices": prices}), made, "CAD")
    assert found is not None
    assert [note.code for note in found.notes] == ["price_from_list", "units_are_orders"]
    assert found.price == pytest.approx(np.log(made.price_index))
    without = price_panel(NOTHING, replace(made, orders=np.full(104, np.nan)), "CAD")
    assert without is not None
    assert without.units == pytest.approx(50 * made.orders)
    foreign = price_panel(Tables.of({"prices": prices.with_columns(currency=pl.lit("USD"))}), made, "CAD")
    assert foreign is not None
    assert foreign.notes[0].code == "price_from_index"


def test_weeks_without_orders_or_unknown_are_borne():
    made = history(seed=2, orders=4.0)
    made.orders[7] = 0
    made.orders[30:33] = np.nan
    made.revenue[30:33] = np.nan
    assert read(made).elasticity.p05 < -2.0 < read(made).elasticity.p95


def test_a_week_with_more_returned_than_sold_is_unknown_and_few_known_prices_are_no_history():
    made = history(seed=2)
    orders = np.full(104, np.nan)
    index = np.where(np.arange(104) < 2, made.price_index, np.nan)
    made.revenue[4] = -300
    found = read(replace(made, orders=orders, price_index=index))
    assert not found.identified
    assert "price_history_short" in codes(found)
    few = replace(made, orders=orders, revenue=np.where(np.arange(104) < 12, made.revenue, np.nan))
    assert pricing_power(NOTHING, COMPANY, few, seed=1) is None


@pytest.mark.parametrize("change", CHANGES)
def test_a_case_is_the_margin_after_less_the_margin_before(change):
    elasticity, margin, revenue = -1.7, 0.45, 200_000.0
    price, cost, units = 20.0, 11.0, 10_000.0
    after = units * (1 + change) ** elasticity * (price * (1 + change) - cost)
    found = case(np.array([elasticity]), change, revenue, margin, (-0.03, 0.05))
    assert found.margin.p50 == pytest.approx(after - units * (price - cost))
    assert found.beyond_seen == (change < -0.03 or change > 0.05)
    assert found.gain_share == (after > units * (price - cost))


def test_demand_before_changes_is_compared_with_every_other_place():
    rng = np.random.default_rng(1)
    demand = rng.normal(size=100)
    assert follows_demand(np.array([20, 60]), np.array([0.1, -0.1]), demand) > 0
    places = np.array([int(at) for at in np.argsort(np.convolve(demand, np.ones(4) / 4, "full")[3:97])[-3:]]) + 4
    assert follows_demand(places, np.full(3, 0.05), demand) < 0.05
