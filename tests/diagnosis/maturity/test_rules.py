"""Each rule on tables made for it: what passes, what fails, what cannot be told, and what the evidence says."""

import datetime as dt

import polars as pl
import pytest

from bascule.diagnosis.maturity import Evidence, maturity, unknown_proofs
from bascule.diagnosis.maturity.rules import RULES
from bascule.ingest.tables import conform
from bascule.locale import Locale
from bascule.locale.wording import WORDINGS, word
from bascule.locale.wording.maturity import ASKED, DIMENSIONS, STATES, TO_DO
from bascule.plans import Interval90
from bascule.returns.acquisition import Acquisition, CostLine
from bascule.returns.structure import CohortLine, SegmentLine, Structure
from bascule.warehouse.tables import Tables
from world import company

TODAY = dt.date(2026, 11, 23)
SURE = Interval90(p05=40.0, p50=50.0, p95=60.0)


def evidence(tables=None, made=None, **more):
    frames = {
        name: conform(pl.DataFrame(rows, infer_schema_length=None), name) for name, rows in (tables or {}).items()
    }
    return Evidence(Tables.of(frames), company(**more), TODAY, **(made or {}))


def judged(code, tables=None, made=None, **more):
    state, why = RULES[code].judge(evidence(tables, made, **more))
    return state, why.params


def orders(start=dt.date(2024, 9, 1), end=TODAY, missing=0, net=10.0):
    days = pl.date_range(start, end, eager=True)
    rows = [
        {"order_id": str(i), "ordered_at": dt.datetime.combine(day, dt.time()), "net": net, "customer_key": f"k{i}"}
        for i, day in enumerate(days)
    ]
    return [{**row, "customer_key": None} if i < missing else row for i, row in enumerate(rows)]


def month(first, amount, **more):
    last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return {"date": first, "date_end": last, "grain": "month", "amount": amount, **more}


def acquisition(beyond=500.0, cac=SURE):
    kinds = (
        CostLine(kind="media", amount=1000.0, origin="files"),
        CostLine(kind="agency", amount=beyond, origin="files"),
    )
    return Acquisition(spend=1000, cost=1500, costs=kinds, mer=None, break_even_iroas=2, cac_loaded=cac)


def structure(lifetime=SURE, contactable=None):
    day = dt.date(2025, 1, 1)
    segment = SegmentLine(
        segment="loyal", customers=9, buying=0.9, expected=SURE, past_margin=1, contactable=contactable
    )
    return Structure(
        kind="orders", customers=9, start=day, end=TODAY, discount=0.1, active=SURE, expected=SURE, repeat_share=SURE,
        cohort_months=3, repeat_curve=(), retention_curve=(), lifetime=(), segments=(segment,),
        cohorts=(CohortLine(start=day, customers=9, active=(1.0,), margin=5.0, lifetime_margin=lifetime),),
    )  # fmt: skip


def experiment(channel="radio", end=dt.date(2026, 6, 1), error=100.0):
    start = end - dt.timedelta(days=27)
    return {"channel": channel, "start": start, "end": end, "lift": 900.0, "lift_error": error, "spend": 500.0}


def test_nothing_known_passes_nothing():
    found = maturity(evidence())
    assert found.level == 0
    states = {rule.rule: rule.state for line in found.dimensions for rule in line.rules}
    assert "pass" not in states.values()
    assert states["sales_export"] == "fail"
    assert found.not_measured == sum(state == "not_measured" for state in states.values()) > 15


def test_months_are_counted_without_the_holes():
    assert judged("sales_24_months", {"orders": orders()}) == ("pass", {"months": 27})
    assert judged("sales_24_months", {"orders": orders(dt.date(2025, 3, 1))}) == ("fail", {"months": 21})
    holed = [row for row in orders() if row["ordered_at"].year != 2025]
    assert judged("sales_24_months", {"orders": holed}) == ("fail", {"months": 15})


@pytest.mark.parametrize(("missing", "state"), [(0, "pass"), (10, "pass"), (17, "fail")])
def test_sales_without_a_customer_are_counted(missing, state):
    found, params = judged("ids_known", {"orders": orders(missing=missing)})
    assert (found, params["table"]) == (state, "orders")
    assert params["missing_percent"] == pytest.approx(missing / len(orders()), abs=1e-4)


def test_sums_of_sales_name_nobody_and_only_a_proof_says_otherwise():
    sales = {"sales": [{"date": TODAY, "date_end": TODAY, "grain": "day", "revenue": 5.0}]}
    assert judged("ids_known", sales)[0] == "not_measured"
    proof = {"ids_known": {"on": "2026-11-01", "proof": "till"}}
    assert judged("ids_known", sales, evidence=proof)[0] == "pass"


@pytest.mark.parametrize(("booked", "state"), [(300.0, "pass"), (320.0, "pass"), (400.0, "fail")])
def test_sales_are_held_against_the_income_booked(booked, state):
    books = [month(dt.date(2026, m, 1), booked * (30 if m == 9 else 31) / 30, section="income") for m in (8, 9, 10)]
    rows = orders(dt.date(2026, 7, 15))
    found, params = judged("sales_reconciled", {"orders": rows, "books": books})
    assert found == state
    assert params["apart_share"] == pytest.approx(abs(1 - 300 / booked), abs=1e-9)


def test_spending_is_held_against_bills_else_books():
    media = [month(dt.date(2026, 9, 1), None, spend=1000.0, platform="google_ads", channel="google")]
    bills = [month(dt.date(2026, 9, 1), 1200.0, platform="google_ads")]
    books = [month(dt.date(2026, 9, 1), 1040.0, section="expense", kind="media")]
    assert judged("ads_reconciled", {"media": media, "billed": bills, "books": books}) == (
        "fail",
        pytest.approx({"apart_share": 0.2}),
    )
    assert judged("ads_reconciled", {"media": media, "books": books}) == ("pass", pytest.approx({"apart_share": 0.04}))
    assert judged("ads_reconciled", {"media": media})[0] == "not_measured"
    nothing = [month(dt.date(2026, 9, 1), None, spend=0.0)]
    assert judged("ads_reconciled", {"media": nothing})[0] == "not_applicable"


def test_spending_must_be_known_row_by_row():
    rows = [{"date": TODAY, "spend": 5.0}, {"date": TODAY, "spend": None}]
    assert judged("spend_known", {"media": rows[:1]}) == ("pass", {"total_money": 5.0, "missing_percent": 0.0})
    assert judged("spend_known", {"media": rows})[0] == "fail"


def test_the_cost_of_a_customer_counts_more_than_media():
    assert judged("cac_loaded", made={"acquisition": acquisition()})[0] == "pass"
    assert judged("cac_loaded", made={"acquisition": acquisition(beyond=0.0)})[0] == "fail"
    assert judged("cac_loaded", made={"acquisition": acquisition(cac=None)})[0] == "fail"
    assert judged("cac_loaded")[0] == "not_measured"


def test_lifetime_is_by_cohort_and_with_an_interval():
    assert judged("ltv_by_cohort", made={"structure": structure()}) == ("pass", {"known": 1, "cohorts": 1})
    assert judged("ltv_by_cohort", made={"structure": structure(lifetime=None)})[0] == "fail"


def test_a_test_counts_for_a_year_and_with_its_error():
    assert judged("test_concluded", {"experiments": [experiment()]})[0] == "pass"
    old, unread = experiment(end=dt.date(2025, 10, 1)), experiment(error=None)
    assert judged("test_concluded", {"experiments": [old, unread]})[0] == "not_measured"


def test_email_tests_are_those_of_the_list_and_give_what_a_message_adds():
    sent = [{"sent_at": dt.datetime(2026, 5, 20), "delivered": 2000.0}, {"sent_at": dt.datetime(2026, 9, 1)}]
    tables = {"experiments": [experiment("infolettre"), experiment("radio")], "emails": sent}
    assert judged("segments_with_holdout", tables) == ("pass", {"tests": 1})
    assert judged("revenue_per_send", tables) == ("pass", {"thousand_money": 450.0, "sent": 2000.0})
    assert judged("revenue_per_send", {"experiments": [experiment("infolettre")]})[0] == "not_measured"


def test_consent_is_known_where_every_segment_says_whom_to_write_to():
    assert judged("consent_expires", made={"structure": structure(contactable=4)}) == (
        "pass", {"contactable": 4, "customers": 9}
    )  # fmt: skip
    assert judged("consent_expires", made={"structure": structure()})[0] == "not_measured"


def test_a_budget_is_read_in_the_settings():
    assert judged("budget_set", plan={"monthly_cash": 3000})[0] == "pass"


@pytest.mark.parametrize(
    ("day", "state", "code"),
    [
        (dt.date(2026, 11, 1), "pass", "maturity_proof"),
        (dt.date(2025, 11, 23), "pass", "maturity_proof"),
        (dt.date(2025, 11, 22), "not_measured", "maturity_proof_old"),
        (dt.date(2026, 11, 24), "not_measured", "maturity_proof_ahead"),
    ],
)
def test_a_proof_is_worth_a_year(day, state, code):
    found, why = RULES["owners_named"].judge(evidence(evidence={"owners_named": {"on": day, "proof": "RACI"}}))
    assert (found, why.code) == (state, code)
    assert why.params == {"on_date": day.isoformat(), "proof": "RACI"}


def test_duties_of_quebec_do_not_bear_elsewhere():
    assert judged("trackers_off", province="ON")[0] == "not_applicable"
    assert judged("assessment_each_tool", province="")[0] == "not_applicable"
    assert judged("trackers_off")[0] == "not_measured"


def test_data_that_fail_are_not_made_good_by_a_word():
    proof = {"ids_known": {"on": "2026-11-01", "proof": "sworn"}}
    assert judged("ids_known", {"orders": orders(missing=200)}, evidence=proof)[0] == "fail"


def test_a_proof_of_no_rule_is_said():
    (note,) = unknown_proofs(company(evidence={"oddity": {"on": "2026-11-01", "proof": "x"}}))
    assert note.params["rules"] == ["oddity"]
    assert maturity(evidence(evidence={"oddity": {"on": "2026-11-01", "proof": "x"}})).notes == (note,)


def test_every_rule_says_what_it_asks_and_what_to_do():
    assert set(ASKED) == set(TO_DO) == set(RULES)
    assert set(DIMENSIONS) == {rule.dimension for rule in RULES.values()}
    assert set(STATES) == {"pass", "fail", "not_applicable", "not_measured"}
    for code in RULES:
        assert {f"maturity_{code}", f"maturity_{code}_do"} <= set(WORDINGS)


def test_evidence_is_said_with_its_figures():
    _, why = RULES["ids_known"].judge(evidence({"orders": orders(missing=10)}))
    assert word(why.code, why.params, Locale("en")) == "Rows that do not say whose they are: 1.23% (orders)."
    assert "1,23\u00a0%" in word(why.code, why.params, Locale("fr"))
