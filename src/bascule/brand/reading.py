"""The brand pillar: whether the company is wanted, what it sells without advertising, its prices, its friction."""

import datetime as dt

import numpy as np

from bascule.brand.base import base_revenue
from bascule.brand.desirability import desirability
from bascule.brand.friction import friction
from bascule.brand.gabor_granger import gabor_granger
from bascule.brand.pricing import pricing_power
from bascule.brand.signals import cheapest, signals
from bascule.brand.van_westendorp import van_westendorp
from bascule.company import Company
from bascule.panel import Floats, Panel
from bascule.plans import Reason
from bascule.returns import Brand
from bascule.warehouse.tables import Tables


def read_brand(
    tables: Tables,
    company: Company,
    panel: Panel,
    baseline: Floats | None,
    end: dt.date,
    seed: int,
    advertising: Floats | None = None,
) -> Brand:
    """Return the brand pillar; what is not measured says so, with the cheapest way to measure it.

    Parameters
    ----------
    tables : Tables
    company : Company
    panel : Panel
    baseline : array of shape (draws, periods) or None, company currency per period
        Sales without advertising, from the response model; None where no sale was read.
    end : datetime.date
        Last day of the data.
    seed : int
    advertising : array of shape (periods,), log, optional
        What advertising did to sales as the response model has it; prices are read apart from it.
    """
    measured = signals(tables, panel, baseline)
    index = desirability(measured, np.random.default_rng([seed, 37]))
    base, change = (None, None) if baseline is None else base_revenue(panel, baseline)
    asked = tables["price_surveys"]
    stated, offered = van_westendorp(asked, seed), gabor_granger(asked, company, seed, tables["prices"])
    unread = () if asked.is_empty() or stated or offered else (Reason(code="price_survey_unread"),)
    return Brand(
        signals=index.signals,
        desirability=index.desirability,
        base_revenue=base,
        base_change=change,
        pricing=pricing_power(tables, company, panel, seed=seed, advertising=advertising),
        van_westendorp=stated,
        gabor_granger=offered,
        friction=friction(tables, company, end),
        cheapest=cheapest(measured),
        notes=(*index.notes, *unread),
    )
