import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.customers.consent import standing
from bascule.ingest.tables import SCHEMAS, conform
from customers.naive_consent import Event, may_be_written_to

DAYS = st.integers(0, 1500).map(lambda days: dt.date(2022, 2, 27) + dt.timedelta(days=days))
KINDS = st.sampled_from(["express", "purchase", "contract", "inquiry", "withdrawn"])
EVENTS = st.lists(st.tuples(KINDS, st.none() | DAYS), max_size=6)
TODAY = dt.date(2026, 3, 1)
Row = tuple[bool, str | None, dt.date | None]


def table(name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    return conform(pl.DataFrame(rows, schema_overrides=SCHEMAS[name]) if rows else pl.DataFrame(), name)


def register(*events: Event, key: str = "a") -> pl.DataFrame:
    return table("consents", [{"customer_key": key, "kind": kind, "given": day} for kind, day in events])


def told(day: dt.date = TODAY, **tables: pl.DataFrame) -> Row:
    (row,) = standing(tables, day).filter(pl.col("customer_key") == "a").drop("customer_key").rows()
    return row


def orders(*days: dt.date, net: float = 10.0) -> pl.DataFrame:
    moments = [dt.datetime(day.year, day.month, day.day, 23, 30) for day in days]
    return table("orders", [{"customer_key": "a", "ordered_at": moment, "net": net} for moment in moments])


def contracts(start: dt.date, end: dt.date | None, status: str | None = None) -> pl.DataFrame:
    return table("subscriptions", [{"customer_key": "a", "start": start, "end": end, "status": status}])


def listed(accepts: bool | None, as_of: dt.date | None = None) -> pl.DataFrame:
    return table("customers", [{"customer_key": "a", "accepts_email": accepts, "as_of": as_of}])


@given(EVENTS, DAYS)
def test_the_register_is_read_as_the_law_is_one_event_at_a_time(events: list[Event], day: dt.date) -> None:
    found = standing({"consents": register(*events)}, day)
    assert found["contactable"].to_list() in ([], [may_be_written_to(events, day)])
    assert found.height or not may_be_written_to(events, day)


@given(EVENTS, DAYS)
def test_nobody_is_written_to_once_it_has_expired_or_been_withdrawn(events: list[Event], day: dt.date) -> None:
    for contactable, kind, expires in standing({"consents": register(*events)}, day).drop("customer_key").rows():
        if contactable:
            assert kind in {"express", "purchase", "contract", "inquiry"}
            assert expires is None or expires > day
            assert (expires is None) == (kind == "express")
        else:
            assert kind == "withdrawn" or expires <= day


@given(EVENTS, DAYS, DAYS)
def test_a_withdrawal_wins_over_all_that_is_not_a_later_express_consent(
    events: list[Event], withdrawal: dt.date, day: dt.date
) -> None:
    later = [e for e in events if e[0] == "express" and e[1] and withdrawal < e[1] <= day]
    found = standing({"consents": register(*events, ("withdrawn", withdrawal))}, max(day, withdrawal))
    assert later or not found["contactable"].any()


@given(EVENTS, DAYS)
def test_an_express_consent_after_every_withdrawal_restores(events: list[Event], day: dt.date) -> None:
    dated = [(kind, given) for kind, given in events if given]
    last = max((given for _, given in dated), default=day)
    again = last + dt.timedelta(days=1)
    assert told(again, consents=register(*dated, ("express", again))) == (True, "express", None)


@given(EVENTS, DAYS, st.integers(1, 1000))
def test_time_alone_never_restores_anyone(events: list[Event], day: dt.date, later: int) -> None:
    known = [(kind, given) for kind, given in events if given is None or given <= day]
    now = standing({"consents": register(*known)}, day)["contactable"].any()
    then = standing({"consents": register(*known)}, day + dt.timedelta(days=later))["contactable"].any()
    assert now or not then


def test_a_purchase_implies_consent_for_two_years_to_the_day() -> None:
    bought = orders(dt.date(2023, 6, 1), dt.date(2024, 3, 2))
    assert told(dt.date(2026, 3, 1), orders=bought) == (True, "purchase", dt.date(2026, 3, 2))
    assert told(dt.date(2026, 3, 2), orders=bought) == (False, "purchase", dt.date(2026, 3, 2))


def test_a_purchase_still_to_come_and_a_return_imply_nothing() -> None:
    assert standing({"orders": orders(dt.date(2026, 3, 2))}, TODAY).is_empty()
    assert standing({"orders": orders(dt.date(2026, 2, 2), net=-5.0)}, TODAY).is_empty()


def test_a_purchase_on_the_29th_of_february_lasts_until_the_28th() -> None:
    assert told(orders=orders(dt.date(2024, 2, 29)))[2] == dt.date(2026, 2, 28)


def test_a_contract_implies_consent_while_it_runs_and_two_years_after() -> None:
    start = dt.date(2020, 1, 1)
    assert told(subscriptions=contracts(start, None, "active")) == (True, "contract", None)
    assert told(subscriptions=contracts(start, dt.date(2027, 1, 1))) == (True, "contract", None)
    assert told(subscriptions=contracts(start, dt.date(2025, 1, 1))) == (True, "contract", dt.date(2027, 1, 1))
    assert told(subscriptions=contracts(start, dt.date(2023, 1, 1)))[0] is False


def test_a_contract_over_since_nobody_knows_when_counts_from_its_start() -> None:
    undated = contracts(dt.date(2025, 1, 1), None, "Annulé")
    assert told(subscriptions=undated) == (True, "contract", dt.date(2027, 1, 1))


def test_an_inquiry_implies_consent_for_six_months() -> None:
    assert told(consents=register(("inquiry", dt.date(2025, 9, 2)))) == (True, "inquiry", dt.date(2026, 3, 2))
    assert told(consents=register(("inquiry", dt.date(2025, 8, 31))))[0] is False


def test_what_lasts_longest_is_told() -> None:
    consents = register(("inquiry", dt.date(2026, 2, 1)), ("express", dt.date(2020, 1, 1)))
    assert told(consents=consents, orders=orders(dt.date(2026, 1, 1))) == (True, "express", None)


def test_who_refuses_e_mail_in_the_list_is_not_written_to_whatever_was_bought_since() -> None:
    bought = orders(dt.date(2026, 2, 1))
    assert told(customers=listed(False, dt.date(2025, 1, 1)), orders=bought) == (False, "withdrawn", None)
    assert told(customers=listed(None), orders=bought)[0] is True


def test_an_express_consent_after_the_list_restores_and_none_does_where_the_list_bears_no_day() -> None:
    consents = register(("express", dt.date(2025, 6, 1)))
    assert told(customers=listed(False, dt.date(2025, 1, 1)), consents=consents)[0] is True
    assert told(customers=listed(False), consents=consents)[0] is False


def test_who_accepts_e_mail_in_the_list_consents_until_any_withdrawal() -> None:
    accepts = listed(True, TODAY)
    assert told(customers=accepts) == (True, "express", None)
    assert told(customers=accepts, consents=register(("withdrawn", dt.date(2020, 1, 1))))[0] is False


@pytest.mark.parametrize("kind", ["purchase", "contract", "inquiry"])
def test_an_implied_consent_without_a_day_is_none(kind: str) -> None:
    assert standing({"consents": register((kind, None))}, TODAY).is_empty()


def test_nothing_known_is_nobody() -> None:
    assert standing({}, TODAY).is_empty()
