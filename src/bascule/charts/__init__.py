"""Data to charts: one function a chart, each with its finding, alt text and a table of its figures."""

from bascule.charts.cash import cash_chart
from bascule.charts.chart import Chart, Twin
from bascule.charts.cohorts import cohorts_chart
from bascule.charts.fit import fit_chart
from bascule.charts.funnel import origins_chart, stages_chart
from bascule.charts.labels import channel_label
from bascule.charts.leverage import leverage_chart
from bascule.charts.lifetime import lifetime_chart
from bascule.charts.margins import margins_chart
from bascule.charts.pillars import pillars_chart
from bascule.charts.plan import plan_chart
from bascule.charts.quarters import quarters_chart
from bascule.charts.response import response_chart
from bascule.charts.retention import retention_chart
from bascule.charts.returns import returns_chart

__all__ = [
    "Chart",
    "Twin",
    "cash_chart",
    "channel_label",
    "cohorts_chart",
    "fit_chart",
    "leverage_chart",
    "lifetime_chart",
    "margins_chart",
    "origins_chart",
    "pillars_chart",
    "plan_chart",
    "quarters_chart",
    "response_chart",
    "retention_chart",
    "returns_chart",
    "stages_chart",
]
