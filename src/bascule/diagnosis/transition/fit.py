"""Whether the local market wants what the company sells: what customers say, what they do, how they come."""

from bascule.diagnosis.transition.areas import areas
from bascule.diagnosis.transition.flattening import FLOOR, Flattening, flattening
from bascule.diagnosis.transition.inputs import TransitionInputs
from bascule.diagnosis.transition.origins import Origins, origins
from bascule.diagnosis.transition.survey import LEAST, MARK, Disappointed, disappointed
from bascule.plans import Reason
from bascule.returns.transition import Fit, State


def fit(inputs: TransitionInputs) -> Fit:
    """Return the signs of product–market fit and what they say together (:func:`together`)."""
    asked = disappointed(inputs.tables["surveys"], inputs.today)
    curve = flattening(inputs.retention_curve)
    came = origins(inputs.tables, inputs.year_ago, inputs.today)
    state, why = together(asked.state, curve.state, came.state if came else "not_measured")
    return Fit(
        state=state,
        respondents=asked.respondents,
        disappointed=asked.share,
        above_share=asked.above_share,
        flattens=curve.state,
        floor=curve.floor,
        organic=came.unpaid if came else None,
        areas=areas(inputs.tables, inputs.company.areas),
        reasons=(why, *_said(asked), *_done(curve), *_came(came)),
    )


def together(survey: State, curve: State, unpaid: State) -> tuple[State, Reason]:
    """Return what the signs say together, and by which part of the rule.

    What customers say and what they do are signs; coming unpaid only supports them: a company that does not advertise
    has no other customers. Signs that contradict each other leave it open, as do signs that are all unsure.

    Examples
    --------
    >>> together("yes", "unsure", "no")[0], together("yes", "not_measured", "unsure")[0]
    ('unsure', 'yes')
    >>> together("not_measured", "not_measured", "yes")[0], together("no", "unsure", "unsure")[0]
    ('unsure', 'no')
    """
    signs = [state for state in (survey, curve, unpaid) if state != "not_measured"]
    if not signs:
        return "not_measured", Reason(code="fit_not_measured")
    if "yes" in signs and "no" in signs:
        return "unsure", Reason(code="fit_contradiction")
    if "yes" in (survey, curve):
        return "yes", Reason(code="fit_yes")
    if "no" in (survey, curve):
        return "no", Reason(code="fit_no")
    return "unsure", Reason(code="fit_unsure")


def _said(found: Disappointed) -> list[Reason]:
    if found.share is None:
        return [Reason(code="fit_no_survey", params={"least": LEAST})]
    params = {"respondents": found.respondents, "low_share": found.share.p05, "high_share": found.share.p95}
    said = [Reason(code="fit_survey", params={**params, "mark_share": MARK, "above_share": found.above_share})]
    few = Reason(code="fit_survey_few", params={"respondents": found.respondents, "least": LEAST})
    return said + ([few] if found.respondents < LEAST else [])


def _done(found: Flattening) -> list[Reason]:
    if found.floor is None:
        return [Reason(code="fit_no_curve", params={"points": found.months})]
    params = {"low_share": found.floor.p05, "high_share": found.floor.p95}
    return [Reason(code="fit_curve", params={**params, "floor_share": FLOOR, "above_share": found.chance})]


def _came(found: Origins | None) -> list[Reason]:
    if found is None:
        return [Reason(code="fit_no_origin")]
    params = {"table": found.table, "low_share": found.unpaid.p05, "high_share": found.unpaid.p95}
    said = [
        Reason(code="fit_origins", params={**params, "unclear_share": found.unclear / (found.known + found.unclear)})
    ]
    return said + ([Reason(code="fit_origins_visits")] if found.table == "web" else [])
