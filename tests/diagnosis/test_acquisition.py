"""The acquisition pillar: its figures agree with one another, with the model, and with what is known."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

import world
from bascule.company import RoleSettings
from bascule.diagnosis.acquisition import acquisition
from bascule.diagnosis.acquisition.days import Days
from bascule.diagnosis.acquisition.newcomers import blended_cac, payback
from bascule.ingest.tables import conform
from bascule.mmm.claims import Claim
from bascule.mmm.model import prior_model
from bascule.plans import Interval90
from bascule.returns import Acquisition
from bascule.warehouse.tables import Tables
from diagnosis import naive_acquisition

PANEL = world.with_orders(world.panel(104))
DAYS = Days.of(PANEL)
COMPANY = world.company(roles={"owner": RoleSettings(hourly=60.0)})
MODEL = prior_model(PANEL, COMPANY, world.CLASSES, 1)
MARGIN = np.linspace(15.0, 180.0, 37)[None] * np.ones((50, 1))
WEEKS = [DAYS.first + dt.timedelta(weeks=week) for week in range(104)]
NOTHING = Tables.of({})


def tables(scale=1.0, **more):
    bills = [
        {"period_start": DAYS.first, "period_end": DAYS.end, "kind": "agency", "amount": 20_000.0 * scale},
        {"period_start": DAYS.first, "period_end": DAYS.end, "kind": "tool", "amount": 3000.0 * scale,
         "channel": "Infolettre"},
        {"period_start": DAYS.first, "period_end": DAYS.end, "kind": "content", "amount": 5000.0 * scale,
         "channel": "Radio"},
    ]  # fmt: skip
    hours = [{"week": week, "minutes": 300.0, "role": "owner", "side": "marketing"} for week in WEEKS]
    frames = {"costs": bills, "hours": hours, **more}
    return Tables.of({name: conform(pl.DataFrame(rows), name) for name, rows in frames.items()})


def read(panel=PANEL, company=COMPANY, model=MODEL, given=None, **more):
    return acquisition(panel, company, model, tables() if given is None else given, **more)


def codes(found):
    return {note.code for note in found.notes}


def numbers(interval):
    return np.array([interval.p05, interval.p50, interval.p95])


def test_every_dollar_is_counted_once():
    found = read()
    media = PANEL.spend[-52:].sum()
    assert found.spend == pytest.approx(media, abs=0.01)
    year = {("media", "files"): media, ("agency", "files"): 10_000, ("tool", "files"): 1500, ("content", "files"): 2500,
            ("payroll", "hours"): 52 * 5 * 60.0}  # fmt: skip
    assert {(line.kind, line.origin): line.amount for line in found.costs} == pytest.approx(year, abs=0.02)
    assert found.cost == pytest.approx(sum(line.amount for line in found.costs), abs=0.05)
    assert sum(line.media + line.other for line in found.channels) == pytest.approx(found.cost, abs=0.1)
    lines = {line.channel: line for line in found.channels}
    assert lines["email"].other == pytest.approx(1500.0, abs=0.02)
    assert lines["email"].iroas is None
    # The agency and the owner's time follow media; what is made for the radio is the radio's.
    common = (10_000 + 52 * 300) / media
    assert lines["google"].other == pytest.approx(common * lines["google"].media, abs=0.02)
    assert lines["radio"].other == pytest.approx(common * lines["radio"].media + 2500, abs=0.02)
    assert [note.params for note in found.notes if note.code == "costs_shared"] == [{"shared_money": 25_600.0}]


def test_returns_are_those_of_the_model_over_each_sum():
    found = read(model=replace(MODEL, posterior=replace(
        MODEL.posterior, iroas=np.tile([4.0, 2.0, 1.0], (50, 1)), lasting_share=np.tile([0.25, 0.0, 0.5], (50, 1)))
    ))  # fmt: skip
    spend = PANEL.spend[-52:].sum(axis=0)
    revenue = spend @ [4.0, 2.0, 1.0]
    assert found.iroas.p50 == pytest.approx(revenue / spend.sum())
    assert found.margin_return.p50 == pytest.approx(0.45 * revenue / spend.sum())
    assert found.iroas_loaded.p50 == pytest.approx(revenue / found.cost)
    assert found.margin_return_long.p50 == pytest.approx(0.45 * revenue / found.cost)
    assert found.margin_return_loaded.p50 == pytest.approx(0.45 * (spend @ [3.0, 2.0, 0.5]) / found.cost)
    for line, short, long in zip(found.channels[:3], (3.0, 2.0, 0.5), (4.0, 2.0, 1.0), strict=True):
        cost = line.media + line.other
        assert line.iroas.p50 == pytest.approx(long)
        assert line.iroas_loaded.p50 == pytest.approx(long * line.media / cost)
        assert line.margin_return.p50 == pytest.approx(0.45 * short * line.media / cost)
        assert line.margin_return_long.p50 == pytest.approx(0.45 * long * line.media / cost)
    assert found.break_even_iroas == pytest.approx(1 / 0.45)
    assert found.target_iroas == (3.0, 5.0)


def test_claims_are_weighed_by_the_media_of_those_who_claim():
    setup = replace(MODEL.setup, claims=(Claim(8.0, 90.0), None, Claim(2.0, 90.0)))
    found = read(model=replace(MODEL, setup=setup))
    spend = PANEL.spend[-52:].sum(axis=0)
    assert found.claimed_roas == pytest.approx((8 * spend[0] + 2 * spend[2]) / (spend[0] + spend[2]))
    assert [line.claimed_roas for line in found.channels] == [8.0, None, 2.0, None]
    assert read().claimed_roas is None


def test_incremental_customers_are_revenue_by_the_share_of_new_ones_over_what_an_order_brings():
    certain = tuple(replace(prior, split=(0.0, 1e-9)) for prior in MODEL.setup.priors)
    posterior = replace(
        MODEL.posterior, iroas=np.tile([4.0, 2.0, 0.0], (50, 1)), lasting_share=np.tile([0.5, 0.0, 0.0], (50, 1))
    )
    found = read(model=replace(MODEL, setup=replace(MODEL.setup, priors=certain), posterior=posterior))
    year = slice(-52, None)
    share = PANEL.new_customers[year].sum() / PANEL.orders[year].sum()
    ticket = PANEL.revenue[year].sum() / PANEL.orders[year].sum()
    for line, short in zip(found.channels[:2], (2.0, 2.0), strict=True):
        customers = short * line.media * share / ticket
        assert line.new_customers.p50 == pytest.approx(customers, rel=1e-4)
        assert line.cac_loaded.p50 == pytest.approx((line.media + line.other) / customers, rel=1e-4)
        assert line.cac_paid.p50 == pytest.approx(line.media / customers, rel=1e-4)
    # It brought nobody: one customer is the least that is counted, and it is said.
    none = found.channels[2]
    assert none.new_customers.p95 == 0
    assert none.cac_paid.p05 == pytest.approx(none.media, abs=0.01)
    assert [note.params for note in found.notes if note.code == "cac_perhaps_none"] == [{"channels": ["radio"]}]
    assert "new_share_assumed" in codes(found)


def test_the_blended_cost_is_that_of_all_new_customers_with_the_interval_of_their_count():
    found = read()
    new = PANEL.new_customers[-52:].sum()
    assert found.new_customers == new
    assert found.cac_paid.p50 == pytest.approx(found.spend / new, rel=0.001)
    assert found.cac_loaded.p50 == pytest.approx(found.cost / new, rel=0.001)
    assert found.cac_loaded.p05 < found.cost / new < found.cac_loaded.p95


def test_the_interval_of_a_count_covers_what_was_to_be_expected():
    for expected in (3.0, 12.0, 80.0):
        counts = np.arange(1, 400)
        held = [(low := blended_cac(1000.0, float(count))).p05 <= 1000.0 / expected <= low.p95 for count in counts]
        assert 0.84 <= poisson(expected).pmf(counts) @ np.array(held, dtype=float) <= 0.97
    assert blended_cac(1000.0, 0.0) is None


def test_periods_that_do_not_count_customers_count_for_no_cost():
    counted = PANEL.new_customers.copy()
    counted[-20:] = np.nan
    found = read(panel=replace(PANEL, new_customers=counted))
    known = slice(-52, -20)
    assert found.new_customers == PANEL.new_customers[known].sum()
    assert found.cac_paid.p50 == pytest.approx(PANEL.spend[known].sum() / found.new_customers, rel=0.001)
    assert "new_customers_partly" in codes(found)


def test_without_any_count_nothing_is_said_of_customers():
    found = read(panel=replace(PANEL, new_customers=np.full(104, np.nan)))
    assert (found.new_customers, found.cac_paid, found.cac_loaded) == (None, None, None)
    assert all(line.new_customers is line.cac_loaded is None for line in found.channels)
    assert "new_customers_not_counted" in codes(found)


def test_deals_won_are_new_customers_only_where_there_are_no_orders():
    bare = replace(PANEL, new_customers=np.full(104, np.nan), orders=np.full(104, np.nan))
    deals = [
        {"deal_id": str(at), "created": DAYS.year_start - dt.timedelta(days=30), "outcome": "won",
         "closed": DAYS.year_start + dt.timedelta(days=9 * at)} for at in range(40)
    ]  # fmt: skip
    found = read(panel=bare, given=tables(deals=deals))
    assert found.new_customers == 40
    assert found.cac_paid.p50 == pytest.approx(found.spend / 40.2, rel=0.01)
    assert {"deals_as_customers"} <= codes(found)
    assert "deals_too_few" not in codes(found)
    unknown = [line.new_customers for line in found.quarters if line.start < dt.date(2025, 10, 1)]
    assert unknown
    assert set(unknown) == {None}
    both = read(panel=bare, given=tables(deals=deals, orders=[{"order_id": "1"}]))
    assert both.new_customers is None
    assert "deals_too_few" in codes(read(panel=bare, given=tables(deals=deals[:4])))


def test_quarters_are_those_of_the_calendar_and_add_up():
    found = read().quarters
    assert [line.start for line in found][:2] == [dt.date(2024, 10, 1), dt.date(2025, 1, 1)]
    assert [line.whole for line in found] == [False, *[True] * (len(found) - 2), False]
    assert all(one.end + dt.timedelta(days=1) == after.start for one, after in pairwise(found))
    assert sum(line.media for line in found) == pytest.approx(PANEL.spend.sum(), abs=0.1)
    assert sum(line.revenue for line in found) == pytest.approx(PANEL.revenue.sum(), abs=0.1)
    assert sum(line.new_customers for line in found) == pytest.approx(PANEL.new_customers.sum(), abs=0.1)
    assert sum(line.cost - line.media for line in found) == pytest.approx(28_000 + 104 * 300, abs=0.1)
    for line in found:
        assert line.mer == pytest.approx(line.revenue / line.media, rel=1e-4)
        assert line.cac_paid.p50 < line.cac_loaded.p50


def test_a_quarter_whose_costs_or_sales_are_not_all_known_says_so():
    late = DAYS.first + dt.timedelta(days=200)
    bill = [{"period_start": late, "period_end": DAYS.end, "kind": "agency", "amount": 9000.0}]
    revenue = PANEL.revenue.copy()
    revenue[30] = np.nan
    found = read(panel=replace(PANEL, revenue=revenue), given=tables(costs=bill, hours=[])).quarters
    assert [line.cac_loaded is None for line in found] == [line.start <= late for line in found]
    assert [line.revenue is None for line in found].count(True) == 1


def test_where_sales_are_not_read_only_priors_and_claims_speak():
    found = read(panel=replace(PANEL, sales_read=False, new_customers=np.full(104, np.nan)))
    assert found.mer is None
    assert found.iroas is not None
    assert {line.revenue for line in found.quarters} == {None}


def test_a_history_by_month_is_read_alike():
    panel = world.monthly_panel(24)
    found = read(panel=panel, model=prior_model(panel, COMPANY, world.CLASSES, 1), given=tables(hours=[]))
    assert found.spend == pytest.approx(panel.spend[-12:].sum(), abs=0.01)
    assert found.mer == pytest.approx(panel.revenue[-12:].sum() / panel.spend[-12:].sum())
    assert all(line.whole for line in found.quarters)
    assert [line.media for line in found.quarters] == pytest.approx(
        panel.spend.sum(axis=1).reshape(8, 3).sum(axis=1).tolist(), abs=0.01
    )


def test_nothing_spent_is_no_pillar():
    spend = PANEL.spend.copy()
    spend[-52:] = 0.0
    assert read(panel=replace(PANEL, spend=spend)) is None


def test_a_channel_at_rest_all_year_is_not_listed():
    spend, iroas = PANEL.spend.copy(), MODEL.posterior.iroas.copy()
    spend[-52:, 1] = 0.0
    iroas[:, 1] = np.nan
    model = replace(MODEL, posterior=replace(MODEL.posterior, iroas=iroas))
    found = read(panel=replace(PANEL, spend=spend), model=model)
    assert [line.channel for line in found.channels] == ["meta", "radio", "email"]


def test_costs_not_known_leave_media_alone_and_it_is_said():
    found = read(given=NOTHING)
    assert found.cost == found.spend
    assert found.iroas_loaded == found.iroas
    assert {"costs_media_only", "people_not_counted", "payback_unknown"} <= codes(found)


def test_it_writes_itself_and_reads_back_equal():
    found = read(margin_by_month=MARGIN)
    assert Acquisition.model_validate_json(found.model_dump_json()) == found
    assert read(margin_by_month=MARGIN) == found


def test_cents_give_the_same_ratios():
    money = {"spend": PANEL.spend * 100, "revenue": PANEL.revenue * 100}
    dear = world.company(roles={"owner": RoleSettings(hourly=6000.0)})
    dollars = read(margin_by_month=MARGIN)
    cents = read(panel=replace(PANEL, **money), company=dear, given=tables(100.0), margin_by_month=MARGIN * 100)
    assert cents.cost == pytest.approx(100 * dollars.cost)
    for name in ("iroas", "iroas_loaded", "margin_return_loaded", "payback_months"):
        assert numbers(getattr(cents, name)) == pytest.approx(numbers(getattr(dollars, name)))
    for one, other in zip(cents.channels[:3], dollars.channels[:3], strict=True):
        assert numbers(one.new_customers) == pytest.approx(numbers(other.new_customers))
        assert numbers(one.cac_loaded) == pytest.approx(100 * numbers(other.cac_loaded))
        assert numbers(one.payback_months) == pytest.approx(numbers(other.payback_months))
        assert one.never_share == other.never_share


def test_the_order_of_channels_changes_nothing():
    order = [2, 0, 1]
    posterior = MODEL.posterior
    turned = replace(
        posterior, channels=tuple(posterior.channels[c] for c in order), iroas=posterior.iroas[:, order],
        lasting_share=posterior.lasting_share[:, order],
    )  # fmt: skip
    setup = replace(MODEL.setup, claims=tuple(MODEL.setup.claims[c] for c in order),
                    priors=tuple(MODEL.setup.priors[c] for c in order))  # fmt: skip
    panel = replace(PANEL, channels=turned.channels, spend=PANEL.spend[:, order])
    found = read(panel=panel, model=replace(MODEL, posterior=turned, setup=setup))
    usual = {line.channel: line for line in read().channels}
    assert numbers(found.iroas_loaded) == pytest.approx(numbers(read().iroas_loaded))
    for line in found.channels:
        assert line.other == pytest.approx(usual[line.channel].other, abs=0.011)
        if line.iroas is not None:
            assert numbers(line.margin_return) == pytest.approx(numbers(usual[line.channel].margin_return))


def test_the_model_that_reads_two_series_gives_its_own_share_of_new_customers(monkeypatch):
    from bascule.diagnosis.acquisition import newcomers

    class Fitted(SimpleNamespace):
        pass

    monkeypatch.setattr(newcomers, "FittedModel", Fitted)
    asked = []
    setup = SimpleNamespace(
        problem=SimpleNamespace(series=2), from_new=lambda draws: asked.append(draws) or np.full((len(draws), 3), 0.6)
    )
    flat = np.arange(30.0)[:, None]
    made = Fitted(setup=setup, sample=SimpleNamespace(flat=flat))
    per_revenue, notes = newcomers.brought(made, PANEL, DAYS, 1)
    ticket = PANEL.revenue[-52:].sum() / PANEL.orders[-52:].sum()
    assert per_revenue == pytest.approx(np.full((30, 3), 0.6 / ticket))
    assert notes == ()
    assert asked[0] == pytest.approx(flat)


amounts = st.lists(st.floats(0.0, 30.0), min_size=37, max_size=37)


@given(st.lists(st.floats(0.01, 400.0), min_size=1, max_size=8), amounts)
def test_payback_is_the_month_at_which_the_margin_left_repays(costs, gains):
    margins = np.cumsum(gains)
    months, never = payback(np.array(costs), np.stack([margins, margins]))
    slow = [naive_acquisition.repaid(cost, margins.tolist()) for cost in costs]
    ever = [month for month in slow if month is not None]
    assert never == pytest.approx(1 - len(ever) / len(slow))
    if not ever:
        assert months is None
    else:
        assert numbers(months) == pytest.approx(numbers(Interval90.of(ever)), abs=1e-6)


def test_payback_needs_the_margin_of_three_years():
    assert payback(np.ones(3), None) == (None, None)
    with pytest.raises(ValueError, match="37 columns"):
        payback(np.ones(3), np.ones((5, 36)))
    found = read(margin_by_month=MARGIN)
    assert found.payback_months is not None
    assert 0 <= found.never_share <= 1
    assert "payback_unknown" not in codes(found)
