"""What each source holds: period, grain, rows, total, gaps and age."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import polars as pl

from bascule.ingest.imported import FileReport, Imported
from bascule.ingest.tables import AMOUNT, END, START

Age = Literal["fresh", "aging", "old"]
# Tables that say something of every day, week or month: a stretch without a row is a gap, not a quiet time.
REGULAR = ("media", "sales", "orders", "web", "search", "interest", "hours", "books", "drivers")
# What grows old: the end of a promotion or of a contract says nothing of the day of its export.
DATED = (*REGULAR, "costs", "emails", "surveys", "reviews", "price_surveys")
# Days after the last row when an export is no longer fresh, and when it is old; a month's books close late.
AGES = {"day": (10, 35), "week": (14, 45), "month": (45, 80), "range": (45, 80)}
_LEAST_GAP = {"day": 7, "week": 7, "month": 28, "range": 28}
# A shop that sells once in five days has no gap when it sells nothing in ten.
_USUAL_TIMES = 4


@dataclass(frozen=True)
class Gap:
    """Days, both in, on which a source has no row between two that have."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """How many days it lasts.

        Examples
        --------
        >>> Gap(dt.date(2026, 9, 1), dt.date(2026, 9, 7)).days
        7
        """
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Held:
    """What one source gives one canonical table, over all its files.

    Attributes
    ----------
    source, table : str
        Keys of :data:`bascule.ingest.sources.SOURCES` (or the name of a mapping) and of
        :data:`bascule.ingest.tables.SCHEMAS`.
    files : tuple of str
    start, end : datetime.date or None
    grain : {'day', 'week', 'month', 'range'}
        The most frequent.
    rows : int
        Canonical rows.
    total : float or None, company currency
    gaps : tuple of Gap
    age_days : int or None
        Days from the last row to today, where that tells how old the export is; `age` judges it by the grain.
    """

    source: str
    table: str
    files: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    grain: str
    rows: int
    total: float | None
    gaps: tuple[Gap, ...]
    age_days: int | None
    age: Age


def holdings(imported: Imported, today: dt.date) -> tuple[Held, ...]:
    """Return what each source holds, table by table, in the order of the files.

    Parameters
    ----------
    imported : Imported
    today : datetime.date
        What the age is reckoned from.
    """
    sources = {report.file: report.source for report in imported.files if report.source}
    found = [
        held
        for table, rows in imported.tables.items()
        for held in _of_table(table, rows, {**sources, **_renamed(table, rows, imported.files)}, today)
    ]
    order = {source: rank for rank, source in enumerate(dict.fromkeys(sources.values()))}
    return tuple(sorted(found, key=lambda held: (order[held.source], held.table)))


def gaps(starts: pl.Series, ends: pl.Series, grain: str) -> tuple[Gap, ...]:
    """Return the stretches without a row, longer than the grain and the usual spacing explain.

    Examples
    --------
    >>> days = pl.Series([dt.date(2026, 9, 1), dt.date(2026, 9, 2), dt.date(2026, 9, 20)])
    >>> gaps(days, days, "day")
    (Gap(start=datetime.date(2026, 9, 3), end=datetime.date(2026, 9, 19)),)
    """
    spans = pl.DataFrame({"start": starts, "end": ends}).drop_nulls().unique().sort("start", "end")
    reached = pl.col("end").cum_max().shift(1)
    quiet = spans.with_columns(reached.alias("reached")).drop_nulls()
    empty = (pl.col("start") - pl.col("reached")).dt.total_days() - 1
    quiet = quiet.with_columns(empty.alias("empty"))
    usual = quiet["empty"].clip(0).quantile(0.9, "higher") if quiet.height >= 10 else 0.0
    least = max(_LEAST_GAP[grain], _USUAL_TIMES * (usual or 0.0))
    rows = quiet.filter(pl.col("empty") >= least).select("reached", "start").rows()
    day = dt.timedelta(days=1)
    return tuple(Gap(reached + day, start - day) for reached, start in rows)


def _renamed(table: str, rows: pl.DataFrame, files: tuple[FileReport, ...]) -> dict[str, str]:
    # Working time keeps no address, not even one in the name of a calendar: its file is then called otherwise.
    there = set(rows["source_file"].drop_nulls())
    known = {report.file for report in files}
    missing = {report.source for report in files if report.table == table and report.file not in there}
    sole = next(iter(missing), None) if len(missing) == 1 else None
    return dict.fromkeys(there - known, sole) if sole else {}


def _of_table(table: str, rows: pl.DataFrame, sources: dict[str, str], today: dt.date) -> Iterator[Held]:
    source = pl.col("source_file").replace_strict(sources, default=None, return_dtype=pl.String)
    # Days, not rows: of a million orders, a thousand days are all that is looked at.
    spans = (
        rows.lazy()
        .select(
            source.alias("source"),
            "source_file",
            pl.col(START[table]).cast(pl.Date).alias("start"),
            _last_day(table, today).alias("end"),
            (pl.col("grain") if "grain" in rows.columns else pl.lit(_grain(table))).alias("grain"),
            (pl.col(AMOUNT[table]) if table in AMOUNT else pl.lit(None, pl.Float64)).alias("amount"),
        )
        .drop_nulls("source")
        .group_by("source", "source_file", "start", "end", "grain", maintain_order=True)
        .agg(pl.len().alias("rows"), pl.col("amount").sum())
        .collect()
    )
    for (name,), part in spans.group_by(["source"], maintain_order=True):
        yield _held(str(name), table, part, today)


def _held(source: str, table: str, spans: pl.DataFrame, today: dt.date) -> Held:
    first, last = spans["start"].min(), spans["end"].max()
    start = first if isinstance(first, dt.date) else None
    end = last if isinstance(last, dt.date) else None
    grain = str(spans.group_by("grain").agg(pl.col("rows").sum()).sort("rows", "grain", descending=True)["grain"][0])
    age_days = max((today - end).days, 0) if end and table in DATED else None
    return Held(
        source=source,
        table=table,
        files=tuple(spans["source_file"].unique(maintain_order=True)),
        start=start,
        end=end,
        grain=grain,
        rows=int(spans["rows"].sum()),
        total=float(spans["amount"].sum()) if table in AMOUNT else None,
        gaps=gaps(spans["start"], spans["end"], grain) if table in REGULAR else (),
        age_days=age_days,
        age=_age(age_days, grain),
    )


def _last_day(table: str, today: dt.date) -> pl.Expr:
    # Working time is kept by the Monday of its week.
    end = pl.col(END[table]).cast(pl.Date)
    return end.dt.offset_by("6d").clip(upper_bound=today) if table == "hours" else end


def _grain(table: str) -> str:
    if table == "hours":
        return "week"
    return "month" if table == "costs" else "day"


def _age(days: int | None, grain: str) -> Age:
    fresh, aging = AGES[grain]
    if days is None or days <= fresh:
        return "fresh"
    return "aging" if days <= aging else "old"


def titles(files: tuple[FileReport, ...]) -> dict[str, str]:
    """Return what people call each source of the files: its tool's name, or a mapping's own.

    Examples
    --------
    >>> titles((FileReport("a.csv", "meta_ads"),))
    {'meta_ads': 'Meta Ads'}
    """
    from bascule.ingest.sources import SOURCES

    kinds = dict.fromkeys(report.source for report in files if report.source)
    return {kind: SOURCES[kind].title if kind in SOURCES else kind for kind in kinds}
