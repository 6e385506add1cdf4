"""How deals are won: deals still open are counted without bias, intervals hold what they promise."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

import world
from bascule.customers.deals import as_of, closed, signed
from bascule.customers.funnel import funnel
from bascule.customers.incidence import counted, drawn, incidence
from bascule.ingest.tables import conform
from customers import naive_funnel

END = dt.date(2026, 10, 31)
DAYS = 730


def table(**columns):
    return conform(pl.DataFrame(columns), "deals")


def simulated(seed, deals=150, share=0.3, won_days=120.0, lost_days=40.0, **columns):
    """Deals created over two years, lost sooner than won, those not closed by the end still open."""
    rng = np.random.default_rng(seed)
    created = rng.integers(0, DAYS, deals)
    won = rng.random(deals) < share
    days = np.where(won, rng.gamma(3, won_days / 3, deals), rng.gamma(3, lost_days / 3, deals)).astype(int)
    start = END - dt.timedelta(days=DAYS)
    still = created + days > DAYS
    return table(
        deal_id=[str(at) for at in range(deals)],
        created=[start + dt.timedelta(days=int(day)) for day in created],
        closed=[
            None if open_ else start + dt.timedelta(days=int(a + b))
            for a, b, open_ in zip(created, days, still, strict=True)
        ],
        outcome=np.where(still, "open", np.where(won, "won", "lost")).tolist(),
        amount=rng.lognormal(8, 0.8, deals).tolist(),
        censored_at=[END] * deals,
        **columns,
    )


def pairs(deals):
    return [(age, outcome) for age, outcome in as_of(deals, END).select("age", "outcome").rows() if age is not None]


def read(deals, end=END, seed=1, **company):
    return funnel(deals, world.company(**company), end, seed)


one = st.tuples(st.integers(0, 12), st.sampled_from(["won", "lost", "open"]))


@given(st.lists(one, min_size=1, max_size=25))
def test_shares_by_age_are_those_of_the_slow_way(deals):
    ages = counted(np.array([age for age, _ in deals]), np.array([outcome for _, outcome in deals]))
    won, lost = incidence(ages.won, ages.lost, ages.open)
    slow = naive_funnel.incidence(deals)
    assert ages.days.tolist() == sorted(slow)
    assert np.stack([won, lost], axis=1) == pytest.approx(np.array([slow[age] for age in sorted(slow)]))
    assert (won[-1], lost[-1]) == pytest.approx(naive_funnel.redistributed(deals))


@given(st.lists(one, min_size=1, max_size=25), st.integers(0, 10))
def test_shares_never_fall_and_stay_within_all_deals(deals, seed):
    ages = counted(np.array([age for age, _ in deals]), np.array([outcome for _, outcome in deals]))
    prior = (np.full(len(ages.days), 0.1), np.full(len(ages.days), 0.1))
    found = drawn(ages, 20, np.random.default_rng(seed), prior)
    for share in (found.won, found.lost, found.won + found.lost):
        assert (np.diff(share, axis=1) >= -1e-12).all()
        assert (share >= 0).all()
        assert (share <= 1 + 1e-9).all()
    assert ((found.in_the_end >= found.won[:, -1] - 1e-9) & (found.in_the_end <= 1 + 1e-9)).all()


def test_with_no_deal_open_it_is_the_posterior_of_jeffreys():
    days = np.arange(30)
    ages = counted(days, np.where(days < 9, "won", "lost"))
    found = drawn(ages, 20_000, np.random.default_rng(3)).in_the_end
    expected = beta(9.5, 21.5).ppf([0.05, 0.5, 0.95])
    assert np.quantile(found, [0.05, 0.5, 0.95]) == pytest.approx(expected, abs=0.006)


def test_many_ages_are_read_by_steps_without_losing_a_deal():
    rng = np.random.default_rng(2)
    days, outcome = rng.integers(0, 3000, 5000), rng.choice(["won", "lost", "open"], 5000)
    ages = counted(days, outcome)
    assert len(ages.days) <= 512
    assert ages.won.sum() + ages.lost.sum() + ages.open.sum() == 5000
    exact = naive_funnel.incidence(list(zip(days.tolist()[:800], outcome.tolist()[:800], strict=True)))
    few = counted(days[:800], outcome[:800])
    assert incidence(few.won, few.lost, few.open)[0][-1] == pytest.approx(max(exact.values())[0], abs=0.03)


def test_open_deals_bias_the_share_of_closed_ones_and_not_ours():
    truth, naive, ours = 0.3, [], []
    for seed in range(30):
        # A young company: the deals of the last months are a good part of all, and losses come first.
        deals = simulated(seed, won_days=300.0, lost_days=60.0)
        naive.append(naive_funnel.share_of_closed(pairs(deals)))
        ours.append(read(deals).win_rate.p50)
    assert np.mean(naive) < truth - 0.05
    assert np.mean(ours) == pytest.approx(truth, abs=0.02)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    held = {"win_rate": 0, "cycle": 0, "value": 0}
    median, mean = np.median(np.random.default_rng(0).gamma(3, 40, 200_000)), np.exp(8 + 0.32)
    times = 80
    for seed in range(times):
        found = read(simulated(1000 + seed, deals=200))
        held["win_rate"] += found.win_rate.p05 <= 0.3 <= found.win_rate.p95
        held["cycle"] += found.cycle_days.p05 - 1 <= median <= found.cycle_days.p95 + 1
        held["value"] += found.value.p05 <= mean <= found.value.p95
    assert 0.82 <= held["win_rate"] / times <= 0.97
    assert 0.82 <= held["cycle"] / times <= 0.97
    assert 0.72 <= held["value"] / times <= 0.96


def test_signatures_still_to_come_count_in_the_cycle():
    naive, ours = [], []
    for seed in range(20):
        deals = simulated(seed, won_days=300.0)
        naive.append(np.median([age for age, outcome in pairs(deals) if outcome == "won"]))
        ours.append(read(deals).cycle_days.p50)
    truth = np.median(np.random.default_rng(0).gamma(3, 100, 200_000))
    assert abs(np.mean(ours) - truth) < 12 < truth - np.mean(naive)


def test_counts_are_those_of_the_table_and_the_same_seed_says_the_same():
    deals = simulated(5)
    found = read(deals)
    kinds = deals["outcome"].to_list()
    assert (found.deals, found.won, found.lost, found.open) == (150, *map(kinds.count, ("won", "lost", "open")))
    assert read(deals) == found
    assert read(deals.sample(fraction=1.0, shuffle=True, seed=4)) == found


def test_cents_change_nothing_but_the_value():
    deals = simulated(5)
    cents = read(deals.with_columns(pl.col("amount") * 100))
    dollars = read(deals)
    assert cents.win_rate == dollars.win_rate
    assert cents.value.p50 == pytest.approx(100 * dollars.value.p50)


def test_too_few_closed_deals_say_nothing():
    deals = simulated(5, deals=400).filter(pl.col("outcome") != "open")
    assert read(deals.head(9)) is None
    assert read(deals.head(10)) is not None
    assert closed(deals.head(9), END) == 9
    assert read(conform(pl.DataFrame(), "deals")) is None


def test_deals_are_read_as_they_stood_on_the_day():
    deals = simulated(7)
    early = END - dt.timedelta(days=200)
    then = as_of(deals, early)
    assert then["created"].max() <= early
    later = then.filter(pl.col("closed") > early)
    assert later.height > 0
    assert set(later["outcome"]) == {"open"}
    assert then["age"].max() <= (early - deals["created"].min()).days
    assert len(signed(deals, END - dt.timedelta(days=DAYS), early)) == then.filter(outcome="won").height


def test_small_origins_lean_on_the_whole_and_large_ones_stand_alone():
    deals = simulated(11, deals=600)
    won = deals["outcome"] == "won"
    # Alike everywhere, but for three deals, all lost.
    names = np.where(np.arange(600) % 2, "referral", "organic").astype(object)
    names[np.flatnonzero(~won.to_numpy() & (deals["outcome"] == "lost").to_numpy())[:3]] = "event"
    found = read(deals.with_columns(pl.Series("origin", names.tolist(), dtype=pl.String)))
    lines = {line.origin: line for line in found.origins}
    assert sum(line.deals for line in found.origins) == 600
    assert lines["event"].won == 0
    assert lines["event"].win_rate.p50 > 0.1
    assert lines["event"].win_rate.p95 - lines["event"].win_rate.p05 > 0.15
    assert lines["event"].cycle_days is None
    assert lines["organic"].win_rate.p50 == pytest.approx(found.win_rate.p50, abs=0.06)


def test_origins_that_differ_are_told_apart():
    rng = np.random.default_rng(3)
    deals = simulated(12, deals=400, share=0.5)
    odds = np.where(deals["outcome"] == "won", 0.85, 0.15)
    names = np.where(rng.random(400) < odds, "referral", "outbound")
    found = read(deals.with_columns(pl.Series("origin", names.tolist())))
    lines = {line.origin: line.win_rate for line in found.origins}
    assert lines["outbound"].p95 < found.win_rate.p50 < lines["referral"].p05


def test_what_is_not_known_is_said():
    deals = simulated(5)
    undated = deals.with_columns(pl.when(pl.int_range(pl.len()) < 7).then(None).otherwise("created").alias("created"))
    found = read(undated.with_columns(pl.when(pl.int_range(pl.len()) > 9).then("amount").alias("amount")))
    said = {note.code: note.params for note in found.notes}
    assert said["deals_undated"] == {"deals": 7, "of": found.deals}
    assert said["deals_without_amount"]["of"] == found.won
    assert {"deals_without_origin", "stages_not_kept"} <= set(said)


def test_deals_too_young_to_be_closed_are_said():
    recent = simulated(5, deals=400, won_days=900.0, lost_days=900.0)
    said = {note.code: note.params for note in read(recent).notes}
    assert said["deals_still_open"]["open_share"] > 0.3
    assert said["deals_still_open"]["days"] <= DAYS
    assert "deals_still_open" not in {note.code for note in read(simulated(5)).notes}


STAGES = ("Qualifié", "Proposition", "Négociation")


def staged(seed=9, deals=300):
    made = simulated(seed, deals=deals)
    rng = np.random.default_rng(seed)
    return made.with_columns(pl.Series("stage", rng.choice(STAGES, deals).tolist()))


def test_stages_come_in_the_order_of_the_company_and_each_is_reached_by_fewer():
    found = read(staged(), stages=("qualifié", "proposition", "négociation"))
    assert [line.stage for line in found.stages] == ["qualifié", "proposition", "négociation"]
    reached = [line.reached for line in found.stages]
    assert reached[0] == found.deals
    assert reached == sorted(reached, reverse=True)
    assert {line.won for line in found.stages} == {found.won}
    rates = [line.win_rate.p50 for line in found.stages]
    assert rates == sorted(rates)
    assert rates[0] == pytest.approx(found.win_rate.p50, abs=0.02)


def test_stages_without_an_order_or_without_memory_are_asked_for():
    asked = read(staged())
    assert asked.stages == ()
    assert [note.params["stages"] for note in asked.notes if note.code == "stages_order_unknown"] == [
        asked_stages(staged())
    ]
    forgetful = staged().with_columns(
        pl.when(pl.col("outcome") == "lost").then(pl.lit("Closed Lost")).otherwise("stage").alias("stage")
    )
    assert "stages_not_kept" in {note.code for note in read(forgetful, stages=STAGES).notes}


def asked_stages(deals):
    return deals.filter(pl.col("outcome") != "won")["stage"].unique(maintain_order=True).to_list()
