import datetime as dt

import numpy as np
import pytest

import world
from bascule.diagnosis.channels import readings
from bascule.diagnosis.pillars import Grounds, pillars
from bascule.mmm.model import fit_model, prior_model
from bascule.returns import Returns
from bascule.warehouse import Tables
from customers import shop

TODAY = dt.date(2026, 11, 2)


def grounds(orders=None, sales=True, **changes):
    """A company of three channels, its orders drawn from the models, read at its priors or fitted."""
    panel = world.with_orders(world.panel())
    company = world.company(**changes)
    make = fit_model if sales else prior_model
    model = make(panel, company, world.CLASSES, 1)
    tables = Tables.of({} if orders is None else {"orders": orders})
    seen = readings(model, panel, company)
    end = panel.dates[-1].astype(dt.date) + dt.timedelta(days=6)
    return Grounds(panel, company, model, tables, seen, set(), None, end, TODAY, 1)


@pytest.fixture(scope="module")
def of_shop():
    on = grounds(shop.orders(700, seed=11))
    return on, pillars(on)


def test_the_three_returns_of_a_shop_are_all_told(of_shop):
    _, found = of_shop
    returns = found.returns
    assert None not in (returns.acquisition, returns.structure, returns.brand, returns.together)
    assert found.lacking == ()
    assert Returns.model_validate_json(returns.model_dump_json()) == returns


def test_the_budget_is_what_acquisition_cost_in_all(of_shop):
    _, found = of_shop
    assert found.returns.together.budget == found.returns.acquisition.cost
    assert [pillar.name for pillar in found.returns.together.pillars] == ["acquisition", "structure", "brand"]


def test_structure_is_weighed_against_what_a_customer_costs(of_shop):
    _, found = of_shop
    against = found.returns.structure.retention_against_acquisition
    assert against.cac == found.returns.acquisition.cac_loaded.p50
    assert found.returns.acquisition.payback_months is not None


def test_base_sales_are_those_of_the_model(of_shop):
    on, found = of_shop
    yearly = on.model.predictive.baseline[:, -52:].sum(axis=1)
    assert found.returns.brand.base_revenue.p50 == pytest.approx(float(np.median(yearly)), rel=1e-6)


def test_a_company_of_more_than_a_million_has_no_transition_reading(of_shop):
    on, found = of_shop
    assert on.panel.revenue[-52:].sum() > 1e6
    assert found.transition is None
    assert found.maturity.level >= 0


def test_the_same_seed_tells_the_same(of_shop):
    on, found = of_shop
    assert pillars(on).returns == found.returns


def test_without_orders_structure_lacks_and_says_why():
    found = pillars(grounds(sales=False))
    assert found.returns.structure is None
    assert [reason.code for reason in found.lacking] == ["customers_absent"]
    assert found.returns.together.pillars[1].missing.code == "structure_no_customers"
    assert found.returns.brand.base_revenue is None
