"""Why a permanent marketing director is not the answer yet, in dollars of the company's own margin."""

from bascule.diagnosis.transition.inputs import TransitionInputs
from bascule.diagnosis.transition.payroll import YearNotCoveredError, loaded_cost, settings
from bascule.plans import Reason
from bascule.returns.transition import DirectorCase

# Share of the whole margin that one management post may take (judgement: it leaves the rest to pay everyone else).
MOST_SHARE = 0.15


def director(inputs: TransitionInputs, revenue: float) -> tuple[DirectorCase | None, tuple[Reason, ...]]:
    """Return a director's loaded cost beside the margin of a company; None with the reason where it is not known.

    Parameters
    ----------
    inputs : TransitionInputs
    revenue : float
        Company currency a year.
    """
    company, year = inputs.company, inputs.today.year
    if company.province != "QC" or company.currency != "CAD":
        return None, (Reason(code="director_elsewhere"),)
    post = settings()["director"]
    try:
        cost = loaded_cost(post["salary"], year)
    except YearNotCoveredError:
        return None, (Reason(code="director_year", params={"law_year": str(year)}),)
    margin = company.gross_margin * revenue
    needed = cost / company.gross_margin
    case = DirectorCase(
        salary=post["salary"],
        loaded_cost=cost,
        source=post["source"],
        revenue=revenue,
        margin=margin,
        revenue_needed=needed,
        growth_needed=needed / revenue,
        best_gain=inputs.plan_gain,
        not_yet=cost > MOST_SHARE * margin,
    )
    params = {"cost_money": cost, "margin_share": cost / margin, "most_share": MOST_SHARE}
    verdict = Reason(code="director_not_yet" if case.not_yet else "director_could_be", params=params)
    salaries = {"low_money": post["salary"], "high_money": post["high"], "salary_source": post["source"]}
    return case, (verdict, Reason(code="director_salary", params=salaries))
