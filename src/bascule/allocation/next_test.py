"""The next test worth paying for: of every test that could be run, the one worth most above its cost, or none."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bascule.allocation.chooser import TableChooser
from bascule.allocation.curves import Response
from bascule.allocation.ground import Ground
from bascule.allocation.information import Chooser, present_gains, worths
from bascule.allocation.places import Places
from bascule.company import Company
from bascule.errors import BasculeError, ExitCode
from bascule.experiments.carry import kernel, seen_share
from bascule.experiments.designs import designs
from bascule.experiments.drafts import Candidate, Draft, drafts, most_share, obstacle, wait
from bascule.experiments.power import history_noise, order_variance, power
from bascule.experiments.schedule import calendar
from bascule.mmm.model import FittedModel, Model
from bascule.mmm.posterior import thin
from bascule.panel import Floats, Panel
from bascule.plans import Reason
from bascule.proposals import NextTest, TestProposal

# How long the answer of a test is put to use.
HORIZON_WEEKS = 52
# Errors at which the value is worked out for one channel; between them it is interpolated.
NODES = 4
# An effect that shows less often than this is said to be easily missed; less than this share of it in time, to lag.
SELDOM, LAGS = 0.5, 0.8


@dataclass(frozen=True)
class Asked:
    """Which test is looked for: of one channel, of one duration (None: any), with which random order."""

    channel: str | None = None
    weeks: int | None = None
    seed: int = 1


def known(asked: Asked, channels: Sequence[str], company: Company) -> Asked:
    """Return what is asked with the channel as it is called in the study, whether its name or its label was written.

    Raises
    ------
    BasculeError
        `test_channel_unknown`.
    """
    if asked.channel is None:
        return asked
    try:
        return replace(asked, channel=channels[Places(channels, company)(asked.channel)])
    except BasculeError:
        raise BasculeError(
            "test_channel_unknown", exit_code=ExitCode.USAGE, channel=asked.channel, channels=list(channels)
        ) from None


def next_test(
    model: Model, panel: Panel, company: Company, ground: Ground, stopped: set[int], asked: Asked
) -> NextTest | None:
    """Return the next test worth paying for and all that could be run; None where sales are too few to plan any.

    Parameters
    ----------
    model : Model
    panel : Panel
    company : Company
    ground : Ground
        Of the plan: the next one is chosen within the same bounds; a test starts with it.
    stopped : set of int
        Channels whose verdict is `stop`.
    asked : Asked
    """
    noise = history_noise(panel)
    if noise is None:
        return None
    found, left_out = [], []
    orders = order_variance(panel)
    for c, candidate in enumerate(candidates(model, panel, company)):
        if asked.channel not in (None, candidate.name):
            continue
        because = obstacle(candidate, company, ground.wishes.start, c in stopped)
        if because is None:
            more, lacking = drafts(candidate, noise, orders, company.gross_margin, asked.seed, asked.weeks)
            found.append(more)
            left_out += lacking
        else:
            left_out.append(because)
    left_out += needs_regions([each[0].candidate for each in found if each])
    chooser = next_plan(model, panel, ground)
    return choose([each for each in found if each], chooser, ground.wishes.start, left_out)


def needs_regions(tested: Sequence[Candidate]) -> list[Reason]:
    """Return that some channels could be tested region by region, were sales known by region."""
    names = [candidate.name for candidate in tested if candidate.channel_class in designs()["regions"].classes]
    return [Reason(code="test_needs_regions", params={"channels": names})] if names else []


def candidates(model: Model, panel: Panel, company: Company) -> list[Candidate]:
    """Return every channel as it could be tested, in the panel's order."""
    posterior, setup = model.posterior, model.setup
    kept = retention(model, panel)
    cycle = company.sales_cycle_weeks / 2
    weekly = posterior.usual * panel.week_share
    return [
        Candidate(
            name=name,
            channel_class=setup.classes[c],
            weekly=float(weekly[c]),
            returns=posterior.iroas[:, c],
            shares=kernel(float(kept[c]), float(setup.problem.stages[c]), cycle / (1 + cycle)),
            most_share=most_share(company, name, float(weekly[c])),
        )
        for c, name in enumerate(panel.channels)
    ]


def retention(model: Model, panel: Panel) -> Floats:
    """Return the share of each channel's effect that lasts from a week to the next, shape (channels,)."""
    if not isinstance(model, FittedModel):
        return np.array([prior.carry[0] / sum(prior.carry) for prior in model.setup.priors])
    kept = model.setup.natural(thin(model.sample.flat))[1].mean(axis=0)
    return np.asarray(kept**panel.week_share)


def next_plan(model: Model, panel: Panel, ground: Ground) -> TableChooser:
    """Return what would choose the next plan, kept for HORIZON_WEEKS, within the bounds of the present one.

    A total that is free is held at what its bounds allow nearest to the usual; channels only supposed take no part.
    """
    usual = model.posterior.usual * panel.week_share
    low, high = (values[: len(usual)].tolist() for values in (ground.bounds.low, ground.bounds.high))
    total = ground.bounds.most if ground.bounds.total[0] else int(ground.usual.sum())
    budget = min(max(total, sum(low)), sum(high))
    response = Response(model.posterior, ground.gross_margin, panel.week_share)
    return TableChooser.of(response, HORIZON_WEEKS, usual, low, high, budget)


def choose(found: list[list[Draft]], chooser: Chooser, start: dt.date, left_out: Sequence[Reason] = ()) -> NextTest:
    """Return the best form of each design of each channel, and the one worth most above its cost.

    Parameters
    ----------
    found : list of lists of Draft
        One list a channel, none empty.
    chooser : Chooser
    start : datetime.date
        First day of the test.
    left_out : sequence of Reason
    """
    best: dict[tuple[str, str], TestProposal] = {}
    present = present_gains(chooser, len(found[0][0].candidate.returns)) if found else np.empty((1, 0))
    for group in found:
        known, most = values(group, chooser, present)
        for draft, value in zip(group, known, strict=True):
            made = proposal(draft, min(value, most), most, start)
            key = (made.channel, made.design)
            if key not in best or _rank(made) > _rank(best[key]):
                best[key] = made
    ranked = sorted(best.values(), key=_rank, reverse=True)
    return NextTest(
        recommended=next((made for made in ranked if made.worth), None),
        candidates=ranked,
        best_value=max((made.value for made in ranked), default=0.0),
        horizon_weeks=HORIZON_WEEKS,
        left_out=list(left_out),
    )


def _rank(made: TestProposal) -> tuple[float, int]:
    return made.net_value, -made.weeks


def values(group: Sequence[Draft], chooser: Chooser, present: Floats) -> tuple[list[float], float]:
    """Return the value of each test of one channel and the most that any could have (currency).

    Worked out at NODES errors at most; between them, on the logarithm of the error.
    """
    errors = np.array([draft.error for draft in group])
    nodes = np.unique(errors)
    if len(nodes) > NODES:
        nodes = np.geomspace(nodes[0], nodes[-1], NODES)
    found, most = worths(group[0].candidate.returns, nodes, chooser, present)
    return [float(value) for value in np.interp(np.log(errors), np.log(nodes), found)], most


def proposal(draft: Draft, value: float, most: float, start: dt.date) -> TestProposal:
    """Return a test as it is written, given its value and the most that it could be (currency).

    Its net value counts the fees at least: what is saved by not spending on a channel that loses is no merit of the
    test, as a plan saves it without one.
    """
    candidate, form = draft.candidate, draft.form
    cost = draft.forgone + draft.fees
    shows = power(candidate.returns, draft.error)
    return TestProposal(
        channel=candidate.name,
        design=form.design.name,
        start=start,
        end=start + dt.timedelta(days=7 * form.weeks - 1),
        weeks=form.weeks,
        share=form.share,
        off_weeks=draft.off_weeks,
        spend=candidate.weekly * draft.off_weeks,
        error=draft.error,
        error_from=draft.error_from,
        power=shows,
        forgone=draft.forgone,
        fees=draft.fees,
        cost=cost,
        value=value,
        most=most,
        net_value=value - max(cost, draft.fees),
        worth=value > max(cost, draft.fees),
        calendar=calendar(form, draft.path, start, wait(draft), candidate.weekly),
        reasons=_reasons(draft, shows),
    )


def _reasons(draft: Draft, shows: float) -> list[Reason]:
    found = []
    if draft.forgone < 0:
        found.append(Reason(code="test_saves", params={"saved_money": -draft.forgone}))
    if shows < SELDOM:
        found.append(Reason(code="test_seldom_shows", params={"power_share": shows}))
    seen = seen_share(draft.form.weeks, draft.candidate.shares)
    if seen < LAGS:
        found.append(Reason(code="test_lags", params={"seen_share": seen}))
    if draft.form.design.name == "postal_split":
        found.append(Reason(code="test_needs_postal_codes"))
    elif draft.error_from == "residuals":
        found.append(Reason(code="test_short_history"))
    if draft.form.share < 1 and draft.form.design.name in ("switchback", "staggered_stop"):
        found.append(Reason(code="test_keeps_floor", params={"kept_share": 1 - draft.form.share}))
    return found
