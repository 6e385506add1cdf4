"""Priors as data: what a company edits moves the answer, and nothing else."""

import dataclasses
import tomllib

import numpy as np
import pytest

import world
from bascule.edits import GeneralEdit, PriorEdit
from bascule.mmm.build import set_up
from bascule.mmm.model import prior_model
from bascule.mmm.priors import FILE, ClassPrior, priors, priors_for

RADIO = {"median": 4.0, "spread": 0.3, "works": 1.0, "source": "four of our own stops"}


def edited(**tables):
    return world.company(**tables)


def medians(company, panel=None):
    return np.median(prior_model(panel or world.panel(), company, world.CLASSES, 1).posterior.iroas, axis=0)


def test_without_an_edit_the_priors_are_those_published():
    assert priors_for(world.company()) == priors()


def test_every_field_of_a_class_and_of_the_general_table_may_be_edited():
    published = tomllib.loads(FILE.read_text(encoding="utf-8"))
    kept = {"source", "changes"}
    assert set(PriorEdit.model_fields) - kept == {f.name for f in dataclasses.fields(ClassPrior)} - kept
    assert set(GeneralEdit.model_fields) == set(published["general"]) - {"version"}


def test_what_is_published_is_within_the_bounds_of_an_edit():
    published = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for table in published["class"].values():
        PriorEdit(**table)
    GeneralEdit(**{name: value for name, value in published["general"].items() if name != "version"})


def test_a_channels_own_prior_moves_that_channel_alone():
    company = edited(channels={"radio": {"prior": RADIO}})
    plain, moved = set_up(world.panel(), world.company(), world.CLASSES), set_up(world.panel(), company, world.CLASSES)
    assert moved.priors[2].median == 4.0
    assert moved.priors[:2] == plain.priors[:2]
    assert medians(company)[2] > 2 * medians(world.company())[2]


def test_the_prior_of_a_class_reaches_its_channels_and_a_channels_own_prevails():
    classes = {"class": {"radio": {"median": 2.0, "half": [2.0, 0.5], "source": "our sector's survey"}}}
    by_class = priors_for(edited(priors=classes)).of_channel("radio", "radio")
    both = priors_for(edited(priors=classes, channels={"radio": {"prior": RADIO}})).of_channel("radio", "radio")
    assert (by_class.median, by_class.half) == (2.0, (2.0, 0.5))
    assert (both.median, both.half) == (4.0, (2.0, 0.5))
    assert [change.source for change in both.changes] == ["our sector's survey", "four of our own stops"]


def test_a_setting_of_all_channels_is_carried_to_where_it_is_used():
    general = {"general": {"long_credit": 0.0, "total_spread": 0.1, "source": "prudence"}}
    setup = set_up(world.panel(), edited(priors=general), world.CLASSES)
    assert setup.table.general.long_credit == 0.0
    assert setup.problem.total_prior[1] == 0.1
    assert (medians(edited(priors=general)) < medians(world.company())).all()


def test_a_return_that_the_company_gives_loses_the_grade_of_the_published_source():
    given = priors_for(edited(channels={"radio": {"prior": RADIO}})).of_channel("radio", "radio")
    graded = priors_for(edited(channels={"radio": {"prior": {**RADIO, "sure": "strong"}}}))
    shape = priors_for(edited(channels={"radio": {"prior": {"slope": 2.0, "source": "seen"}}}))
    assert (given.sure, given.gives_return) == ("own", True)
    assert graded.of_channel("radio", "radio").sure == "strong"
    assert shape.of_channel("radio", "radio").sure == priors().of("radio").sure
    assert not shape.of_channel("radio", "radio").gives_return


def test_a_channel_that_surely_works_may_be_said_to():
    assert np.isfinite(medians(edited(channels={"radio": {"prior": RADIO}}))).all()


def test_before_any_sale_the_model_is_the_prior_of_the_fitted_one():
    from bascule.mmm.evidence import prior_draws
    from bascule.mmm.posterior import read

    panel = world.panel()
    setup = set_up(panel, world.company(), world.CLASSES)
    before = read(setup, prior_draws(setup, 1), panel, 2)
    model = prior_model(panel, world.company(), world.CLASSES, 1)
    assert np.allclose(model.posterior.iroas, before.iroas)
    assert {learnt.rung for learnt in model.learnt} == {"prior"}
    assert model.prior is model.posterior


def test_a_revenue_nobody_knows_leaves_the_total_unbounded_and_the_owners_figure_bounds_it():
    panel = dataclasses.replace(world.panel(), revenue=np.full(104, np.nan), sales_read=False)
    free = prior_model(panel, world.company(), world.CLASSES, 1)
    small = prior_model(panel, world.company(yearly_revenue=150_000.0), world.CLASSES, 1)
    assert not free.total_bounded
    assert small.total_bounded
    assert np.median(small.posterior.iroas.sum(axis=1)) < 0.8 * np.median(free.posterior.iroas.sum(axis=1))


@pytest.mark.parametrize("factor", [0.01, 100.0])
def test_the_stand_in_for_an_unknown_revenue_changes_nothing(monkeypatch, factor):
    panel = dataclasses.replace(world.panel(), revenue=np.full(104, np.nan), sales_read=False)
    plain = medians(world.company(), panel)
    monkeypatch.setattr("bascule.mmm.model.STAND_IN", 20 * factor)
    assert medians(world.company(), panel) == pytest.approx(plain)
