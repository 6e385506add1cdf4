"""A company as the folder of exports it would hand over, its truth beside."""

import csv
import json
from pathlib import Path

import numpy as np

from companies.claims import Claims, claim
from companies.firm import BURN, Mechanism, draw_firm
from companies.history import History, live
from companies.season import mondays
from companies.truth import last_year, truth

MEDIA = ("date", "channel", "spend", "impressions", "clicks", "platform_conversions", "platform_revenue")
SALES = ("date", "revenue", "orders", "new_customers", "price_index", "promo")


def shown(value: float, digits: int = 0) -> str:
    """Return a number as exports write it; unknown is blank."""
    return "" if np.isnan(value) else f"{value:.{digits}f}"


def write_media(history: History, claims: Claims, path: Path) -> None:
    """Write media.csv, one row a week and channel."""
    firm = history.firm
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(MEDIA)
        for t, day in enumerate(mondays(firm.first, firm.weeks)):
            for c, name in enumerate(firm.channels):
                told = (claims.impressions[t, c], claims.clicks[t, c], claims.conversions[t, c])
                out.writerow([day, name, f"{history.spend[BURN + t, c]:.2f}", *map(shown, told),
                              shown(claims.revenue[t, c], 2)])  # fmt: skip


def write_sales(history: History, path: Path) -> None:
    """Write sales.csv, one row a week."""
    firm, around = history.firm, history.market.around
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(SALES)
        for k, day in enumerate(mondays(firm.first, firm.weeks)):
            t = BURN + k
            out.writerow([day, f"{history.revenue[t]:.2f}", int(history.orders[t]), int(history.fresh[t]),
                          f"{around.price[t]:.3f}", int(around.promo[t])])  # fmt: skip


def write_company(seed: int, mechanism: Mechanism, path: Path) -> None:
    """Write the folder of the company of a seed."""
    history = live(draw_firm(seed, mechanism))
    returns = last_year(history)
    firm = history.firm
    path.mkdir(parents=True, exist_ok=True)
    write_media(history, claim(history, returns.roi), path / "media.csv")
    write_sales(history, path / "sales.csv")
    (path / "company.toml").write_text(
        f'name = "{path.name.replace("_", " ").capitalize()}"\ncurrency = "CAD"\nprovince = "QC"\n'
        f'gross_margin = {firm.margin}\nindustry = "{firm.trade}"\nsimulated = true\n',
        encoding="utf-8",
    )
    (path / "truth.json").write_text(json.dumps(truth(history, returns), indent=1) + "\n", encoding="utf-8")
