"""Whether the model foretells sales that were hidden from it, better than repeating the past would."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.checks.untested import untested
from bascule.diagnosis.scores import crps, naive_draws
from bascule.diagnosis.thresholds import threshold
from bascule.mmm.refits import STEP, Refits, settled
from bascule.panel import Panel

SEASON = {"week": 52, "month": 12}
# A repetition that is exact by luck is not held to be better than this share of mean sales.
LEAST_SCORE = 1e-3


@dataclass(frozen=True)
class Track:
    """How past forecasts did: skill 1 is perfect, 0 is as good as repetition; errors are a share of mean sales."""

    skill: float
    coverage: float
    error: float


def forecast(examined: Examined) -> Iterable[Check]:
    """Say how the model would have foretold the last periods, a few at a time, given what was spent.

    Foretelling sales well does not show that returns are right; foretelling them badly shows that something that moves
    them is missing.
    """
    refits, panel = examined.refits, examined.panel
    if refits is None:
        yield untested("forecast", "quick")
        return
    if not all(settled(model) for model in refits.hidden.values()):
        yield untested("forecast", "unsettled")
        return
    track = tracked(panel, refits)
    if track is None:
        yield untested("forecast", "short")
        return
    weeks = round(max(refits.hidden) / panel.week_share)
    skill = {"holdout_weeks": weeks, "error_share": track.error, "skill_share": abs(track.skill)}
    yield Check(code="forecast_skill", severity=threshold("forecast_skill").severity(track.skill), params=skill)
    coverage = {"holdout_weeks": weeks, "coverage_share": track.coverage}
    severity = threshold("forecast_coverage").severity(track.coverage)
    yield Check(code="forecast_coverage", severity=severity, params=coverage)


def tracked(panel: Panel, refits: Refits) -> Track | None:
    """Return how forecasts from each origin did, together; None where nothing can be compared."""
    step, season, scores, naive, inside, errors = STEP[panel.period], SEASON[panel.period], [], [], [], []
    for hidden, model in refits.hidden.items():
        origin = panel.periods - hidden
        ahead = slice(origin, origin + step)
        actual = panel.revenue[ahead]
        known = ~np.isnan(actual)
        repeated = naive_draws(panel.revenue, origin, step, season)
        if not known.any() or len(repeated) < 2:
            continue
        draws = model.predictive.replicated[:, ahead][:, known]
        low, middle, high = np.quantile(draws, [0.1, 0.5, 0.9], axis=0)
        scores.append(crps(draws, actual[known]))
        naive.append(crps(repeated[:, known], actual[known]))
        inside.append((low <= actual[known]) & (actual[known] <= high))
        errors.append(np.abs(middle - actual[known]))
    if not scores:
        return None
    usual = float(np.nanmean(panel.revenue))
    reference = max(float(np.concatenate(naive).mean()), LEAST_SCORE * usual)
    return Track(
        skill=1 - float(np.concatenate(scores).mean()) / reference,
        coverage=float(np.concatenate(inside).mean()),
        error=float(np.concatenate(errors).mean()) / usual,
    )
