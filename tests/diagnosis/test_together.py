import numpy as np
import pytest

import scenes
import world
from bascule.diagnosis.together import Brought, brought, changes, together
from bascule.plans import Interval90
from diagnosis.test_verdict import reading

DRAWS = 400


def found(**given):
    rng = np.random.default_rng(4)
    known = {
        "budget": 100_000.0, "short": rng.normal(70_000, 9_000, DRAWS), "lasting": rng.normal(40_000, 9_000, DRAWS),
        "new": rng.normal(900, 80, DRAWS), "later": rng.normal(25, 4, DRAWS), "proven": True,
    }  # fmt: skip
    return Brought(**(known | given))


def of(case):
    return together(case, [], np.zeros((DRAWS, 0)))


def test_the_three_parts_add_up_draw_by_draw():
    case = found()
    total = case.short + case.structure + case.brand
    assert of(case).margin == Interval90.of(total)
    assert of(case).net == Interval90.of(total - 100_000)
    assert of(case).per_dollar.p50 == pytest.approx(np.median(total) / 100_000)
    assert of(case).earns_share == pytest.approx((total > 100_000).mean())


def test_what_customers_leave_later_is_taken_off_what_lasts_by_studies():
    case = found()
    assert case.structure + case.brand == pytest.approx(np.maximum(case.lasting, case.structure))
    richer = found(later=np.full(DRAWS, 500.0))
    assert (richer.brand == 0).all()
    assert of(richer).pillars[2].margin.p95 == 0


def test_without_known_customers_structure_says_why_and_brand_keeps_what_lasts():
    for lacking, code in (("new", "structure_no_new_customers"), ("later", "structure_no_customers")):
        case = found(**{lacking: None})
        pillar = of(case).pillars[1]
        assert pillar.margin is None
        assert pillar.missing.code == code
        assert case.brand == pytest.approx(np.maximum(case.lasting, 0))


def test_brand_is_never_said_to_be_proven():
    assert [pillar.proven for pillar in of(found()).pillars] == [True, True, False]


def test_nothing_spent_is_no_return():
    assert of(found(budget=0.0)) is None


def test_a_years_parts_are_those_of_the_model():
    own = scenes.posterior(draws=DRAWS, lasting_share=np.full((DRAWS, 3), 0.25))
    panel, new = world.panel(), np.ones((DRAWS, 3))
    case = brought(own, panel, 0.4, 1e5, new, np.array([3.0, 5.0]), ("model", "prior", "prior"), seed=2)
    spent = panel.spend[-52:].sum(axis=0)
    assert case.short + case.lasting == pytest.approx(0.4 * own.iroas @ spent)
    assert case.lasting == pytest.approx((case.short + case.lasting) / 4)
    assert (case.new == 3).all()
    assert set(case.later) == {3.0, 5.0}
    assert case.proven == bool(spent[0] > spent.sum() / 2)


def test_a_channel_that_pays_only_in_the_long_run_changes_its_verdict():
    slow = reading("radio", iroas=np.linspace(2.4, 3.2, 50), mroas=np.linspace(2.4, 3.2, 50), gross_margin=0.5)
    (change,) = changes([slow], np.full((50, 1), 0.6))
    assert (change.short, change.long) == ("stop", "scale")
    assert change.short_return.p50 == pytest.approx(0.4 * change.long_return.p50)
