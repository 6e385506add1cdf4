"""The plan as rows: one a week and channel, for a spreadsheet or another program."""

import csv
import io

from bascule.decisions import Plan
from bascule.locale import N_
from bascule.locale.spreadsheet import inert
from bascule.report.brief import Brief
from bascule.report.exports.schedule import weeks_of

HEADS = (N_("Week of"), N_("Channel"), N_("Usual"), N_("Planned"), N_("Change"))


def plan_rows(brief: Brief, plan: Plan) -> bytes:
    """Return the plan as CSV with a byte order mark: semicolons and decimal commas in French, commas in English.

    Amounts are in the company's currency, to the cent, without separators of thousands.
    """
    french = brief.locale.lang == "fr"
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([brief.locale.t(head) for head in HEADS])
    for week in weeks_of(plan):
        for line in plan.lines:
            planned = week.spend.get(line.channel, 0.0)
            amounts = (line.usual_weekly, planned, planned - line.usual_weekly)
            figures = (_figure(amount, french) for amount in amounts)
            writer.writerow([week.start.isoformat(), inert(brief.label(line.channel)), *figures])
    return text.getvalue().encode("utf-8-sig")


def _figure(amount: float, french: bool) -> str:
    # Read by programs: an ASCII minus and no grouping, unlike the figures of a page.
    figure = f"{round(amount, 2) + 0.0:.2f}"
    return figure.replace(".", ",") if french else figure
