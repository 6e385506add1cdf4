"""From the rows of a test's file to the arrays that each method reads, and to what the test found."""

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import polars as pl

from bascule.errors import BasculeError
from bascule.experiments.geo import geo_test
from bascule.experiments.holdout import Arm, draw_note, holdout, holdout_totals
from bascule.experiments.interrupted import before_after
from bascule.experiments.question import Asked
from bascule.experiments.reading import Estimate, Method, Note, TestResult, result
from bascule.experiments.sheet import TRIAL, Sheet
from bascule.experiments.switchback import switchback
from bascule.ingest.headers import plain
from bascule.ingest.words import NO, YES
from bascule.panel import Floats

TREATED = (
    *YES,
    "treated",
    "treatment",
    "test",
    "exposed",
    "on",
    "traite",
    "traitee",
    "traites",
    "traitement",
    "expose",
)
LEFT_ALONE = (*NO, "control", "holdout", "off", "temoin", "temoins", "controle", "retenu", "exclu")


def method_of(sheet: Sheet) -> Method:
    """Return the method that the columns of a file call for.

    Examples
    --------
    >>> method_of(Sheet(pl.DataFrame(), {"date": "date", "geo": "ville", "value": "ventes"}))
    'geo'
    """
    if sheet.has("geo"):
        return "geo"
    if sheet.has("arm"):
        return "holdout"
    return "switchback" if sheet.has("on") else "before-after"


def read_test(sheet: Sheet, asked: Asked, method: Method | None = None) -> TestResult:
    """Return what a test found.

    Parameters
    ----------
    sheet : Sheet
    asked : Asked
    method : {'holdout', 'geo', 'switchback', 'before-after'} or None
        None takes what the columns call for.

    Raises
    ------
    BasculeError
        What is missing or cannot be, worded for the user.
    """
    method = method or method_of(sheet)
    readers = {"holdout": _holdout, "geo": _geo, "switchback": _switchback, "before-after": _before_after}
    estimate, measured = readers[method](sheet, asked)
    spend = measured if asked.spend is None else asked.spend
    value = asked.unit_value if asked.unit_value is not None else (1.0 if sheet.in_money else None)
    estimate = _noted(estimate, origins(asked, measured))
    return result(estimate, asked.channel, method, asked.period, spend, value)


def origins(asked: Asked, measured: float | None) -> list[Note]:
    """Return what is said of where the spending and the value of a conversion come from.

    Examples
    --------
    >>> origins(Asked("radio", unit_value=20.0), 300.0)
    [('trial_unit_value', {'unit_money': 20.0}), ('trial_spend_measured', {})]
    """
    notes: list[Note] = []
    if asked.unit_value is not None:
        notes.append(("trial_unit_value", {"unit_money": asked.unit_value}))
    if asked.spend is None and measured is not None:
        notes.append(("trial_spend_measured", {}))
    return notes


Read = tuple[Estimate, float | None]


def _needs(sheet: Sheet, *names: str) -> None:
    for name in names:
        if not sheet.has(name):
            accepted = list(TRIAL.column(name).names)
            raise BasculeError("trial_column_missing", file=sheet.file, accepted=accepted)


def _flags(sheet: Sheet, name: str, treated: tuple[str, ...] = ()) -> pl.Series:
    words = sheet.rows[name].map_elements(plain, return_dtype=pl.String)
    if treated:
        named = {plain(word) for word in treated}
        if not named & set(words):
            raise BasculeError("trial_arm_unnamed", treated=list(treated), arms=sorted(set(sheet.rows[name])))
        return words.is_in(list(named))
    unknown = sorted(set(words) - {*TREATED, *LEFT_ALONE})
    if unknown:
        raise BasculeError("trial_arm_unknown", column=sheet.headers[name], value=unknown[0])
    return words.is_in(list(TREATED))


def _holdout(sheet: Sheet, asked: Asked) -> Read:
    _needs(sheet, "arm")
    if sheet.has("date") and sheet.has("geo"):
        # A row is then a place on a day, not a customer: counted as customers they would make any difference sure.
        raise BasculeError("trial_holdout_places", file=sheet.file)
    treated = _flags(sheet, "arm", asked.treated)
    arms = [sheet.rows.filter(treated), sheet.rows.filter(~treated)]
    if sheet.has("customers"):
        sums = [_summed(sheet, arm) for arm in arms]
        estimate, counts = holdout_totals(*sums), [arm.count for arm in sums]
    else:
        outcomes = [arm[sheet.outcome].to_numpy() for arm in arms]
        before = [arm["before"].to_numpy() if sheet.has("before") else None for arm in arms]
        estimate, counts = holdout(*outcomes, *before), [arm.height for arm in arms]
    notes: list[Note] = [("trial_arms", {"treated": counts[0], "control": counts[1]})]
    uneven = None if asked.share is None else draw_note(counts[0], counts[1], asked.share)
    notes += [uneven] if uneven else []
    spend = _spent_more(sheet, arms, counts) if sheet.has("cost") else None
    return _noted(estimate, notes), spend


def _summed(sheet: Sheet, arm: pl.DataFrame) -> Arm:
    count, total = int(arm["customers"].sum()), float(arm[sheet.outcome].sum())
    if arm.height > 1:
        raise BasculeError("trial_arm_repeated", file=sheet.file)
    if sheet.has("variance"):
        return Arm(count, total, float(arm["variance"].sum()))
    if sheet.has("deviation"):
        return Arm(count, total, float(arm["deviation"].sum()) ** 2)
    if sheet.in_money or not 0 <= total <= count:
        raise BasculeError("trial_spread_missing", file=sheet.file)
    return Arm(count, total)


def _spent_more(sheet: Sheet, arms: list[pl.DataFrame], counts: list[int]) -> float:
    treated, control = (float(arm["cost"].sum()) for arm in arms)
    return treated - control * counts[0] / counts[1]


def _noted(estimate: Estimate, notes: list[Note]) -> Estimate:
    return replace(estimate, notes=(*estimate.notes, *notes))


def _geo(sheet: Sheet, asked: Asked) -> Read:
    _needs(sheet, "date", "geo")
    start, end = asked.period
    rows = _within(sheet, end)
    treated = _treated_places(sheet, asked)
    table = rows.pivot(on="geo", index=["date", "last"], values=sheet.outcome, aggregate_function="sum").sort("date")
    places = table.columns[2:]
    blank = table.height * len(places) - rows.select("date", "geo").n_unique()
    chosen = np.array([plain(name) in treated for name in places])
    figures = table.select(places).fill_null(0.0).to_numpy().astype(float)
    before = int((table["last"] < start).sum())
    _check_rows(table.height, before, start, end)
    estimate = geo_test(figures[:, chosen], figures[:, ~chosen], before)
    notes: list[Note] = [("trial_places", {"treated": int(chosen.sum()), "control": int((~chosen).sum())})]
    if blank:
        notes.append(("trial_places_blank", {"blank": blank, "blank_share": blank / figures.size}))
    return _noted(estimate, notes), _place_spend(sheet, rows, treated, start)


def _treated_places(sheet: Sheet, asked: Asked) -> set[str]:
    known = {plain(name): name for name in sheet.rows["geo"].unique()}
    if not asked.treated:
        if not sheet.has("arm"):
            raise BasculeError("trial_treated_missing", places=sorted(known.values())[:8])
        flags = _flags(sheet, "arm")
        both = set(sheet.rows.filter(flags)["geo"]) & set(sheet.rows.filter(~flags)["geo"])
        if both:
            raise BasculeError("trial_place_in_both", place=min(both))
        return {plain(name) for name in sheet.rows.filter(flags)["geo"].unique()}
    for name in asked.treated:
        if plain(name) not in known:
            raise BasculeError("trial_place_unknown", place=name, places=sorted(known.values())[:8])
    return {plain(name) for name in asked.treated}


def _place_spend(sheet: Sheet, rows: pl.DataFrame, treated: set[str], start: dt.date) -> float | None:
    if not sheet.has("cost"):
        return None
    mine = rows["geo"].map_elements(plain, return_dtype=pl.String).is_in(list(treated))
    test = rows["last"] >= start
    spent = {
        (here, during): float(rows.filter((mine == here) & (test == during))["cost"].sum())
        for here in (True, False)
        for during in (True, False)
    }
    days = [rows.filter(test == during)["date"].n_unique() for during in (True, False)]
    # What the treated would have cost: as before, moved as the others moved.
    moved = spent[False, True] / spent[False, False] if spent[False, False] else days[0] / days[1]
    return spent[True, True] - spent[True, False] * moved


def _within(sheet: Sheet, end: dt.date) -> pl.DataFrame:
    last = sheet.rows["last"].max()
    if not isinstance(last, dt.date) or last < end:
        raise BasculeError("trial_unfinished", file=sheet.file, last_date=last, end_date=end)
    return sheet.rows.filter(pl.col("date") <= end)


def _check_rows(periods: int, before: int, start: dt.date, end: dt.date) -> None:
    if periods == before:
        raise BasculeError("trial_no_rows", start_date=start, end_date=end)


def _series(sheet: Sheet, rows: pl.DataFrame) -> pl.DataFrame:
    extra = [pl.col("cost").sum()] if sheet.has("cost") else []
    extra += [pl.col("on").first()] if sheet.has("on") else []
    return rows.group_by("date", "last").agg(pl.col(sheet.outcome).sum().alias("outcome"), *extra).sort("date")


def _switchback(sheet: Sheet, asked: Asked) -> Read:
    _needs(sheet, "date")
    if not sheet.has("on"):
        _needs(sheet, "on" if not sheet.has("cost") else "cost")
    start, end = asked.period
    rows = _series(sheet, _within(sheet, end).filter(pl.col("last") >= start))
    _check_rows(rows.height, 0, start, end)
    flags = _flags(Sheet(rows, sheet.headers, sheet.file), "on").to_numpy() if sheet.has("on") else None
    cost = rows["cost"].to_numpy() if sheet.has("cost") else None
    return switched(rows["outcome"].to_numpy(), rows["date"].to_numpy(), flags, cost, asked.washout)


def switched(
    outcome: Floats, days: np.ndarray, on: np.ndarray | None, spend: Floats | None, washout: int
) -> Read:  # fmt: skip
    """Read a switchback from its series; the state is told by the spending where nothing else says it.

    Parameters
    ----------
    outcome, spend : arrays of shape (periods,)
    days : array of shape (periods,), datetime64[D]
    on : array of shape (periods,) of bool, or None
    washout : int

    Examples
    --------
    >>> spend = np.array([9.0, 0, 9, 0, 0, 9, 9, 0, 9, 0])
    >>> sales = 50 + 2 * spend + np.tile([1.0, -1.0], 5)
    >>> found, tested = switched(sales, np.datetime64("2025-01-06") + 7 * np.arange(10), None, spend, 0)
    >>> tested, found.assumptions[-1]
    (45.0, 'on_by_spending')
    """
    told = on
    if told is None:
        if spend is None or not np.ptp(spend) > 0:
            raise BasculeError("trial_state_unknown")
        told = spend > (spend.min() + spend.max()) / 2
    estimate = switchback(outcome, told, days, washout)
    if on is None:
        estimate = replace(estimate, assumptions=(*estimate.assumptions, "on_by_spending"))
    tested = None if spend is None else float(spend[told].sum() - spend[~told].mean() * told.sum())
    return estimate, tested


def _before_after(sheet: Sheet, asked: Asked) -> Read:
    _needs(sheet, "date")
    start, end = asked.period
    rows = _series(sheet, _within(sheet, end))
    before = int((rows["last"] < start).sum())
    _check_rows(rows.height, before, start, end)
    cost = rows["cost"].to_numpy() if sheet.has("cost") else None
    return interrupted(rows["outcome"].to_numpy(), rows["date"].to_numpy(), before, cost)


def interrupted(outcome: Floats, days: np.ndarray, before: int, spend: Floats | None) -> Read:
    """Read an interrupted series, and what was spent more than before.

    Parameters
    ----------
    outcome, spend : arrays of shape (periods,)
    days : array of shape (periods,), datetime64[D]
    before : int

    Examples
    --------
    >>> days = np.datetime64("2025-01-06") + 7 * np.arange(30)
    >>> spend = np.where(np.arange(30) < 26, 10.0, 40.0)
    >>> interrupted(spend + np.tile([1.0, -1.0], 15), days, 26, spend)[1]
    120.0
    """
    estimate = before_after(outcome, days, before)
    if spend is None:
        return estimate, None
    tested = float(spend[before:].sum() - spend[:before].mean() * (len(spend) - before))
    return estimate, tested if math.isfinite(tested) else None
