"""Other tools' decisions: what they read, and the shape that is scored."""

import json

import numpy as np
import pytest
from companies.folder import write_company
from scoring.gains import gain
from scoring.tally import read_decisions

from bascule.mmm.priors import priors
from benchmarks.truth.peers import company as peers
from benchmarks.truth.peers.decisions import Found, bounded, decisions, verdict, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("worlds") / "funnel_001"
    write_company(7, "funnel", path)
    return path


def found(exports, weekly=None):
    draws = np.random.default_rng(1).lognormal(0.0, 0.5, (400, len(exports.channels)))
    return Found(draws, exports.usual if weekly is None else weekly, ("a note",))


def test_exports_say_what_the_truth_says_of_budgets(folder):
    exports, truth = peers.read(folder), json.loads((folder / "truth.json").read_text())
    assert exports.margin == truth["margin"]
    assert len(exports.dates) == len(exports.spend) == len(exports.revenue) == truth["weeks"]
    for name, usual in exports.usual.items():
        assert usual == pytest.approx(truth["plan"]["usual"][name], abs=0.01)
    assert set(exports.channels) | set(exports.idle) == set(truth["channels"])


def test_a_channel_that_never_spent_is_idle_and_gets_nothing(tmp_path):
    (tmp_path / "media.csv").write_text("date,channel,spend\n2026-01-05,radio,0\n2026-01-05,tv,10\n")
    (tmp_path / "sales.csv").write_text("date,revenue,price_index,promo\n2026-01-05,100,1.000,0\n")
    (tmp_path / "company.toml").write_text('name = "Vide"\ngross_margin = 0.5\n')
    exports = peers.read(tmp_path)
    assert (exports.channels, exports.idle, exports.controls) == (["tv"], ["radio"], {})
    lines = decisions(exports, found(exports))[0]["plan"]["lines"]
    assert lines[-1] == {"channel": "radio", "usual_weekly": 0.0, "weekly": 0.0}


def test_a_control_that_never_moves_or_repeats_another_is_left_out():
    promo, price = [0.0, 1.0, 0.0, 1.0], [1.0, 0.9, 1.0, 0.9]
    assert list(peers.moving({"price_index": price, "promo": promo})) == ["price_index"]
    assert list(peers.moving({"price_index": [1.0, 0.9, 1.0, 1.0], "promo": promo})) == ["price_index", "promo"]
    assert peers.moving({"promo": [0.0] * 4}) == {}


def test_an_expert_expects_what_bascule_starts_from():
    table = priors()
    assert peers.expert(["radio", "unheard_of"]) == [
        (table.of(name).median, table.of(name).spread) for name in ("radio", "other")
    ]


def test_decisions_are_scored_as_any_others(folder, tmp_path):
    exports, truth = peers.read(folder), json.loads((folder / "truth.json").read_text())
    write(tmp_path / folder.name, decisions(exports, found(exports)))
    read = read_decisions(tmp_path / folder.name)
    assert {channel["channel"] for channel in read["channels"]} == set(truth["channels"])
    plan = {line["channel"]: line["weekly"] for line in read["plan"]["lines"]}
    assert gain(plan, truth) == pytest.approx(0.0, abs=1.0)  # dollars, of amounts rounded to the cent
    assert read["plan"]["weekly_budget"] == pytest.approx(truth["plan"]["weekly_budget"], abs=0.05)
    assert read["notes"] == ["a note"]
    for channel in read["channels"]:
        quantiles = channel["quantiles"]
        assert quantiles["p05"] < quantiles["p25"] < quantiles["p50"] < quantiles["p75"] < quantiles["p95"]


def test_a_channel_without_spending_in_the_last_year_has_no_return(folder):
    exports = peers.read(folder)
    unknown = found(exports)
    unknown.returns[:, 0] = np.nan
    first = decisions(exports, unknown)[0]["channels"][0]
    assert first == {"channel": exports.channels[0], "iroas": {}, "verdict": "test"}


def test_a_stop_needs_nine_chances_in_ten_that_the_channel_does_not_pay():
    draws = np.concatenate([np.full(90, 1.0), np.full(10, 3.0)])
    assert verdict(draws, 0.5) == "stop"
    assert verdict(draws[1:], 0.5) == "test"


def test_a_plan_is_brought_within_its_bounds_and_budget():
    usual = {"a": 10.0, "b": 10.0}
    assert bounded({"a": 50.0, "b": -1.0}, usual) == {"a": 20.0, "b": 0.0}
    assert bounded({"a": 5.0, "b": 5.0}, usual) == {"a": 5.0, "b": 5.0}
