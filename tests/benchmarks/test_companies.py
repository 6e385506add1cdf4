"""Simulated companies: their truth is paired, their folders are what a company could export."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from companies.firm import BURN, MECHANISMS, YEAR, draw_firm
from companies.folder import write_company
from companies.history import live
from companies.market import advance, spread_over
from companies.traits import HARVEST, TRAITS
from companies.truth import best_split, last_year, plan_truth

from bascule import study
from bascule.company import Company


@pytest.fixture(scope="module", params=MECHANISMS)
def history(request):
    return live(draw_firm(41, request.param))


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_the_same_seed_writes_the_same_folder(mechanism, tmp_path):
    for name in ("a", "b"):
        write_company(5, mechanism, tmp_path / name / "company")
    for file in ("media.csv", "sales.csv", "company.toml", "truth.json"):
        assert (tmp_path / "a/company" / file).read_bytes() == (tmp_path / "b/company" / file).read_bytes()


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_companies_are_small_and_plausible(mechanism):
    for seed in range(40):
        firm = draw_firm(seed, mechanism)
        assert 60 <= firm.weeks <= 156
        assert 3 <= len(firm.channels) <= 8
        assert 0.3e6 <= firm.revenue * 52 <= 8e6
        assert 0.0199 <= firm.level.sum() / firm.revenue <= 0.1501
        assert 0.30 <= firm.margin <= 0.65
        assert set(firm.channels) <= set(TRAITS)


def test_revenue_is_always_positive(history):
    assert (history.revenue[BURN:] > 0).all()
    assert np.isfinite(history.revenue).all()
    assert (history.spend >= 0).all()
    assert (history.fresh <= history.orders).all()


def test_runs_that_share_their_spending_are_identical(history):
    firm = history.firm
    state, _ = advance(history.market, history.market.rest(1), 0, history.spend[None, : firm.end - YEAR])
    paths = np.tile(history.spend[firm.end - YEAR :], (3, 1, 1))
    value = advance(history.market, spread_over(state, 3), firm.end - YEAR, paths)[1]
    assert np.ptp(value, axis=0).max() == 0.0


def test_history_is_the_expected_revenue_of_its_own_spending(history):
    value = advance(history.market, history.market.rest(1), 0, history.spend[None])[1][0]
    told = history.scale * value + history.firm.contracts * history.firm.revenue
    np.testing.assert_allclose(told, history.expected, rtol=1e-9)
    assert history.revenue[BURN:].mean() == pytest.approx(history.expected[BURN:].mean(), rel=0.25)


def test_a_channel_that_does_nothing_brings_nothing(history):
    idle = history.market.with_efficacy(np.zeros(len(history.firm.channels)))
    returns = last_year(replace(history, market=idle))
    # A share of an audience may still echo in searches by name, which are worth something: only in auctions.
    most = 0.5 if history.firm.mechanism == "auction" else 1e-9
    assert np.nanmax(np.abs(returns.roi)) <= most


def test_the_next_dollar_brings_less_than_the_average_one_of_channels_that_fill_up(history):
    returns = last_year(history)
    worth = returns.roi > 0.2
    assert np.median(returns.marginal[worth] / returns.roi[worth]) < 1.0


def test_the_oracle_is_within_bounds_and_beats_every_small_exchange(history):
    plan = plan_truth(history)
    usual, oracle = plan["usual"], plan["oracle"]
    assert sum(oracle.values()) == pytest.approx(plan["weekly_budget"], abs=0.1)
    assert all(0 <= oracle[c] <= 3 * usual[c] + 0.01 for c in usual)
    curves = plan["curves"]

    def change(weekly):
        return sum(np.interp(weekly[c] / usual[c], curves["multiples"], curves["profit_change"][c]) for c in usual)

    best, step = change(oracle), 0.05 * plan["weekly_budget"]
    slack = 0.01 * abs(best) + 0.001 * 26 * plan["weekly_budget"]
    for giver in usual:
        for taker in usual:
            moved = {**oracle, giver: oracle[giver] - step, taker: oracle[taker] + step}
            if giver != taker and moved[giver] >= 0 and moved[taker] <= 3 * usual[taker]:
                assert change(moved) <= best + slack


def test_the_split_finds_the_better_of_two_hills():
    usual = np.array([100.0, 100.0])
    nothing_before_double = [-9.0, -9, -9, -9, 0, 0, 0, 500, 500, 500]
    flat = [-10.0, -8, -5, -2, 0, 1, 2, 3, 3, 3]
    np.testing.assert_allclose(best_split(usual, np.array([nothing_before_double, flat])), [200.0, 0.0])


def test_no_channel_alone_moves_profit_at_its_usual(history):
    curves = plan_truth(history)["curves"]
    at_usual = curves["multiples"].index(1)
    assert all(changes[at_usual] == 0.0 for changes in curves["profit_change"].values())


def test_brand_search_spending_follows_demand_more_than_it_makes_it():
    found = []
    for seed in range(60, 76):
        firm = draw_firm(seed, "auction")
        if "brand_search" in firm.channels:
            history = live(firm)
            found.append(last_year(history).roi[firm.channels.index("brand_search")])
    assert np.median(found) < 1.0 < np.max(found)
    assert "brand_search" in HARVEST


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_folder_is_read_as_it_is(mechanism, tmp_path):
    folder = tmp_path / "company"
    write_company(11, mechanism, folder)
    truth = json.loads((folder / "truth.json").read_text())
    with (folder / "media.csv").open() as file:
        rows = list(csv.DictReader(file))
    panel, _ = study.gather(folder, Company.read(folder), study.dt.date(2026, 11, 23), lambda step, share: None)
    assert panel.periods == truth["weeks"]
    assert set(panel.channels) == set(truth["channels"])
    assert panel.spend.sum() == pytest.approx(sum(float(row["spend"]) for row in rows))
    assert panel.spend[-52:].sum(axis=0).sum() / 52 == pytest.approx(truth["plan"]["weekly_budget"], abs=0.02)
