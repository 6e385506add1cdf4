"""The score: what a plan gains on true curves, how often intervals cover, whether stops were right."""

import pytest
from control.shuffle import exchanged, renamed, shuffled_copy
from scoring.gains import allowed, best_gain, gain, worth_asking
from scoring.rules import by_claims, equal, poured, to_best_claim
from scoring.tally import Gains, Verdicts, quantile

MULTIPLES = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3]


@pytest.fixture
def truth():
    """Two channels of 100 $ a week: `good` brings 10 $ of profit per dollar moved, `bad` loses what it costs."""
    return {
        "margin": 0.5,
        "plan": {
            "weekly_budget": 200.0,
            "horizon_weeks": 26,
            "cap": 3.0,
            "usual": {"good": 100.0, "bad": 100.0},
            "oracle": {"good": 200.0, "bad": 0.0},
            "curves": {
                "multiples": MULTIPLES,
                "profit_change": {
                    "good": [1000.0 * (k - 1) for k in MULTIPLES],
                    "bad": [-1000.0 * (k - 1) for k in MULTIPLES],
                },
            },
        },
    }


def test_the_usual_plan_gains_nothing_and_the_oracle_everything(truth):
    assert gain(truth["plan"]["usual"], truth) == 0.0
    assert gain(truth["plan"]["oracle"], truth) == best_gain(truth) == 2000.0
    assert worth_asking(truth)


def test_a_plan_over_budget_is_brought_back(truth):
    assert allowed({"good": 900.0, "bad": 100.0}, truth) == {"good": 150.0, "bad": 50.0}


def test_captured_is_a_share_of_the_oracle(truth):
    counts = Gains()
    counts.add({"good": 150.0, "bad": 50.0}, truth)
    counts.add({"good": 50.0, "bad": 150.0}, truth)
    assert counts.captured == [0.5, -0.5]
    assert (counts.worse, counts.asked) == (1, 2)


def test_a_company_with_nothing_to_gain_gives_no_ratio(truth):
    for name in ("good", "bad"):
        truth["plan"]["curves"]["profit_change"][name] = [0.0] * len(MULTIPLES)
    counts = Gains()
    counts.add(truth["plan"]["usual"], truth)
    assert counts.captured == []
    assert counts.asked == 1


def test_rules_of_thumb_keep_the_budget(truth, tmp_path):
    (tmp_path / "media.csv").write_text(
        "date,channel,spend,impressions,clicks,platform_conversions,platform_revenue\n"
        "2026-01-05,good,100.00,10,1,1,100.00\n2026-01-05,bad,100.00,10,1,3,300.00\n"
    )
    assert equal(tmp_path, truth) == {"good": 100.0, "bad": 100.0}
    assert by_claims(tmp_path, truth) == {"good": 50.0, "bad": 150.0}
    assert to_best_claim(tmp_path, truth) == {"bad": 200.0, "good": 0.0}


def test_what_does_not_fit_goes_to_the_others():
    assert poured({"a": 8, "b": 1, "c": 1}, {"a": 10, "b": 100, "c": 100}, 100) == {"a": 10, "b": 45.0, "c": 45.0}


def test_verdicts_are_counted_against_the_margin():
    counts = Verdicts()
    wide = {"p05": 0.1, "p10": 0.2, "p25": 0.5, "p50": 1.0, "p75": 2.0, "p90": 3.0, "p95": 4.0}
    counts.add({"verdict": "stop"}, wide, true=0.3, margin=0.5)
    counts.add({"verdict": "stop"}, wide, true=3.5, margin=0.5)
    counts.add({"verdict": "test"}, {"p05": 2.0, "p50": 3.0, "p95": 4.0}, true=1.0, margin=0.5)
    assert (counts.channels, counts.vain, counts.right, counts.wrong, counts.tested) == (3, 2, 1, 1, 1)
    assert counts.covered == {"50 %": 0, "80 %": 1, "90 %": 2}
    assert counts.known == {"50 %": 2, "80 %": 2, "90 %": 3}
    assert (counts.above, counts.below) == (0, 1)


def test_quantiles_are_interpolated():
    assert quantile([0.0, 1.0, 2.0], 0.25) == 0.5


def test_shuffled_names_are_exchanged_and_given_back(tmp_path):
    (tmp_path / "media.csv").write_text("date,channel,spend\n2026-01-05,email,1.00\n2026-01-05,radio,2.00\n")
    names = shuffled_copy(tmp_path, mislead=True)
    assert names == {"radio": "email", "email": "radio"}
    assert "2026-01-05,radio,1.00" in (tmp_path / "media.csv").read_text()
    decided = {"channels": [{"channel": "radio"}], "plan": {"lines": [{"channel": "email", "weekly": 3.0}]}}
    given = renamed(decided, names)
    assert given["channels"][0]["channel"] == "email"
    assert given["plan"]["lines"][0]["channel"] == "radio"


def test_no_channel_keeps_its_name_when_names_are_exchanged():
    names = exchanged(["a", "b", "c", "d"], "seed")
    assert all(old != new for old, new in names.items())
