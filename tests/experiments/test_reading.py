import datetime as dt
import math

import pytest

from bascule.errors import BasculeError
from bascule.experiments.reading import Estimate, TestResult, result

FIRST, LAST = dt.date(2026, 3, 2), dt.date(2026, 3, 29)
SURE = Estimate(900.0, 300.0, math.inf, 9000.0, 0.1, ())


def test_money_follows_the_value_of_a_unit():
    counted = TestResult("radio", "geo", FIRST, LAST, SURE, 6000.0, 50.0)
    assert counted.lift_money == 45_000
    assert counted.iroas == 7.5
    assert counted.money_interval(0.9) == pytest.approx((45_000 - 1.6449 * 15_000, 45_000 + 1.6449 * 15_000), rel=1e-4)
    assert counted.iroas_interval(0.8) == pytest.approx((7.5 - 1.2816 * 2.5, 7.5 + 1.2816 * 2.5), rel=1e-4)


def test_cents_instead_of_dollars_change_no_return():
    dollars = result(SURE, "radio", "geo", (FIRST, LAST), 600.0, 1.0)
    cents = Estimate(90_000.0, 30_000.0, math.inf, 900_000.0, 0.1, ())
    assert result(cents, "radio", "geo", (FIRST, LAST), 60_000.0, 1.0).iroas == dollars.iroas
    assert result(cents, "radio", "geo", (FIRST, LAST), 60_000.0, 1.0).relative_lift == dollars.relative_lift


def test_spending_taken_away_is_read_as_what_it_brought():
    lost = Estimate(-900.0, 300.0, math.inf, 9000.0, 0.1, ("places_alike",))
    found = result(lost, "radio", "geo", (FIRST, LAST), -600.0, 1.0)
    assert (found.lift, found.spend, found.iroas) == (900.0, 600.0, 1.5)
    assert found.assumptions == ("spend_withdrawn", "places_alike")
    assert found.relative_lift == pytest.approx(900 / 8100)


def test_the_chance_of_any_effect_agrees_with_the_interval():
    edge = Estimate(1.6448536, 1.0, math.inf, 10.0, None, ())
    found = result(edge, "radio", "geo", (FIRST, LAST), None, 1.0)
    assert found.interval(0.9)[0] == pytest.approx(0, abs=1e-6)
    assert found.chance == pytest.approx(0.95)
    assert found.iroas is None
    assert found.iroas_interval(0.9) is None


def test_the_row_has_an_error_as_wide_as_ours_when_few_periods_tell_it():
    row = result(Estimate(900.0, 300.0, 2.0, 9000.0, 0.1, ()), "radio", "geo", (FIRST, LAST), 600.0, 1.0).to_row()
    assert float(row["lift_error"]) == pytest.approx(300 * 2.91999 / 1.64485, abs=0.01)
    assert (row["start"], row["end"], row["lift"], row["spend"]) == ("2026-03-02", "2026-03-29", "900.00", "600.00")


@pytest.mark.parametrize(
    ("spend", "value", "code"), [(600.0, None, "trial_value_missing"), (None, 1.0, "trial_spend_missing"),
                                 (0.0, 1.0, "trial_spend_missing")],
)  # fmt: skip
def test_a_row_says_what_it_lacks(spend, value, code):
    with pytest.raises(BasculeError) as refused:
        TestResult("radio", "geo", FIRST, LAST, SURE, spend, value).to_row()
    assert refused.value.code == code


def test_what_never_varies_is_refused():
    with pytest.raises(BasculeError, match="trial_no_variation"):
        result(Estimate(9.0, 0.0, 3.0, 9.0, None, ()), "radio", "geo", (FIRST, LAST), 6.0, 1.0)


def test_a_lift_on_nothing_has_no_share():
    assert math.isnan(TestResult("radio", "geo", FIRST, LAST, Estimate(9.0, 1.0, 3.0, 0.0, None, ())).relative_lift)
