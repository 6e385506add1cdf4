import numpy as np
import pytest
from scipy.stats import t, ttest_ind

from bascule.errors import BasculeError
from bascule.experiments.holdout import Arm, draw_note, holdout, holdout_totals


def regression(outcome, treated, before):
    """Least squares on the arm and on what came before: what CUPED comes to."""
    design = np.column_stack([np.ones(len(outcome)), treated, before])
    return np.linalg.lstsq(design, outcome, rcond=None)[0][1]


def test_it_is_welchs_test_times_the_treated():
    rng = np.random.default_rng(1)
    treated, control = rng.exponential(30, 400), rng.exponential(25, 150)
    found = holdout(treated, control)
    oracle = ttest_ind(treated, control, equal_var=False)
    assert found.p_value == pytest.approx(oracle.pvalue)
    assert found.freedom == pytest.approx(oracle.df)
    assert found.lift == pytest.approx(400 * (treated.mean() - control.mean()))
    assert found.lift / found.error == pytest.approx(oracle.statistic)
    assert found.baseline == pytest.approx(400 * control.mean())


def test_what_came_before_narrows_the_error_and_agrees_with_a_regression():
    rng = np.random.default_rng(2)
    before = rng.gamma(2, 20, 600)
    treated = np.arange(600) < 300
    outcome = 0.8 * before + rng.normal(0, 5, 600) + 4 * treated
    plain = holdout(outcome[treated], outcome[~treated])
    adjusted = holdout(outcome[treated], outcome[~treated], before[treated], before[~treated])
    assert adjusted.error < 0.35 * plain.error
    assert adjusted.lift == pytest.approx(300 * regression(outcome, treated, before))
    assert abs(adjusted.lift - 1200) < 2.5 * adjusted.error
    assert "before_adjusted" in adjusted.assumptions


def test_a_past_that_never_varies_changes_nothing():
    rng = np.random.default_rng(3)
    arms = rng.normal(9, 2, 50), rng.normal(9, 2, 50)
    assert holdout(*arms, np.ones(50), np.ones(50)).lift == holdout(*arms).lift


def test_sums_say_the_same_as_customers():
    rng = np.random.default_rng(4)
    treated, control = rng.exponential(30, 400), rng.exponential(25, 150)
    arms = [Arm(len(arm), arm.sum(), arm.var(ddof=1)) for arm in (treated, control)]
    summed, each = holdout_totals(*arms), holdout(treated, control)
    assert (summed.lift, summed.error, summed.p_value) == pytest.approx((each.lift, each.error, each.p_value))


def test_yes_or_no_is_read_from_sums_alone():
    found = holdout_totals(Arm(20_000, 500.0), Arm(20_000, 400.0))
    assert found.lift == pytest.approx(100)
    assert found.error == pytest.approx(20_000 * np.sqrt(0.025 * 0.975 / 2e4 + 0.02 * 0.98 / 2e4), rel=0.01)


def test_an_arm_without_a_single_yes_is_not_certain():
    assert holdout_totals(Arm(500, 6.0), Arm(500, 0.0)).error > 0


@pytest.mark.parametrize("sizes", [(1, 50), (50, 0)])
def test_an_empty_arm_is_refused(sizes):
    with pytest.raises(BasculeError, match="trial_arm_empty"):
        holdout(np.arange(float(sizes[0])), np.arange(float(sizes[1])))


def test_a_draw_gone_wrong_is_told_and_a_fair_one_is_not():
    rng = np.random.default_rng(5)
    fair = [draw_note(count, 10_000 - count, 0.9) for count in rng.binomial(10_000, 0.9, 500)]
    assert sum(note is not None for note in fair) <= 2
    code, params = draw_note(9200, 800, 0.9)
    assert code == "trial_draw_mismatch"
    assert params == {"seen_share": 0.92, "planned_share": 0.9}


@pytest.mark.parametrize("with_past", [False, True])
def test_intervals_hold_the_truth_as_often_as_they_say(with_past):
    rng = np.random.default_rng(6)
    inside = 0
    for _ in range(400):
        before = rng.exponential(20, 160)
        outcome = 0.5 * before + rng.exponential(10, 160)
        outcome[:110] += 2
        past = (before[:110], before[110:]) if with_past else ()
        found = holdout(outcome[:110], outcome[110:], *past)
        inside += abs(found.lift - 220) <= t.ppf(0.95, found.freedom) * found.error
    assert 0.86 <= inside / 400 <= 0.94
