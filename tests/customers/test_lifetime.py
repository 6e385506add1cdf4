"""Lifetime margin: week by week by hand, groups as the sum of customers, what more discount or margin does."""

from types import SimpleNamespace

import pytest

from bascule.customers.bgnbd import expected_new, expected_purchases
from bascule.customers.discounting import discounted_new, discounted_purchases
from bascule.customers.gamma_gamma import expected_new_value
from bascule.customers.lifetime import lifetime_new
from customers import naive_models as naive

OFTEN = SimpleNamespace(r=0.243, alpha=4.414, a=0.793, b=2.426)
MUCH = SimpleNamespace(p=6.25, q=3.74, v=15.44)


@pytest.mark.parametrize(("weeks", "yearly"), [(26, 0.08), (156, 0.15), (260, 0.3)])
def test_discounting_by_quadrature_is_that_of_each_week_within_a_ten_thousandth(weeks, yearly):
    told = naive.discounted_weeks(lambda week: expected_new(OFTEN, float(week)).item(), weeks, yearly)
    assert discounted_new(OFTEN, weeks, yearly) == pytest.approx(told, rel=1e-4)
    for history in ((0, 0.0, 2.0), (6, 30.0, 32.0)):
        told = naive.discounted_weeks(
            lambda w, h=history: expected_purchases(OFTEN, *h, float(w)).item(), weeks, yearly
        )
        assert discounted_purchases(OFTEN, *history, weeks, yearly) == pytest.approx(told, rel=1e-4)


def test_without_discount_a_new_customer_leaves_his_purchases_times_their_value():
    found = lifetime_new(OFTEN, MUCH, margin=0.4, weeks=104.0, discount_yearly=0.0)
    assert found == pytest.approx(0.4 * expected_new(OFTEN, 104.0).item() * expected_new_value(MUCH).item())
    assert lifetime_new(OFTEN, MUCH, 0.4, 104.0, 0.1) < found
    assert lifetime_new(OFTEN, MUCH, 0.4, 0.0, 0.1) == 0.0


def test_a_negative_discount_or_horizon_is_refused():
    for weeks, yearly in ((-1.0, 0.1), (10.0, -0.1)):
        with pytest.raises(ValueError, match="at least 0"):
            discounted_new(OFTEN, weeks, yearly)
