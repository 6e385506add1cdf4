"""Signs of product–market fit: the survey, the curve, the origins, the areas, and what they say together."""

import datetime as dt
import itertools

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from bascule.customers.shares import above, jeffreys
from bascule.diagnosis.transition import TransitionInputs
from bascule.diagnosis.transition.areas import OTHER, areas
from bascule.diagnosis.transition.fit import fit, together
from bascule.diagnosis.transition.flattening import FLOOR, flattening
from bascule.diagnosis.transition.origins import WAYS, origins, way
from bascule.diagnosis.transition.survey import disappointed
from bascule.ingest.origins import ORIGINS
from bascule.ingest.tables import conform
from bascule.ingest.visits import CHANNELS
from bascule.plans import Interval90
from bascule.returns.structure import CurvePoint
from bascule.warehouse.tables import Tables
from world import company

TODAY = dt.date(2026, 11, 23)
AGO = dt.date(2025, 11, 23)
STATES = ["yes", "no", "unsure", "not_measured"]


def tables(**rows):
    return Tables.of({
        name: conform(pl.DataFrame(own, infer_schema_length=None), name) for name, own in rows.items()
    })  # fmt: skip


def answers(very, rest, day=dt.date(2026, 9, 1)):
    kinds = ({"answer": "very", "respondents": float(very)}, {"answer": "somewhat", "respondents": float(rest)})
    return conform(pl.DataFrame([{"date": day, "survey": "disappointed", **kind} for kind in kinds]), "surveys")


def points(rates, customers=400):
    return [
        CurvePoint(month=month, rate=Interval90(p05=rate, p50=rate, p95=rate), customers=customers)
        for month, rate in enumerate(rates)
    ]


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_share_has_the_interval_of_jeffreys(hits, misses):
    law = beta(hits + 0.5, misses + 0.5)
    found = jeffreys(hits, hits + misses)
    assert (found.p05, found.p50, found.p95) == pytest.approx(law.ppf([0.05, 0.5, 0.95]), abs=1e-9)
    assert above(0.4, hits, hits + misses) == pytest.approx(law.sf(0.4), abs=1e-9)


@pytest.mark.parametrize(
    ("very", "rest", "state"),
    [(25, 25, "yes"), (22, 28, "unsure"), (13, 37, "no"), (29, 0, "unsure"), (0, 29, "unsure"), (0, 0, "not_measured")],
)
def test_the_survey_concludes_from_thirty_answers_and_nine_chances_in_ten(very, rest, state):
    found = disappointed(answers(very, rest), TODAY)
    assert (found.state, found.respondents) == (state, very + rest)


def test_answers_of_long_ago_are_of_another_product():
    assert disappointed(answers(50, 10, dt.date(2024, 1, 1)), TODAY).state == "not_measured"
    other = answers(50, 10).with_columns(survey=pl.lit("nps"))
    assert disappointed(other, TODAY).respondents == 0


def decay(months, floor, loss):
    return [floor + (1 - floor) * (1 - loss) ** month for month in range(months)]


def sbg(months, alpha, shape):
    steps = np.arange(months - 1)
    return [1.0, *np.cumprod((shape + steps) / (alpha + shape + steps))]


@pytest.mark.parametrize(
    ("curve", "customers", "state"),
    [
        (decay(37, 0.45, 0.35), 2000, "yes"),
        # A year of it does not tell a floor from slow losses, nor does a year of slow losses.
        (decay(12, 0.45, 0.35), 400, "unsure"),
        (decay(12, 0.0, 0.05), 400, "unsure"),
        (decay(19, 0.0, 0.30), 400, "no"),
        # Loss that falls because the quick to leave are gone, with no floor at all: not taken for one.
        (sbg(13, 0.7, 1.5), 400, "unsure"),
        (decay(6, 0.45, 0.35), 400, "not_measured"),
    ],
)
def test_a_curve_levels_off_or_not(curve, customers, state):
    assert flattening(points(curve, customers)).state == state


def test_the_floor_is_within_its_interval_and_fewer_customers_widen_it():
    many, few = (flattening(points(decay(19, 0.45, 0.35), customers)) for customers in (2000, 100))
    assert many.floor.p05 < 0.45 < many.floor.p95
    assert few.floor.p95 - few.floor.p05 > many.floor.p95 - many.floor.p05
    assert many.chance > FLOOR
    assert flattening(points(decay(19, 0.45, 0.35), 19)).state == "not_measured"


@settings(max_examples=10, deadline=None)
@given(st.floats(0.0, 0.6), st.floats(0.05, 0.6), st.integers(7, 20), st.integers(0, 10**6))
def test_the_chance_of_a_floor_is_a_chance_and_its_interval_is_ordered(floor, loss, months, seed):
    rng = np.random.default_rng(seed)
    rates = [rng.binomial(200, rate) / 200 for rate in decay(months, floor, loss)]
    found = flattening(points(rates, 200))
    assert 0 <= found.chance <= 1
    assert 0 <= found.floor.p05 <= found.floor.p50 <= found.floor.p95 <= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recherche payante", "paid"), ("google / cpc", "paid"), ("Facebook Ads", "paid"), ("Infolettre", "unclear"),
        ("organic_social", "organic"), ("Réseaux sociaux payants", "paid"), ("Référencement naturel", "organic"),
        ("Sites référents", "referred"), ("Références", "referred"), ("Salon Habitat", "paid"), ("direct", "unclear"),
        ("Publicité radio", "paid"), ("(not set)", "unclear"), ("Parrainage", "referred"), ("pos", "unclear"),
    ],
)  # fmt: skip
def test_origins_are_told_in_both_languages(text, expected):
    assert way(text) == expected


def test_every_origin_of_the_tools_is_told_or_left_unclear_on_purpose():
    unclear = {name for name in [*ORIGINS, *CHANNELS] if way(name) == "unclear"}
    assert unclear == {
        "direct", "email", "offline", "web", "phone", "other", "sms", "push", "audio", "ai_assistant", "unassigned",
    }  # fmt: skip
    assert set(WAYS) == {"paid", "organic", "referred"}
    for name, words in ORIGINS.items():
        assert {way(word) for word in words} <= {way(name), "unclear"} or name in {"social", "offline", "outbound"}


def bought(source, count, day=dt.datetime(2026, 5, 1)):
    return [
        {
            "order_id": f"{source}{i}",
            "customer_key": f"{source}{i}",
            "ordered_at": day,
            "net": 10.0,
            "source_channel": source,
        }
        for i in range(count)
    ]


def test_the_share_that_nobody_paid_for_leaves_the_unclear_out():
    found = origins(tables(orders=bought("Organic: Google", 8) + bought("cpc", 12) + bought("web", 5)), AGO, TODAY)
    assert (found.table, found.known, found.unclear) == ("orders", 20, 5)
    assert found.unpaid == jeffreys(8, 20)
    assert found.state == "unsure"


def test_a_customer_counts_once_and_deals_come_before_orders():
    again = [{**row, "order_id": "x" + row["order_id"]} for row in bought("cpc", 12)]
    orders = bought("cpc", 12) + again
    assert origins(tables(orders=orders), AGO, TODAY).known == 12
    deals = [{"created": dt.date(2026, 3, 1), "origin": "referral"}] * 15
    found = origins(tables(orders=orders, deals=deals), AGO, TODAY)
    assert (found.table, found.state) == ("deals", "yes")
    assert origins(tables(deals=[{**deals[0], "created": dt.date(2024, 1, 1)}] * 15), AGO, TODAY) is None


def test_mostly_unclear_origins_stay_unsure():
    found = origins(tables(orders=bought("Organic: Google", 15) + bought("pos", 40)), AGO, TODAY)
    assert found.state == "unsure"


def test_visits_are_read_by_month_and_are_no_customers():
    rows = [
        {"date": dt.date(2026, month, 1), "date_end": dt.date(2026, month, 28), "channel": name, "sessions": count}
        for month in (3, 4, 5, 6)
        for name, count in (("organic", 5000.0 + 500 * (month % 2)), ("paid_search", 5000.0), ("direct", 900.0))
    ]
    found = origins(tables(web=rows), AGO, TODAY)
    assert (found.table, found.unclear) == ("web", pytest.approx(3600.0))
    assert found.unpaid.p05 < 0.51 < found.unpaid.p95
    # Thousands of visits do not make a share sure that changes from month to month.
    assert found.unpaid.p95 - found.unpaid.p05 > 0.01
    reading = fit(TransitionInputs(tables(web=rows), company(), TODAY))
    assert "fit_origins_visits" in {reason.code for reason in reading.reasons}


def customers_in(**counts):
    return [{"customer_key": f"{area}{i}", "area": area} for area, count in counts.items() for i in range(count)]


def test_areas_of_few_are_shown_together_and_penetration_where_households_are_known():
    found = areas(tables(customers=customers_in(G7H=30, G7J=10, H2X=4, H2Y=3)), {"G7H": 6000.0})
    assert [(a.area, a.customers) for a in found] == [("G7H", 30), ("G7J", 10), (OTHER, 7)]
    assert [a.penetration for a in found] == [5.0, None, None]
    assert sum(a.share for a in found) == pytest.approx(1.0)


def test_few_even_together_are_not_shown_nor_found_by_subtraction():
    found = areas(tables(customers=customers_in(G7H=30, H2X=4)), {})
    assert [(a.area, a.share) for a in found] == [("G7H", 1.0)]
    assert areas(tables(customers=customers_in(H2X=4)), {}) == ()


def test_a_customer_is_where_the_last_order_went():
    orders = [
        {"customer_key": "a", "area": area, "ordered_at": dt.datetime(2026, month, 1)}
        for area, month in (("G7H", 1), ("G7J", 5), ("H2X", 3))
    ]
    rows = [*customers_in(G7J=6), {"customer_key": "a", "area": "G7H"}]
    assert [(a.area, a.customers) for a in areas(tables(orders=orders, customers=rows), {})] == [("G7J", 7)]


@given(st.dictionaries(st.sampled_from(["G7H", "G7J", "H2X", "H2Y"]), st.integers(1, 20)))
def test_no_area_of_fewer_than_five_is_ever_shown(counts):
    found = areas(tables(customers=customers_in(**counts)) if counts else tables(), {})
    assert all(area.customers >= 5 for area in found)


@pytest.mark.parametrize("signs", list(itertools.product(STATES, repeat=3)))
def test_the_signs_together_follow_the_stated_rule(signs):
    state, _ = together(*signs)
    measured = set(signs) - {"not_measured"}
    if not measured:
        assert state == "not_measured"
    elif {"yes", "no"} <= measured:
        assert state == "unsure"
    else:
        strong = {"yes", "no"} & set(signs[:2])
        assert state == (strong.pop() if strong else "unsure")


def test_without_anything_the_cheapest_ways_to_know_are_said():
    found = fit(TransitionInputs(tables(), company(), TODAY))
    assert (found.state, found.respondents, found.disappointed, found.organic) == ("not_measured", 0, None, None)
    assert {"fit_no_survey", "fit_no_curve", "fit_no_origin"} <= {reason.code for reason in found.reasons}


def test_the_whole_reading_carries_every_sign():
    there = tables(surveys=answers(30, 20).to_dicts(), orders=bought("Organic: Google", 30))
    found = fit(TransitionInputs(there, company(), TODAY, retention_curve=tuple(points(decay(37, 0.45, 0.35), 2000))))
    assert (found.state, found.flattens, found.respondents) == ("yes", "yes", 50)
    assert found.above_share > 0.9
    assert found.organic.p05 > 0.5
