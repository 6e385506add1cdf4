"""CDNOW as the published analyses take it: 39 weeks to the end of September 1997, purchases of a day as one."""

import csv
import datetime as dt
import gzip
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parents[1] / "data" / "customers"


@cache
def cdnow():
    """Frequency, recency, age (weeks) and mean repeat purchase of the 2,357 customers."""
    spent = defaultdict(lambda: defaultdict(float))
    with gzip.open(DATA / "cdnow.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            spent[row["id"]][dt.date.fromisoformat(row["date"])] += float(row["spent"])
    end, found = dt.date(1997, 9, 30), []
    for days in spent.values():
        known = sorted(day for day in days if day <= end)
        values = [days[day] for day in known[1:]]
        weeks = [(known[-1] - known[0]).days / 7, (end - known[0]).days / 7]
        found.append((len(values), *weeks, float(np.mean(values)) if values else 0.0))
    return tuple(np.array(column, dtype=float) for column in zip(*found, strict=True))


@cache
def contracts(cohort):
    """Renewals survived, whether still there, and customers, of one cohort of `sbg_cohorts.csv`."""
    with (DATA / "sbg_cohorts.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["cohort"] == cohort]
    survived = [int(row["recency"]) - 1 for row in rows]
    return survived, [row["recency"] == row["T"] for row in rows], [int(row["customers"]) for row in rows]
