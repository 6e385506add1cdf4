"""What a director costs in Québec, against published totals, and beside the company's margin."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.diagnosis.transition import LIMIT, TransitionInputs, transition
from bascule.diagnosis.transition.director import MOST_SHARE, director
from bascule.diagnosis.transition.payroll import YearNotCoveredError, loaded_cost, settings, statutory
from bascule.diagnosis.transition.revenue import yearly_revenue
from bascule.locale import Locale
from bascule.locale.wording import word
from bascule.plans import Interval80
from bascule.warehouse.tables import Tables
from world import company, monthly_panel, panel

TODAY = dt.date(2026, 11, 23)


def inputs(**changes):
    return TransitionInputs(Tables.of({}), company(**changes), TODAY)


@pytest.mark.parametrize(
    ("salary", "year", "cnesst", "total"),
    [
        (60_000, 2026, 0.60, 6398.70), (100_000, 2026, 0.60, 9061.28), (150_000, 2026, 0.60, 9924.14),
        (60_000, 2026, 1.54, 6962.70), (100_000, 2026, 1.54, 10_001.28), (150_000, 2026, 1.54, 10_892.34),
        (60_000, 2025, 0.60, 6517.60), (100_000, 2025, 0.60, 8915.10), (150_000, 2025, 0.60, 9740.10),
    ],
)  # fmt: skip
def test_what_the_law_adds_is_that_of_the_golden_figures(salary, year, cnesst, total):
    assert sum(statutory(salary, year, cnesst_percent=cnesst).values()) == pytest.approx(total, abs=0.005)


def test_each_charge_and_the_published_maxima():
    charges = statutory(100_000, 2026, cnesst_percent=0.60)
    assert charges == {
        "qpp": 4479.30, "qpp_second": 416.00, "qpip": 602.00, "ei": 1253.98, "hsf": 1650.00, "cnt": 60.00,
        "cnesst": 600.00,
    }  # fmt: skip
    most = statutory(500_000, 2026)
    assert most["qpp"] + most["qpp_second"] == pytest.approx(4895.30)
    assert (most["qpip"], most["ei"]) == (620.06, 1253.98)


@pytest.mark.parametrize(("salary", "cost"), [(60_000, 75_897), (100_000, 121_649), (150_000, 176_498)])
def test_the_loaded_cost_has_usual_benefits_and_what_they_bear(salary, cost):
    assert round(loaded_cost(salary, 2026, cnesst_percent=0.60)) == cost


@given(st.floats(1_000, 400_000), st.floats(1, 50_000))
def test_a_higher_salary_costs_more_and_never_less_than_itself(salary, more):
    assert salary < loaded_cost(salary, 2026) < loaded_cost(salary + more, 2026)


@pytest.mark.parametrize("year", [2024, 2027])
def test_a_year_without_published_rates_is_refused(year):
    with pytest.raises(YearNotCoveredError):
        loaded_cost(100_000, year)


def test_an_average_that_nobody_published_is_not_supposed():
    with pytest.raises(YearNotCoveredError):
        loaded_cost(100_000, 2025)
    case, notes = director(TransitionInputs(Tables.of({}), company(), dt.date(2027, 1, 4)), 500_000.0)
    assert case is None
    assert [note.code for note in notes] == ["director_year"]
    assert "2027" in word("director_year", notes[0].params, Locale("en"))


def test_every_figure_of_the_law_says_where_it_is_from():
    known = settings()
    assert all(known["years"][year]["source"] for year in known["years"])
    assert known["benefits"]["source"]
    assert known["director"]["source"]


def test_the_post_is_set_beside_all_of_the_margin():
    case, (note, salary) = director(inputs(), 500_000.0)
    assert case.margin == pytest.approx(225_000)
    assert case.loaded_cost == pytest.approx(loaded_cost(112_000, 2026))
    assert case.revenue_needed * 0.45 == pytest.approx(case.loaded_cost)
    assert case.growth_needed == pytest.approx(case.revenue_needed / 500_000)
    assert case.loaded_cost > MOST_SHARE * case.margin
    assert case.not_yet
    assert "$112,000 to $157,000" in word(salary.code, salary.params, Locale("en"))
    assert "marge" in word(note.code, note.params, Locale("fr"))


def test_the_gain_of_the_plan_stands_beside_it():
    gain = Interval80(p10=1000.0, p50=5000.0, p90=9000.0)
    case, _ = director(TransitionInputs(Tables.of({}), company(), TODAY, plan_gain=gain), 500_000.0)
    assert case.best_gain == gain


@pytest.mark.parametrize("elsewhere", [{"province": "ON"}, {"province": ""}, {"currency": "EUR"}])
def test_outside_quebec_nothing_is_said(elsewhere):
    case, notes = director(inputs(**elsewhere), 500_000.0)
    assert (case, [note.code for note in notes]) == (None, ["director_elsewhere"])


def test_revenue_is_that_of_the_last_year_brought_to_a_whole_one():
    weekly, notes = yearly_revenue(panel(), company())
    assert weekly == pytest.approx(panel().revenue[-52:].mean() * 365.25 / 7)
    assert notes == ()
    assert yearly_revenue(monthly_panel(), company())[0] == pytest.approx(monthly_panel().revenue[-12:].sum())
    short, notes = yearly_revenue(panel(periods=26), company())
    assert short == pytest.approx(panel(periods=26).revenue.mean() * 365.25 / 7)
    assert [note.code for note in notes] == ["transition_short_year"]


@pytest.mark.parametrize(("revenue", "read"), [(LIMIT - 1, True), (LIMIT, False), (None, False)])
def test_only_a_company_under_the_limit_is_read(revenue, read):
    found = transition(inputs(yearly_revenue=revenue))
    assert (found is not None) is read
    if found is not None:
        assert (found.revenue, found.limit) == (revenue, LIMIT)
        assert type(found).model_validate_json(found.model_dump_json()) == found
