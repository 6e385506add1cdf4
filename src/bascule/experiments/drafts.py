"""The tests that could be run of one channel: each with what it would show and what it would cost."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from bascule.company import ChannelClass, Company
from bascule.experiments.carry import exposure, half_weeks, seen_share, wait_weeks
from bascule.experiments.designs import IN_TIME, Design, Form, forms, hourly, suited
from bascule.experiments.power import Noise, holdout_error, split_error, time_error
from bascule.experiments.schedule import changes, levels
from bascule.panel import Floats
from bascule.plans import Reason
from bascule.proposals import ErrorSource

# Random orders over which the error of a design in time is averaged, that of its own calendar first.
ORDERS = 8
# A channel that can only be lowered by less than this share of its usual shows nothing.
LEAST_SHARE = 0.3
# No test is more exact than this, dollars of revenue per dollar.
LEAST_ERROR = 1e-3


@dataclass(frozen=True)
class Candidate:
    """One channel that could be tested.

    Attributes
    ----------
    name, channel_class : str
    weekly : float
        Usual spending, company currency per week.
    returns : array of shape (draws,)
        Its iroas.
    shares : array of shape (REACH,)
        How its effect comes over the weeks (see :func:`bascule.experiments.carry.kernel`).
    most_share : float
        Part of it that may be held back, 1 where nothing forbids it.
    """

    name: str
    channel_class: ChannelClass
    weekly: float
    returns: Floats
    shares: Floats
    most_share: float = 1.0


@dataclass(frozen=True)
class Draft:
    """One form of a test of one channel.

    `path` is the share of the usual in each week (weeks,), `off_weeks` the weeks of spending held back, `error` the
    standard error of the iroas it would give, `forgone` the expected margin of what is held back less what is not
    spent, `fees` the work (both company currency).
    """

    candidate: Candidate
    form: Form
    path: Floats
    off_weeks: float
    error: float
    error_from: ErrorSource
    forgone: float
    fees: float


def obstacle(candidate: Candidate, company: Company, start: dt.date, stopped: bool) -> Reason | None:
    """Return why a channel is not tested whatever the design, or None."""
    name, settings = candidate.name, company.channels.get(candidate.name)
    if stopped:
        return Reason(code="test_decided", params={"channel": name})
    if candidate.weekly <= 0 or np.isnan(candidate.returns).any():
        return Reason(code="test_not_spent", params={"channel": name})
    contract = settings.contract if settings else None
    if contract is not None and contract.until >= start:
        return Reason(code="test_contract", params={"channel": name, "until_date": contract.until.isoformat()})
    if candidate.most_share < LEAST_SHARE:
        return Reason(code="test_floor", params={"channel": name})
    if not suited(candidate.channel_class):
        return Reason(code="test_no_design", params={"channel": name, "channel_class": candidate.channel_class})
    return None


def most_share(company: Company, name: str, weekly: float) -> float:
    """Return the part of a channel's usual spending (currency per week) that its floor lets go.

    Examples
    --------
    >>> most_share(Company(name="Nordet", gross_margin=0.4), "radio", 500.0)
    1.0
    """
    settings = company.channels.get(name)
    least = (settings.limits.least if settings and settings.limits else None) or 0.0
    return max(0.0, 1.0 - least / weekly) if weekly > 0 else 1.0


def drafts(
    candidate: Candidate, noise: Noise, orders: float | None, gross_margin: float, seed: int, weeks: int | None = None
) -> tuple[list[Draft], list[Reason]]:
    """Return every form of a test of a channel, or why there is none.

    Parameters
    ----------
    candidate : Candidate
    noise : Noise
    orders : float or None
        Variance a week of what known customers buy, currency²; None where orders are not counted.
    gross_margin : float
    seed : int
        Of the random order.
    weeks : int, optional
        Only this duration.
    """
    possible = [design for design in suited(candidate.channel_class) if _is_possible(design, orders)]
    if not possible:
        return [], [Reason(code="test_needs_orders", params={"channel": candidate.name})]
    half = half_weeks(candidate.shares)
    found = [
        _draft(candidate, form, noise, orders, gross_margin, seed)
        for design in possible
        for form in forms(design, half, candidate.channel_class, weeks)
    ]
    if found:
        return found, []
    return [], [Reason(code="test_no_duration", params={"channel": candidate.name, "asked_weeks": weeks})]


def _is_possible(design: Design, orders: float | None) -> bool:
    # Sales are read as a whole today, whatever region they come from.
    return design.name != "regions" and (design.name != "list_holdout" or orders is not None)


def _draft(
    candidate: Candidate, form: Form, noise: Noise, orders: float | None, gross_margin: float, seed: int
) -> Draft:
    held = form if form.design.name not in IN_TIME else Form(form.design, form.weeks, form.block, candidate.most_share)
    path = levels(held, seed)
    off = float((1.0 - path).sum())
    error, source = _error(candidate, held, noise, orders, seed)
    brought = gross_margin * float(candidate.returns.mean())
    return Draft(
        candidate=candidate,
        form=held,
        path=path,
        off_weeks=off,
        error=max(error / candidate.weekly, LEAST_ERROR),
        error_from=source,
        forgone=candidate.weekly * off * (brought - form.design.saved),
        fees=hourly() * form.design.hours(changes(path)),
    )


def _error(
    candidate: Candidate, form: Form, noise: Noise, orders: float | None, seed: int
) -> tuple[float, ErrorSource]:
    """Return the standard error of the channel's whole weekly effect, company currency, and what it comes from."""
    name, shares = form.design.name, candidate.shares
    if name in IN_TIME:
        paths = [exposure(levels(form, seed + k), shares) for k in range(ORDERS if name == "switchback" else 1)]
        # Turns are read from the weeks of the test alone, a stop from what came before it as well.
        return time_error(noise, [path - path.mean() if name == "switchback" else path for path in paths])
    seen = seen_share(form.weeks, shares)
    if name == "list_holdout" and orders is not None:
        return holdout_error(orders, form.weeks, form.share) / seen, "orders"
    history = len(noise.rest) if noise.weekly else 4 * len(noise.rest)
    return split_error(noise, form.weeks, form.share, form.design.leak, history) / seen, "residuals"


def wait(draft: Draft) -> int:
    """Return the weeks between the end of a test and its reading."""
    return wait_weeks(draft.candidate.shares)
