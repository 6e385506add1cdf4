"""What was found about the data and the model: PASS, REVIEW or FAIL, with thresholds as data."""

import datetime as dt
from collections.abc import Iterable

import numpy as np

from bascule.company import Company
from bascule.decisions import Check, Plan
from bascule.diagnosis.reading import Reading
from bascule.mmm.model import FittedModel, Model
from bascule.panel import Panel

ENOUGH_PERIODS = {"week": 78, "month": 36}
NEGATIVE_BASELINE = 0.05
COVERAGE = (0.8, 0.98)
AUTOCORRELATION = 0.35
MEDIA_SHARE = 0.5
OUTSIDE_PAST = 1.1
STALE_WEEKS = 10


def convergence(model: FittedModel) -> Iterable[Check]:
    """Say whether the sampler settled."""
    params = model.sample.figures
    if model.sample.converged:
        yield Check(code="converged", severity="pass", params=params)
    else:
        yield Check(code="not_converged", severity="fail", params=params)


def history(panel: Panel) -> Iterable[Check]:
    """Say whether the history is long enough to tell seasons apart."""
    short = panel.periods < ENOUGH_PERIODS[panel.period]
    params = {"periods": panel.periods}
    yield Check(
        code="history_short" if short else "history_fine",
        severity="review" if short else "pass",
        params=params,
    )
    if panel.period == "month":
        yield Check(code="monthly_data", severity="review")


def baseline(model: FittedModel) -> Iterable[Check]:
    """Say whether sales without marketing would have to be negative."""
    negative = float((model.predictive.baseline < 0).any(axis=1).mean())
    bad = negative > NEGATIVE_BASELINE
    yield Check(code="negative_baseline" if bad else "baseline_fine", severity="review" if bad else "pass")


def predictive(model: FittedModel, panel: Panel) -> Iterable[Check]:
    """Say whether the model expects what happened, and what it leaves unexplained has no memory."""
    known = ~np.isnan(panel.revenue)
    low, high = np.quantile(model.predictive.replicated, [0.05, 0.95], axis=0)
    inside = float(((panel.revenue >= low) & (panel.revenue <= high))[known].mean())
    fine = COVERAGE[0] <= inside
    yield Check(code="posterior_predictive", severity="pass" if fine else "review", params={"coverage_share": inside})
    rest = (panel.revenue - model.predictive.expected.mean(axis=0))[known]
    lag = float(np.corrcoef(rest[1:], rest[:-1])[0, 1]) if len(rest) > 3 and rest.std() > 0 else 0.0
    yield Check(
        code="residual_autocorrelation",
        severity="review" if abs(lag) > AUTOCORRELATION else "pass",
        params={"correlation": round(lag, 2)},
    )


def media_share(model: FittedModel, panel: Panel) -> Iterable[Check]:
    """Say how much of revenue marketing is credited with."""
    owed = model.predictive.expected.mean(axis=0).sum() - model.predictive.baseline.mean(axis=0).sum()
    share = float(owed / (np.nanmean(panel.revenue) * panel.periods))
    yield Check(
        code="media_share",
        severity="review" if share > MEDIA_SHARE else "pass",
        params={"media_share": share},
    )


def channels(readings: list[Reading]) -> Iterable[Check]:
    """Say what makes some channels hard to read."""
    seen: set[str] = set()
    for reading in readings:
        if reading.chases:
            yield Check(code="demand_chasing", severity="review", params={"channel": reading.channel})
        if reading.twin is not None and reading.channel not in seen:
            seen |= {reading.channel, reading.twin}
            pair = {"channel": reading.channel, "other": reading.twin}
            yield Check(code="collinear", severity="review", params=pair)
    silent = [r.channel for r in readings if r.claim is None]
    if silent:
        yield Check(code="claims_missing", severity="review", params={"channels": silent})


def sales(model: Model, panel: Panel, company: Company, readings: list[Reading]) -> Iterable[Check]:
    """Say that nothing comes from the company's sales, and what then tells how large it is."""
    fitted = isinstance(model, FittedModel)
    if not fitted or all(r.evidence == "prior" for r in readings):
        yield Check(code="prior_only", severity="review")
    if not model.total_bounded:
        yield Check(code="total_unbounded", severity="review")
    elif not fitted and np.isnan(panel.revenue).all():
        yield Check(code="revenue_given", severity="pass", params={"revenue_money": company.yearly_revenue})


def edited(model: Model, panel: Panel) -> Iterable[Check]:
    """Say which published priors the company changed, and which of its changes concern no channel."""
    table, setup = model.setup.table, model.setup
    found = [name for name, prior in zip(panel.channels, setup.priors, strict=True) if prior.changes]
    if found:
        classes = sorted({name for name in setup.classes if table.of(name).changes})
        yield Check(code="priors_edited", severity="review", params={"channels": found, "classes": classes})
    if table.general.changes:
        fields = [field for change in table.general.changes for field in change.fields]
        yield Check(code="general_priors_edited", severity="review", params={"settings": fields})
    unused = sorted(set(table.channels) - set(panel.channels))
    if unused:
        yield Check(code="prior_without_channel", severity="review", params={"channels": unused})


def assumptions(company: Company, guessed: list[str]) -> Iterable[Check]:
    """Say what nobody in the company confirmed."""
    if "gross_margin" in company.assumed:
        yield Check(code="margin_assumed", severity="review", params={"margin_share": company.gross_margin})
    if guessed:
        yield Check(code="class_guessed", severity="review", params={"channels": guessed})
    if company.simulated:
        yield Check(code="simulated_data", severity="review")


def reach(plan: Plan, panel: Panel) -> Iterable[Check]:
    """Say which channels the plan takes beyond what was ever spent on them."""
    most = panel.spend.max(axis=0)
    outside = [
        line.channel
        for line, top in zip(plan.lines, most, strict=True)
        if line.weekly > OUTSIDE_PAST * top * panel.week_share
    ]
    if outside:
        yield Check(code="plan_outside_past", severity="review", params={"channels": outside})


def freshness(panel: Panel, plan: Plan) -> Iterable[Check]:
    """Say that the data ended long before the plan starts."""
    ended: dt.date = panel.dates[-1].astype(dt.date)
    weeks = (plan.months[0].start - ended).days // 7
    if weeks > STALE_WEEKS:
        yield Check(code="data_old", severity="review", params={"old_weeks": weeks})


def fitted(model: FittedModel, panel: Panel) -> Iterable[Check]:
    """Say how well the model was fitted to the sales."""
    yield from convergence(model)
    yield from history(panel)
    yield from predictive(model, panel)
    yield from baseline(model)
    yield from media_share(model, panel)


def checks(model: Model, panel: Panel, company: Company, readings: list[Reading], guessed: list[str]) -> list[Check]:
    """Return every finding about the data and the fit, in the report's order."""
    return [
        *(fitted(model, panel) if isinstance(model, FittedModel) else ()),
        *channels(readings),
        *sales(model, panel, company, readings),
        *edited(model, panel),
        *assumptions(company, guessed),
    ]
