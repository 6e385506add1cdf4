import numpy as np
import pytest
from scipy.stats import t

from bascule.errors import BasculeError
from bascule.experiments import geo
from bascule.experiments.counterfactual import regressed, synthetic
from bascule.experiments.geo import geo_test, placebo_totals, places_p_value, shuffled_p_value


def bounds(found, level):
    half = t.ppf(0.5 + level / 2, found.freedom) * found.error
    return found.lift - half, found.lift + half


def test_geolifts_example_is_reproduced(cities):
    treated, control = cities
    found = geo_test(treated, control, 90)
    assert found.lift == pytest.approx(4_667, abs=1)
    assert found.lift / 30 == pytest.approx(155.556, abs=0.001)
    assert found.lift / found.baseline == pytest.approx(0.054, abs=5e-4)
    assert found.p_value < 0.02
    low, high = bounds(found, 0.9)
    assert low > -2_450.7
    assert 0 < low < 4_667 < high < 11_349.9


def test_nothing_is_found_in_geolifts_example_before_its_test(cities):
    treated, control = cities
    found = geo_test(treated[:90], control[:90], 75)
    low, high = bounds(found, 0.8)
    assert low < 0 < high
    assert found.p_value > 0.5


@pytest.mark.parametrize(("rows", "published"), [(70, 2.947), (93, 2.860572)])
def test_googles_example_is_within_our_interval(google, rows, published):
    treated, control = google
    found = geo_test(treated[:rows], control[:rows], 42)
    low, high = bounds(found, 0.9)
    assert low / 50_000 < published < high / 50_000
    assert low / 50_000 > 2.4
    assert high / 50_000 < 3.4
    assert found.p_value < 0.05
    assert dict(found.notes).keys() == {"trial_by_regression", "trial_before_brief"}


def test_intervals_on_nothing_hold_zero_as_often_as_they_say(places, monkeypatch):
    monkeypatch.setattr(geo, "SHUFFLES", 300)
    rng = np.random.default_rng(7)
    inside, rare = [], 0
    for _ in range(100):
        made = places(rng, 32, 8)
        found = geo_test(made[:, :2], made[:, 2:], 28)
        inside.append([low < 0 < high for low, high in (bounds(found, 0.8), bounds(found, 0.9))])
        rare += found.p_value < 0.1
    eight, nine = np.mean(inside, axis=0)
    assert 0.68 <= eight <= 0.92
    assert 0.80 <= nine <= 0.98
    assert rare <= 20


def test_a_lift_given_is_found(places):
    rng = np.random.default_rng(8)
    missed = []
    for _ in range(20):
        made = places(rng, 45, 10)
        made[40:, :3] += 6
        found = geo_test(made[:, :3], made[:, 3:], 40)
        missed.append((found.lift - 90) / found.error)
    assert abs(np.mean(missed)) < 1
    assert np.mean(np.abs(missed) < 2.5) >= 0.85


def test_the_order_of_places_and_the_unit_do_not_matter(places):
    made = places(np.random.default_rng(9), 40, 9)
    found = geo_test(made[:, :2], made[:, 2:], 35)
    other = geo_test(made[:, [1, 0]] * 100, made[:, [5, 3, 8, 2, 4, 7, 6]] * 100, 35)
    assert other.lift == pytest.approx(100 * found.lift)
    assert other.error == pytest.approx(100 * found.error)
    assert other.p_value == pytest.approx(found.p_value)


def test_one_control_place_is_read_by_regression(places):
    made = places(np.random.default_rng(10), 40, 2)
    assert geo_test(made[:, :1], made[:, 1:], 35).notes[0][0] == "trial_by_regression"


def test_the_method_that_foretells_the_past_best_is_taken(places):
    made = places(np.random.default_rng(11), 60, 6)
    # Far larger than any mix of the others: only a regression can follow its swings.
    made[:, 0] = 20 * made[:, 1:].sum(axis=1) + np.random.default_rng(1).normal(size=60)
    assert geo_test(made[:, :1], made[:, 1:], 54).notes[0][0] == "trial_by_regression"


def test_placebo_windows_are_as_long_as_the_test_and_cover_the_past(places):
    made = places(np.random.default_rng(12), 30, 5)
    hidden, ahead = placebo_totals(made[:, 0], made[:, 1:], 6, synthetic)
    assert len(hidden) == 13
    assert 1 <= len(ahead) < len(hidden)


def test_shuffles_find_nothing_rare_in_nothing():
    rng = np.random.default_rng(13)
    chances = []
    for _ in range(150):
        control = rng.normal(size=(30, 3))
        chances.append(shuffled_p_value(control.sum(axis=1) + rng.normal(size=30), control, 26, regressed))
    assert np.mean(np.array(chances) < 0.2) == pytest.approx(0.2, abs=0.1)


def test_a_place_that_stands_out_is_rare_among_places(places):
    made = places(np.random.default_rng(14), 40, 20)
    made[36:, 0] += 15
    assert places_p_value(made[:, 0], made[:, 1:], 36, synthetic) == 1 / 20
    notes = dict(geo_test(made[:, :1], made[:, 1:], 36).notes)
    assert notes["trial_among_places"] == {"places": 19, "chance_share": 1 / 20}


@pytest.mark.parametrize(
    ("treated", "control", "before", "code"),
    [(0, 4, 30, "trial_places_missing"), (4, 0, 30, "trial_places_missing"), (1, 4, 7, "trial_before_short")],
)
def test_a_test_that_cannot_be_read_is_refused(treated, control, before, code):
    with pytest.raises(BasculeError, match=code):
        geo_test(np.ones((34, treated)), np.ones((34, control)), before)
