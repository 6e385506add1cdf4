import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

import world
from bascule.allocation.curves import Response
from bascule.allocation.plan import Question, make_plan
from bascule.errors import BasculeError, ExitCode
from bascule.mmm.model import fit_model

QUESTION = Question(budget=None, horizon_weeks=26, max_multiple=1.5, start=dt.date(2026, 11, 2))


@pytest.fixture(scope="module")
def posterior():
    return fit_model(world.panel(), world.company(), world.CLASSES, seed=1).posterior


def plan(posterior, stopped=frozenset(), **changes):
    return make_plan(posterior, 0.45, replace(QUESTION, **changes), set(stopped), 1.0)


def test_the_usual_budget_is_spent_to_the_cent(posterior):
    made = plan(posterior)
    assert round(sum(line.weekly for line in made.lines), 2) == made.weekly_budget
    assert made.weekly_budget == pytest.approx(posterior.usual.sum(), abs=0.02)


@pytest.mark.parametrize(("multiple", "least"), [(1.5, 0.5), (1.0, 1.0), (3.0, 0.0)])
def test_each_channel_stays_in_its_trust_region(posterior, multiple, least):
    for line in plan(posterior, max_multiple=multiple).lines:
        assert least * line.usual_weekly - 0.01 <= line.weekly <= multiple * line.usual_weekly + 0.01


def test_a_channel_to_stop_gets_nothing(posterior):
    assert plan(posterior, stopped={2}).lines[2].weekly == 0.0


def test_a_channel_to_stop_keeps_what_the_others_have_no_room_for(posterior):
    made = plan(posterior, stopped={0}, max_multiple=1.0)
    assert [line.weekly for line in made.lines] == [line.usual_weekly for line in made.lines]


def test_no_random_plan_is_worth_more_on_the_draws_it_saw(posterior):
    made = plan(posterior, max_multiple=3.0)
    seen = Response(posterior, slice(0, None, 2), 0.45)
    usual = np.array([line.usual_weekly for line in made.lines])
    found = sum(seen.prudent(c, [line.weekly], usual[c])[0] for c, line in enumerate(made.lines))
    rng = np.random.default_rng(0)
    shares = rng.dirichlet(np.ones(3), 20_000) * usual.sum()
    shares = shares[(shares <= 3 * usual).all(axis=1)]
    values = sum(seen.prudent(c, shares[:, c], usual[c]) for c in range(3))
    assert found >= values.max() - made.optimality_gap / 26 - 1e-6


def test_the_gain_is_the_sum_of_its_lines_and_of_its_months(posterior):
    made = plan(posterior)
    assert sum(month.weeks for month in made.months) == 26
    assert made.months[0].start == QUESTION.start
    for line in made.lines:
        spent = sum(month.spend[line.channel] for month in made.months)
        assert spent == pytest.approx(26 * line.weekly, abs=0.1)
    assert made.gain.p10 <= made.gain.p50 <= made.gain.p90
    assert 0 <= made.probability_gain <= 1


def test_keeping_everything_gains_nothing(posterior):
    made = plan(posterior, max_multiple=1.0)
    assert made.gain.p50 == 0
    assert [line.weekly for line in made.lines] == [line.usual_weekly for line in made.lines]


def test_a_budget_no_plan_can_spend_is_refused_with_what_is_possible(posterior):
    with pytest.raises(BasculeError) as caught:
        plan(posterior, budget=1e12)
    assert caught.value.code == "budget_out_of_bounds"
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.params["high_money"] == pytest.approx(1.5 * posterior.usual.sum(), abs=0.1)
    with pytest.raises(BasculeError):
        plan(posterior, budget=-1.0)


def test_nothing_to_spend_is_a_plan_when_the_bounds_allow_it(posterior):
    assert [line.weekly for line in plan(posterior, budget=0.0, max_multiple=3.0).lines] == [0.0, 0.0, 0.0]
