"""The brand pillar: a survey of too few answers is said to be read in vain, not to be absent."""

import datetime as dt

import polars as pl

from bascule.brand.reading import read_brand
from bascule.company import Company
from bascule.ingest.tables import conform
from bascule.warehouse import Tables
from brand.prices import history

PRICES = {"too_cheap": 10.0, "cheap": 20.0, "expensive": 30.0, "too_expensive": 40.0}


def notes(people):
    weeks = history()
    rows = pl.DataFrame([{"method": "van_westendorp", "respondent": str(n), **PRICES} for n in range(people)])
    tables = Tables.of({"price_surveys": conform(rows, "price_surveys")} if people else {})
    found = read_brand(tables, Company(name="Essai", gross_margin=0.4), weeks, None, dt.date(2025, 12, 28), 1)
    return [note.code for note in found.notes]


def test_a_survey_of_too_few_answers_is_said():
    assert "price_survey_unread" in notes(2)
    assert "price_survey_unread" not in [*notes(0), *notes(12)]
