"""Google Ads and Meta Ads exports: in French for the first year, in English for the second."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from history import Life, claimed_revenue
from market import CHANNELS

NARROW = "\u202f"
Writing = Callable[[float, int], str]
MONTHS_FR = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juill.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)


@dataclass(frozen=True)
class Campaign:
    """One campaign: its name and number, its channel, and its share of that channel's spending."""

    name: str
    number: str
    channel: str
    share: float = 1.0


GOOGLE = (
    Campaign("Marque - Maison Boréale", "20918273641", "brand_search"),
    Campaign("Recherche - Bougies parfumées", "20918273655", "generic_search", 0.66),
    Campaign("Recherche - Savons artisanaux", "20918273668", "generic_search", 0.34),
    Campaign("PMax - Boutique", "21734450912", "performance_max"),
)
META = (
    Campaign("Prospection QC - Bougies", "", "social_prospecting"),
    Campaign("Reciblage - Visiteurs 30 jours", "", "retargeting"),
    Campaign("Publication boostée - Coulisses de l’atelier", "", "boosted_posts"),
)


@dataclass(frozen=True)
class Row:
    """One campaign on one day."""

    date: dt.date
    campaign: Campaign
    cost: float
    impressions: int
    clicks: int
    conversions: float
    value: float


def rows(life: Life, campaigns: Iterable[Campaign], first: dt.date, last: dt.date, seed: int) -> list[Row]:
    """Return what the platform saw of each campaign on the days it was paid; counts are drawn."""
    generator = np.random.default_rng([seed, 11])
    claimed = claimed_revenue(life)
    found = []
    for campaign in campaigns:
        channel = CHANNELS.index(campaign.channel)
        for place in range(*life.between(first, last).indices(len(life.dates))):
            cost = round(float(life.spend[place, channel]) * campaign.share, 2)
            if cost <= 0:
                continue
            seen = life.traffic[place]
            orders = seen.claimed_orders[channel] * campaign.share
            bought = int(generator.poisson(orders))
            each = claimed[place, channel] / seen.claimed_orders[channel] if orders > 0 else 0.0
            value = bought * each * float(generator.normal(1.0, 0.12)) if bought else 0.0
            impressions = int(generator.poisson(seen.impressions[channel] * campaign.share))
            clicks = int(generator.poisson(seen.clicks[channel] * campaign.share))
            found.append(Row(life.dates[place], campaign, cost, impressions, clicks, bought, round(value, 2)))
    return found


def write_google_fr(found: list[Row], path: Path) -> None:
    """Write the French interface's daily campaign report, its total row included."""
    head = [
        "Jour",
        "Campagne",
        "ID de la campagne",
        "Code de la devise",
        "Coût",
        "Impr.",
        "Clics",
        "Conversions",
    ]
    lines = [[*head, "Valeur de conv."], *(google_line(row, french) for row in found)]
    total = ["Total : compte", "--", "--", "CAD", *google_sums(found, french)]
    _write_google(path, "Rapport sur les campagnes", period_fr(found), [*lines, total])


def write_google_en(found: list[Row], path: Path) -> None:
    """Write the English interface's daily campaign report, its three total rows included."""
    head = [
        "Day",
        "Campaign",
        "Campaign ID",
        "Currency code",
        "Cost",
        "Impr.",
        "Clicks",
        "Conversions",
        "Conv. value",
    ]
    names = ("Total: Account", "Total: Search", "Total: Campaigns")
    totals = [[name, "--", "--", "CAD", *google_sums(found, english)] for name in names]
    lines = [head, *(google_line(row, english) for row in found), *totals]
    _write_google(path, "Campaign report", period_en(found), lines)


def google_line(row: Row, written: Writing) -> list[str]:
    """Return one row of a Google report."""
    campaign = [row.campaign.name, row.campaign.number, "CAD"]
    figures = [written(row.cost, 2), written(row.impressions, 0), written(row.clicks, 0)]
    return [row.date.isoformat(), *campaign, *figures, written(row.conversions, 2), written(row.value, 2)]


def google_sums(found: list[Row], written: Writing) -> list[str]:
    """Return the five totals of a Google report."""
    columns = (("cost", 2), ("impressions", 0), ("clicks", 0), ("conversions", 2), ("value", 2))
    return [written(sum(getattr(row, name) for row in found), digits) for name, digits in columns]


def english(value: float, digits: int) -> str:
    """Return a number as an English interface writes it."""
    return f"{value:,.{digits}f}"


def french(value: float, digits: int) -> str:
    """Return a number as a French interface writes it, thousands apart by a narrow no-break space."""
    return english(value, digits).replace(",", NARROW).replace(".", ",")


def period_fr(found: list[Row]) -> str:
    """Return the period line of a French Google report."""
    ends = (min(row.date for row in found), max(row.date for row in found))
    return " - ".join(f"{day.day} {MONTHS_FR[day.month - 1]} {day.year}" for day in ends)


def period_en(found: list[Row]) -> str:
    """Return the period line of an English Google report."""
    ends = (min(row.date for row in found), max(row.date for row in found))
    return " - ".join(f"{day:%B} {day.day}, {day.year}" for day in ends)


def _write_google(path: Path, title: str, period: str, lines: list[list[str]]) -> None:
    text = io.StringIO()
    text.write(f'{title}\n"{period}"\n')
    csv.writer(text, lineterminator="\n").writerows(lines)
    path.write_text(text.getvalue(), encoding="utf-8")


META_FR = (
    "Début des rapports,Fin des rapports,Nom de la campagne,Diffusion de la campagne,Paramètre d’attribution,"
    "Résultats,Indicateur de résultats,Couverture,Impressions,Coût par résultat,Montant dépensé (CAD),"
    "Clics sur un lien,Achats,Valeur de conversion des achats"
)
META_EN = (
    "Reporting starts,Reporting ends,Campaign name,Campaign delivery,Attribution setting,Results,"
    "Result indicator,Reach,Impressions,Cost per results,Amount spent (CAD),Link clicks,Purchases,"
    "Purchases conversion value"
)


def write_meta(found: list[Row], path: Path, header: str, *, bom: bool, total: bool) -> None:
    """Write a daily campaign export of Meta Ads Manager; decimals have a dot in every language."""
    lines = [header.split(","), *([meta_total(found)] if total else []), *(meta_line(row) for row in found)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    path.write_text(text.getvalue(), encoding="utf-8-sig" if bom else "utf-8")


def meta_line(row: Row) -> list[str]:
    """Return one row of a Meta export; what did not happen is left blank, as Meta leaves it."""
    bought = int(row.conversions)
    day = row.date.isoformat()
    start = [day, day, row.campaign.name, "active", "7-day click or 1-day view", str(bought or "")]
    reach = str(int(row.impressions * 0.82))
    each = f"{row.cost / bought:.8f}" if bought else ""
    middle = [
        "actions:offsite_conversion.fb_pixel_purchase" if bought else "",
        reach,
        str(row.impressions),
        each,
    ]
    return [
        *start,
        *middle,
        f"{row.cost:g}",
        str(row.clicks),
        str(bought or ""),
        f"{row.value:g}" if bought else "",
    ]


def meta_total(found: list[Row]) -> list[str]:
    """Return the total row, which names no campaign."""
    bought, value = str(int(sum(row.conversions for row in found))), sum(row.value for row in found)
    cost, clicks = sum(row.cost for row in found), sum(row.clicks for row in found)
    seen = sum(row.impressions for row in found)
    ends = [min(row.date for row in found).isoformat(), max(row.date for row in found).isoformat()]
    middle = ["", str(int(seen * 0.31)), str(seen), ""]
    return [*ends, "", "", "", bought, *middle, f"{cost:.2f}", str(clicks), bought, f"{value:.2f}"]
