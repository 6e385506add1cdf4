"""The ways customers come in: what data tell of each, what its owner says, and what stays unsure."""

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from bascule.diagnosis.transition import TransitionInputs
from bascule.diagnosis.transition.systems import WEEKS, systems
from bascule.ingest.tables import conform
from bascule.locale.wording import WORDINGS
from bascule.locale.wording.transition import STATES, SYSTEMS
from bascule.panel import Experiment
from bascule.warehouse.tables import Tables
from world import company, panel, with_orders

LAST = panel().dates[-1].astype(dt.date)
TODAY = LAST + dt.timedelta(days=7)
CLAIMED = replace(with_orders(panel()), claimed_revenue=panel().spend * 4)


def read(history=CLAIMED, rows=None, **changes):
    frames = {name: conform(pl.DataFrame(own, infer_schema_length=None), name) for name, own in (rows or {}).items()}
    found = systems(TransitionInputs(Tables.of(frames), company(**changes), TODAY, history))
    assert all(reason.code in WORDINGS for system in found for reason in system.reasons)
    assert all(system.kind in SYSTEMS and {system.automated, system.measurable} <= set(STATES) for system in found)
    return {system.name: system for system in found}


def codes(system):
    return {reason.code for reason in system.reasons}


def worked(process, weeks=WEEKS):
    return [{"week": LAST - dt.timedelta(weeks=i), "process": process, "minutes": 90.0} for i in range(weeks)]


def test_a_channel_that_reports_moves_and_is_counted_is_measurable():
    found = read()
    assert [found[name].measurable for name in ("meta", "google", "radio")] == ["yes"] * 3
    assert found["meta"].automated == "not_measured"
    assert found["meta"].from_data


def test_what_lacks_is_said():
    silent = read(with_orders(panel()))["meta"]
    assert (silent.measurable, codes(silent) - {"system_no_hours"}) == ("unsure", {"system_lacks_claims"})
    still = panel(spend=np.full((104, 3), 500.0))
    flat = read(still)["meta"]
    assert flat.measurable == "no"
    assert {"system_lacks_claims", "system_lacks_moves", "system_lacks_counts"} <= codes(flat)


def test_a_planned_test_makes_it_measurable():
    trial = Experiment("radio", LAST - dt.timedelta(weeks=9), LAST, 900.0, 300.0, 500.0)
    assert read(replace(panel(), experiments=(trial,)))["radio"].measurable == "yes"


def test_time_kept_by_channel_tells_what_runs_by_itself():
    found = read(rows={"hours": worked("Campagnes Meta")})
    assert (found["meta"].automated, found["google"].automated) == ("no", "yes")


@pytest.mark.parametrize("hours", [worked("Stratégie"), worked("Campagnes Meta", WEEKS - 1)])
def test_time_kept_otherwise_leaves_it_unsure(hours):
    assert read(rows={"hours": hours})["google"].automated == "unsure"


def test_a_channel_that_did_not_spend_every_week_is_not_said_to_run():
    spend = panel().spend.copy()
    spend[-3, 1] = 0.0
    found = read(replace(CLAIMED, spend=spend), {"hours": worked("Campagnes Meta")})
    assert found["google"].automated == "unsure"


def test_the_owner_speaks_where_data_do_not_and_only_there():
    said = {"meta": {"automated": True, "measurable": False}, "porte-à-porte": {"automated": False}}
    found = read(systems=said)
    assert (found["meta"].automated, found["meta"].measurable, found["meta"].from_data) == ("yes", "yes", False)
    assert "system_stated" in codes(found["meta"])
    own = found["porte-à-porte"]
    assert (own.kind, own.automated, own.measurable, own.from_data) == ("stated", "no", "not_measured", False)
    assert read(rows={"hours": worked("Campagnes Meta")}, systems=said)["meta"].automated == "no"


def test_a_channel_without_recent_spending_is_no_system():
    spend = panel().spend.copy()
    spend[-52:, 2] = 0.0
    assert "radio" not in read(replace(CLAIMED, spend=spend))


def test_email_visits_and_deals_are_systems_too():
    day = TODAY - dt.timedelta(days=40)
    rows = {
        "emails": [
            {"sent_at": dt.datetime.combine(day - dt.timedelta(weeks=i), dt.time()), "recipients": 100.0 * (1 + i % 3)}
            for i in range(8)
        ],
        "web": [{"date": day, "date_end": day, "channel": name, "sessions": 9.0} for name in ("organic", "direct")],
        "customers": [{"customer_key": "a", "acquisition_channel": "referral"}],
        "deals": [{"created": day, "origin": name} for name in ["phone"] * 6 + ["paid_search"] * 9 + ["salon x"] * 2],
    }
    found = read(None, rows)
    assert set(found) == {"email", "organic", "direct", "referral", "phone"}
    assert [found[name].measurable for name in found] == ["unsure", "no", "no", "yes", "yes"]
    rows["web"][0]["key_events"] = 4.0
    assert read(None, rows)["organic"].measurable == "unsure"


def test_nothing_known_is_no_system():
    assert read(None) == {}
