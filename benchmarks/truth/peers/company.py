"""What a company hands over, and what an expert would expect of its channels before reading it.

Read by drivers in the environments of other tools: standard library only, and of Bascule one file of priors.
"""

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path
from statistics import correlation

PRIORS = Path(__file__).resolve().parents[3] / "src" / "bascule" / "mmm" / "priors.toml"
YEAR, HORIZON, MOST = 52, 26, 3.0
CONTROLS = ("price_index", "promo")
SAME = 0.999


@dataclass(frozen=True)
class Exports:
    """A company's exports: one row a week, one column a channel.

    `channels` are those that ever spent, `idle` the others; `controls` are price and promotions where they move.
    """

    name: str
    margin: float
    dates: list[str]
    channels: list[str]
    idle: list[str]
    spend: list[list[float]]
    revenue: list[float]
    controls: dict[str, list[float]]

    @property
    def usual(self) -> dict[str, float]:
        """Mean weekly spend of the last year by channel, currency."""
        recent = self.spend[-YEAR:]
        return {c: sum(week[k] for week in recent) / len(recent) for k, c in enumerate(self.channels)}

    @property
    def year(self) -> list[str]:
        """The weeks of the last year."""
        return self.dates[-YEAR:]


def read(folder: Path) -> Exports:
    """Return the exports of a folder; the truth beside them is not opened."""
    with (folder / "media.csv").open(newline="", encoding="utf-8") as file:
        media = list(csv.DictReader(file))
    with (folder / "sales.csv").open(newline="", encoding="utf-8") as file:
        sales = list(csv.DictReader(file))
    company = tomllib.loads((folder / "company.toml").read_text(encoding="utf-8"))
    spent: dict[tuple[str, str], float] = {}
    for row in media:
        key = row["date"], row["channel"]
        spent[key] = spent.get(key, 0.0) + float(row["spend"])
    dates = [row["date"] for row in sales]
    every = list(dict.fromkeys(row["channel"] for row in media))
    channels = [c for c in every if any(spent.get((date, c), 0.0) > 0 for date in dates)]
    return Exports(
        name=folder.name,
        margin=float(company["gross_margin"]),
        dates=dates,
        channels=channels,
        idle=[c for c in every if c not in channels],
        spend=[[spent.get((date, c), 0.0) for c in channels] for date in dates],
        revenue=[float(row["revenue"]) for row in sales],
        controls=moving({name: [float(row[name]) for row in sales] for name in CONTROLS if sales[0].get(name)}),
    )


def moving(columns: dict[str, list[float]]) -> dict[str, list[float]]:
    """Return the columns that take more than one value and do not repeat another (Meridian refuses such).

    Examples
    --------
    >>> list(moving({"price_index": [1.0, 0.9, 1.0], "promo": [0.0, 1.0, 0.0], "flat": [1.0, 1.0, 1.0]}))
    ['price_index']
    """
    kept: dict[str, list[float]] = {}
    for name, values in columns.items():
        if len(set(values)) > 1 and all(abs(correlation(values, other)) < SAME for other in kept.values()):
            kept[name] = values
    return kept


def expert(channels: list[str]) -> list[tuple[float, float]]:
    """Return what an expert expects of each channel's return, by class: median, and standard deviation of its log."""
    classes = tomllib.loads(PRIORS.read_text(encoding="utf-8"))["class"]
    found = [classes.get(channel, classes["other"]) for channel in channels]
    return [(float(prior["median"]), float(prior["spread"])) for prior in found]
