"""The series that every tool reads: dates, revenue and spending by channel, nothing else.

Read by drivers in the environments of other tools: standard library only.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Series:
    """A wide CSV, one row a week, and what Bascule must be told of it.

    `classes` gives each spending column its channel class. `spend_share` is what all spending is scaled to, share of
    revenue, where the file's spending has no unit; `province` whose holidays count, empty for none.
    """

    name: str
    title: str
    file: Path
    date: str
    revenue: str
    classes: dict[str, str]
    spend_share: float | None = None
    province: str = ""


@dataclass(frozen=True)
class Weeks:
    """A series as read: revenue (weeks,) and spending (weeks, channels), in one currency."""

    dates: list[str]
    channels: list[str]
    revenue: list[float]
    spend: list[list[float]]


PUBLIC = (
    Series(
        "mmm_example", "PyMC-Marketing's example", DATA / "mmm_example.csv", "date_week", "y",
        {"x1": "other", "x2": "other"}, spend_share=0.1,
    ),
    Series(
        "robyn", "Robyn's simulated series", DATA / "robyn_weekly.csv", "DATE", "revenue",
        {"tv_S": "tv", "ooh_S": "out_of_home", "print_S": "print", "facebook_S": "social_prospecting",
         "search_S": "generic_search"},
    ),
)  # fmt: skip


def read(series: Series) -> Weeks:
    """Return the weeks of a series."""
    with series.file.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    revenue = [float(row[series.revenue]) for row in rows]
    spend = [[float(row[channel]) for channel in series.classes] for row in rows]
    unit = 1.0 if series.spend_share is None else series.spend_share * sum(revenue) / sum(map(sum, spend))
    scaled = [[unit * value for value in week] for week in spend]
    return Weeks([row[series.date] for row in rows], list(series.classes), revenue, scaled)


def of_company(folder: Path, file: Path) -> Series:
    """Write the media.csv and sales.csv of a simulated company as one wide CSV, and return its series."""
    with (folder / "media.csv").open(newline="", encoding="utf-8") as media:
        spent = {(row["date"], row["channel"]): row["spend"] for row in csv.DictReader(media)}
    with (folder / "sales.csv").open(newline="", encoding="utf-8") as sales:
        sold = {row["date"]: row["revenue"] for row in csv.DictReader(sales)}
    channels = list(dict.fromkeys(channel for _, channel in spent))
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["date", "revenue", *channels])
        for date, revenue in sold.items():
            writer.writerow([date, revenue, *(spent[date, channel] for channel in channels)])
    classes = {channel: channel for channel in channels}
    return Series("company", "simulated small company", file, "date", "revenue", classes, province="QC")
