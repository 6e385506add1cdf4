"""Every cost is counted once, for the channels it is for, and what is not known of it is said."""

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import world
from bascule.company import RoleSettings
from bascule.diagnosis.acquisition.costs import Cost, other_costs
from bascule.diagnosis.acquisition.days import Days
from bascule.diagnosis.acquisition.shares import shared
from bascule.ingest.tables import conform
from bascule.limits import CostSettings
from bascule.warehouse.tables import Tables
from diagnosis import naive_acquisition

PANEL = world.panel(60)
DAYS = Days.of(PANEL)
START, END = DAYS.year_start, DAYS.end
MONDAY = START


def tables(**given):
    return Tables.of({name: conform(pl.DataFrame(rows), name) for name, rows in given.items()})


def bill(amount=364.0, kind="agency", start=START, end=END, **more):
    return {"period_start": start, "period_end": end, "kind": kind, "amount": amount, "vendor": "Nordet", **more}


def rows(*bills):
    return [{"channel": None, "source_file": "costs.csv", **each} for each in bills]


def hours(week=MONDAY, minutes=60.0, role="owner", side="marketing"):
    return {"week": week, "minutes": minutes, "role": role, "side": side}


def read(company=None, panel=PANEL, **given):
    return other_costs(panel, company or world.company(), tables(**given), Days.of(panel))


def year(cost):
    return float(cost.daily[DAYS.year].sum())


def codes(found):
    return {note.code: note.params for note in found.notes}


day = st.dates(START - dt.timedelta(days=90), END + dt.timedelta(days=90))


@given(st.lists(st.tuples(day, st.integers(0, 60), st.floats(-500, 5000)), max_size=8))
def test_amounts_are_spread_over_their_days(given_rows):
    made = [(first, first + dt.timedelta(days=more), amount) for first, more, amount in given_rows]
    frame = pl.DataFrame(made, schema={"a": pl.Date, "b": pl.Date, "x": pl.Float64}, orient="row")
    daily = DAYS.stretches(frame, "a", "b", "x")
    assert daily.shape == (len(DAYS),)
    assert daily[DAYS.year].sum() == pytest.approx(naive_acquisition.within(made, START, END), abs=1e-6)
    assert daily.sum() == pytest.approx(naive_acquisition.within(made, DAYS.first, END), abs=1e-6)


def test_the_days_of_a_month_are_its_own():
    days = Days.of(world.monthly_panel(14))
    assert days.lengths.tolist()[:3] == [31, 29, 31]
    assert (days.first, days.end, days.year_start) == (dt.date(2024, 1, 1), dt.date(2025, 2, 28), dt.date(2024, 3, 1))
    assert days.summed(days.spread(np.arange(14.0))) == pytest.approx(np.arange(14.0))


def test_bills_are_read_by_kind_and_by_what_told_them():
    found = read(
        costs=rows(bill(), bill(52.0, "tool"), bill(10.0, None), bill(7.0, "agency", source_file="pnl.csv")),
        books=[{"source_file": "pnl.csv"}],
    )
    assert {(cost.kind, cost.origin): year(cost) for cost in found.lines} == {
        ("agency", "files"): pytest.approx(364.0), ("tool", "files"): pytest.approx(52.0),
        ("other", "files"): pytest.approx(10.0), ("agency", "books"): pytest.approx(7.0),
    }  # fmt: skip


def test_a_bill_is_for_the_channel_that_it_or_the_company_names():
    company = world.company(
        channels={"radio": {"label": "Radio locale"}},
        costs={"Studio Boreal": CostSettings(carries=("Radio locale", "META"))},
    )
    found = read(company, costs=rows(
        bill(1.0), bill(2.0, channel="Publicité radio"), bill(3.0, channel="Infolettre"),
        bill(4.0, vendor="studio boréal"), bill(5.0, channel="radio locale", vendor="Studio Boreal"),
    ))  # fmt: skip
    assert {cost.channels: round(year(cost), 6) for cost in found.lines} == {
        (): 1.0, ("radio",): 7.0, ("email",): 3.0, ("radio", "meta"): 4.0,
    }  # fmt: skip


def test_hours_cost_what_their_role_costs_and_the_others_are_said_not_nil():
    company = world.company(roles={"Owner": RoleSettings(hourly=50.0)})
    found = read(company, hours=[
        hours(), hours(minutes=90.0, role="coordinator"), hours(minutes=30.0, side=None), hours(side="sales"),
        hours(week=START - dt.timedelta(days=7), minutes=600.0),
    ])  # fmt: skip
    assert [(cost.kind, cost.origin, round(year(cost), 6)) for cost in found.lines] == [("payroll", "hours", 50.0)]
    said = codes(found)
    assert said["role_cost_unknown"] == {"roles": ["coordinator"], "hours": 1.5}
    assert said["hours_side_unknown"] == {"hours": 0.5}
    assert said["hours_partial"] == {"counted_weeks": 1, "of": 52}
    assert "people_not_counted" not in said


def test_pay_and_hours_of_the_same_days_are_counted_once():
    company = world.company(roles={"owner": RoleSettings(hourly=50.0)})
    half = START + dt.timedelta(days=181)
    weeks = [hours(week=MONDAY + dt.timedelta(weeks=week)) for week in range(52)]
    found = read(company, costs=rows(bill(1000.0, "payroll", START, half)), hours=weeks)
    assert {cost.origin: round(year(cost), 6) for cost in found.lines} == {"files": 1000.0, "hours": 1300.0}
    assert codes(found)["payroll_over_hours"] == {"payroll_money": 1000.0, "hours_money": 1300.0}
    assert "people_not_counted" not in codes(found)


def test_what_no_file_tells_is_said():
    assert set(codes(read())) == {"costs_media_only", "people_not_counted"}
    assert "people_not_counted" not in codes(read(costs=rows(bill(9.0, "payroll"))))
    ended = END - dt.timedelta(days=100)
    assert codes(read(costs=rows(bill(end=ended))))["costs_stop"] == {"last_date": ended.isoformat()}
    begun = START + dt.timedelta(days=100)
    assert codes(read(costs=rows(bill(start=begun))))["costs_begin"] == {"first_date": begun.isoformat()}
    assert not {"costs_begin", "costs_stop"} & set(codes(read(costs=rows(bill()))))


def test_books_that_tell_another_amount_of_media_are_compared_and_never_added():
    month, last = dt.date(2025, 3, 1), dt.date(2025, 3, 31)
    books = [{"date": month, "date_end": last, "kind": "media", "section": "expense", "amount": 1500.0}]
    media = [{"date": month, "date_end": last, "spend": 1000.0}]
    panel = replace(PANEL, dates=np.datetime64("2024-11-04") + 7 * np.arange(60))
    found = read(panel=panel, media=media, books=books)
    assert found.lines == ()
    assert codes(found)["media_booked_apart"] == {"booked_money": 1500.0, "spend_money": 1000.0, "months": 1}
    alike = read(panel=panel, media=media, books=[books[0] | {"amount": 1040.0}])
    assert "media_booked_apart" not in codes(alike)


names = st.sampled_from(["a", "b", "c", "email", "event"])


@given(
    st.lists(st.tuples(st.lists(names, unique=True, max_size=3), st.floats(0, 900)), max_size=6),
    st.lists(st.floats(0, 5000), min_size=3, max_size=3).filter(lambda spend: sum(spend) > 1),
    st.permutations(range(3)),
)
def test_shares_add_up_to_the_costs_in_whatever_order_channels_come(given_costs, spend, order):
    days = Days(dt.date(2026, 1, 5), np.array([7]), 1)
    costs = [Cost("other", "files", tuple(named), np.full(7, amount / 7)) for named, amount in given_costs]
    channels, media = np.array(["a", "b", "c"]), np.array(spend)
    borne, judged = shared(costs, channels.tolist(), media, days)
    assert sum(borne.values()) == pytest.approx(sum(amount for _, amount in given_costs))
    assert judged == pytest.approx(sum(amount for named, amount in given_costs if not named))
    turned, _ = shared(costs, channels[list(order)].tolist(), media[list(order)], days)
    assert turned == pytest.approx(borne)
