"""What a salary costs its employer in Québec, all charges in: a small reading, for one hire, of the law of one year.

It holds for an employer whose whole payroll is under a million (one rate of the Health Services Fund, no levy for
training), which a company of the transition reading is. Every rate stands, with its source, in `employer_rates.toml`.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from bascule.money import cents

FILE = Path(__file__).with_name("employer_rates.toml")


class YearNotCoveredError(LookupError):
    """The rates of a year are not published, or not all: nothing is carried over from another year."""


@cache
def settings() -> dict[str, Any]:
    """Return what `employer_rates.toml` holds."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def loaded_cost(salary: float, year: int, *, cnesst_percent: float | None = None) -> float:
    """Return what a salary costs in all: itself, the law's charges, and usual benefits (dollars a year).

    Parameters
    ----------
    salary : float
        Dollars a year, vacations in it.
    year : int
    cnesst_percent : float, optional
        Rate of the employer's own unit, per 100 dollars; None is the average of all employers.

    Raises
    ------
    YearNotCoveredError
        Where the rates of the year, or the average CNESST rate, are not published.

    Notes
    -----
    Insurance, training and tools bear no charge; what is put in a group retirement plan is salary to the law, and does.

    Examples
    --------
    >>> round(loaded_cost(100_000, 2026, cnesst_percent=0.60))
    121649
    """
    extra = settings()["benefits"]
    retirement = salary * extra["retirement"]
    charges = statutory(salary + retirement, year, cnesst_percent=cnesst_percent)
    benefits = salary * (extra["insurance"] + extra["training"]) + extra["tools"]
    return float(salary + retirement + sum(charges.values()) + benefits)


def statutory(salary: float, year: int, *, cnesst_percent: float | None = None) -> dict[str, float]:
    """Return what the law adds to a salary, by charge, each rounded to the cent (dollars a year).

    Raises
    ------
    YearNotCoveredError
        As :func:`loaded_cost`.

    Examples
    --------
    >>> statutory(60_000, 2026, cnesst_percent=0.60)["qpp"]
    3559.5
    """
    law = settings()["years"].get(str(year))
    unit = cnesst_percent if cnesst_percent is not None or law is None else law["cnesst"].get("percent")
    if law is None or unit is None:
        raise YearNotCoveredError(year)
    qpp, qpip, ei, cnt = law["qpp"], law["qpip"], law["ei"], law["cnt"]
    pensionable = max(0.0, min(salary, qpp["ympe"]) - qpp["exemption"])
    beyond = max(0.0, min(salary, qpp["yampe"]) - qpp["ympe"])
    charges = {
        "qpp": (qpp["base"] + qpp["add1"]) * pensionable,
        "qpp_second": qpp["add2"] * beyond,
        "qpip": qpip["employer"] * min(salary, qpip["mie"]),
        "ei": ei["employee"] * ei["multiple"] * min(salary, ei["mie"]),
        "hsf": law["hsf_percent"] / 100 * salary,
        "cnt": cnt["rate"] * min(salary, cnt["mie"]),
        "cnesst": unit / 100 * min(salary, law["cnesst"]["mie"]),
    }
    return {name: cents(amount) / 100 for name, amount in charges.items()}
