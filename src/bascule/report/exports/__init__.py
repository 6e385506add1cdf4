"""The plan for other programs: a budget workbook, a calendar, rows, and JSON."""

from bascule.locale import Lang, Locale
from bascule.report.brief import Brief
from bascule.report.exports.budget import budget_workbook
from bascule.report.exports.calendar import plan_calendar
from bascule.report.exports.rows import plan_rows
from bascule.results import Results

__all__ = ["budget_workbook", "plan_calendar", "plan_files", "plan_rows"]


def plan_files(results: Results, lang: Lang) -> dict[str, bytes]:
    """Return the files to write beside the report, by name: none where there is no plan.

    `budget.xlsx`, the budget with its formulas and room for what is really spent; `plan.ics`, the dates; `plan.csv`,
    a row a week and channel; `plan.json`, the plan as in `decisions.json`. The same study gives the same bytes.

    Parameters
    ----------
    results : Results
    lang : {'fr', 'en'}
    """
    plan = results.decisions.plan
    if plan is None:
        return {}
    brief = Brief(results, Locale(lang, results.company.currency))
    return {
        "budget.xlsx": budget_workbook(brief, plan),
        "plan.ics": plan_calendar(brief, plan),
        "plan.csv": plan_rows(brief, plan),
        "plan.json": plan.model_dump_json(by_alias=True, indent=1).encode(),
    }
