"""Data to charts: one function a chart, each with its finding, alt text and a table of its figures."""

from bascule.charts.cash import cash_chart
from bascule.charts.chart import Chart, Twin
from bascule.charts.fit import fit_chart
from bascule.charts.labels import channel_label
from bascule.charts.margins import margins_chart
from bascule.charts.plan import plan_chart
from bascule.charts.response import response_chart
from bascule.charts.returns import returns_chart

__all__ = [
    "Chart",
    "Twin",
    "cash_chart",
    "channel_label",
    "fit_chart",
    "margins_chart",
    "plan_chart",
    "response_chart",
    "returns_chart",
]
