"""What the report shows beside the decisions: curves, the fit, other margins, priors, files."""

from dataclasses import replace

import numpy as np

from bascule.decisions import Plan
from bascule.diagnosis.reading import Reading
from bascule.diagnosis.verdict import verdicts
from bascule.ingest import Imported
from bascule.mmm.model import FittedModel, Model
from bascule.mmm.posterior import Posterior
from bascule.mmm.priors import priors
from bascule.panel import Panel
from bascule.results import Curve, FileLine, Fit, MarginCase, PriorLine, SettingLine

POINTS = 61
MARGINS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def curves(posterior: Posterior, plan: Plan) -> tuple[Curve, ...]:
    """Return each channel's response to a steady weekly spend, from nothing to twice its usual (or the plan's).

    `posterior` is by week, its channels those of the plan.
    """
    found = []
    for c, line in enumerate(plan.lines):
        usual = float(posterior.usual[c])
        top = max(2.0 * usual, 1.15 * line.weekly, float(posterior.reference[c]))
        spend = np.linspace(0.0, top, POINTS)
        low, middle, high = np.quantile(posterior.curve(c, spend), [0.05, 0.5, 0.95], axis=0)
        found.append(Curve(line.channel, spend, low, middle, high, usual, line.weekly))
    return tuple(found)


def fit_lines(model: Model, panel: Panel) -> Fit | None:
    """Return the history as the model expected it, with its 90 % band, and without marketing; None if none was read."""
    if not isinstance(model, FittedModel):
        return None
    low, middle, high = np.quantile(model.predictive.replicated, [0.05, 0.5, 0.95], axis=0)
    return Fit(panel.revenue, low, middle, high, np.median(model.predictive.baseline, axis=0))


def margin_cases(readings: list[Reading], gross_margin: float) -> tuple[MarginCase, ...]:
    """Return the verdicts under other contribution margins, the company's own among them."""
    margins = sorted({gross_margin, *(m for m in MARGINS if abs(m - gross_margin) > 0.02)})
    return tuple(MarginCase(m, verdicts([replace(r, gross_margin=m) for r in readings])) for m in margins)


def prior_lines(model: Model, panel: Panel, guessed: list[str]) -> tuple[PriorLine, ...]:
    """Return what each channel's figure started from, the company's own changes made."""
    return tuple(
        PriorLine(
            channel=name,
            channel_class=model.setup.classes[c],
            median=prior.median,
            low=prior.bounds[0],
            high=prior.bounds[1],
            source=prior.source,
            guessed_class=name in guessed,
            sure=prior.sure,
            changes=prior.changes,
        )
        for c, (name, prior) in enumerate(zip(panel.channels, model.setup.priors, strict=True))
    )


def setting_lines(model: Model) -> tuple[SettingLine, ...]:
    """Return what the company changed of the settings that all channels share."""
    general, published = model.setup.table.general, priors().general
    return tuple(
        SettingLine(name, getattr(published, name), getattr(general, name), change.source)
        for change in general.changes
        for name in change.fields
    )


def file_lines(imported: Imported) -> tuple[FileLine, ...]:
    """Return each file of the folder and what became of it."""
    return tuple(
        FileLine(f.file, f.source, f.table, f.rows_kept, f.rows_refused, f.start, f.end, f.total, f.messages)
        for f in imported.files
    )
